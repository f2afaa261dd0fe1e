import Foundation

/// Adjusted closes that do not follow from the dividends, and dividends that do not fit their prices.
///
/// At an ex-date with dividend D, the factor adjusted close / close must grow by 1 − D / (close before), the rule of CRSP
/// and Yahoo; elsewhere it must stay. Where a file lists no dividends, the factor may grow (that is how dividends show)
/// but not fall.
struct DividendCheck {
    /// Whether there is anything to look at.
    let isNeeded: Bool
    private let hasActions: Bool
    private let label: BarLabel
    /// How much the factor moved lately without a dividend: the rounding of adjusted closes.
    private var noise: [Double] = []
    private var nextNoise = 0
    /// Dividends as shares of the close before them.
    private var yields: [(line: Int, dividend: Double, yield: Double)] = []
    private static let yieldsMax = 4096

    init(_ profile: FileProfile) {
        isNeeded = profile.hasAdjustedClose || !profile.dividends.isEmpty
        hasActions = profile.hasActions
        label = profile.label
    }

    /// Looks at two bars that follow one another in time.
    mutating func see(_ earlier: CheckedBar, _ later: CheckedBar, _ findings: inout FindingLog) {
        if later.dividend != 0 { seeDividend(earlier, later, &findings) }
        guard earlier.adjusted > 0, later.adjusted > 0 else { return }
        let growth = (earlier.adjusted / earlier.close) / (later.adjusted / later.close)
        if later.dividend == 0, later.splitRatio == 0 {
            let change = abs(growth - 1)
            defer { keep(min(change, 0.01)) }
            guard change > 2e-4, change > tolerance else { return }
            seeUnlisted(earlier, later, growth, &findings)
        } else {
            seeListed(earlier, later, growth, &findings)
        }
    }

    private mutating func seeDividend(_ earlier: CheckedBar, _ later: CheckedBar, _ findings: inout FindingLog) {
        let yield = later.dividend / earlier.close
        let fall = 1 - later.open / earlier.close
        if yield < 0 {
            findings.add(.dividend, .error, line: later.line, "a dividend of \(Evidence.number(later.dividend))")
        } else if yield > 0.2, later.splitRatio == 0, fall < yield / 3 {
            findings.add(
                .dividend, .error, line: later.line,
                "a dividend of \(Evidence.number(later.dividend)) on a close of \(Evidence.number(earlier.close)), but the open "
                    + "after it is \(Evidence.number(later.open))")
        } else if yields.count < DividendCheck.yieldsMax {
            yields.append((later.line, later.dividend, yield))
        }
    }

    private func seeListed(
        _ earlier: CheckedBar, _ later: CheckedBar, _ growth: Double, _ findings: inout FindingLog
    ) {
        let yield = later.dividend / earlier.close
        let allowed = max(5e-4, 0.03 * abs(yield), tolerance)
        // Closes that are not adjusted for splits carry the split in the factor.
        let split = later.splitRatio > 0 ? later.splitRatio : 1
        guard abs(growth - (1 - yield)) > allowed, abs(growth * split - (1 - yield)) > allowed else { return }
        guard later.dividend > 0 else {
            return seeUnlisted(earlier, later, growth, &findings)
        }
        let implied = (1 - growth) * earlier.close
        let what =
            abs(growth - 1) <= allowed
            ? "is not applied to the adjusted closes before it"
            : "is applied as \(Evidence.number(implied)), \(Evidence.decimal(implied / later.dividend, 2)) times as much"
        findings.add(
            .dividend, .error, line: later.line,
            "the dividend of \(Evidence.number(later.dividend)) at \(label(later.time)) \(what): adjusted close / close is "
                + "\(Evidence.decimal(earlier.adjusted / earlier.close, 5)) before and "
                + "\(Evidence.decimal(later.adjusted / later.close, 5)) from it on, 1 - dividend / close "
                + "\(Evidence.decimal(1 - yield, 5))")
    }

    /// The factor moves where no dividend is listed.
    private func seeUnlisted(
        _ earlier: CheckedBar, _ later: CheckedBar, _ growth: Double, _ findings: inout FindingLog
    ) {
        // Closes as they were traded, adjusted for their splits in the adjusted close alone.
        let step = log(later.close / earlier.close)
        if abs(log(growth)) > 0.15, abs(log(growth) - step) < 0.1 { return }
        guard hasActions || growth > 1 else { return }
        findings.add(
            .dividend, .warning, line: later.line,
            "adjusted close / close goes from \(Evidence.decimal(earlier.adjusted / earlier.close, 5)) to "
                + "\(Evidence.decimal(later.adjusted / later.close, 5)) at \(label(later.time))"
                + (hasActions ? ", where no dividend or split is listed" : ", which no dividend explains"))
    }

    /// Eight times the middle of what the factor moved lately for no reason.
    private var tolerance: Double { noise.isEmpty ? 0 : 8 * PriceWindow.median(noise) }

    private mutating func keep(_ change: Double) {
        if noise.count < 63 { noise.append(change) } else { noise[nextNoise % 63] = change }
        nextNoise += 1
    }

    /// One dividend that is a hundred times the others of its file, or a hundredth, is in the wrong unit.
    mutating func finish(_ findings: inout FindingLog) {
        guard yields.count >= 4 else { return }
        let typical = PriceWindow.median(yields.map(\.yield))
        guard typical > 0 else { return }
        for (line, dividend, yield) in yields where yield > 0 {
            let times = yield / typical
            guard 50...200 ~= times || 50...200 ~= 1 / times else { continue }
            findings.add(
                .dividend, .warning, line: line,
                "a dividend of \(Evidence.number(dividend)) is \(Evidence.decimal(yield * 100, 3)) % of the close before it, the "
                    + "middle one of the file \(Evidence.decimal(typical * 100, 3)) %: a factor of a hundred")
        }
    }
}
