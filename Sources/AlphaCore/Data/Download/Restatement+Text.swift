import Foundation

extension Restatement {
    /// One line: `close ÷ 4 on all 2,516 bars before 2020-08-31; volume × 4 on all …; 1 bar is gone`.
    public var summary: String {
        var parts = columns.map { describe($0) }
        if addedBars > 0 { parts.append("\(Restatement.counted(addedBars)) more between them") }
        if removedBars > 0 { parts.append("\(Restatement.counted(removedBars)) gone") }
        return parts.joined(separator: "; ")
    }

    /// The first changed numbers, one a line: `2020-08-28 close 499.23 -> 124.8075`.
    public func lines(_ count: Int) -> [String] {
        changes.prefix(count).map { change in
            func text(_ value: Double?) -> String { value.map(NumberText.shortest) ?? "none" }
            return "\(change.timestamp) \(change.column) \(text(change.old)) -> \(text(change.new))"
        }
    }

    private func describe(_ column: Column) -> String {
        "\(column.name) \(Restatement.factor(column)) \(place(of: column))"
    }

    private func place(of column: Column) -> String {
        if let before = column.before { return "on all \(Restatement.counted(column.bars)) before \(before)" }
        if column.bars == comparedBars { return "on all \(Restatement.counted(column.bars))" }
        if column.bars == 1 { return "on \(column.first)" }
        return "on \(Restatement.grouped(column.bars)) of \(Restatement.counted(comparedBars)), "
            + "\(column.first) to \(column.last)"
    }

    /// `÷ 4`, `× 0.9981`, `× 0.97 to 1.02`.
    private static func factor(_ column: Column) -> String {
        guard let ratios = column.ratios else { return "changed" }
        guard let ratio = column.ratio else { return "× \(short(ratios.lowerBound)) to \(short(ratios.upperBound))" }
        let inverse = (1 / ratio).rounded()
        return inverse >= 2 && abs(inverse * ratio - 1) < 1e-4 ? "÷ \(short(inverse))" : "× \(short(ratio))"
    }

    private static func short(_ value: Double) -> String { String(format: "%.6g", value) }

    private static func counted(_ bars: Int) -> String { "\(grouped(bars)) bar\(bars == 1 ? "" : "s")" }

    /// The number with commas between its thousands.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.indices.reduce(into: "") { text, place in
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digits[place])
        }
    }
}

extension Restatement {
    /// The restatement as the manifest and `--json` have it.
    var json: JSONValue {
        .object([
            "summary": .string(summary), "compared_bars": .integer(comparedBars), "changed_bars": .integer(changedBars),
            "added_bars": .integer(addedBars), "removed_bars": .integer(removedBars),
            "columns": .array(columns.map(\.json)), "changes": .array(changes.map(\.json)),
            "change_count": .integer(changeCount),
        ])
    }
}

extension Restatement.Column {
    fileprivate var json: JSONValue {
        .object([
            "column": .string(name), "bars": .integer(bars), "first": .string("\(first)"), "last": .string("\(last)"),
            "ratio": ratio.map(JSONValue.number) ?? .null,
        ])
    }
}

extension Restatement.Change {
    fileprivate var json: JSONValue {
        .object([
            "timestamp": .string("\(timestamp)"), "column": .string(column),
            "old": old.map(JSONValue.number) ?? .null, "new": new.map(JSONValue.number) ?? .null,
        ])
    }
}
