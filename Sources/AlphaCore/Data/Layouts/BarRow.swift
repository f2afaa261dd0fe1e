/// One row of a bar file as it stands, good or bad: what checks look at and mending starts from.
public struct BarRow: Sendable, Equatable {
    /// A cell that holds text which is no number, or no time.
    public struct Unreadable: Sendable, Equatable {
        /// The column's name as the file has it.
        public var column: String
        /// The text found.
        public var found: String
        /// What is wrong with it, in a few words.
        public var problem = "is not a number"
    }

    /// The line in its file, counted from 1 with the header.
    public var line: Int
    /// The bar's start; `nil` when the cell is empty or unreadable.
    public var timestamp: Timestamp?
    /// The first price; NaN when the cell is empty or unreadable, as with the other numbers.
    public var open: Double
    /// The highest price.
    public var high: Double
    /// The lowest price.
    public var low: Double
    /// The last price.
    public var close: Double
    /// The close adjusted for splits and dividends; `nil` when the file has no such column.
    public var adjustedClose: Double?
    /// The quantity traded.
    public var volume: Double
    /// The cash dividend a share whose ex-date the bar is; 0 when the file names none.
    public var dividend = 0.0
    /// New shares for each old one where the bar is the first after a split; 0 when the file names none.
    public var splitRatio = 0.0
    /// The first cell that could not be read; `nil` when all could.
    public var unreadable: Unreadable?

    /// Its bar, with NaN where a number is missing; `nil` when it has no time.
    public var bar: Bar? {
        timestamp.map { Bar(timestamp: $0, open: open, high: high, low: low, close: close, volume: volume) }
    }
}
