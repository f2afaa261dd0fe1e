/// The times that the checks follow: from 1850 to the end of 2139, so that the distance of any two of them is a number of
/// nanoseconds that 64 bits hold.
///
/// A mistyped year lies outside mostly. Such a row is named and passed over, for nothing else can be said of it.
enum CheckedTimes {
    /// In nanoseconds since 1970-01-01.
    static let range =
        Int64(Timestamp.days(year: 1850, month: 1, day: 1)) * Timestamp.day..<Int64(
            Timestamp.days(year: 2140, month: 1, day: 1)) * Timestamp.day

    /// No interval of a file's bars is longer; what lies further apart are single bars.
    static let intervalMax = 400 * Timestamp.day
}
