import Foundation

@testable import AlphaCore

/// A row of a bar file that a test writes.
struct FileRow {
    var time: Int64
    var open: Double
    var high: Double
    var low: Double
    var close: Double
    var volume: Double
    var adjusted: Double?
    var dividend = 0.0
    var split = 0.0
    /// What stands there instead of the row.
    var text: String?

    mutating func scale(by factor: Double) {
        open *= factor
        high *= factor
        low *= factor
        close *= factor
    }

    /// The row's bar with prices on their tick.
    mutating func round(to tick: Double) {
        func rounded(_ price: Double) -> Double { max(1, (price / tick).rounded()) / (1 / tick).rounded() }
        (open, high, low, close) = (rounded(open), rounded(high), rounded(low), rounded(close))
    }
}

/// Bars as real markets have them, and nothing wrong with them: volatility that clusters, returns with fat tails (excess
/// kurtosis of 5 to 15), gaps overnight, ranges and volume that fit.
struct CleanBars {
    /// A kind of market and of bars.
    enum Shape: String, CaseIterable {
        case equitiesDaily, cryptoDaily, fxDaily, equitiesWeekly
        case equitiesFiveMinutes, cryptoHours, fxMinutes, quietCryptoMinutes

        var assetClass: AssetClass {
            switch self {
            case .equitiesDaily, .equitiesWeekly, .equitiesFiveMinutes: .equities
            case .cryptoDaily, .cryptoHours, .quietCryptoMinutes: .crypto
            case .fxDaily, .fxMinutes: .fx
            }
        }

        var tick: Double {
            switch assetClass {
            case .equities: 0.01
            case .crypto: 0.01
            case .fx: 0.00001
            }
        }

        var isDaily: Bool { [.equitiesDaily, .cryptoDaily, .fxDaily].contains(self) }
        /// Shorter than an hour: a test needs many of them.
        var isIntradayMinutes: Bool { interval < .hour }
        var interval: Int64 {
            switch self {
            case .equitiesDaily, .cryptoDaily, .fxDaily: Timestamp.day
            case .equitiesWeekly: 7 * Timestamp.day
            case .equitiesFiveMinutes: 300_000_000_000
            case .cryptoHours: .hour
            case .fxMinutes, .quietCryptoMinutes: 60_000_000_000
            }
        }
    }

    let shape: Shape
    var rows: [FileRow] = []
    private var random: RandomSource
    private var logVolatility = 0.0
    private var logVolume = 0.0
    private var close: Double

    /// Bars of the shape, about as many as asked for.
    init(_ shape: Shape, count: Int, seed: UInt64) {
        self.shape = shape
        random = RandomSource(seed: seed, stream: shape.rawValue)
        close = shape.assetClass == .fx ? 0.8 + random.uniform() : exp(log(15) + random.uniform() * log(20))
        if shape.assetClass == .crypto { close *= 100 }
        let times = times(count)
        for (place, time) in times.enumerated() {
            let pause = place == 0 ? 1 : Double(time - times[place - 1]) / Double(shape.interval)
            rows.append(next(time, pause: pause))
        }
    }

    /// Student's t with five degrees of freedom, of unit variance.
    private mutating func shock() -> Double {
        let square = (0..<5).reduce(0.0) { sum, _ in
            let normal = random.normal()
            return sum + normal * normal
        }
        return random.normal() / (square / 5).squareRoot() * (3.0 / 5).squareRoot()
    }

    private mutating func next(_ time: Int64, pause: Double) -> FileRow {
        logVolatility = 0.97 * logVolatility + 0.12 * random.normal()
        logVolume = 0.8 * logVolume + 0.25 * random.normal()
        let ofDay: Double =
            switch shape.assetClass {
            case .equities: 0.018
            case .crypto: 0.035
            case .fx: 0.006
            }
        let typical = ofDay * (Double(shape.interval) / Double(Timestamp.day)).squareRoot()
        let volatility = typical * exp(logVolatility - 0.12)
        // What happens while nothing is traded, a quarter of it in a night.
        let hasGap = shape.assetClass == .equities && (shape.isDaily || pause > 1)
        let overnight = hasGap ? shock() * volatility * (shape.isDaily ? 0.5 : 0.25 * pause.squareRoot()) : 0
        let open = close * exp(overnight)
        let last = open * exp(shock() * volatility)
        let reach = (abs(random.normal()) * 0.4 * volatility, abs(random.normal()) * 0.4 * volatility)
        var row = FileRow(
            time: time, open: open, high: max(open, last) * exp(reach.0), low: min(open, last) * exp(-reach.1),
            close: last, volume: (exp(12 + logVolume + 0.5 * logVolatility + 0.3 * random.normal())).rounded())
        row.round(to: shape.tick)
        close = row.close
        return row
    }

