import Testing

@testable import AlphaCore

struct CalendarTests {
    private static let hour = Timestamp.day / 24

    private func series(_ assetClass: AssetClass, _ times: some Sequence<Int64>, symbol: String = "X") -> BarSeries {
        BarSeries(
            asset: Asset(symbol: symbol, assetClass: assetClass),
            bars: times.map {
                Bar(timestamp: Timestamp(nanoseconds: $0), open: 1, high: 1, low: 1, close: 1, volume: 1)
            })
    }

    private func daily(_ assetClass: AssetClass, _ symbol: String = "X", count: Int = 600, at offset: Int64 = 0)
        -> BarSeries
    {
        series(
            assetClass,
            SyntheticProfile.tradingDays(assetClass, count: count).map { Int64($0) * Timestamp.day + offset },
            symbol: symbol)
    }

    @Test func dailyBarsKeepTheClassesCalendar() {
        #expect(Calendar.periodsPerYear(of: daily(.equities)) == 252)
        #expect(Calendar.periodsPerYear(of: daily(.fx)) == 260)
        #expect(Calendar.periodsPerYear(of: daily(.crypto)) == 365)
        #expect(Calendar.periodsPerYear(of: series(.fx, [])) == 260)
        #expect(Calendar.periodsPerYear(of: series(.crypto, [5])) == 365)
    }

    @Test func intradayBarsAreCountedADay() {
        let minutes = Calendar.periodsPerYear(of: series(.crypto, (0..<5000).map { $0 * CalendarTests.hour / 60 }))
        #expect(minutes == 365 * 1440)
        let session = SyntheticProfile.tradingDays(.equities, count: 50).flatMap { day in
            (0..<7).map { Int64(day) * Timestamp.day + (14 + Int64($0)) * CalendarTests.hour }
        }
        #expect(Calendar.periodsPerYear(of: series(.equities, session)) == 252 * 7)
        #expect(Calendar.periodsPerYear(of: series(.equities, session.dropFirst(5).dropLast(3))) == 252 * 7)
        let beforeEpoch = (-5000..<(-1)).map { Int64($0) * CalendarTests.hour }
        #expect(Calendar.periodsPerYear(of: series(.fx, beforeEpoch)) == 260 * 24)
    }

    @Test func longerBars() {
        for (days, expected) in [(7, 52.0), (30, 12), (31, 12), (91, 4), (365, 1), (366, 1)] as [(Int64, Double)] {
            let one = series(.equities, (0..<20).map { $0 * days * Timestamp.day })
            #expect(Calendar.periodsPerYear(of: one) == expected, "bars of \(days) days")
        }
        #expect(Calendar.periodsPerYear(of: series(.crypto, (0..<20).map { $0 * 2 * Timestamp.day })) == 182.5)
        #expect(Calendar.periodsPerYear(of: series(.crypto, (0..<20).map { $0 * 14 * Timestamp.day })) == 365.25 / 14)
    }

    @Test func theLongestSpanIsNoOverflow() {
        let times = ["1678-01-01", "2261-12-31"].compactMap { Timestamp($0)?.nanoseconds }
        let one = series(.equities, times)
        #expect(abs(Calendar.periodsPerYear(of: one) - 1.0 / 584) < 1e-5)
        #expect(Calendar.periodsPerYear(of: Panel([one, series(.fx, times, symbol: "Y")])) > 0)
    }

    @Test func aPanelHasItsDensestCalendar() {
        #expect(Calendar.periodsPerYear(of: Panel([])) == 0)
        #expect(Calendar.periodsPerYear(of: Panel([daily(.equities, "A"), daily(.equities, "B", count: 900)])) == 252)
        #expect(Calendar.periodsPerYear(of: Panel([daily(.equities, "A"), daily(.fx, "B")])) == 260)
        let mixed = Panel([
            daily(.equities, "A", count: 2500), daily(.crypto, "B", count: 2500), daily(.fx, "C", count: 2500),
        ])
        #expect(Calendar.periodsPerYear(of: mixed) == 365)
    }

    /// Daily bars that start at 00:00 and at 14:00 make two steps a day, as counting them shows.
    @Test func barsThatStartAtOtherTimesAddUp() {
        let panel = Panel([
            daily(.equities, "A", count: 2500, at: 14 * CalendarTests.hour), daily(.crypto, "B", count: 2000),
        ])
        let steps = Calendar.periodsPerYear(of: panel)
        #expect(abs(steps - (365.25 * (1 + 5.0 / 7) - 2.1)) < 1.5, "\(steps)")
    }
}
