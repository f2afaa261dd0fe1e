import Foundation

/// How a file that holds bars is laid out, where it is not as formats.md has it: without a header, with another
/// separator, with times in words of its own.
public struct BarLayout: Sendable, Equatable {
    /// What a field of a row is.
    public enum Column: String, CaseIterable, Sendable {
        /// Date and time in one field.
        case timestamp
        /// The date alone; `time` beside it has the time of day.
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
    public var columns: [Column]?
    /// What stands between two fields.
    public var delimiter = UInt8(ascii: ",")
    /// How times are written, in strptime's letters (`%Y%m%d %H%M%S`); `nil` for whatever `Timestamp` reads.
    public var timeFormat: String?
    /// The zone of times that name none.
    public var timeZone: TimeZone = .gmt
    /// What each price is multiplied with: 0.00001 turns EURUSD in points into EURUSD.
    public var priceScale = 1.0

    /// The layout of formats.md: a header, commas, ISO 8601 or epoch times in UTC, prices as they stand.
    public init() {}
}
