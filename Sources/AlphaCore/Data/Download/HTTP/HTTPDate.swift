/// Reads the dates of HTTP headers (RFC 9110, section 5.6.7).
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The moment that a date in one of the three allowed forms names; `nil` when it is none, or no day of a calendar.
    ///
    /// - `Sun, 06 Nov 1994 08:49:37 GMT`, the preferred one,
    /// - `Sunday, 06-Nov-94 08:49:37 GMT` of RFC 850: a year more than fifty after `now` belongs to the century before,
    /// - `Sun Nov  6 08:49:37 1994` of C's `asctime`.
    static func timestamp(_ text: String, now: Timestamp) -> Timestamp? {
        let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        switch words.count {
        case 6 where words[5] == "GMT" || words[5] == "UTC":
            guard let year = year(words[3], now: now) else { return nil }
            return timestamp(year: year, month: words[2], day: words[1], time: words[4])
        case 5:
            guard words[4].count == 4, let year = number(words[4]) else { return nil }
            return timestamp(year: year, month: words[1], day: words[2], time: words[3])
        default:
            return nil
        }
    }

    private static func year(_ text: String, now: Timestamp) -> Int? {
        guard let number = number(text), text.count == 2 || text.count == 4 else { return nil }
        guard text.count == 2 else { return number }
        let current = Timestamp.civil(fromDays: Int(now.nanoseconds / Timestamp.day)).year
        let year = current - current % 100 + number
        return year > current + 50 ? year - 100 : year
    }

    private static func timestamp(year: Int, month: String, day: String, time: String) -> Timestamp? {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0)) }
        guard let month = months.firstIndex(of: month).map({ $0 + 1 }), let day = number(day), parts.count == 3,
            let hour = parts[0], let minute = parts[1], let second = parts[2],
            hour < 24, minute < 60, second <= 60, (1678...2261).contains(year), (1...31).contains(day)
        else { return nil }
        let days = Timestamp.days(year: year, month: month, day: day)
        guard Timestamp.civil(fromDays: days) == (year, month, day) else { return nil }
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
        return Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000)
    }

    private static func number(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
