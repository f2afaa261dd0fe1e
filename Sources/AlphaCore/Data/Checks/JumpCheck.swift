import Foundation

/// Returns beyond k robust deviations of those around them.
///
/// One robust deviation is 1.4826 times the median absolute deviation of 32 returns before or after, whichever is larger,
/// and never less than that of the whole file; across a pause it grows with the root of time. Two things count:
///
/// - A spike: one to three bars beyond k deviations, after which the price is where it was. A warning when the price
///   leaps both there and back, or beyond 2k; otherwise a note.
/// - A jump that stays, beyond 2k deviations: a note, for news do that as well.
///
/// Either must show as a leap between two bars, from one close to the next open, where nothing is traded: a market that
/// runs away and comes back does so inside its bars.
struct JumpCheck {
    private let deviations: Double
    private let isNewestFirst: Bool
    private static let spikeLengthMax = 3

    init(_ profile: FileProfile, deviations: Double) {
        self.deviations = deviations
        isNewestFirst = profile.isNewestFirst
    }

    func judge(_ window: PriceWindow, _ before: Int, _ findings: inout FindingLog) -> PriceChecks.Verdict {
        let center = window.center
        let step = window.move(before, center)
        let scale = window.scale()
        let unit = scale * window.rootOfTime(before, center)
        guard abs(step) > deviations * unit else { return .unknown }
        if let end = spikeEnd(window, before, step, unit) {
            let comesLeaping = abs(window.leap(before, center)) > deviations * unit
            let goesLeaping = abs(window.leap(end - 1, end)) > deviations * scale * window.rootOfTime(end - 1, end)
            guard comesLeaping || goesLeaping else { return .unknown }
            let isSure = (comesLeaping && goesLeaping) || abs(step) > 2 * deviations * unit
            saySpike(window, before, end, step, unit, isSure ? .warning : .note, &findings)
            return .off(end - center)
        }
        let leap = window.leap(before, center)
        guard step * leap > 0, min(abs(step), abs(leap)) > 2 * deviations * unit else { return .unknown }
        let (earlier, later) = (window.earlier(before, center), window.later(before, center))
        let inTime = isNewestFirst ? -step : step
        findings.addUnlessExplained(
            .jump, .note, line: later.line, from: earlier.time, to: later.time,
            "close \(Evidence.number(earlier.close)), then open \(Evidence.number(later.open)) and close "
                + "\(Evidence.number(later.close)): \(Evidence.percent(inTime)), \(Evidence.decimal(abs(step) / unit, 1)) "
                + "deviations, and it stays")
        return .explained
    }

    /// The first place at which the price is back, when it was off the same way until then; `nil` when it stays off.
    private func spikeEnd(_ window: PriceWindow, _ before: Int, _ step: Double, _ unit: Double) -> Int? {
        for place in window.center + 1..<window.center + 1 + JumpCheck.spikeLengthMax where place < window.bars.count {
            let left = window.move(before, place)
            if abs(left) < max(0.3 * abs(step), 2 * unit) { return place }
            if abs(left) < deviations * unit || left * step < 0 { return nil }
        }
        return nil
    }

    private func saySpike(
        _ window: PriceWindow, _ before: Int, _ end: Int, _ step: Double, _ unit: Double,
        _ severity: Finding.Severity, _ findings: inout FindingLog
    ) {
        let bars = window.bars
        let (first, last) = (bars[window.center], bars[end - 1])
        let inTime =
            isNewestFirst
            ? "after \(Evidence.number(bars[end].close)) and before \(Evidence.number(bars[before].close))"
            : "after \(Evidence.number(bars[before].close)) and before \(Evidence.number(bars[end].close))"
        let which = first.line == last.line ? "" : " (\(Evidence.lines(first.line, last.line)))"
        findings.addUnlessExplained(
            .jump, severity, line: first.line, from: first.time, to: last.time,
            "close \(Evidence.number(first.close))\(which) \(inTime): \(Evidence.percent(step)), "
                + "\(Evidence.decimal(abs(step) / unit, 1)) deviations, and back")
    }
}
