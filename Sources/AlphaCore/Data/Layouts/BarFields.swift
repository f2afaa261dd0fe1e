/// Which field of a row holds each part of a bar, whether a header or a list of columns says so.
struct BarFields {
    /// Where the time stands.
    enum Time: Equatable {
        case whole(Int)
        case split(date: Int, time: Int)
    }

    var time: Time
    var open: Int
    var high: Int
    var low: Int
    var close: Int
    var volume: Int?
    var adjustedClose: Int?
    var dividends: Int?
    var splits: Int?
    /// A column of tick volumes beside the one of volumes.
    var unusedTickVolume: Int?

    /// The fields that formats.md's columns are.
    init(_ columns: BarColumns, _ text: DelimitedText) throws(DataError) {
        time = .whole(columns.timestamp)
        (open, high, low, close) = (columns.open, columns.high, columns.low, columns.close)
        volume = columns.volume
        adjustedClose = columns.adjustedClose
        dividends = try text.field(["dividends", "dividend"])
        splits = try text.field(["stock splits", "splits", "split ratio"])
    }

    /// The fields that a list of columns names; it is as `BarLayout.columns(named:)` makes them.
    init(_ columns: [BarLayout.Column]) {
        func place(_ column: BarLayout.Column) -> Int? { columns.firstIndex(of: column) }
        func needed(_ column: BarLayout.Column) -> Int {
            guard let place = place(column) else { preconditionFailure("the columns \(columns) lack \(column)") }
            return place
        }
        time = place(.timestamp).map(Time.whole) ?? .split(date: needed(.date), time: needed(.time))
        (open, high, low, close) = (needed(.open), needed(.high), needed(.low), needed(.close))
        volume = place(.volume)
        adjustedClose = place(.adjustedClose)
    }

    /// The fields that a header names, in the words of more sources than formats.md has.
    ///
    /// A missing price or time is `badData` on line 1; so is a volume of a name that leaves open which it is. Without
    /// any volume, there is none.
    init(header text: DelimitedText) throws(DataError) {
        guard !text.headerLooksLikeData else {
            throw DataError(
                .badData, file: text.file, line: 1,
                problem: "the file has no header row: --columns says what its columns are",
                found: text.header.joined(separator: ","))
        }
        time = try BarFields.time(text)
        open = try text.requiredField(["open", "o"])
        high = try text.requiredField(["high", "h"])
        low = try text.requiredField(["low", "l"])
        close = try text.requiredField(["close", "c", "last"])
        adjustedClose = try text.field(["adj close", "adjclose", "adjusted close"])
        volume = try text.field(["volume", "vol.", "vol", "v", "tick volume", "tickvol"])
        let tickVolume = try text.field(["tick volume", "tickvol"])
        unusedTickVolume = tickVolume == volume ? nil : tickVolume
        dividends = try text.field(["dividends", "dividend"])
        splits = try text.field(["stock splits", "splits", "split ratio"])
        let candidates = text.header.filter { $0.lowercased().contains("vol") }
        guard volume != nil || candidates.isEmpty else {
            throw DataError(
                .badData, file: text.file, line: 1, column: "volume",
                problem: "the header has no such column: --columns says which is meant",
                found: candidates.joined(separator: ","))
        }
    }

    private static func time(_ text: DelimitedText) throws(DataError) -> Time {
        let whole = ["timestamp", "datetime", "date time", "open time", "gmt time", "local time", "t"]
        if let place = try text.field(whole) { return .whole(place) }
        if let date = try text.field(["date"]), let time = try text.field(["time"]) {
            return .split(date: date, time: time)
        }
        // yfinance's header of three rows: `Price,Close,…`, `Ticker,…`, `Date,,…`.
        if text.header.first.map(DelimitedText.comparable) == "price" { return .whole(0) }
        return .whole(try text.requiredField(["timestamp", "date", "time"]))
    }
}
