import Foundation

@testable import AlphaCore

/// A fault that a test plants in clean bars, and where the check must find it.
enum PlantedFault: String, CaseIterable {
    case unreadableCell, missingField, blankPrice, highBelowClose, negativeVolume
    case swappedRows, movedRow, newestFirst
    case repeatedRow, repeatedBlock
    case missingRun
    case frozenPrices, copiedBar
    case spike, spikeOfTwoBars, stayingJump
    case hundredfoldCell, hundredfoldBar, hundredfoldBlock
    case unlistedSplit, listedSplit, oneBarOffByASplit
    case dividendNotApplied, dividendCountedTwice, dividendInCents, factorMoves
    case volumeInThousands, pricesInPoints, floatNoise
    case shiftedDays, shiftedClock, clockSetBack, copiedBlock
    case coarserBlock, finerBlock

    var kind: Finding.Kind {
        switch self {
        case .unreadableCell, .missingField: .unreadable
        case .blankPrice, .highBelowClose, .negativeVolume: .badBar
        case .swappedRows, .movedRow, .newestFirst: .order
        case .repeatedRow, .repeatedBlock: .repeated
        case .missingRun: .gap
        case .frozenPrices, .copiedBar: .stale
        case .spike, .spikeOfTwoBars, .stayingJump: .jump
        case .hundredfoldCell, .hundredfoldBar, .hundredfoldBlock: .hundredfold
        case .unlistedSplit, .listedSplit, .oneBarOffByASplit: .split
        case .dividendNotApplied, .dividendCountedTwice, .dividendInCents, .factorMoves: .dividend
        case .volumeInThousands, .pricesInPoints, .floatNoise: .unit
        case .shiftedDays, .shiftedClock, .clockSetBack, .copiedBlock: .timeZone
        case .coarserBlock, .finerBlock: .mixedIntervals
        }
    }

    /// The markets that can have it.
    var shapes: [CleanBars.Shape] {
        switch self {
        case .missingRun: CleanBars.Shape.allCases.filter { $0 != .quietCryptoMinutes }
        case .newestFirst, .swappedRows, .movedRow, .repeatedRow, .blankPrice, .unreadableCell, .missingField,
            .highBelowClose, .negativeVolume, .spike, .hundredfoldBar, .hundredfoldCell:
            CleanBars.Shape.allCases
        case .copiedBar: [.equitiesDaily, .cryptoDaily, .fxDaily]
        case .unlistedSplit: [.equitiesDaily, .equitiesFiveMinutes]
        case .listedSplit, .oneBarOffByASplit, .dividendNotApplied, .dividendCountedTwice, .dividendInCents,
            .factorMoves:
            [.equitiesDaily]
        case .volumeInThousands: [.equitiesDaily, .cryptoDaily, .fxDaily]
        case .pricesInPoints, .floatNoise: [.fxDaily, .fxMinutes]
        case .shiftedDays: [.equitiesDaily, .fxDaily, .equitiesFiveMinutes]
        case .shiftedClock, .clockSetBack: [.cryptoHours, .fxMinutes]
        case .copiedBlock: [.cryptoHours, .quietCryptoMinutes]
        case .coarserBlock: [.equitiesDaily, .cryptoDaily, .cryptoHours, .fxMinutes]
        case .finerBlock: [.cryptoDaily, .cryptoHours]
        default: CleanBars.Shape.allCases.filter { $0 != .equitiesWeekly }
        }
    }

