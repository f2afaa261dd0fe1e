import Foundation

/// `signals/alpha_ml_signals.csv` of a run folder as a table: one row an asset, one column a bar.
public struct SignalHistory: Sendable {
    /// The assets, sorted by name.
    public private(set) var assets: [String]
    /// The bars at which any asset has a signal, strictly increasing.
    public private(set) var timestamps: [Timestamp]
    /// `scores[a][t]`: the signal of asset `a` at bar `t`; NaN where there is none.
    public private(set) var scores: [[Double]]
    /// The strategies named in the file, sorted.
    public private(set) var strategies: [String]

    /// The most cells that a table may have: what a page could never show is refused rather than held.
    public static let cellsMax = 50_000_000

    /// Reads the file as formats.md describes it; rows may come in any order.
    ///
    /// Two scores of one asset at one bar are `badData`, unless they are of different strategies: then that of the
    /// strategy that sorts first is shown, and any other only where it has none. An empty score is none.
    public init(contentsOf url: URL) throws(DataError) {
        var table = Reading()
        try DelimitedText.forEachRow(
            url, required: ["timestamp", "asset", "score"], optional: ["strategy"]
        ) { (row) throws(DataError) in
            try table.take(row)
        }
        let timestamps = Set(table.rows.map(\.timestamp)).sorted()
        let assets = table.assets.keys.sorted()
        guard timestamps.count * assets.count <= SignalHistory.cellsMax else {
            throw DataError(
                .badData, file: url.relativePath,
                problem: "\(assets.count) assets at \(timestamps.count) bars are too many to show")
        }
        let column = Dictionary(uniqueKeysWithValues: zip(timestamps, timestamps.indices))
        var places = [Int](repeating: 0, count: assets.count)
        for (place, asset) in assets.enumerated() { places[table.assets[asset]!] = place }
        let first = table.strategies.min { $0.key < $1.key }?.value
        var scores = [[Double]](repeating: [Double](repeating: .nan, count: timestamps.count), count: assets.count)
        for row in table.rows where row.strategy == first || scores[places[row.asset]][column[row.timestamp]!].isNaN {
            scores[places[row.asset]][column[row.timestamp]!] = row.score
        }
        self.assets = assets
        self.timestamps = timestamps
        self.scores = scores
        strategies = table.strategies.keys.sorted()
    }

    /// The file's rows with its names as numbers, in the order of their first appearance.
    private struct Reading {
        struct Row: Hashable {
            var timestamp: Timestamp
            var asset: Int
            var strategy: Int
        }
        struct Scored {
            var timestamp: Timestamp
            var asset: Int
            var strategy: Int
            var score: Double
        }

        var assets: [String: Int] = [:]
        var strategies: [String: Int] = [:]
        var rows: [Scored] = []
        var seen: Set<Row> = []

        mutating func take(_ row: DelimitedRow) throws(DataError) {
            let timestamp = try row.timestamp(0)
            let (asset, strategy) = (number(row.text(1), in: \.assets), number(row.text(3), in: \.strategies))
            guard seen.insert(Row(timestamp: timestamp, asset: asset, strategy: strategy)).inserted else {
                throw row.error(0, "stands twice for this asset")
            }
            let score = try row.doubleIfPresent(2) ?? .nan
            rows.append(Scored(timestamp: timestamp, asset: asset, strategy: strategy, score: score))
        }

        private mutating func number(_ name: String, in names: WritableKeyPath<Reading, [String: Int]>) -> Int {
            if let number = self[keyPath: names][name] { return number }
            let number = self[keyPath: names].count
            self[keyPath: names][name] = number
            return number
        }
    }
}
