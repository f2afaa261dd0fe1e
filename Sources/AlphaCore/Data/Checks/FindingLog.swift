import Foundation

/// What the checks of one file have found: the first so many of each kind, and how many more there were.
struct FindingLog {
    /// The file's path as the user gave it.
    let file: String
    /// How many findings of a kind are kept.
    let limit: Int
    private(set) var findings: [Finding] = []
    /// How many of a kind were found and not kept.
    private(set) var more: [Finding.Kind: Int] = [:]
    /// Times in which bars are missing, or prices jump, for a reason that a finding already names.
    private var explained: [ClosedRange<Int64>] = []
    /// Findings that stand unless another explains them.
    private var deferred: [(finding: Finding, times: ClosedRange<Int64>)] = []
    private static let deferredMax = 10_000
    private var kept: [Finding.Kind: Int] = [:]

    init(file: String, limit: Int) {
        self.file = file
        self.limit = limit
    }

    /// Adds a finding; its evidence is only worded when it is kept.
    mutating func add(
        _ kind: Finding.Kind, _ severity: Finding.Severity, line: Int?, _ evidence: @autoclosure () -> String
    ) {
        guard kept[kind, default: 0] < limit else {
            more[kind, default: 0] += 1
            return
        }
        kept[kind, default: 0] += 1
        findings.append(
            Finding(file: file, line: line, kind: kind, severity: severity, evidence: evidence()))
    }

    /// Adds a finding about what lies between two times, unless something that is found there explains it.
    mutating func addUnlessExplained(
        _ kind: Finding.Kind, _ severity: Finding.Severity, line: Int?, from: Int64, to: Int64,
        _ evidence: @autoclosure () -> String
    ) {
        guard deferred.count < FindingLog.deferredMax else {
            more[kind, default: 0] += 1
            return
        }
        let finding = Finding(file: file, line: line, kind: kind, severity: severity, evidence: evidence())
        deferred.append((finding, min(from, to)...max(from, to)))
    }

    /// Says that a finding explains what is missing, or jumps, between the two times.
    mutating func explain(_ first: Int64, _ second: Int64) {
        if explained.count < FindingLog.deferredMax { explained.append(min(first, second)...max(first, second)) }
    }

    /// Adds what nothing has explained; to be called once, when everything was said.
    mutating func settle() {
        for (finding, times) in deferred
        where !explained.contains(where: { $0.lowerBound <= times.lowerBound && times.upperBound <= $0.upperBound }) {
            add(finding.kind, finding.severity, line: finding.line, finding.evidence)
        }
        deferred = []
    }
}

/// Numbers and counts as evidence has them.
enum Evidence {
    /// The number with six significant digits: `14.55`, `1.30584e+05`.
    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(format: "%.6g", value)
    }

    /// The number with so many decimals.
    static func decimal(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }

    /// A log return as a percentage: `+12.5 %`.
    static func percent(_ logReturn: Double) -> String {
        let percent = (exp(logReturn) - 1) * 100
        return String(format: abs(percent) < 10 ? "%+.2f %%" : "%+.1f %%", percent)
    }

    /// The count and the noun, in the plural unless it is 1.
    static func count(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

    /// The count with its thousands apart: `12,345`.
    static func grouped(_ count: Int) -> String {
        var digits = String(count)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return digits
    }

    /// `line 7`, or `lines 7 to 9`, whichever way round they are given.
    static func lines(_ first: Int, _ last: Int) -> String {
        first == last ? "line \(first)" : "lines \(min(first, last)) to \(max(first, last))"
    }

    /// A length of time in the longest unit that divides it: `5h`, `30m`, `1d`, `15s`.
    static func duration(_ nanoseconds: Int64) -> String {
        let seconds = Double(nanoseconds) / 1e9
        for (unit, length) in [("d", 86_400.0), ("h", 3600), ("m", 60)]
        where (seconds / length) == (seconds / length).rounded() {
            return "\(Int(seconds / length))\(unit)"
        }
        return "\(NumberText.shortest(seconds))s"
    }

    /// The date of a day number counted from 1970-01-01.
    static func date(_ day: Int) -> String {
        let (year, month, day) = Timestamp.civil(fromDays: day)
        return String(format: "%04d-%02d-%02d", year, month, day)
    }
}
