/// Bars of another length than the file's: days among the hours, a tail of weeks, a last bar that is still going on.
///
/// Stretches of them are known from the first reading (`IntervalStretchFinder`), each is one finding. What is left are
/// single bars that come too early.
struct MixedIntervalsCheck: BarCheck {
    private let profile: FileProfile
    private let interval: Int64
    private var previous: CheckedBar?
    /// Equal spacings in a row that are shorter than the file's own.
    private var run: Run?
    /// How often there were one or two of them, and the first few places.
    private var closer: [Run] = []
    private var closerCount = 0
    private static let closerMax = 4096
    /// The spacing between the two bars that are last in time, and the last bar.
    private var latest: (spacing: Int64, bar: CheckedBar)?

    private struct Run {
        var spacing: Int64
        var first: CheckedBar
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
        let spacing = abs(bar.time - previous.time)
        if !profile.isNewestFirst { latest = (spacing, bar) } else if latest == nil { latest = (spacing, previous) }
        if run?.spacing == spacing {
            run!.count += 1
            run!.last = profile.isNewestFirst ? previous : bar
            return
        }
        end(&findings)
        // The later bar is the one that comes too early.
        let bar = profile.isNewestFirst ? previous : bar
        if isCloser(spacing), profile.otherLength(from: previous.time, to: bar.time) == nil {
            run = Run(spacing: spacing, first: bar, last: bar)
        }
    }

    /// Days may be some hours shorter, where clocks are set and zones change, months some days.
    private func isCloser(_ spacing: Int64) -> Bool {
        if interval >= 28 * Timestamp.day { return spacing < interval / 6 * 5 }
        return spacing < (profile.isDaily ? interval / 2 : interval)
    }

    private mutating func end(_ findings: inout FindingLog) {
        guard let run else { return }
        self.run = nil
        if run.count >= 3 {
            say(run, &findings)
        } else {
            closerCount += 1
            if closer.count < MixedIntervalsCheck.closerMax { closer.append(run) }
        }
    }

    private func say(_ run: Run, _ findings: inout FindingLog) {
        if run.count == 1, let latest, latest.bar.line == run.first.line { return sayGoingOn(&findings) }
        findings.add(
            .mixedIntervals, .warning, line: run.first.line,
            "\(Evidence.lines(run.first.line, run.last.line)) (\(Evidence.count(run.count, "bar")), from "
                + "\(profile.label(run.first.time))) are \(Evidence.duration(run.spacing)) apart in a file of "
                + "\(Evidence.duration(interval)) bars")
    }

    mutating func finish(_ findings: inout FindingLog) {
        end(&findings)
        for stretch in profile.stretches { say(stretch, &findings) }
        sayLatest(&findings)
        // Every session may begin with a shorter bar; one now and then is a fault.
        guard closerCount <= max(3, profile.rows / 2000) else { return }
        for run in closer { say(run, &findings) }
    }

    private func say(_ stretch: IntervalStretch, _ findings: inout FindingLog) {
        let first = stretch.first(interval: interval)
        let (own, other) = (Evidence.duration(interval), Evidence.duration(stretch.length))
        let change =
            stretch.pauseBefore == nil
            ? "from \(other) to \(own) after them"
            : "from \(own) to \(other) there" + (stretch.next == nil ? "" : ", and back after them")
        findings.add(
            .mixedIntervals, .warning, line: first.line,
            "\(Evidence.lines(first.line, stretch.last.line)) (\(Evidence.count(stretch.bars(interval: interval), "bar")), from "
                + "\(profile.label(first.time)) to \(profile.label(stretch.last.time))) are \(other) apart in a file of "
                + "\(own) bars: the interval goes \(change)")
        // Where lengths change, volumes do, and the first bar may come late.
        let reach = 2 * max(stretch.length, interval)
        findings.explain(stretch.start.time - reach, stretch.start.time + reach)
        findings.explain(stretch.last.time - reach, stretch.last.time + reach)
    }

    /// A bar that is still going on is often given the time at which it was asked for, not that of its start: the last bar
    /// alone is then no whole number of intervals after the one before it.
    private func sayLatest(_ findings: inout FindingLog) {
        guard let latest, !isCloser(latest.spacing), !isWhole(latest.spacing),
            profile.otherLength(from: latest.bar.time, to: latest.bar.time) == nil
        else { return }
        // Of bars of a week and more, holidays move the first day.
        guard profile.rows >= (profile.isBeyondDaily ? 60 : 20) else { return }
        let uneven = profile.spacings.reduce(0) { $0 + (isWhole($1.key) ? 0 : $1.value) }
        guard uneven * Double(profile.rows - 1) < 1.5 else { return }
        sayGoingOn(&findings)
    }

    private func sayGoingOn(_ findings: inout FindingLog) {
        guard let latest else { return }
        let before = Timestamp(nanoseconds: latest.bar.time - latest.spacing)
        findings.add(
            .mixedIntervals, .warning, line: latest.bar.line,
            "the last bar, \(latest.bar.timestamp), begins at no whole number of \(Evidence.duration(interval)) after the one "
                + "before it, \(before), in a file of such bars: one that was still going on")
    }

    /// Whether so much time is a whole number of intervals, the hour by which clocks are set aside.
    private func isWhole(_ spacing: Int64) -> Bool {
        if interval >= 28 * Timestamp.day { return true }
        let rest = spacing % interval
        if rest == 0 { return true }
        return profile.isDaily && (rest == .hour || interval - rest == .hour)
    }
}
