import Foundation

extension BarLayout {
    /// The columns that a list such as `date,time,o,h,l,c,-` names, in any letter case, `_` for a space.
    ///
    /// Throws when a name is unknown or stands twice, when the time or one of open, high, low and close is missing, or
    /// when there are two times. A `date` without a `time`, or the other way round, is the timestamp.
    public static func columns(named text: String) throws(LayoutError) -> [Column] {
        var columns: [Column] = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            let key = DelimitedText.comparable(String(name))
            guard let column = names[key] else {
                let known = Column.allCases.map(\.rawValue)
                throw LayoutError(UnknownNameError(kind: "column", name: key, known: known).description)
            }
            if column != .skip, columns.contains(column) {
                throw LayoutError("the column '\(column.rawValue)' stands twice; what is not wanted is '-'")
            }
            columns.append(column)
        }
        return try withOneTime(columns)
    }

    private static func withOneTime(_ columns: [Column]) throws(LayoutError) -> [Column] {
        var columns = columns
        for column in [Column.open, .high, .low, .close] where !columns.contains(column) {
            throw LayoutError("the columns lack '\(column.rawValue)'; timestamp, open, high, low, close are needed")
        }
        let times = columns.indices.filter { [.timestamp, .date, .time].contains(columns[$0]) }
        let isSplit = times.count == 2 && !columns.contains(.timestamp)
        guard times.count == 1 || isSplit else {
            throw LayoutError(
                times.isEmpty
                    ? "the columns lack 'timestamp' (or 'date' and 'time')"
                    : "the columns have 'timestamp' beside 'date' or 'time'; what is not wanted is '-'")
        }
        if times.count == 1 { columns[times[0]] = .timestamp }
        return columns
    }

    /// What each name means, as `DelimitedText.comparable` has it.
    private static let names: [String: Column] = {
        let aliases: [Column: [String]] = [
            .timestamp: ["timestamp", "datetime", "date time", "open time", "t"],
            .date: ["date", "d"], .time: ["time"],
            .open: ["open", "o"], .high: ["high", "h"], .low: ["low", "l"], .close: ["close", "c", "last"],
            .volume: ["volume", "vol", "vol.", "v", "tick volume", "tickvol"],
            .adjustedClose: ["adj close", "adjclose", "adjusted close"], .skip: ["-", "skip", ""],
        ]
        var names: [String: Column] = [:]
        for (column, words) in aliases { for word in words { names[word] = column } }
        return names
    }()

    /// The separator that the text names: itself, or `tab`, `\t`, `space`, `comma`, `semicolon`, `pipe`.
    ///
    /// Throws for more than one character, and for those that numbers, quotes and lines are made of.
    public static func delimiter(named text: String) throws(LayoutError) -> UInt8 {
        let words = ["tab": "\t", "\\t": "\t", "space": " ", "comma": ",", "semicolon": ";", "pipe": "|"]
        let bytes = Array((words[text.lowercased()] ?? text).utf8)
        guard bytes.count == 1, bytes[0] == UInt8(ascii: "\t") || 0x20..<0x7F ~= bytes[0],
            !"\"+-.$".utf8.contains(bytes[0]), !isAlphanumeric(bytes[0])
        else {
            throw LayoutError("'\(text)' cannot separate fields; known are , ; | tab space and other single signs")
        }
        return bytes[0]
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    /// The time zone that the text names: `America/New_York` or another name of the IANA's list in any letter case,
    /// `UTC`, `EST`, `MST`, `HST` (−5, −7 and −10 hours, without daylight saving), or an offset: `-05:00`, `+0530`.
    ///
    /// Other abbreviations are refused, since they name several zones (CST) or change meaning with the season.
    public static func timeZone(named text: String) throws(LayoutError) -> TimeZone {
        let fixed = ["utc": 0, "gmt": 0, "z": 0, "est": -5, "mst": -7, "hst": -10]
        if let hours = fixed[text.lowercased()] { return TimeZone(secondsFromGMT: hours * 3600)! }
        if let zone = offsetZone(text) { return zone }
        let known = TimeZone.knownTimeZoneIdentifiers + legacyZones
        let name = known.first { $0.lowercased() == text.lowercased() } ?? text
        // Foundation also knows what the IANA has renamed (US/Eastern), and abbreviations, which are not taken.
        guard known.contains(name) || name.contains("/"), let zone = TimeZone(identifier: name) else {
            let cities = known.filter { $0.contains("/") }
            let hint = UnknownNameError.nearest(to: text, in: cities).map { "did you mean '\($0)'?" }
            throw LayoutError(
                "unknown time zone '\(text)': \(hint ?? "known are names such as America/New_York, UTC, EST, -05:00")")
        }
        return zone
    }

    /// Names of the IANA's list without a place in them that say what they mean.
    private static let legacyZones = ["CET", "CST6CDT", "EET", "EST5EDT", "MET", "MST7MDT", "PST8PDT", "WET"]

    private static func offsetZone(_ text: String) -> TimeZone? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        // A moment at this offset, read by the one place that knows how offsets are written.
        guard let shifted = Timestamp("2000-01-01T00:00:00\(text)"), let midnight = Timestamp("2000-01-01") else {
            return nil
        }
        let seconds = Int((midnight.nanoseconds - shifted.nanoseconds) / 1_000_000_000)
        return abs(seconds) <= 18 * 3600 ? TimeZone(secondsFromGMT: seconds) : nil
    }
}