    private mutating func times(_ count: Int) -> [Int64] {
        // 2010-01-04 is a Monday.
        let start = Timestamp.days(year: 2010, month: 1, day: 4) + Int(random.next() % 200) * 7
        switch shape {
        case .equitiesDaily, .fxDaily:
            let isEquity = shape == .equitiesDaily
            let days = (start..<start + 2 * count + 20).filter { day in
                WeekCalendar.weekday(day) < 5 && !CleanBars.isHoliday(day, equities: isEquity)
            }
            return days.prefix(count).map { Int64($0) * Timestamp.day }
        case .equitiesWeekly: return (0..<count).map { Int64(start + 7 * $0) * Timestamp.day }
        case .cryptoDaily: return (0..<count).map { Int64(start + $0) * Timestamp.day }
        case .cryptoHours: return (0..<count).map { Int64(start) * Timestamp.day + Int64($0) * .hour }
        case .equitiesFiveMinutes: return sessions(start, count)
        case .fxMinutes: return currencyMinutes(start, count)
        case .quietCryptoMinutes:
            // Busy and quiet hours; a quiet minute often has no trade.
            var times: [Int64] = []
            var minute = 0
            while times.count < count {
                let activity = 0.62 + 0.3 * sin(Double(minute) / 229)
                if random.uniform() < activity {
                    times.append(Int64(start) * Timestamp.day + Int64(minute) * shape.interval)
                }
                minute += 1
            }
            return times
        }
    }

    /// New York's sessions, 9:30 to 16:00 by its clocks; three short days a year.
    private func sessions(_ start: Int, _ count: Int) -> [Int64] {
        var times: [Int64] = []
        var day = start
        while times.count < count {
            defer { day += 1 }
            guard WeekCalendar.weekday(day) < 5, !CleanBars.isHoliday(day, equities: true) else { continue }
            let (_, month, ofMonth) = Timestamp.civil(fromDays: day)
            let isShort =
                (month == 7 && ofMonth == 3) || (month == 12 && ofMonth == 24) || (month == 11 && ofMonth == 26)
            let open = Int64(day) * Timestamp.day + (CleanBars.isSummer(day) ? 13 : 14) * .hour + .hour / 2
            for bar in 0..<(isShort ? 42 : 78) { times.append(open + Int64(bar) * shape.interval) }
        }
        return times
    }

    /// From Sunday 17:00 to Friday 17:00 by New York's clocks.
    private func currencyMinutes(_ start: Int, _ count: Int) -> [Int64] {
        var times: [Int64] = []
        var start = start
        // Two weeks without a holiday, around which this market keeps other hours.
        while (start - 2...start + 14).contains(where: CurrencyHolidays.contains) { start += 7 }
        var time = Int64(start - 1) * Timestamp.day + 21 * .hour
        while times.count < count {
            let day = Int(time.flooredQuotient(by: Timestamp.day))
            let hour = Int((time - Int64(day) * Timestamp.day) / .hour) + (CleanBars.isSummer(day) ? 1 : 0)
            let weekday = WeekCalendar.weekday(day)
            let isOpen = weekday == 6 ? hour >= 22 : weekday == 4 ? hour < 22 : weekday < 5
            if isOpen { times.append(time) }
            time += shape.interval
        }
        return times
    }

    /// Daylight saving by the United States' rule since 2007.
    static func isSummer(_ day: Int) -> Bool {
        let (year, _, _) = Timestamp.civil(fromDays: day)
        func sunday(_ month: Int, _ number: Int) -> Int {
            let first = Timestamp.days(year: year, month: month, day: 1)
            return first + (6 - WeekCalendar.weekday(first)) + 7 * (number - 1)
        }
        return sunday(3, 2)..<sunday(11, 1) ~= day
    }

    static func isHoliday(_ day: Int, equities: Bool) -> Bool {
        let (year, month, ofMonth) = Timestamp.civil(fromDays: day)
        if (month == 12 && ofMonth == 25) || (month == 1 && ofMonth == 1) { return true }
        guard equities else { return false }
        if month == 7 && ofMonth == 4 { return true }
        if year == 2012 && month == 10 && 29...30 ~= ofMonth { return true }
        let thursday = month == 11 && WeekCalendar.weekday(day) == 3 && 22...28 ~= ofMonth
        let monday = month == 9 && WeekCalendar.weekday(day) == 0 && ofMonth <= 7
        return thursday || monday || day == CurrencyHolidays.easterSunday(year) - 2
    }

    /// Adds adjusted closes and quarterly dividends of about half a per cent.
    mutating func addDividends() {
        for place in stride(from: 40, to: rows.count, by: 63) {
            rows[place].dividend = (rows[place - 1].close * 0.5).rounded() / 100
            let fall = rows[place].dividend
            if rows[place].low > 3 * fall {
                rows[place].open -= fall
                rows[place].high -= fall
                rows[place].low -= fall
                rows[place].close -= fall
                rows[place].round(to: shape.tick)
            }
        }
        adjust()
    }

    /// Computes the adjusted closes from closes and dividends.
    mutating func adjust() {
        var factor = 1.0
        for place in rows.indices.reversed() {
            rows[place].adjusted = rows[place].close * factor
            if place > 0, rows[place].dividend > 0 { factor *= 1 - rows[place].dividend / rows[place - 1].close }
        }
    }

    /// The file's text; the first row is on line 2.
    var text: String {
        let hasActions = rows.contains { $0.dividend != 0 || $0.split != 0 || $0.adjusted != nil }
        var lines = ["timestamp,open,high,low,close,volume" + (hasActions ? ",Adj Close,Dividends,Stock Splits" : "")]
        for row in rows {
            if let text = row.text {
                lines.append(text)
                continue
            }
            let numbers = [row.open, row.high, row.low, row.close, row.volume].map(NumberText.shortest)
            let actions = [row.adjusted ?? row.close, row.dividend, row.split].map(NumberText.shortest)
            let cells = [Timestamp(nanoseconds: row.time).description] + numbers + (hasActions ? actions : [])
            lines.append(cells.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
