/// The time from one bar's start to the next one's: `1m`, `5m`, `1h`, `4h`, `1d`.
public struct BarInterval: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Its length; a positive whole number of minutes.
    public let nanoseconds: Int64

    /// The length in seconds.
    public var seconds: Int { Int(nanoseconds / 1_000_000_000) }

    /// Whether a bar stands for a day or more, so that its timestamp is a date.
    public var isDaily: Bool { nanoseconds >= Timestamp.day }

    private init(minutes: Int64) { nanoseconds = minutes * 60_000_000_000 }

    /// The interval that the text names: a count from 1 to 9999 and a unit, `m`, `h`, `d` or `w`; `nil` for other text.
    public init?(_ text: String) {
        let units: [Character: Int64] = ["m": 1, "h": 60, "d": 1440, "w": 7 * 1440]
        let digits = text.dropLast()
        guard let unit = text.last.flatMap({ units[$0] }), 1...4 ~= digits.count,
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int64(digits), count > 0
        else { return nil }
        self.init(minutes: count * unit)
    }

    /// The interval of that length; `nil` unless it is a positive whole number of minutes.
    public init?(nanoseconds: Int64) {
        guard nanoseconds > 0, nanoseconds.isMultiple(of: 60_000_000_000) else { return nil }
        self.nanoseconds = nanoseconds
    }

    /// One minute.
    public static let minute = BarInterval(minutes: 1)
    /// One hour.
    public static let hour = BarInterval(minutes: 60)
    /// One day.
    public static let day = BarInterval(minutes: 1440)
    /// Seven days.
    public static let week = BarInterval(minutes: 7 * 1440)

    public static func < (shorter: BarInterval, longer: BarInterval) -> Bool {
        shorter.nanoseconds < longer.nanoseconds
    }

    /// The count with the longest unit that divides it: `1d` rather than `24h`.
    public var description: String {
        let minutes = nanoseconds / 60_000_000_000
        for (unit, length) in [("w", 7 * 1440), ("d", 1440), ("h", 60)] where minutes % Int64(length) == 0 {
            return "\(minutes / Int64(length))\(unit)"
        }
        return "\(minutes)m"
    }
}
