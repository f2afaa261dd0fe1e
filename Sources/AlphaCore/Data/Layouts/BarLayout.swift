import Foundation

/// How a file that holds bars is laid out, where it is not as formats.md has it: without a header, with another
/// separator, with times and numbers in words of its own.
///
/// A file read by a layout is taken more freely than by formats.md: its columns may have short names (`o`, `TickVol`,
/// `<CLOSE>`), date and time may be two columns, a date may have points or slashes (`2023.06.01`), a number thousands
/// (`"1,234.5"`) or a dollar sign.
public struct BarLayout: Sendable, Equatable {
    /// What a field of a row is; the raw value is the name that `--columns` and our own files have for it.
    public enum Column: String, CaseIterable, Sendable {
        /// Date and time in one field.
        case timestamp
        /// The date; `time` beside it has the time of day.
        case date
        /// The time of day, added to `date`.
        case time
        case open, high, low, close, volume
        /// The close adjusted for splits and dividends.
        case adjustedClose = "adj_close"
        /// Anything that is not wanted.
        case skip = "-"
    }

    /// What each field of a row is, in order; `nil` when the header row says it.
    ///
    /// A header row may stand above the rows even so: it is passed over.
    public var columns: [Column]?
    /// What stands between two fields. Of spaces, any number in a row separate, as in aligned tables.
    public var delimiter = UInt8(ascii: ",")
    /// How times are written; `nil` for ISO 8601, epoch times of at least eight digits, and year, month, day with points
    /// or slashes.
    ///
    /// With `date` and `time` columns, it reads the two with one space between.
    public var timeFormat: TimeFormat?
    /// The zone of times that name none. A date without a time of day is a date in any zone.
    public var timeZone: TimeZone = .gmt
    /// What each price is multiplied with: 0.00001 turns EURUSD in points into EURUSD.
    ///
    /// The product is the decimal number that was meant, see `PriceScale`. 1 leaves every price as it stands.
    public var priceScale = 1.0
    /// Whether a comma begins the decimals (`1,0687`), and points are between thousands (`1.234,5`).
    public var hasDecimalComma = false

    /// A header, commas, times as `Timestamp` reads them in UTC, prices as they stand.
    public init() {}
}

/// A layout, time format, time zone or session that cannot be: what a command answers with its usage (exit status 64).
public struct LayoutError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong, with the text found.
    public let description: String

    /// An error that says this.
    public init(_ description: String) { self.description = description }
}