    /// Plants the fault at a random place of the bars; returns the line at which it must be found (`nil`: the whole file).
    func plant(in bars: inout CleanBars, _ random: inout RandomSource) -> Int? {
        let place = 100 + Int(random.next() % UInt64(bars.rows.count - 300))
        let line = place + 2
        switch self {
        case .unreadableCell, .missingField, .blankPrice, .highBelowClose, .negativeVolume:
            return plantBadRow(in: &bars, place, &random)
        case .swappedRows, .movedRow, .newestFirst, .repeatedRow, .repeatedBlock, .missingRun:
            return plantOrder(in: &bars, place, &random)
        case .frozenPrices, .copiedBar: return plantStale(in: &bars, place, &random)
        case .spike, .spikeOfTwoBars, .stayingJump, .hundredfoldCell, .hundredfoldBar, .hundredfoldBlock:
            return plantPrices(in: &bars, place, &random)
        case .unlistedSplit, .listedSplit, .oneBarOffByASplit: return plantSplit(in: &bars, place, &random)
        case .dividendNotApplied, .dividendCountedTwice, .dividendInCents, .factorMoves:
            return plantDividend(in: &bars, place, &random)
        case .volumeInThousands:
            for later in place..<bars.rows.count { bars.rows[later].volume = bars.rows[later].volume / 1000 }
            return line
        case .pricesInPoints:
            for row in bars.rows.indices { bars.rows[row].scale(by: 100_000) }
            for row in bars.rows.indices { bars.rows[row].round(to: 1) }
            return nil
        case .floatNoise:
            // The neighbour of a number on the tick, as 130583.99999999999 is one of 130584.
            bars.rows[place].close = bars.rows[place].close.nextUp.nextUp
            bars.rows[place].high = max(bars.rows[place].high, bars.rows[place].close)
            return line
        case .shiftedDays, .shiftedClock, .clockSetBack, .copiedBlock: return plantClock(in: &bars, place, &random)
        case .coarserBlock, .finerBlock: return plantIntervals(in: &bars, place, &random)
        }
    }

    private func plantBadRow(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        var row = bars.rows[place]
        defer { if self == .highBelowClose { bars.roundFinely() } }
        switch self {
        case .highBelowClose:
            row.high = max(row.open, row.close) * 0.998
            row.low = min(row.low, row.high)
        case .negativeVolume: row.volume = -row.volume
        default: break
        }
        bars.rows[place] = row
        let time = Timestamp(nanoseconds: row.time)
        switch self {
        case .unreadableCell: bars.rows[place].text = "\(time),\(row.open),\(row.high),n.a,\(row.close),\(row.volume)"
        case .missingField: bars.rows[place].text = "\(time),\(row.open),\(row.high),\(row.low)"
        case .blankPrice:
            bars.rows[place].text = "\(time),\(row.open),\(row.high),,\(row.close),\(row.volume)"
        default: break
        }
        return place + 2
    }

    private func plantOrder(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        switch self {
        case .swappedRows:
            bars.rows.swapAt(place, place + 1)
            return place + 3
        case .movedRow:
            let row = bars.rows.remove(at: place)
            bars.rows.insert(row, at: place + 2 + Int(random.next() % 30))
            return bars.rows.firstIndex { $0.time == row.time }! + 2
        case .newestFirst:
            bars.rows.reverse()
            return 3
        case .repeatedRow:
            bars.rows.insert(bars.rows[place], at: place + 1)
            return place + 3
        case .repeatedBlock:
            let length = 2 + Int(random.next() % 50)
            bars.rows.insert(contentsOf: bars.rows[place..<place + length], at: place + length)
            return place + length + 2
        default:
            // As many bars as no holiday takes: five weekdays, half a session.
            var length = 1
            switch bars.shape {
            case .equitiesDaily: length = 6
            case .equitiesFiveMinutes: length = 20
            case .fxMinutes: length = 30
            case .cryptoDaily, .cryptoHours, .equitiesWeekly: length = 1 + Int(random.next() % 5)
            default: break
            }
            var start = place
            if bars.shape == .fxDaily {
                // A lone day may be a holiday of its year's end.
                while CurrencyHolidays.contains(Int(bars.rows[start].time / Timestamp.day)) { start += 1 }
            }
            if bars.shape == .equitiesFiveMinutes {
                // Inside a session, neither its first bar nor its last.
                while bars.rows[start].time - bars.rows[start - 12].time > .hour
                    || bars.rows[start + length + 12].time - bars.rows[start].time > 3 * .hour
                { start += 1 }
            }
            if bars.shape == .fxMinutes { start = bars.quietPlace(start, minutes: 1000) + 500 }
            bars.rows.removeSubrange(start..<start + length)
            return start + 2
        }
    }

