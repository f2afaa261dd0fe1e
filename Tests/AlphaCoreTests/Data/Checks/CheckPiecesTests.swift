import Foundation
import Testing

@testable import AlphaCore

/// The parts that checks are made of, each against a plain twin.
struct CheckPiecesTests {
    @Test func quantilesAreThoseOfTheSortedNumbers() {
        var random = RandomSource(seed: 3)
        for _ in 0..<20 {
            let numbers = (0..<500).map { _ in exp(3 * random.normal()) * (random.uniform() < 0.2 ? 0 : 1) }
            var histogram = Histogram()
            numbers.forEach { histogram.add($0) }
            let sorted = numbers.sorted()
            for share in [0.1, 0.5, 0.9, 0.99, 1] {
                let exact = sorted[Int((500 * share).rounded(.up)) - 1]
                let found = histogram.quantile(share)
                #expect(exact == 0 ? found == 0 : abs(found / exact - 1) < 0.04, "\(share): \(found) for \(exact)")
            }
        }
        var odd = Histogram()
        [Double.nan, .infinity, 0, 1e-300, 1e300].forEach { odd.add($0) }
        #expect(odd.count == 4)
        #expect(Histogram().quantile(0.5) == 0)
    }

    @Test func easterIsThatOfTheAlmanac() {
        let known = [
            (1961, 4, 2), (1990, 4, 15), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2016, 3, 27), (2019, 4, 21),
            (2024, 3, 31), (2025, 4, 20), (2038, 4, 25),
        ]
        for (year, month, day) in known {
            #expect(
                CurrencyHolidays.easterSunday(year) == Timestamp.days(year: year, month: month, day: day), "\(year)")
        }
        for year in 1900...2100 { #expect(WeekCalendar.weekday(CurrencyHolidays.easterSunday(year)) == 6) }
    }

    /// Foundation's zones as the oracle: each of their changes on a Sunday is one of ours, and ours are no more.
    @Test func clocksAreSetWhenTheZonesSayIt() throws {
        let zones = try ["America/New_York", "Europe/London", "Europe/Berlin", "Australia/Sydney", "Pacific/Auckland"]
            .map {
                try #require(TimeZone(identifier: $0))
            }
        let days = Timestamp.days(year: 2008, month: 4, day: 1)..<Timestamp.days(year: 2037, month: 1, day: 1)
        var changes: Set<Int> = []
        for zone in zones {
            var moment = Date(timeIntervalSince1970: Double(days.lowerBound) * 86_400)
            while let next = zone.nextDaylightSavingTimeTransition(after: moment),
                next.timeIntervalSince1970 < Double(days.upperBound) * 86_400
            {
                let local = next.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: next))
                changes.insert(Int((local / 86_400).rounded(.down)))
                moment = next
            }
        }
        #expect(changes.count > 100)
        for day in changes { #expect(DaylightSaving.isChange(day: day), "\(Evidence.date(day))") }
        // Before 2007 the United States began on the first Sunday of April and ended on the last of October.
        for day in days where DaylightSaving.isChange(day: day) && !changes.contains(day) {
            Issue.record("\(Evidence.date(day)) is no change of any of these zones")
        }
    }

    @Test func theSorterPutsInOrderWhatIsNear() throws {
        var random = RandomSource(seed: 5)
        for round in 0..<50 {
            let isNewestFirst = round % 2 == 1
            var times = (0..<300).map { Int64($0) }
            for block in 0..<10 { times[block * 30..<block * 30 + 30].shuffle(using: &random) }
            if isNewestFirst { times = times.map { -$0 } }
            var sorter = TimeSorter(isNewestFirst: isNewestFirst)
            var sorted: [Int64] = []
            for time in times + [times[299]] {
                let row = BarRow(
                    line: 1, timestamp: Timestamp(nanoseconds: time), open: 1, high: 1, low: 1, close: 1, volume: 1)
                _ = sorter.insert(try #require(CheckedBar(row)))
                while let next = sorter.next() { sorted.append(next.time) }
            }
            while let next = sorter.next(atEnd: true) { sorted.append(next.time) }
            #expect(sorted == (isNewestFirst ? times.sorted(by: >) : times.sorted()), "round \(round)")
        }
    }

    @Test func runsAreJudgedByTheFilesOwn() {
        func unusual(_ lengths: [Int: Int], rows: Int) -> Int? {
            var runs = RunLengths()
            for (length, count) in lengths { (0..<count).forEach { _ in runs.add(length) } }
            return runs.unusual(rows: rows)
        }
        #expect(unusual([:], rows: 1000) == nil)
        // In a file without any others, the smallest counts.
        #expect(unusual([1: 2], rows: 100_000) == 1)
        // Hours missing from minutes that are otherwise whole (HISTDATA's file of June 2023).
        let hours = unusual([1: 45, 2: 10, 3: 2, 4: 1, 5: 1, 7: 1, 12: 1, 60: 91, 120: 11], rows: 16_752)
        #expect(hours.map { 13...60 ~= $0 } == true)
        // A quiet market's minutes thin out: nothing stands apart, until something does.
        let quiet = Dictionary(uniqueKeysWithValues: (1...200).map { ($0, Int(20_000 / Double($0 * $0))) })
        #expect(unusual(quiet, rows: 150_000).map { $0 > 200 } ?? true)
        #expect(unusual(quiet.merging([2500: 1]) { $1 }, rows: 150_000).map { 201...2500 ~= $0 } == true)
        // Runs that end by chance one time in two: forty in a row are none of them.
        let coin = Dictionary(uniqueKeysWithValues: (1...12).map { ($0, 4096 >> $0) })
        #expect(unusual(coin, rows: 10_000).map { 13...40 ~= $0 } == true)
    }

    @Test func calendarsAreLearnt() {
        func learnt(_ times: [(hour: Int, weekdays: ClosedRange<Int>)], interval: Int64, assetClass: AssetClass? = nil)
            -> WeekCalendar
        {
            var hours = [Int](repeating: 0, count: 168)
            for (hour, weekdays) in times { for day in weekdays { hours[(day * 24 + hour + 168) % 168] += 50 } }
            return WeekCalendar.learn(hours: hours, assetClass: assetClass, interval: interval)
        }
        let day = Timestamp.day
        let plain = learnt([(0, 0...4)], interval: day)
        #expect(plain.dayShift == 0 && plain.description == "Mon-Fri" && !plain.isContinuous)
        // Tokyo's midnights are 15:00 UTC the day before, Monday's a Sunday.
        let tokyo = learnt([(15, -1...3)], interval: day)
        #expect(tokyo.dayShift == 9 * .hour && tokyo.description == "Mon-Fri")
        #expect(learnt([(0, 0...6)], interval: day).description == "every day")
        #expect(learnt([(0, -1...3)], interval: day).description == "Mon,Tue,Wed,Thu,Sun")
        let currencies = learnt((0..<24).map { ($0 - 2, 0...4) }, interval: .hour, assetClass: .fx)
        #expect(currencies.dayShift == 2 * .hour && currencies.isContinuous && currencies.description == "Mon-Fri")
        #expect(!learnt((14..<21).map { ($0, 0...4) }, interval: .hour).isContinuous)
        #expect(learnt([], interval: day, assetClass: .crypto).isEveryDay)
        #expect(learnt([], interval: day).description == "Mon-Fri")
    }

    @Test func exchangesAreToldApart() {
        func occupancy(_ days: [Int]) -> Occupancy {
            var made = Occupancy()
            days.forEach { made.add(Int64($0) * Timestamp.day) }
            return made
        }
        let all = Array(14_000..<14_700).filter { WeekCalendar.weekday($0) < 5 }
        func without(_ remainder: Int) -> [Int] { all.filter { $0 % 23 != remainder } }
        let (first, second) = (without(3), without(11))
        let holed = first.enumerated().filter { $0.offset % 17 != 0 }.map(\.element)
        let late = first.filter { $0 > 14_300 }
        let learnt = ExchangeDays.learn([first, second, holed, first, second, late].map(occupancy))
        let one = learnt[0], other = learnt[1]
        for day in all {
            #expect(one?.isOpen(day) == first.contains(day), "\(day)")
            #expect(other?.isOpen(day) == second.contains(day), "\(day)")
            #expect(learnt[2]?.isOpen(day) == one?.isOpen(day))
        }
        #expect(one?.counts(14_699).covering == 4 && one?.counts(14_001).covering == 3)
        #expect(ExchangeDays.learn([occupancy(first)])[0] == nil)
    }

    @Test(arguments: [
        ("EURUSD.csv", "EURUSD", 1.1), ("histdata_EURUSD_M1_202306.csv", "EURUSD", 1.07),
        ("EUR-USD.csv.gz", "EURUSD", 1.3),
        ("USDJPY=X.csv", "USDJPY", 151), ("GBPCHF.csv", "GBPCHF", 1.1), ("XAUUSD.csv", "XAUUSD", 2300),
    ])
    func currencyPairsAreKnown(name: String, pair: String, rate: Double) throws {
        let found = try #require(CurrencyPair(inFileName: name))
        let rates = try #require(found.plausibleRates)
        #expect(found.base + found.quote == pair)
        #expect(rates.contains(rate))
        #expect(!rates.contains(rate * 100))
        #expect(found.powerOfTen(toReach: rate * 100_000) == 5)
    }

    @Test(arguments: ["AAPL.csv", "BTC-USD.csv", "SYN-FX1.csv", "USDUSD.csv", "eurusd.csv", "ABCDEF.csv", "BTCUSD.csv"])
    func otherNamesAreNoPairs(name: String) { #expect(CurrencyPair(inFileName: name) == nil) }

    @Test func daysAreKeptWhateverTheirOrder() {
        var random = RandomSource(seed: 9)
        for _ in 0..<20 {
            var occupancy = Occupancy()
            var plain: Set<Int64> = []
            for _ in 0..<200 {
                let cell = Int64(random.next() % 40_000) - 20_000
                occupancy.add(cell * Occupancy.cell + Int64(random.next() % UInt64(Occupancy.cell)))
                plain.insert(cell)
            }
            occupancy.trim()
            let shifted = occupancy.shifted(by: 3 * .hour)
            for cell in plain {
                let day = Int(cell.flooredQuotient(by: 48))
                #expect(occupancy.cells(day) >> UInt64(Int(cell) - day * 48) & 1 == 1)
                let later = Int((cell + 6).flooredQuotient(by: 48))
                #expect(shifted.cells(later) >> UInt64(Int(cell) + 6 - later * 48) & 1 == 1)
            }
            #expect(occupancy.days.reduce(0) { $0 + occupancy.cells($1).nonzeroBitCount } == plain.count)
            #expect(shifted.days.reduce(0) { $0 + shifted.cells($1).nonzeroBitCount } == plain.count)
            #expect(occupancy.has(occupancy.days.lowerBound))
        }
    }
}
