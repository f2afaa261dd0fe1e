import Foundation

/// Prices that were not adjusted for a split, or more often than once.
///
/// Where splits are listed (a column, or `SYM.actions.csv`), the price must not move by their ratio within a week of
/// them, nor a single bar stand apart by it. Where none is, a jump by a simple ratio that stays, with the volume moved
/// the other way, looks like one.
struct SplitCheck {
    private let splits: [ListedAction]
    private let isNewestFirst: Bool
    private let label: BarLabel
    private let jumpDeviations: Double

    init(_ profile: FileProfile, jumpDeviations: Double) {
        splits = profile.splits
        isNewestFirst = profile.isNewestFirst
        label = profile.label
        self.jumpDeviations = jumpDeviations
    }

    func judge(_ window: PriceWindow, _ before: Int, _ findings: inout FindingLog) -> PriceChecks.Verdict {
        let center = window.center
        let deviation = max(0.005, window.localScale * window.rootOfTime(before, center))
        let move = Move(
            step: window.move(before, center), leap: window.leap(before, center),
            stays: window.level(after: center, \.total).map { log($0 / window.bars[before].total) })
        if let found = listed(window, before, move, deviation) {
            findings.add(.split, .error, line: found.line, found.evidence)
            return found.isOff ? .off(1) : .explained
        }
        let threshold = jumpDeviations * window.scale() * window.rootOfTime(before, center)
        guard abs(move.step) > threshold, abs(move.leap) > threshold, move.step * move.leap > 0,
            let evidence = unlisted(window, before, move, deviation)
        else { return .unknown }
        findings.add(.split, .warning, line: window.earlier(before, center).line, evidence)
        return .explained
    }

    private struct Move {
        /// From the bar before to this one, as a log return in the file's direction.
        var step: Double
        /// The part of it between the two bars.
        var leap: Double
        /// From the bar before to the level of the next five; `nil` at the end of the file.
        var stays: Double?
    }

    private func listed(
        _ window: PriceWindow, _ before: Int, _ move: Move, _ deviation: Double
    ) -> (line: Int, isOff: Bool, evidence: String)? {
        let (earlier, later) = (window.earlier(before, window.center), window.later(before, window.center))
        let sign = isNewestFirst ? -1.0 : 1
        for split in splits {
            let ratio = log(split.value)
            let tolerance = min(max(0.03, 4 * deviation), abs(ratio) / 4)
            guard abs(ratio) > 5 * deviation else { continue }
            let isNear = abs(Double(later.time) - Double(split.time)) <= 7 * Double(Timestamp.day)
            for (applied, expected) in [(0, -ratio), (2, ratio)] where isNear {
                if abs(sign * move.leap - expected) < tolerance, abs(sign * move.step - expected) < 3 * tolerance,
                    move.stays.map({ abs(sign * $0 - expected) < 2 * tolerance }) ?? true
                {
                    let fault = applied == 0 ? "is not applied to the bars before it" : "is applied twice to them"
                    return (
                        earlier.line, false,
                        "\(said(earlier, later)): the \(name(split.value)) split listed at "
                            + "\(label(split.time)) \(fault)"
                    )
                }
            }
            // Measured from the middle of the levels before and after.
            if let stays = move.stays, abs(abs(move.step - stays / 2) - abs(ratio)) < 1.5 * tolerance,
                abs(stays) < abs(ratio) / 3
            {
                let bar = window.bars[window.center]
                return (
                    bar.line, true,
                    "close \(Evidence.number(bar.close)) beside \(Evidence.number(window.bars[before].close)): this bar alone "
                        + "is off by the \(name(split.value)) split listed at \(label(split.time))"
                )
            }
        }
        return nil
    }

    private func unlisted(_ window: PriceWindow, _ before: Int, _ move: Move, _ deviation: Double) -> String? {
        guard let stays = move.stays, abs(stays - move.leap) < abs(move.leap) * 0.4 else { return nil }
        let (earlier, later) = (window.earlier(before, window.center), window.later(before, window.center))
        // New shares for each old one: the price goes down as they come, between one bar and the next.
        let ratio = (isNewestFirst ? 1 : -1) * move.leap
        let tolerance = min(max(0.02, 3 * deviation), 0.1)
        guard let simple = SplitCheck.simpleRatios.min(by: { abs(log($0) - ratio) < abs(log($1) - ratio) }),
            abs(log(simple) - ratio) < tolerance
        else { return nil }
        guard let volumes = VolumeRatio(window) else {
            return
                "\(said(earlier, later)): looks like an unadjusted \(name(simple)) split; there is no volume to tell by"
        }
        let grown = (isNewestFirst ? -1 : 1) * volumes.logRatio
        let share = grown / log(simple)
        // A price that hits the ratio to a hundredth needs no more of the volume than not to speak against it.
        let isExact = abs(abs(move.leap) - abs(log(simple))) < 0.01
        guard (isExact ? -0.5 : 0.4)...2.5 ~= share else { return nil }
        return "\(said(earlier, later)): looks like an unadjusted \(name(simple)) split, the volume goes "
            + "\(Evidence.percent(grown)) with it"
    }

    private func said(_ earlier: CheckedBar, _ later: CheckedBar) -> String {
        "close \(Evidence.number(earlier.close)), then \(Evidence.number(later.close)) at \(label(later.time))"
    }

    /// `4:1` for four new shares for an old one, `1:10` for a consolidation, `0.471429:1` for what is not simple.
    private func name(_ ratio: Double) -> String {
        if let simple = SplitCheck.simpleRatios.first(where: { abs($0 - ratio) < 1e-6 * ratio }) {
            for part in 1...3 where (simple * Double(part)) == (simple * Double(part)).rounded() {
                return "\(Int(simple * Double(part))):\(part)"
            }
            let inverse = 1 / simple
            return inverse == inverse.rounded() ? "1:\(Int(inverse))" : inverse == 1.5 ? "2:3" : "2:5"
        }
        return "\(Evidence.number(ratio)):1"
    }

    /// The ratios of nearly all splits and consolidations.
    private static let simpleRatios: [Double] = {
        let splits: [Double] = [1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100]
        return splits + splits.map { 1 / $0 }
    }()
}

/// How the volume after a window's center compares with that before it, by the middle of up to sixteen bars.
struct VolumeRatio {
    /// The logarithm of the ratio of the medians, after by before.
    let logRatio: Double

    /// `nil` where either side has fewer than three bars with volume.
    init?(_ window: PriceWindow) {
        let center = window.center
        func volumes(_ places: Range<Int>) -> [Double] { window.bars[places].map(\.volume).filter { $0 > 0 } }
        let before = volumes(max(0, center - 16)..<center)
        let after = volumes(center..<min(window.bars.count, center + 16))
        guard before.count >= 3, after.count >= 3 else { return nil }
        logRatio = log(PriceWindow.median(after) / PriceWindow.median(before))
    }
}
