import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

struct BarResamplingTests {
    let fixture: ResamplingFixture

    init() throws { fixture = try ResamplingFixture() }

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    /// `Tests/Fixtures/resample.json`, see `Tools/golden_resample.py`.
    @Test func itAgreesWithPandas() throws {
        struct Golden: Decodable {
            struct Row: Decodable, Equatable {
                var bar: Bar
                init(from decoder: any Decoder) throws {
                    var cells = try decoder.unkeyedContainer()
                    let time = try cells.decode(String.self)
                    let numbers = try (0..<5).map { _ in try cells.decode(Double.self) }
                    bar = Bar(
                        timestamp: Timestamp(time)!, open: numbers[0], high: numbers[1], low: numbers[2],
                        close: numbers[3], volume: numbers[4])
                }
            }
            struct Case: Decodable {
                var to: String
                var session: String?
                var zone: String
                var bars: [Row]
            }
            var source: [Row]
            var cases: [Case]
        }
        let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: goldenFile("resample.json")))
        let source = try fixture.write(golden.source.map(\.bar))
        #expect(golden.cases.count == 10)
        for example in golden.cases {
            let made = try fixture.resample(source, to: example.to, session: example.session, zone: example.zone)
            #expect(made.bars == example.bars.map(\.bar), "\(example.to) \(example.session ?? "") \(example.zone)")
        }
    }

    /// Minutes to hours in one step or by way of five minutes.
    @Test(arguments: [(nil, "UTC"), ("09:30-16:00", "America/New_York"), ("17:00-17:00", "America/New_York")])
    func twoStepsAreOne(session: String?, zone: String) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = RandomSource(seed: seed, stream: zone)
        let bars = ResamplingFixture.walk(
            from: try time("2023-03-10T00:00Z"), step: 1, count: 6000, missing: 0.3, &random)
        let source = try fixture.write(bars)
        let five = try fixture.resample(source, to: "5m", session: session, zone: zone, "five.csv")
        for length in ["15m", "1h", "1d", "1w"] {
            let direct = try fixture.resample(source, to: length, session: session, zone: zone)
            let stepped = try fixture.resample(five.url, to: length, session: session, zone: zone)
            #expect(direct.bars == stepped.bars, "\(length), seed \(seed)")
            #expect(stepped.report.barsOutsideSession == 0)
        }
        let same = try fixture.resample(five.url, to: "5m", session: session, zone: zone)
        #expect(same.bars == five.bars, "seed \(seed)")
    }

    /// What the whole has, its parts add up to.
    @Test func nothingIsLostOnTheWay() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = RandomSource(seed: seed, stream: "whole")
        let bars = ResamplingFixture.walk(from: try time("2023-10-27"), step: 1, count: 8000, missing: 0.1, &random)
        let source = try fixture.write(bars)
        for (length, zone) in [
            ("7m", "UTC"), ("1h", "Asia/Kolkata"), ("1d", "Europe/Berlin"), ("1w", "Australia/Sydney"),
        ] {
            let made = try fixture.resample(source, to: length, zone: zone).bars
            #expect(made.reduce(0) { $0 + $1.volume } == bars.reduce(0) { $0 + $1.volume }, "seed \(seed)")
            #expect(made.map(\.high).max() == bars.map(\.high).max() && made.map(\.low).min() == bars.map(\.low).min())
            #expect(made.first?.open == bars.first?.open && made.last?.close == bars.last?.close)
        }
    }

    /// A million tenths, whose plain sum is off in the eleventh digit.
    @Test func volumesAreSummedExactly() throws {
        let minutes = (0..<1440).map { minute in
            Bar(
                timestamp: Timestamp(nanoseconds: Int64(minute) * 60_000_000_000), open: 1, high: 1, low: 1, close: 1,
                volume: minute == 0 ? 1e15 : 0.1)
        }
        let made = try fixture.resample(try fixture.write(minutes), to: "1d").bars
        #expect(made.map(\.volume) == [1e15 + 143.9])
        #expect(minutes.reduce(0) { $0 + $1.volume } != 1e15 + 143.9)
    }

    @Test(
        arguments: [
            // Five-minute bars: the last bucket is whole when its last minute is there.
            ("2023-06-01T00:00Z", 1, 10, "5m", nil, 2, nil),
            ("2023-06-01T00:00Z", 1, 9, "5m", nil, 1, "2023-06-01T00:05:00Z"),
            ("2023-06-01T00:02Z", 1, 8, "5m", nil, 2, nil), ("2023-06-01T00:00Z", 5, 24, "1h", nil, 2, nil),
            ("2023-06-01T00:00Z", 5, 23, "1h", nil, 1, "2023-06-01T01:00:00Z"),
            ("2023-06-01T00:00Z", 60, 47, "1d", nil, 1, "2023-06-02"),
            ("2023-06-01T00:00Z", 60, 48, "1d", nil, 2, nil),
            ("2023-06-01T09:30Z", 30, 13, "1d", "09:30-16:00", 1, nil),
            ("2023-06-01T09:30Z", 60, 7, "1d", "09:30-16:00", 1, nil),
            ("2023-06-01T09:30Z", 30, 13, "1h", "09:30-16:00", 7, nil),
            ("2023-06-01T09:30Z", 30, 12, "1h", "09:30-16:00", 6, nil),
        ] as [(String, Int, Int, String, String?, Int, String?)])
    func theLastBarIsWholeOrDropped(
        first: String, step: Int, count: Int, length: String, session: String?, whole: Int, partial: String?
    ) throws {
        var random = RandomSource(seed: 1)
        let bars = ResamplingFixture.walk(from: try time(first), step: step, count: count, missing: 0, &random)
        let source = try fixture.write(bars)
        let dropped = try fixture.resample(source, to: length, session: session, keepsPartial: false)
        #expect(dropped.bars.count == whole && dropped.report.bars == whole)
        #expect(dropped.report.partialBar == partial)
        let kept = try fixture.resample(source, to: length, session: session)
        #expect(kept.bars.count == whole + (partial == nil ? 0 : 1) && kept.report.partialBar == partial)
        #expect(kept.bars.prefix(whole) == dropped.bars[...])
        #expect(dropped.report.lastTimestamp == dropped.bars.last?.timestamp.description)
    }

    @Test(
        arguments: [
            ("2023-06-01T00:00Z", 5, 50, "1m", nil, "UTC", "5m apart: none of 1m"),
            ("2023-06-01T00:00Z", 5, 50, "7m", nil, "UTC", "5m apart, of which 7m is no multiple"),
            ("2023-06-01T00:00Z", 60, 50, "90m", nil, "UTC", "1h apart, of which 90m is no multiple"),
            ("2023-06-01T00:00Z", 1440, 50, "1h", nil, "UTC", "1d apart: none of 1h"),
            ("2023-06-01T00:30Z", 60, 50, "2h", nil, "UTC", "goes on for 1h, beyond the end of the 2h bar"),
            ("2023-06-01T00:00Z", 60, 50, "2h", nil, "Asia/Kolkata", "beyond the end of the 2h bar"),
            ("2023-06-01T21:30Z", 60, 5, "7h", nil, "UTC", "beyond the end of the 7h bar of 2023-06-01T21:00:00Z"),
            (
                "2023-06-01T16:00Z", 1440, 50, "1d", nil, "UTC",
                "goes on for 1d, beyond the end of the 1d bar of 2023-06-01"
            ),
            ("2023-06-01T16:00Z", 1440, 50, "1w", nil, "UTC", "beyond the end of the 1w bar"),
            (
                "2023-06-01T00:00Z", 60, 50, "1d", "09:30-16:00", "UTC",
                "beyond the start of the session 09:30-16:00 UTC"
            ),
            ("2023-06-01T00:00Z", 5, 12, "1h", "09:30-16:00", "UTC", "no bar lies in the session"),
            ("2023-06-01T00:00Z", 5, 11, "1h", nil, "UTC", "--keep-partial keeps it"),
            ("2023-06-01T00:00Z", 5, 1, "1h", nil, "UTC", "--keep-partial keeps it"),
            ("2261-12-25T00:00Z", 5, 20, "1h", nil, "UTC", "too far from today"),
        ] as [(String, Int, Int, String, String?, String, String)])
    func whatCannotBeMadeIsRefused(
        first: String, step: Int, count: Int, length: String, session: String?, zone: String, problem: String
    ) throws {
        var random = RandomSource(seed: 1)
        let source = try fixture.write(
            ResamplingFixture.walk(from: try time(first), step: step, count: count, missing: 0, &random))
        let error = #expect(throws: DataError.self) {
            try fixture.resample(source, to: length, session: session, zone: zone, keepsPartial: false)
        }
        #expect(error?.kind == .badData && error?.problem.contains(problem) == true, "\(String(describing: error))")
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.files.folder.path)
        #expect(left == ["source.csv"])
    }

    /// Yahoo's days of Hong Kong begin at 16:00 UTC; by Hong Kong's clock they are dates.
    @Test func daysOfAnotherZoneGetTheirDates() throws {
        var random = RandomSource(seed: 2)
        let bars = ResamplingFixture.walk(
            from: try time("2023-05-31T16:00Z"), step: 1440, count: 30, missing: 0.2, &random)
        let made = try fixture.resample(try fixture.write(bars), to: "1d", zone: "Asia/Hong_Kong").bars
        #expect(made.map(\.timestamp.nanoseconds) == bars.map { $0.timestamp.nanoseconds + 8 * 3_600_000_000_000 })
        #expect(made.map(\.close) == bars.map(\.close))
    }

    @Test func onlyDaysAndWeeksAreLongerThanADay() {
        for text in ["2d", "36h", "2w"] {
            #expect(throws: LayoutError.self) { try BarResampling(#require(BarInterval(text))) }
        }
    }

    @Test func badBarsAreRefusedOrDropped() throws {
        let text = BarFixture.header + (0..<10).map { "2023-06-01T00:0\($0)Z,1,2,\($0 == 3 ? 5 : 1),1,1\n" }.joined()
        let source = try fixture.files.write(text, "source.csv")
        let error = #expect(throws: DataError.self) { try fixture.resample(source, to: "5m") }
        #expect(error?.line == 5 && error?.column == "low")
        var plan = try BarResampling(#require(BarInterval("5m")))
        plan.onBadBar = .drop
        let report = try plan.run(source, to: fixture.files.folder.appendingPathComponent("out.csv"))
        #expect(report.droppedBars == 1 && report.sourceBars == 9 && report.bars == 2)
        #expect(report.firstDroppedBar == error?.description)
    }
}

