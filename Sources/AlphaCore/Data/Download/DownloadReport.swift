/// What a download did: one result a symbol, as a table, as JSON, as an exit status.
public struct DownloadReport: Sendable {
    private let plan: DownloadPlan
    /// The results, in the order of the symbols.
    public let results: [DownloadResult]

    init(plan: DownloadPlan, results: [DownloadResult]) {
        self.plan = plan
        self.results = results
    }

    /// How many symbols could not be had.
    public var failed: Int { results.count { $0.outcome == .failed } }

    /// 0 when all could be had, 75 when some could. When none could: 73 or 74 where a file could not be written, 64 where
    /// the provider has no such bars at all, 75 otherwise.
    public var exitStatus: Int32 {
        guard failed > 0 else { return 0 }
        guard failed == results.count else { return 75 }
        if results.allSatisfy({ $0.failure?.kind == .unsupported }) { return 64 }
        for case .file(let kind)? in results.map({ $0.failure?.kind })
        where kind == .cannotCreate || kind == .inputOutput {
            return kind.rawValue
        }
        return 75
    }

    /// One row a symbol, and below the table what providers have restated.
    public var table: String {
        let header = ["symbol", "provider", "file", "bars", "new", "first", "last", "restated", "nulls", "notes"]
        let rows = [header] + results.map(DownloadReport.row)
        let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { cells in
            let padded = zip(cells, zip(widths, header)).map { text, column in
                let blanks = String(repeating: " ", count: column.0 - text.count)
                return ["bars", "new", "nulls"].contains(column.1) ? blanks + text : text + blanks
            }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        for result in results {
            guard let restatement = result.restatement else { continue }
            lines += ["", "\(result.symbol): \(result.provider ?? "") has restated: \(restatement.summary)"]
            lines += restatement.lines(5).map { "  \($0)" }
            if restatement.changeCount > 5 {
                lines.append("  … \(Restatement.grouped(restatement.changeCount)) numbers in all")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ result: DownloadResult) -> [String] {
        let notes = result.outcome == .failed ? ["failed"] : result.notes
        let counts =
            result.outcome == .failed
            ? ["-", "-", "-", "-"]
            : [
                "\(result.bars)", "\(result.newBars)", result.first.map { "\($0)" } ?? "-",
                result.last.map { "\($0)" } ?? "-",
            ]
        let dropped = result.droppedBadBars > 0 ? ["\(result.droppedBadBars) bad left out"] : []
        return [result.symbol, result.provider ?? "-", result.file] + counts + [
            result.restatement.map { "\(Restatement.grouped($0.changedBars)) bars" } ?? "no",
            "\(result.droppedNullRows)",
            (dropped + notes).joined(separator: "; "),
        ]
    }
}

extension DownloadReport {
    /// One JSON object: what was asked for, `results` in the order of the symbols, `failed`.
    public func json() throws -> String {
        try JSONText.encode(
            JSONValue.object([
                "asset_class": .string(plan.assetClass.rawValue), "interval": .string("\(plan.interval)"),
                "start": .string("\(plan.start)"), "end": .string("\(plan.end)"),
                "results": .array(results.map(\.json)), "failed": .integer(failed),
            ]))
    }
}

extension DownloadResult {
    fileprivate var json: JSONValue {
        func text(_ time: Timestamp?) -> JSONValue { time.map { .string("\($0)") } ?? .null }
        return .object([
            "symbol": .string(symbol), "file": .string(file), "outcome": .string(outcome.rawValue),
            "provider": provider.map(JSONValue.string) ?? .null, "bars": .integer(bars), "new_bars": .integer(newBars),
            "first": text(first), "last": text(last), "restated": restatement?.json ?? .null,
            "dropped_null_rows": .integer(droppedNullRows), "dropped_bad_bars": .integer(droppedBadBars),
            "notes": .array(notes.map(JSONValue.string)), "requests": .integer(requests),
            "raw": .array(raw.map(\.json)),
            "error": failure.map { .string($0.description) } ?? .null,
        ])
    }
}
