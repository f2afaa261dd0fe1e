import Foundation

/// Bars of another length than the file's: days among the hours, a tail of weeks, a last bar that is still going on.
struct MixedIntervalsCheck: BarCheck {
    private let profile: FileProfile
    private let interval: Int64
    private var previous: CheckedBar?
    /// Equal spacings in a row, other than the file's own.
    private var run: Run?
    /// How often bars were closer than the interval, and the first few places.
    private var closer: [Run] = []
    private var closerCount = 0
    private static let closerMax = 4096

    private struct Run {
        var spacing: Int64
        var first: CheckedBar
        /// The bar before the first spacing.
        var start: CheckedBar
        var last: CheckedBar
        var count = 1
    }

    init(_ profile: FileProfile) {
        self.profile = profile
        interval = profile.interval ?? 0
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        defer { previous = bar }
        guard interval > 0, let previous else { return }
        let spacing = FileProfiler.rounded(abs(bar.time - previous.time))
        if var run, run.spacing == spacing {
            run.count += 1
            run.last = bar
            self.run = run
            return
        }
        end(&findings)
        if isCloser(spacing) || isLonger(spacing) {
            run = Run(spacing: spacing, first: bar, start: previous, last: bar)
        }
    }

    /// Days may be some hours shorter, where clocks are set and zones change.
    private func isCloser(_ spacing: Int64) -> Bool {
        spacing < (profile.isDaily ? interval / 2 : interval)
    }

    private func isLonger(_ spacing: Int64) -> Bool {
        spacing / 2 >= interval && MixedIntervalsCheck.lengths.contains(spacing)
    }

    private mutating func end(_ findings: inout FindingLog) {
        guard let run else { return }
        self.run = nil
        if run.spacing < interval {
            if run.count >= 3 {
                say(run, &findings)
            } else {
                closerCount += 1
                if closer.count < MixedIntervalsCheck.closerMax { closer.append(run) }
            }
        } else if run.count >= lengthMin(run.spacing) {
            say(run, &findings)
            // The bars that follow are in another interval than these: volumes change, and the first may come late.
            let isForward = run.last.time > run.start.time
            findings.explain(run.start.time, run.last.time + (isForward ? run.spacing : -run.spacing))
        }
    }

    /// How many equal spacings in a row chance does not give: fewer than one in a million files like this has them.
    private func lengthMin(_ spacing: Int64) -> Int {
        let share = profile.spacings[spacing] ?? 0
        guard share > 0 else { return 4 }
        return max(4, Int((log(1e-6 / Double(max(1, profile.rows))) / log(min(share, 0.99))).rounded(.up)))
    }

    private func say(_ run: Run, _ findings: inout FindingLog) {
        findings.add(
            .mixedIntervals, .warning, line: run.first.line,
            "\(Evidence.lines(run.first.line, run.last.line)) (\(Evidence.count(run.count, "bar")), from "
                + "\(profile.label(run.first.time))) are \(Evidence.duration(run.spacing)) apart in a file of "
                + "\(Evidence.duration(interval)) bars")
    }

    mutating func finish(_ findings: inout FindingLog) {
        end(&findings)
        // Every session may begin with a shorter bar; one now and then is a fault.
        guard closerCount <= max(3, profile.rows / 2000) else { return }
        for run in closer { say(run, &findings) }
    }

    /// The lengths that bars come in.
    private static let lengths: Set<Int64> = {
        let minutes: [Int64] = [5, 10, 15, 30, 60, 120, 240, 1440, 7 * 1440, 30 * 1440, 91 * 1440]
        return Set(minutes.map { $0 * 60_000_000_000 })
    }()
}
