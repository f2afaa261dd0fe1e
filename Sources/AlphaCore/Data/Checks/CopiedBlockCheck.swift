/// Bars that stand again, number by number, whole hours later or earlier: rows of another time zone pasted in.
struct CopiedBlockCheck: BarCheck {
    /// Where a bar stands.
    private struct Place {
        var fingerprint: UInt64
        var line: Int
        var time: Int64
    }

    /// Bars one after the other that repeat others, all by the same hours.
    private struct Run {
        var first: Place
        var last: Place
        var firstOriginal: Place
        var lastOriginal: Place
        var count = 1

        var offset: Int64 { first.time - firstOriginal.time }
    }

    private let isIntraday: Bool
    private let interval: Int64
    /// The bar that came last with a fingerprint of these last bits.
    private var seen: [Place]
    private var run: Run?

    private static let slots = 1 << 15
    /// Rows that did not move may lie between those that match.
    private static let linesBetweenMax = 60

    init(_ profile: FileProfile) {
        isIntraday = !profile.isDaily
        interval = profile.interval ?? 0
        let none = Place(fingerprint: 0, line: 0, time: 0)
        seen = isIntraday ? Array(repeating: none, count: CopiedBlockCheck.slots) : []
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        // Only a bar that moved and traded is like no other.
        guard isIntraday, bar.high > bar.low, bar.volume > 0 else { return }
        let place = Place(fingerprint: CopiedBlockCheck.fingerprint(bar), line: bar.line, time: bar.time)
        let slot = Int(truncatingIfNeeded: place.fingerprint) & (CopiedBlockCheck.slots - 1)
        let original = seen[slot]
        seen[slot] = place
        guard original.fingerprint == place.fingerprint else { return }
        let offset = place.time - original.time
        guard offset % .hour == 0, abs(offset) <= 26 * .hour else { return }
        if run?.offset == offset, abs(place.line - run!.last.line) <= CopiedBlockCheck.linesBetweenMax {
            run!.count += 1
            (run!.last, run!.lastOriginal) = (place, original)
        } else {
            end(&findings)
            run = Run(first: place, last: place, firstOriginal: original, lastOriginal: original)
        }
    }

    private mutating func end(_ findings: inout FindingLog) {
        guard let run, run.count >= 3 else { return }
        self.run = nil
        func said(_ first: Place, _ last: Place) -> String {
            "\(Evidence.lines(first.line, last.line)) from \(Timestamp(nanoseconds: first.time))"
        }
        findings.add(
            .timeZone, .warning,
            line: min(run.first.line, run.last.line, run.firstOriginal.line, run.lastOriginal.line),
            "\(Evidence.count(run.count, "bar")) stand twice, \(abs(run.offset) / .hour)h apart and equal in price and "
                + "volume: \(said(run.firstOriginal, run.lastOriginal)), \(said(run.first, run.last))")
        // Where a copy begins and ends, the price leaps.
        let (start, end) = (min(run.first.time, run.last.time), max(run.first.time, run.last.time))
        findings.explain(start - 30 * interval, end + 30 * interval)
    }

    mutating func finish(_ findings: inout FindingLog) { end(&findings) }

    /// 64 bits of all prices and the volume: two bars that moved share them by accident once in 10¹⁹ times.
    private static func fingerprint(_ bar: CheckedBar) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        mix(bar.open, into: &hash)
        mix(bar.high, into: &hash)
        mix(bar.low, into: &hash)
        mix(bar.close, into: &hash)
        mix(bar.volume, into: &hash)
        return hash
    }

    private static func mix(_ value: Double, into hash: inout UInt64) {
        hash = (hash ^ value.bitPattern) &* 0xBF58_476D_1CE4_E5B9
        hash ^= hash >> 29
    }
}
