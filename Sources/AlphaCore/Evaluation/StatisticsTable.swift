/// Named numbers as commands print them.
public struct StatisticsTable: Sendable {
    /// The rows, in order; a value that does not exist is `nil`.
    public var rows: [(name: String, value: Double?)]

    /// A table of the given rows.
    public init(_ rows: [(name: String, value: Double?)]) {
        self.rows = rows
    }

    /// One row a line, names padded to one width, `-` for what does not exist.
    public var text: String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + (value.map(NumberText.shortest) ?? "-")
        }.joined(separator: "\n")
    }

    /// One JSON object, the rows in order, every digit kept, `null` for what does not exist.
    public var json: String {
        let fields = rows.map { name, value in
            let isNumber = value?.isFinite ?? false
            return "  \"\(name)\": \(isNumber ? NumberText.shortest(value) : "null")"
        }
        return "{\n" + fields.joined(separator: ",\n") + "\n}"
    }
}

/// What a table of trials says about the best of them.
public struct TrialReport: Sendable {
    /// `dsr`, `pbo`, how many trials, periods and splits there were, and the best trial's number from 1.
    public let table: StatisticsTable

    /// Deflates and cross-validates the trials, `trials[k]` being the returns of trial k.
    public init(trials: [[Double]], blocks: Int) {
        let deflated = DeflatedSharpe(trials: trials)
        let overfitting = BacktestOverfitting(trials: trials, blocks: blocks)
        table = StatisticsTable([
            ("dsr", deflated.probability), ("pbo", overfitting?.probability), ("trials", Double(trials.count)),
            ("periods", Double(trials.first?.count ?? 0)), ("best_trial", deflated.best.map { Double($0 + 1) }),
            ("expected_maximum_sharpe", deflated.benchmark), ("splits", overfitting.map { Double($0.splits) }),
        ])
    }
}