/// Adjusted closes through resampling: by the reader's own scaling, before and after.
struct ResamplingAdjustedClosesTests {
    /// Daily bars with dividends and a split, to weeks: the weeks' scaled prices are those of the scaled days.
    @Test func scalingAndResamplingCanChangePlaces() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = RandomSource(seed: seed, stream: "adjusted")
        let fixture = try ResamplingFixture()
        let first = try #require(Timestamp("2023-01-02"))
        let bars = ResamplingFixture.walk(from: first, step: 1440, count: 300, missing: 0.3, &random)
        var factor = 1.0
        var factors: [Double] = []
        for _ in bars.indices.reversed() {
            if random.next() % 8 == 0 { factor *= random.next() % 5 == 0 ? 0.5 : 1 - 0.02 * random.uniform() }
            factors.insert(factor, at: 0)
        }
        let adjusted = zip(bars, factors).map { $0.close * $1 }
        let source = try fixture.write(bars, adjustedCloses: adjusted)
        let made = try fixture.resample(source, to: "1w")
        let weeks = try BarReader.read(made.url, asset: BarFixture.asset).series
        let days = try BarReader.read(source, asset: BarFixture.asset).series
        let scaled = try fixture.write(days.bars, "scaled.csv")
        let expected = try fixture.resample(scaled, to: "1w").bars
        try #require(weeks.count == expected.count && expected.count > 30)
        for (week, twin) in zip(weeks.bars, expected) {
            #expect(week.timestamp == twin.timestamp && week.volume == twin.volume)
            for (a, b) in [
                (week.open, twin.open), (week.high, twin.high), (week.low, twin.low), (week.close, twin.close),
            ] {
                #expect(abs(a / b - 1) < 1e-13, "\(week.timestamp), seed \(seed)")
            }
        }
    }

    /// One factor, but for the rounding of closes to cents: prices stay to the bit.
    @Test func roundingScalesNothing() throws {
        let fixture = try ResamplingFixture()
        let bars = (0..<10).map { day in
            Bar(
                timestamp: Timestamp(nanoseconds: Int64(day + 4) * Timestamp.day), open: 4776.209961, high: 5000.5,
                low: 4000.25, close: 4781.990234 + Double(day), volume: 1)
        }
        let source = try fixture.write(bars, adjustedCloses: bars.map { ($0.close * 0.7 * 1e6).rounded() / 1e6 })
        let made = try fixture.resample(source, to: "1w")
        #expect(made.bars.map(\.open) == [4776.209961, 4776.209961])
        #expect(made.bars.map(\.high) == [5000.5, 5000.5])
    }
}
