/// The same open, high, low and close over many bars: a feed that stood still and went on sending.
///
/// Quiet markets repeat themselves too, so a run counts when it is longer than is usual in its file (`RunLengths`). A bar
/// that moved, and was then copied to the next time with its volume, counts at once.
struct StaleCheck: BarCheck {
    private let profile: FileProfile
    /// Shorter runs of equal bars are never called stale.
    private let lengthMin: Int
    private var previous: CheckedBar?
    private var run = Run()
    private var lengths = RunLengths()
    private var longest = LongestRuns<Run>()

    private struct Run {
        var first = 0
        var last = 0
        var start: Int64 = 0
        /// The first bar after it, at which the price may have a way to catch up.
        var end: Int64 = 0
        /// Bars that equal the one before them.
        var repeats = 0
        var bar: CheckedBar?
        /// All volumes are equal too, and not 0.
        var copiesVolume = true
        /// How many of the bars have volume.
        var traded = 0
    }

    init(_ profile: FileProfile) {
        self.profile = profile
        lengthMin = profile.isDaily ? 5 : 10
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        defer { previous = bar }
        guard let previous else { return }
        guard bar.close == previous.close, bar.open == previous.open, bar.high == previous.high, bar.low == previous.low
        else { return end(at: bar.time, &findings) }
        if run.repeats == 0 {
            run = Run(first: previous.line, start: previous.time, bar: previous, traded: previous.volume > 0 ? 1 : 0)
        }
        run.repeats += 1
        run.last = bar.line
        if bar.volume != previous.volume || !(bar.volume > 0) { run.copiesVolume = false }
        if bar.volume > 0 { run.traded += 1 }
    }

    private mutating func end(at time: Int64, _ findings: inout FindingLog) {
        guard run.repeats > 0 else { return }
        run.end = time
        defer { run = Run() }
        let moved = run.bar.map { $0.high > $0.low } ?? false
        // Of minutes, machines that trade make such copies by themselves.
        if profile.isDaily, moved, run.copiesVolume {
            say(run, .warning, "with the same volume", &findings)
            return
        }
        lengths.add(run.repeats)
        longest.add(run, length: run.repeats)
    }

    private func say(_ run: Run, _ severity: Finding.Severity, _ what: String, _ findings: inout FindingLog) {
        guard let bar = run.bar else { return }
        findings.explain(run.start, run.end)
        findings.add(
            .stale, severity, line: run.first,
            "\(Evidence.count(run.repeats + 1, "bar")) in a row (\(Evidence.lines(run.first, run.last)), from "
                + "\(profile.label(bar.time))) have the same open, high, low and close, \(Evidence.number(bar.close)), \(what)"
        )
    }

    mutating func finish(_ findings: inout FindingLog) {
        end(at: previous?.time ?? 0, &findings)
        guard let unusual = lengths.unusual(rows: profile.rows) else { return }
        for run in longest.runs(from: max(unusual, lengthMin - 1)) {
            // Where nothing is traded, the price has reason to stand still.
            let isTraded = 2 * run.traded > run.repeats
            let volume = run.traded == 0 ? "without volume" : "with volume in \(run.traded) of them"
            say(run, isTraded ? .warning : .note, volume, &findings)
        }
    }
}

/// The longest runs of something, a bounded number of them.
struct LongestRuns<Run> {
    private static var capacity: Int { 2048 }
    private var runs: [(length: Int, order: Int, run: Run)] = []
    private var added = 0

    mutating func add(_ run: Run, length: Int) {
        added += 1
        runs.append((length, added, run))
        if runs.count == 2 * Self.capacity {
            runs.sort { $0.length > $1.length }
            runs.removeLast(Self.capacity)
        }
    }

    /// The runs of at least that length, in the order of their coming.
    func runs(from length: Int) -> [Run] {
        runs.filter { $0.length >= length }.sorted { $0.order < $1.order }.map(\.run)
    }
}
