import Foundation

/// `SYMBOL.actions.csv` beside a bar file: the splits and dividends that go with the bars, `timestamp,action,value`.
public enum ActionsFile {
    /// Where the actions of a bar file would be: `AAPL.actions.csv` beside `AAPL.csv` or `AAPL.csv.gz`.
    public static func url(beside bars: URL) -> URL {
        let name = bars.lastPathComponent
        let ending = [".csv.gz", ".csv"].first { name.hasSuffix($0) } ?? ""
        return bars.deletingLastPathComponent().appendingPathComponent("\(name.dropLast(ending.count)).actions.csv")
    }

    /// The actions of a file in order of time, each once; none when there is no file.
    ///
    /// `badData` with its line and column for a row that is no action: text that is no time, another action than
    /// `split` or `dividend`, a value that is not finite and positive.
    public static func read(_ url: URL) throws(DataError) -> [CorporateAction] {
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        var actions: [CorporateAction] = []
        try DelimitedText.forEachRow(url, required: ["timestamp", "action", "value"]) { (row) throws(DataError) in
            guard let kind = CorporateAction.Kind(rawValue: row.text(1)) else {
                throw row.error(1, "is neither dividend nor split")
            }
            let value = try row.double(2)
            guard value > 0 else { throw row.error(2, "must be positive") }
            actions.append(CorporateAction(timestamp: try row.timestamp(0), kind: kind, value: value))
        }
        return ordered(actions)
    }

    /// Opens the file and writes the actions; nothing stands at its place until it is committed.
    static func prepare(_ actions: [CorporateAction], at url: URL) throws(DataError) -> OutputFile {
        let file = try OutputFile(url)
        try file.write("timestamp,action,value\n")
        for action in actions {
            try file.write("\(action.timestamp),\(action.kind.rawValue),\(NumberText.shortest(action.value))\n")
        }
        return file
    }

    /// In order of time, each once.
    static func ordered(_ actions: [CorporateAction]) -> [CorporateAction] {
        var known: Set<CorporateAction> = []
        return actions.filter { known.insert($0).inserted }.sorted {
            ($0.timestamp, $0.kind.rawValue) < ($1.timestamp, $1.kind.rawValue)
        }
    }
}
