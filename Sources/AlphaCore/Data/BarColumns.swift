/// Where in a bar file's rows each part of a bar stands, found from the header as the usual sources write it.
struct BarColumns {
    var timestamp: Int
    var open: Int
    var high: Int
    var low: Int
    var close: Int
    /// The close adjusted for splits and dividends, where the source gives one.
    var adjustedClose: Int?
    var volume: Int

    /// Looks the columns up; a missing one is `badData` on line 1 with the name that formats.md gives it.
    ///
    /// yfinance's newer files have three header rows (`Price,Close,…`, `Ticker,AAPL,…`, `Date,,…`): the time stands
    /// under `Price` there, see `skipsTickerRows`.
    init(_ text: DelimitedText) throws(DataError) {
        let times = ["timestamp", "datetime", "date", "open time", "time"]
        if try text.field(times) == nil, text.header.first?.lowercased() == "price" {
            timestamp = 0
            skipsTickerRows = true
        } else {
            timestamp = try text.requiredField(times)
        }
        open = try text.requiredField(["open"])
        high = try text.requiredField(["high"])
        low = try text.requiredField(["low"])
        close = try text.requiredField(["close"])
        adjustedClose = try text.field(["adj close", "adjclose", "adjusted close"])
        volume = try text.requiredField(["volume", "vol.", "vol", "tick volume"])
    }

    /// The header goes on for two rows, `Ticker,…` and `Date,,…`.
    private(set) var skipsTickerRows = false

    /// Whether the row, one of the first after the header, belongs to the header and not to the bars: yfinance's
    /// `,AAPL,AAPL,…`, and the two that follow its `Price,Close,…`.
    func isHeaderRow(_ text: DelimitedText) -> Bool {
        let time = text.text(timestamp).lowercased()
        if skipsTickerRows, ["ticker", "date", "datetime"].contains(time) { return true }
        let price = text.bytes(close).trimmingSpaces()
        return time.isEmpty && !price.isEmpty && BarCell.number(price) == nil
    }
}

/// The numbers in a bar's cells, with the ways in which sources say that there is none.
enum BarCell {
    /// The cell's number, spaces around it taken off; NaN or ±∞ when it is blank or says so; `nil` when it is no number.
    static func number(_ bytes: UnsafeRawBufferPointer) -> Double? {
        let bytes = bytes.trimmingSpaces()
        if let value = NumberText.double(bytes) { return value }
        if bytes.isEmpty { return .nan }
        return bytes.count > 9 ? nil : absence[String(decoding: bytes, as: UTF8.self).lowercased()]
    }

    /// A volume, which some sources shorten (`1.2M`, `870.5K`, `-` for none).
    static func volume(_ bytes: UnsafeRawBufferPointer) -> Double? {
        if let value = number(bytes) { return value }
        let bytes = bytes.trimmingSpaces()
        guard let last = bytes.last, let power = powers[last] else { return nil }
        return NumberText.double(UnsafeRawBufferPointer(rebasing: bytes.dropLast())).map { $0 * power }
    }

    private static let absence: [String: Double] = [
        "nan": .nan, "-nan": .nan, "null": .nan, "none": .nan, "na": .nan, "n/a": .nan, "-": .nan,
        "inf": .infinity, "+inf": .infinity, "-inf": -.infinity, "infinity": .infinity, "-infinity": -.infinity,
    ]
    private static let powers: [UInt8: Double] = [
        UInt8(ascii: "K"): 1e3, UInt8(ascii: "M"): 1e6, UInt8(ascii: "B"): 1e9,
        UInt8(ascii: "k"): 1e3, UInt8(ascii: "m"): 1e6, UInt8(ascii: "b"): 1e9,
    ]
}