    private func plantStale(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        var place = place
        while bars.rows[place].high == bars.rows[place].low || bars.rows[place].close == bars.rows[place - 1].close {
            place += 1
        }
        let model = bars.rows[place]
        if self == .copiedBar {
            let (time, split) = (bars.rows[place + 1].time, bars.rows[place + 1].split)
            bars.rows[place + 1] = model
            (bars.rows[place + 1].time, bars.rows[place + 1].split) = (time, split)
            return place + 2
        }
        for later in place + 1..<place + (bars.shape.isDaily ? 12 : 40) + Int(random.next() % 20) {
            let row = bars.rows[later]
            bars.rows[later] = model
            (bars.rows[later].time, bars.rows[later].volume) = (row.time, row.volume)
        }
        // The market goes on from the price that stood still.
        return place + 2
    }

    private func plantPrices(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        defer { bars.roundFinely() }
        let up = random.next() % 2 == 0
        // Far beyond what the market does, and no ratio of a split or of cents.
        let factor = up ? 17 : 1.0 / 17
        switch self {
        case .spike: bars.rows[place].scale(by: factor)
        case .spikeOfTwoBars: (0..<2).forEach { bars.rows[place + $0].scale(by: factor) }
        case .stayingJump: (place..<bars.rows.count).forEach { bars.rows[$0].scale(by: factor) }
        case .hundredfoldBar: bars.rows[place].scale(by: up ? 100 : 0.01)
        case .hundredfoldBlock:
            let length = 6 + Int(random.next() % 40)
            for row in place..<place + length { bars.rows[row].scale(by: up ? 100 : 0.01) }
        default:
            switch random.next() % 4 {
            case 0: bars.rows[place].high *= 100
            case 1: bars.rows[place].low /= 100
            case 2: bars.rows[place].close *= 100
            default: bars.rows[place].open /= 100
            }
        }
        return place + 2
    }

    private func plantSplit(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        defer { bars.roundFinely() }
        let ratios: [Double] = [2, 3, 4, 5, 10, 0.5, 0.2, 0.1]
        let ratio = ratios[Int(random.next() % UInt64(ratios.count))]
        switch self {
        case .oneBarOffByASplit:
            bars.rows[place + 3].split = ratio
            bars.rows[place].scale(by: 1 / ratio)
            return place + 2
        default:
            if self == .listedSplit { bars.rows[place + Int(random.next() % 3)].split = ratio }
            for row in 0..<place {
                bars.rows[row].scale(by: ratio)
                bars.rows[row].volume = (bars.rows[row].volume / ratio).rounded()
            }
            // The last bar that is not adjusted.
            return place + 1
        }
    }

    private func plantDividend(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        bars.addDividends()
        let exDates = bars.rows.indices.filter { bars.rows[$0].dividend > 0 }
        let exDate = exDates.min { abs($0 - place) < abs($1 - place) }!
        let factor = 1 - bars.rows[exDate].dividend / bars.rows[exDate - 1].close
        switch self {
        case .dividendNotApplied:
            for row in 0..<exDate { bars.rows[row].adjusted! /= factor }
        case .dividendCountedTwice:
            for row in 0..<exDate { bars.rows[row].adjusted! *= factor }
        case .dividendInCents:
            bars.rows[exDate].dividend *= 100
            bars.adjust()
        default:
            // Where a dividend is, it would be that dividend that is found to be applied wrongly.
            let plain = (place..<bars.rows.count).first { !exDates.contains($0) }!
            for row in 0..<plain { bars.rows[row].adjusted! *= 0.97 }
            return plain + 2
        }
        return exDate + 2
    }

