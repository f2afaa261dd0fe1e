import Foundation
import Testing

@testable import AlphaCore

/// Files whose bars become longer or shorter for good: one finding for the whole of it, whatever the sessions.
struct IntervalChangeTests {
    #if DEBUG
        private static let seeds: Range<UInt64> = 0..<2
    #else
        private static let seeds: Range<UInt64> = 0..<20
    #endif

    struct Change: CustomStringConvertible {
        var shape: CleanBars.Shape
        var length: Int64
        var count: Int
        var description: String { "\(shape.rawValue) to \(Evidence.duration(length))" }
    }

    private static let minute: Int64 = 60_000_000_000
    static let changes = [
        Change(shape: .equitiesFiveMinutes, length: 60 * minute, count: 6000),
        Change(shape: .equitiesFiveMinutes, length: 30 * minute, count: 6000),
        Change(shape: .equitiesFiveMinutes, length: 120 * minute, count: 6000),
        Change(shape: .equitiesFiveMinutes, length: 15 * minute, count: 6000),
        Change(shape: .equitiesFiveMinutes, length: Timestamp.day, count: 6000),
        Change(shape: .fxMinutes, length: 5 * minute, count: 20_000),
        Change(shape: .fxMinutes, length: 60 * minute, count: 20_000),
        Change(shape: .quietCryptoMinutes, length: 5 * minute, count: 8000),
        Change(shape: .cryptoHours, length: 4 * 60 * minute, count: 2000),
        Change(shape: .cryptoHours, length: Timestamp.day, count: 4000),
        Change(shape: .equitiesDaily, length: 7 * Timestamp.day, count: 1500),
        Change(shape: .cryptoDaily, length: 7 * Timestamp.day, count: 1500),
    ]

    private func findings(of bars: CleanBars) throws -> [Finding] {
        let fixture = try BarFixture()
        let url = try fixture.write(bars.text, "\(bars.shape.assetClass.rawValue)/X.csv")
        return try DataCheck.run([url.path], options: DataCheck.Options()).files[0].findings
    }

    private func said(_ findings: [Finding]) -> String {
        findings.prefix(5).map { "\($0.line.map(String.init) ?? "-") \($0.kind): \($0.evidence)" }.joined(
            separator: "\n")
    }

    /// A place at which a day of the file begins, near a share of its bars; a Monday for weeks, so that they are whole.
    private func morning(_ bars: CleanBars, _ share: Double, _ length: Int64 = 0) -> Int {
        var place = Int(Double(bars.rows.count) * share)
        func day(_ place: Int) -> Int64 { bars.rows[place].time.flooredQuotient(by: Timestamp.day) }
        while day(place) == day(place - 1) || length > Timestamp.day && WeekCalendar.weekday(Int(day(place))) != 0 {
            place += 1
        }
        return place
    }

    @Test(arguments: changes)
    func longerBarsToTheEndAreOneFinding(change: Change) throws {
        for seed in Self.seeds {
            var bars = CleanBars(change.shape, count: change.count, seed: seed)
            let place = morning(bars, 0.6, change.length)
            bars.lengthen(place..<bars.rows.count, to: change.length)
            let found = try findings(of: bars)
            #expect(found.count == 1 && found[0].kind == .mixedIntervals, "seed \(seed):\n\(said(found))")
            guard let line = found.first?.line else { continue }
            // Without a pause before it, the first bar could be of either length.
            #expect(line == place + 2 || line == place + 3, "seed \(seed), line \(place + 2): \(said(found))")
            let (own, other) = (Evidence.duration(change.shape.interval), Evidence.duration(change.length))
            #expect(found[0].evidence.hasSuffix("the interval goes from \(own) to \(other) there"), "\(said(found))")
        }
    }

    @Test(arguments: changes)
    func longerBarsForAWhileAreOneFinding(change: Change) throws {
        for seed in Self.seeds {
            var bars = CleanBars(change.shape, count: change.count, seed: 100 + seed)
            let end = morning(bars, 0.7, change.length)
            bars.lengthen(morning(bars, 0.4, change.length)..<end, to: change.length)
            let found = try findings(of: bars)
            #expect(found.count == 1 && found[0].kind == .mixedIntervals, "seed \(seed):\n\(said(found))")
            #expect(found.first?.evidence.hasSuffix(", and back after them") == true, "seed \(seed):\n\(said(found))")
        }
    }

    @Test(arguments: changes)
    func longerBarsFromTheBeginningAreOneFinding(change: Change) throws {
        for seed in Self.seeds {
            var bars = CleanBars(change.shape, count: change.count, seed: 200 + seed)
            bars.lengthen(0..<morning(bars, 0.3, change.length), to: change.length)
            let found = try findings(of: bars)
            #expect(found.count == 1 && found[0].kind == .mixedIntervals, "seed \(seed):\n\(said(found))")
            #expect(found.first?.line == 2, "seed \(seed):\n\(said(found))")
            let (own, other) = (Evidence.duration(change.shape.interval), Evidence.duration(change.length))
            #expect(found.first?.evidence.hasSuffix("from \(other) to \(own) after them") == true, "\(said(found))")
        }
    }

