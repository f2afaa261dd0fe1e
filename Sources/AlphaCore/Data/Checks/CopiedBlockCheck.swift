/// Bars that stand again, number by number, whole hours later or earlier: rows of another time zone pasted in.
struct CopiedBlockCheck: BarCheck {
    private struct Match {
        /// The bar that is there again, and the one it repeats.
        var bar: CheckedBar
        var original: CheckedBar
        var count = 1
        /// The bars of the file that came last in it.
        var lastLine: Int
        var lastOriginalLine: Int
    }

    private let isIntraday: Bool
    /// The bar that came last with a fingerprint of so many bits.
    private var seen: [CheckedBar?]
    private var seenBars = 0
    private var run: Match?

    private static let slots = 4096
    /// A run may miss as many lines as this between two of its rows.
    private static let reach = 4

    init(_ profile: FileProfile) {
        isIntraday = !profile.isDaily
        seen = isIntraday ? Array(repeating: nil, count: CopiedBlockCheck.slots) : []
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        // Only a bar that moved and traded is like no other.
        guard isIntraday, bar.high > bar.low, bar.volume > 0 else { return }
        let slot = CopiedBlockCheck.slot(bar)
        defer { seen[slot] = bar }
        guard let original = seen[slot], CopiedBlockCheck.equal(bar, original) else { return }
        let offset = bar.time - original.time
        guard offset % .hour == 0, abs(offset) <= 26 * .hour else { return }
        if var run, run.bar.time - run.original.time == offset,
            abs(bar.line - run.lastLine) <= 2 * CopiedBlockCheck.reach
        {
            run.count += 1
            (run.lastLine, run.lastOriginalLine) = (bar.line, original.line)
            self.run = run
        } else {
            end(&findings)
            run = Match(bar: bar, original: original, lastLine: bar.line, lastOriginalLine: original.line)
        }
    }

    private mutating func end(_ findings: inout FindingLog) {
        guard let run, run.count >= 3 else { return }
        self.run = nil
        let hours = abs(run.bar.time - run.original.time) / .hour
        let lines = (min(run.bar.line, run.lastLine), max(run.bar.line, run.lastLine))
        let originals = (min(run.original.line, run.lastOriginalLine), max(run.original.line, run.lastOriginalLine))
        findings.add(
            .timeZone, .warning, line: min(lines.0, originals.0),
            "\(Evidence.count(run.count, "bar")) stand twice, \(hours)h apart and equal in price and volume: "
                + "\(Evidence.lines(originals.0, originals.1)) from \(run.original.timestamp), "
                + "\(Evidence.lines(lines.0, lines.1)) from \(run.bar.timestamp)")
    }

    mutating func finish(_ findings: inout FindingLog) { end(&findings) }

    private static func equal(_ one: CheckedBar, _ other: CheckedBar) -> Bool {
        one.close == other.close && one.volume == other.volume && one.open == other.open && one.high == other.high
            && one.low == other.low
    }

    private static func slot(_ bar: CheckedBar) -> Int {
        var hash = bar.close.bitPattern &* 0x9E37_79B9_7F4A_7C15
        hash ^= bar.volume.bitPattern &* 0xC2B2_AE3D_27D4_EB4F
        hash ^= bar.open.bitPattern &* 0x1656_67B1_9E37_79F9
        return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) >> 20) & (slots - 1)
    }
}