    private func plantClock(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        let hours = Int64(2 + random.next() % 8)
        switch self {
        case .shiftedDays:
            // Whole days, as of another zone.
            let day = bars.rows.map { $0.time.flooredQuotient(by: Timestamp.day) }
            let mornings = (50..<day.count - 100).filter { (row: Int) -> Bool in
                let today = Int(day[row])
                // Neither among the short days of July, November and December.
                if day[row] == day[row - 1] || [6, 7, 11, 12].contains(Timestamp.civil(fromDays: today).month) {
                    return false
                }
                return !(today - 10...today + 10).contains(where: DaylightSaving.isChange(day:))
            }
            let first = mornings.min { abs($0 - place) < abs($1 - place) }!
            let days = Int64(bars.shape.isDaily ? 1 + random.next() % 30 : 5)
            let shift = bars.shape.isDaily ? hours : -Int64(2 + random.next() % 5)
            for row in first..<bars.rows.count where day[row] < day[first] + days {
                bars.rows[row].time += shift * .hour
            }
            return first + 2
        case .shiftedClock:
            var start = place
            if bars.shape == .fxMinutes { start = bars.quietPlace(max(place, 1000), minutes: 1200) }
            let length = bars.shape == .fxMinutes ? 200 + Int(random.next() % 200) : 3 + Int(random.next() % 40)
            let shift = random.next() % 2 == 0 ? hours : -hours
            for row in start..<start + length { bars.rows[row].time += shift * .hour }
            return start + 2
        case .clockSetBack:
            var start = place
            if bars.shape == .fxMinutes { start = bars.quietPlace(max(place, 1000), minutes: 1200) }
            for row in start..<bars.rows.count { bars.rows[row].time -= hours * .hour }
            return start + 2
        default:
            // Some bars stand again hours later, in the place of those that belong there.
            let byTime = Dictionary(uniqueKeysWithValues: bars.rows.enumerated().map { ($1.time, $0) })
            let copies = (min(place, bars.rows.count / 2)..<bars.rows.count).compactMap { row -> (Int, Int)? in
                byTime[bars.rows[row].time + 6 * .hour].map { (row, $0) }
            }.prefix(5 + Int(random.next() % 20))
            for (row, later) in copies.reversed() {
                let time = bars.rows[later].time
                bars.rows[later] = bars.rows[row]
                bars.rows[later].time = time
            }
            // A bar that did not move is like many others.
            return copies.first { bars.rows[$0.0].high > bars.rows[$0.0].low }!.0 + 2
        }
    }

    private func plantIntervals(in bars: inout CleanBars, _ place: Int, _ random: inout RandomSource) -> Int {
        if self == .finerBlock {
            // One bar becomes its parts.
            let row = bars.rows[place]
            let parts = Int64(bars.shape == .cryptoDaily ? 24 : 12)
            let pieces = (0..<parts).map { part in
                var piece = row
                piece.time += part * bars.shape.interval / parts
                piece.open = part == 0 ? row.open : row.close
                piece.high = max(piece.open, piece.close)
                piece.low = min(piece.open, piece.close)
                piece.volume = row.volume + Double(part)
                piece.high += bars.shape.tick * Double(part % 5)
                return piece
            }
            bars.rows.replaceSubrange(place...place, with: pieces)
            bars.roundFinely()
            return place + 3
        }
        // Every n-th bar alone stays.
        let step =
            switch bars.shape {
            case .equitiesDaily, .cryptoDaily: 7 * Timestamp.day
            case .cryptoHours: Timestamp.day
            default: Int64(900_000_000_000)
            }
        let byTime = Dictionary(uniqueKeysWithValues: bars.rows.enumerated().map { ($1.time, $0) })
        var start = bars.shape == .fxMinutes ? bars.quietPlace(place, minutes: 1200) : min(place, bars.rows.count / 2)
        func kept(_ start: Int) -> [Int] {
            (0...12).compactMap { byTime[bars.rows[start].time + Int64($0) * step] }
        }
        // On a weekday without a holiday in all these weeks.
        while kept(start).count < 13 { start += 1 }
        let places = kept(start)
        bars.rows.replaceSubrange(places[0]...places[12], with: places.map { bars.rows[$0] })
        return start + 3
    }
}

extension CleanBars {
    /// Prices on a tenth of a thousandth of their tick: without the noise of a float that was scaled.
    mutating func roundFinely() {
        for place in rows.indices { rows[place].round(to: shape.tick / 10_000) }
    }

    /// A place near the one given after which the market does not pause for so many bars, nor keeps a holiday.
    func quietPlace(_ place: Int, minutes: Int) -> Int {
        var place = min(place, rows.count - minutes - 10)
        while place > 1, !isQuiet(place, minutes) { place -= 1 }
        return place
    }

    private func isQuiet(_ place: Int, _ minutes: Int) -> Bool {
        let day = Int(rows[place].time.flooredQuotient(by: Timestamp.day))
        return rows[place + minutes].time - rows[place - 1].time == Int64(minutes + 1) * shape.interval
            && !(day - 1...day + 2).contains(where: CurrencyHolidays.contains)
    }
}
