import Foundation

/// The signal file of a run: `timestamp,asset,score,strategy`, one row a bar and asset, sorted by time, then asset.
public enum SignalFile {
    /// Writes the signals, in any order, as the file has them.
    ///
    /// Scores must be finite: a bar without a score has no row.
    public static func write(_ signals: [Signal], to url: URL) throws(DataError) {
        let file = try OutputFile(url)
        try file.write("timestamp,asset,score,strategy\n")
        let sorted = signals.sorted {
            ($0.timestamp, $0.asset, $0.strategy) < ($1.timestamp, $1.asset, $1.strategy)
        }
        for signal in sorted {
            precondition(signal.score.isFinite, "score \(signal.score) of \(signal.asset) at \(signal.timestamp)")
            try file.write(
                "\(signal.timestamp),\(CSVField.quoted(signal.asset)),\(NumberText.shortest(signal.score)),"
                    + "\(CSVField.quoted(signal.strategy))\n")
        }
        try file.commit()
    }

    /// Reads the signals in the order of the file; `strategy` may be missing and is then empty.
    ///
    /// `badData` for a time, an asset or a score that cannot be used.
    public static func read(_ url: URL) throws(DataError) -> [Signal] {
        var signals: [Signal] = []
        try forEachSignal(url) { (signal, _) throws(DataError) in signals.append(signal) }
        return signals
    }

    /// Calls `body` with every signal and the row that it stands in, for errors.
    static func forEachSignal(
        _ url: URL, _ body: (Signal, DelimitedRow) throws(DataError) -> Void
    ) throws(DataError) {
        try DelimitedText.forEachRow(url, required: ["timestamp", "asset", "score"], optional: ["strategy"]) {
            (row) throws(DataError) in
            let asset = row.text(1)
            guard !asset.isEmpty else { throw row.error(1, "is empty, a symbol is needed") }
            let signal = Signal(
                timestamp: try row.timestamp(0), asset: asset, score: try row.double(2), strategy: row.text(3))
            try body(signal, row)
        }
    }
}