    @Test func newestFirstIsNoDifferent() throws {
        var bars = CleanBars(.equitiesFiveMinutes, count: 6000, seed: 4)
        bars.lengthen(morning(bars, 0.6)..<bars.rows.count, to: 60 * Self.minute)
        let forward = try findings(of: bars)
        bars.rows.reverse()
        let backward = try findings(of: bars)
        #expect(forward.map(\.kind) == [.mixedIntervals], "\(said(forward))")
        #expect(backward.map(\.kind) == [.mixedIntervals, .order] && backward.first?.line == 2, "\(said(backward))")
    }

    /// Bars that are missing among those of the other length make no stretch of still longer ones in it.
    @Test(arguments: [0.1, 0.3])
    func aQuietStretchIsOneFinding(missing: Double) throws {
        for seed in Self.seeds {
            var random = RandomSource(seed: seed, stream: "quiet stretch")
            var bars = CleanBars(.fxMinutes, count: 12_000, seed: seed)
            let place = morning(bars, 0.5)
            bars.lengthen(place..<bars.rows.count, to: 5 * Self.minute)
            let kept = bars.rows[place...].filter { _ in random.uniform() > missing }
            bars.rows.replaceSubrange(place..., with: kept)
            let found = try findings(of: bars).filter { $0.kind == .mixedIntervals }
            #expect(
                found.count == 1 && found[0].evidence.contains("are 5m apart"),
                "seed \(seed):\n\(said(found))")
        }
    }

    /// Gaps are told outside a stretch of other bars, and what is missing of whole days inside it.
    @Test func gapsBesideItAreToldStill() throws {
        var bars = CleanBars(.equitiesFiveMinutes, count: 6000, seed: 9)
        let place = morning(bars, 0.6)
        bars.lengthen(place..<bars.rows.count, to: 60 * Self.minute)
        var start = 1000
        while bars.rows[start].time - bars.rows[start - 12].time > .hour
            || bars.rows[start + 32].time - bars.rows[start].time > 3 * .hour
        { start += 1 }
        bars.rows.removeSubrange(start..<start + 20)
        let found = try findings(of: bars)
        #expect(found.map(\.kind) == [.gap, .mixedIntervals] && found.first?.line == start + 2, "\(said(found))")
    }

    struct Live: CustomStringConvertible {
        var shape: CleanBars.Shape
        var after: Int64
        var description: String { "\(shape.rawValue), \(Evidence.duration(after))" }
    }

    /// The last bar at the time of asking for it, up to nearly two intervals after the one before.
    @Test(arguments: [
        Live(shape: .cryptoDaily, after: 22 * 60 * minute + 31 * minute), Live(shape: .cryptoDaily, after: 13 * .hour),
        Live(shape: .cryptoDaily, after: 30 * .hour), Live(shape: .cryptoDaily, after: 3 * .hour),
        Live(shape: .cryptoDaily, after: 47 * .hour + 7 * minute), Live(shape: .equitiesDaily, after: 21 * .hour),
        Live(shape: .cryptoHours, after: 97 * minute), Live(shape: .cryptoHours, after: 37 * minute),
        Live(shape: .equitiesWeekly, after: 4 * Timestamp.day), Live(shape: .equitiesWeekly, after: 2 * Timestamp.day),
    ])
    func aBarThatIsStillGoingOnIsNamed(live: Live) throws {
        for isNewestFirst in [false, true] {
            var bars = CleanBars(live.shape, count: 400, seed: 3)
            var last = bars.rows[bars.rows.count - 1]
            last.time += live.after
            (last.open, last.volume) = (last.close, 1)
            last.high = max(last.open, last.high)
            last.low = min(last.open, last.low)
            bars.rows.append(last)
            if isNewestFirst { bars.rows.reverse() }
            let found = try findings(of: bars).filter { $0.kind != .order }
            #expect(found.map(\.kind) == [.mixedIntervals], "\(isNewestFirst): \(said(found))")
            let line = isNewestFirst ? 2 : 402
            #expect(found.first?.line == line, "\(isNewestFirst): \(said(found))")
        }
    }
}

extension CleanBars {
    /// Makes of the rows longer ones, counted from each day's first bar (of weeks from the first bar on).
    mutating func lengthen(_ places: Range<Int>, to length: Int64) {
        var made: [FileRow] = []
        var bucket: (day: Int64, part: Int64)?
        var dayStart: Int64 = 0
        var day: Int64 = .min
        for row in rows[places] {
            let today = length > Timestamp.day ? 0 : row.time.flooredQuotient(by: Timestamp.day)
            if today != day {
                (day, dayStart) = (
                    today, made.isEmpty || shape.assetClass == .equities ? row.time : today * Timestamp.day
                )
            }
            let part = (row.time - dayStart).flooredQuotient(by: length)
            if let current = bucket, current == (day, part) {
                let last = made.count - 1
                made[last].high = max(made[last].high, row.high)
                made[last].low = min(made[last].low, row.low)
                made[last].close = row.close
                made[last].volume += row.volume
            } else {
                bucket = (day, part)
                var first = row
                // A quiet market's first trade may be later than its bar begins.
                first.time = dayStart + part * length
                made.append(first)
            }
        }
        rows.replaceSubrange(places, with: made)
    }
}
