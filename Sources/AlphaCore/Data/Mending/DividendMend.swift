import Foundation

/// Mends adjusted closes that do not follow from the listed dividends.
///
/// Before a dividend D, adjusted close / close is lower than after it by the factor 1 − D / (last close before), the
/// product of these over all later dividends (CRSP's and Yahoo's convention). Two faults have one right answer, if all
/// other dividends of the file agree with its adjusted closes: a dividend for which nothing was adjusted, and a
/// distribution of a fund whose capital gains, part of the dividend already, were taken off once more. Anything else is
/// named and left: whether the dividend or the adjusted close is wrong cannot be told. Only daily bars are looked at,
/// since the factor is made from the day's close. The rows must be in order of time and their prices mended.
public struct DividendMend: Mend {
    /// Capital gains a share that are part of the dividend of the row on that line.
    public var capitalGains: [Int: Double]

    /// A mend that knows these gains and the rows' dividends.
    public init(capitalGains: [Int: Double] = [:]) {
        self.capitalGains = capitalGains
    }

    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var outcome = MendOutcome()
        guard DividendMend.isDaily(rows) else { return outcome }
        let steps = steps(in: rows)
        let wrong = steps.filter { $0.verdict != .agrees }
        guard !wrong.isEmpty else { return outcome }
        guard !wrong.contains(where: { $0.verdict == .disagrees }) else {
            outcome.left = wrong.map { $0.left(rows) }
            return outcome
        }
        let old = rows
        let isTwice = wrong.contains { $0.verdict == .countsGainsTwice }
        if isTwice { recompute(&rows, steps, upTo: wrong.last!.row) } else { multiply(&rows, wrong) }
        let days = wrong.map { "\(old[$0.row].timestamp!)" }.joined(separator: ", ")
        let why =
            isTwice
            ? "capital gains were taken off twice at \(days): made anew from closes and dividends"
            : "not adjusted for the dividend of \(days)"
        outcome.repairs = old.indices.compactMap { old[$0].repair(to: rows[$0], .dividend, why: why) }
        return outcome
    }

    /// Takes the missed dividends off the adjusted closes before them.
    private func multiply(_ rows: inout [BarRow], _ missed: [DividendStep]) {
        change(&rows, missed, upTo: missed.last!.row) { row, factor in row.adjustedClose! * factor }
    }

    /// Makes the adjusted closes anew from the closes: double counting leaves no factor to trust.
    private func recompute(_ rows: inout [BarRow], _ steps: [DividendStep], upTo end: Int) {
        change(&rows, steps, upTo: end) { row, factor in DividendMend.exact(row.close) * factor }
    }

    /// Gives each row before `end` a new adjusted close from the product of the factors of the steps after it.
    private func change(
        _ rows: inout [BarRow], _ steps: [DividendStep], upTo end: Int, _ adjusted: (BarRow, Double) -> Double
    ) {
        var later = steps[...]
        var factor = 1.0
        for row in rows.indices.reversed() {
            while let step = later.last, step.row > row {
                factor *= step.factor
                later.removeLast()
            }
            guard row < end, DividendMend.isKnown(rows[row]) else { continue }
            rows[row].adjustedClose = adjusted(rows[row], factor)
        }
    }

    /// The dividends that can be compared with the adjusted closes around them.
    private func steps(in rows: [BarRow]) -> [DividendStep] {
        let known = rows.indices.filter { DividendMend.isKnown(rows[$0]) }
        return zip(known, known.dropFirst()).compactMap { before, after in
            // A bar without prices may stand between the two, and carry the dividend.
            let between = (before + 1)...after
            let dividend = rows[between].reduce(0) { $0 + $1.dividend }
            guard dividend > 0, dividend.isFinite else { return nil }
            let close = DividendMend.exact(rows[before].close)
            let ratio = rows[before].adjustedClose! / rows[before].close
            let ratioAfter = rows[after].adjustedClose! / rows[after].close
            return DividendStep(
                row: after, dividend: dividend,
                capitalGain: rows[between].reduce(0) { $0 + (capitalGains[$1.line] ?? 0) }, close: close,
                implied: (1 - ratio / ratioAfter) * close)
        }
    }

    private static func isKnown(_ row: BarRow) -> Bool {
        PriceChain.isPrice(row.close) && PriceChain.isPrice(row.adjustedClose ?? .nan)
    }

    /// The close as the source holds it, where the file has its single-precision number cut to 15 digits.
    private static func exact(_ close: Double) -> Double { PriceText.singlePrecision(close) ?? close }

    /// Whether most bars are a day apart.
    private static func isDaily(_ rows: [BarRow]) -> Bool {
        let gaps = zip(rows, rows.dropFirst()).map { $1.timestamp!.nanoseconds(since: $0.timestamp!) }.sorted()
        return !gaps.isEmpty && 20...28 ~= gaps[(gaps.count - 1) / 2] / (Timestamp.day / 24)
    }
}

/// What a dividend did to the adjusted close.
private struct DividendStep {
    /// The first bar without the dividend.
    var row: Int
    /// The cash a share that is listed.
    var dividend: Double
    /// What of it was a capital gain, as far as that is listed.
    var capitalGain: Double
    /// The last close before it.
    var close: Double
    /// The dividend that the adjusted closes imply.
    var implied: Double

    enum Verdict {
        case agrees, isMissed, countsGainsTwice, disagrees
    }

    /// A dividend above this part of the price is more likely in another unit than missed.
    private static let missedShareMax = 0.1

    /// What the adjusted close before it should be lower by.
    var factor: Double { 1 - dividend / close }

    var verdict: Verdict {
        if isNear(dividend) { return .agrees }
        if abs(implied) <= 1e-5 * close, dividend <= DividendStep.missedShareMax * close { return .isMissed }
        if capitalGain > 0, capitalGain <= dividend, dividend < close, isNear(dividend + capitalGain) {
            return .countsGainsTwice
        }
        return .disagrees
    }

    /// Within 2 %, which adjusted closes of few digits need.
    private func isNear(_ dividend: Double) -> Bool {
        abs(implied - dividend) <= 0.02 * dividend + 1e-5 * close
    }

    func left(_ rows: [BarRow]) -> Unmended {
        let implied = String(format: "%.5g", implied)
        let why = "a dividend of \(NumberText.shortest(dividend)) is listed, the adjusted closes take off \(implied)"
        return Unmended(rows[row], .dividend, why: why)
    }
}
