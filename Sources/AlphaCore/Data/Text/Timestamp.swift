/// A moment in time: nanoseconds since 1970-01-01T00:00:00Z, which reaches from 1677 to 2262.
///
/// A bar's timestamp names the bar's *start*. Zones end at the reader: everything inside is UTC.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Nanoseconds since the Unix epoch, negative before it.
    public var nanoseconds: Int64

    /// The moment that many nanoseconds after the Unix epoch.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    public static func < (earlier: Timestamp, later: Timestamp) -> Bool {
        earlier.nanoseconds < later.nanoseconds
    }
}
