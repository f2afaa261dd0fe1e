/// What `alpha data mend` did to a file.
public struct MendReport: Sendable {
    /// The file that was read, as the user gave it.
    public var file: String
    /// The file that was written; `nil` when none was.
    public var out: String?
    /// The splits and dividends that go with it; `nil` when nothing was written or none are known.
    public var actions: String?
    /// How many rows were read and written.
    public var rowsIn = 0
    public var rowsOut = 0
    /// What was put right.
    public var repairs: [Repair] = []
    /// What has no one right answer and was left as it is.
    public var left: [Unmended] = []
    /// Rows that were left out because they cannot be used.
    public var dropped: [Unmended] = []

    /// A report of nothing yet.
    public init(file: String, out: String? = nil) {
        self.file = file
        self.out = out
    }

    /// How many entries of a kind the table shows.
    private static let shown = 3

    /// A table: what was done, kind by kind with the first of each, and what is left.
    public var text: String {
        var lines = ["\(file)\(out.map { " -> \($0)" } ?? " (nothing written)"): \(rowsIn) rows in, \(rowsOut) out"]
        if let actions { lines.append("its splits and dividends: \(actions)") }
        let kinds = Finding.Kind.allCases.filter { kind in repairs.contains { $0.kind == kind } }
        for kind in kinds {
            let some = repairs.filter { $0.kind == kind }
            let count = kind == .order ? "" : ": \(some.count) row\(some.count == 1 ? "" : "s")"
            lines.append("mended  \(kind.rawValue)\(count)")
            lines += some.prefix(MendReport.shown).map { "  \(MendReport.line($0))" }
            if some.count > MendReport.shown { lines.append("  … \(some.count - MendReport.shown) more, see --json") }
        }
        lines += MendReport.lines("dropped", dropped)
        lines += MendReport.lines("left", left)
        if repairs.isEmpty, dropped.isEmpty, left.isEmpty { lines.append("nothing to mend") }
        if left.contains(where: { $0.kind == .badBar || $0.kind == .repeated }) {
            lines.append("bars are left that a strict reader refuses: `alpha data check` names each of them")
        }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ verb: String, _ some: [Unmended]) -> [String] {
        let kinds = Finding.Kind.allCases.filter { kind in some.contains { $0.kind == kind } }
        return kinds.flatMap { kind -> [String] in
            let same = some.filter { $0.kind == kind }
            let rows = same.reduce(0) { $0 + $1.rows }
            let title = "\(verb)  \(kind.rawValue): \(rows) row\(rows == 1 ? "" : "s")"
            let more = same.count > shown ? ["  … \(same.count - shown) more, see --json"] : []
            return [title] + same.prefix(shown).map { "  \(place($0.line, $0.timestamp)): \($0.why)" } + more
        }
    }

    private static func line(_ repair: Repair) -> String {
        let changes = repair.changes.map { change in
            "\(change.column.rawValue) \(NumberText.shortest(change.old)) -> \(NumberText.shortest(change.new))"
        }
        let start = place(repair.line, repair.timestamp)
        return changes.isEmpty
            ? "\(start): \(repair.why)" : "\(start): \(changes.joined(separator: ", ")) (\(repair.why))"
    }

    private static func place(_ line: Int, _ time: Timestamp?) -> String {
        "line \(line)" + (time.map { ", \($0)" } ?? "")
    }
}

/// The JSON of `--json`.
extension MendReport: Encodable {
    private enum Key: String, CodingKey {
        case file, out, actions, repairs, left, dropped
        case rowsIn = "rows_in"
        case rowsOut = "rows_out"
    }

    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(file, forKey: .file)
        try object.encode(out, forKey: .out)
        try object.encodeIfPresent(actions, forKey: .actions)
        try object.encode(rowsIn, forKey: .rowsIn)
        try object.encode(rowsOut, forKey: .rowsOut)
        try object.encode(repairs, forKey: .repairs)
        try object.encode(left, forKey: .left)
        try object.encode(dropped, forKey: .dropped)
    }
}

extension Repair: Encodable {
    private enum Key: String, CodingKey {
        case line, timestamp, kind, old, new, why
    }

    public func encode(to encoder: any Encoder) throws {
        func byColumn(_ value: KeyPath<Change, Double>) -> [String: Double] {
            Dictionary(uniqueKeysWithValues: changes.map { ($0.column.rawValue, $0[keyPath: value]) })
        }
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(line, forKey: .line)
        try object.encode(timestamp?.description, forKey: .timestamp)
        try object.encode(kind, forKey: .kind)
        try object.encode(byColumn(\.old), forKey: .old)
        try object.encode(byColumn(\.new), forKey: .new)
        try object.encode(why, forKey: .why)
    }
}

extension Unmended: Encodable {
    private enum Key: String, CodingKey {
        case line, timestamp, kind, rows, why
    }

    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(line, forKey: .line)
        try object.encode(timestamp?.description, forKey: .timestamp)
        try object.encode(kind, forKey: .kind)
        try object.encode(rows, forKey: .rows)
        try object.encode(why, forKey: .why)
    }
}
