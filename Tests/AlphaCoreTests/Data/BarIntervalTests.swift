import Testing

@testable import AlphaCore

struct BarIntervalTests {
    @Test(arguments: [
        ("1m", 60, "1m"), ("5m", 300, "5m"), ("90m", 5400, "90m"), ("60m", 3600, "1h"), ("4h", 14_400, "4h"),
        ("24h", 86_400, "1d"), ("1440m", 86_400, "1d"), ("1d", 86_400, "1d"), ("2d", 172_800, "2d"),
        ("7d", 604_800, "1w"), ("1w", 604_800, "1w"), ("36h", 129_600, "36h"), ("9999w", 6_047_395_200, "9999w"),
        ("01h", 3600, "1h"),
    ])
    func textsThatNameOne(text: String, seconds: Int, description: String) throws {
        let interval = try #require(BarInterval(text))
        #expect(interval.seconds == seconds)
        #expect(interval.nanoseconds == Int64(seconds) * 1_000_000_000)
        #expect(interval.description == description)
        #expect(BarInterval(interval.description) == interval)
        #expect(BarInterval(nanoseconds: interval.nanoseconds) == interval)
        #expect(interval.isDaily == (seconds >= 86_400))
    }

    @Test(arguments: [
        "", "m", "0m", "00h", "-1m", "+1m", "1", "1s", "1M", "1 m", " 1m", "1m ", "1.5h", "10000m", "1mo", "h1", "٣m",
        "1y",
    ])
    func textsThatNameNone(text: String) { #expect(BarInterval(text) == nil) }

    @Test func onlyWholeMinutesAreIntervals() {
        for nanoseconds: Int64 in [0, -60_000_000_000, 1, 30_000_000_000, 60_000_000_001, .max] {
            #expect(BarInterval(nanoseconds: nanoseconds) == nil, "\(nanoseconds)")
        }
    }

    @Test func theyAreOrderedByLength() {
        let sorted = ["1m", "5m", "1h", "90m", "1d", "1w"].compactMap(BarInterval.init)
        #expect(sorted.reversed().sorted() == sorted)
        #expect(BarInterval.minute < .hour && .hour < BarInterval.day && .day < BarInterval.week)
    }
}
