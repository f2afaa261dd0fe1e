import Foundation

/// The equity curve of a run: `timestamp,equity,return,gross_return,cost,turnover,gross_exposure,net_exposure`.
public enum EquityFile {
    /// The columns, in the order in which they are written.
    public static let columns = [
        "timestamp", "equity", "return", "gross_return", "cost", "turnover", "gross_exposure", "net_exposure",
    ]

    /// Writes the rows, which are in order of time.
    public static func write(_ rows: [EquityRow], to url: URL) throws(DataError) {
        let file = try OutputFile(url)
        try file.write(columns.joined(separator: ",") + "\n")
        for row in rows {
            let numbers = [
                row.equity, row.netReturn, row.grossReturn, row.cost, row.turnover, row.grossExposure, row.netExposure,
            ]
            try file.write("\(row.timestamp)," + numbers.map { NumberText.shortest($0) }.joined(separator: ",") + "\n")
        }
        try file.commit()
    }

    /// Reads the rows in the order of the file; `badData` for a field that cannot be used or a time that goes back.
    public static func read(_ url: URL) throws(DataError) -> [EquityRow] {
        var rows: [EquityRow] = []
        try DelimitedText.forEachRow(url, required: columns) { (row) throws(DataError) in
            let timestamp = try row.timestamp(0)
            if let last = rows.last, last.timestamp >= timestamp {
                throw row.error(0, "is not after the row before, \(last.timestamp)")
            }
            rows.append(
                EquityRow(
                    timestamp: timestamp, equity: try row.double(1), netReturn: try row.double(2),
                    grossReturn: try row.double(3), cost: try row.double(4), turnover: try row.double(5),
                    grossExposure: try row.double(6), netExposure: try row.double(7)))
        }
        return rows
    }
}
