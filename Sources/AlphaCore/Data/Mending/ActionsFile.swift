import Foundation

/// `SYM.actions.csv` beside a bar file: `timestamp,action,value`, the splits and dividends that go with the bars.
public enum ActionsFile {
    /// Where the actions of a bar file would be: `AAPL.actions.csv` beside `AAPL.csv` or `AAPL.csv.gz`.
    public static func url(beside bars: URL) -> URL {
        let name = bars.lastPathComponent
        let ending = [".csv.gz", ".csv"].first { name.hasSuffix($0) } ?? ""
        return bars.deletingLastPathComponent().appendingPathComponent("\(name.dropLast(ending.count)).actions.csv")
    }

    /// The actions in the file, as they stand; none when there is no such file.
    ///
    /// `badData` with its line and column for a row that is no action: text that is no time, another action than
    /// `split` or `dividend`, a value that is not finite and positive.
    public static func read(_ url: URL) throws(DataError) -> [CorporateAction] {
        guard FileManager.default.fileExists(atPath: url.path) else { return [] }
        let text = try DelimitedText(url)
        let columns = (
            time: try text.requiredField(["timestamp", "date"]), action: try text.requiredField(["action"]),
            value: try text.requiredField(["value"])
        )
        var actions: [CorporateAction] = []
        while try text.next() {
            guard let timestamp = Timestamp(bytes: text.bytes(columns.time).trimmingSpaces()) else {
                throw text.error(columns.time, "is not a date, a time or an epoch between 1678 and 2261")
            }
            guard let kind = CorporateAction.Kind(rawValue: text.text(columns.action)) else {
                throw text.error(columns.action, "is neither split nor dividend")
            }
            guard let value = NumberText.double(text.bytes(columns.value)), PriceChain.isPrice(value) else {
                throw text.error(columns.value, "must be finite and positive")
            }
            actions.append(CorporateAction(timestamp: timestamp, kind: kind, value: value))
        }
        return actions
    }
}

/// The column `Capital Gains` that Yahoo's files of funds have: what of the dividend was a capital gain.
enum CapitalGainsColumn {
    /// The gains that are not 0, by their rows' lines; none when the file has no such column or can be read but once.
    static func read(_ url: URL) throws(DataError) -> [Int: Double] {
        var status = stat()
        guard stat(url.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [:] }
        let text = try DelimitedText(url)
        guard let column = try text.field(["capital gains"]) else { return [:] }
        var gains: [Int: Double] = [:]
        while try text.next() {
            guard let gain = BarCell.number(text.bytes(column)), PriceChain.isPrice(gain) else { continue }
            gains[text.line] = gain
        }
        return gains
    }
}
