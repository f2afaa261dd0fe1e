import Foundation

/// `SYMBOL.actions.csv`: the splits and dividends of an asset, `timestamp,action,value`.
enum ActionsFile {
    /// The actions of a file in order of time; none when there is no file, `badData` where a row is no action.
    static func read(_ url: URL) throws(DataError) -> [CorporateAction] {
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        var actions: [CorporateAction] = []
        try DelimitedText.forEachRow(url, required: ["timestamp", "action", "value"]) { (row) throws(DataError) in
            guard let kind = CorporateAction.Kind(rawValue: row.text(1)) else {
                throw row.error(1, "is neither dividend nor split")
            }
            actions.append(CorporateAction(timestamp: try row.timestamp(0), kind: kind, value: try row.double(2)))
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

    /// The stored actions with those that came in the place of what was asked for again.
    static func merged(
        _ stored: [CorporateAction], with came: [CorporateAction], asked: [Range<Timestamp>]
    ) -> [CorporateAction] {
        ordered(stored.filter { action in !asked.contains { $0.contains(action.timestamp) } } + came)
    }

    /// What is not as it was among the actions that were asked for again, one note each.
    static func changes(
        _ stored: [CorporateAction], to came: [CorporateAction], asked: [Range<Timestamp>]
    ) -> [String] {
        func key(_ action: CorporateAction) -> String { "\(action.timestamp) \(action.kind.rawValue)" }
        let values = Dictionary(came.map { (key($0), $0.value) }, uniquingKeysWith: { first, _ in first })
        return stored.filter { action in asked.contains { $0.contains(action.timestamp) } }.compactMap { action in
            let new = values[key(action)]
            if let new, abs(new - action.value) <= Bar.rounding * abs(action.value) { return nil }
            return "\(key(action)) \(NumberText.shortest(action.value)) -> \(new.map(NumberText.shortest) ?? "none")"
        }
    }

    /// In order of time, each once.
    static func ordered(_ actions: [CorporateAction]) -> [CorporateAction] {
        var known: Set<CorporateAction> = []
        return actions.filter { known.insert($0).inserted }.sorted {
            ($0.timestamp, $0.kind.rawValue) < ($1.timestamp, $1.kind.rawValue)
        }
    }
}
