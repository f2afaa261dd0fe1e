extension Timestamp {
    /// The moment that the text names, as formats.md allows it; `nil` when it names none.
    ///
    /// ISO 8601 dates (`2015-01-02`), or date and time with `T` or a space between, seconds and their fraction optional,
    /// and `Z`, an offset (`+02:00`, `+0200`, `+02`) or nothing (UTC) behind. Or epoch time, told apart by its size:
    /// below 10¹¹ seconds, below 10¹⁴ milliseconds, below 10¹⁷ microseconds, else nanoseconds. Eight digits that read
    /// as a date (`20230601`) are refused: as seconds they would silently be a day of 1970.
    public init?(_ text: String) {
        var text = text
        guard let moment = text.withUTF8({ Timestamp(bytes: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = moment
    }

    /// The moment that the bytes of a text name; `nil` when they name none.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 10, bytes[4] == Timestamp.dash else {
            guard let moment = Timestamp.epoch(bytes) else { return nil }
            self = moment
            return
        }
        guard let day = Timestamp.date(bytes) else { return nil }
        var ofDay: Int64 = 0
        if bytes.count > 10 {
            guard let time = Timestamp.timeOfDay(bytes) else { return nil }
            ofDay = time
        }
        self.init(nanoseconds: Int64(day) * Timestamp.day + ofDay)
    }

    /// The day number of `YYYY-MM-DD` at the start of at least ten bytes; years 1678 to 2261, which days fit whole.
    static func date(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes[4] == dash, bytes[7] == dash,
            let century = twoDigits(bytes, 0), let ofCentury = twoDigits(bytes, 2),
            let month = twoDigits(bytes, 5), let day = twoDigits(bytes, 8)
        else { return nil }
        return dayNumber(year: century * 100 + ofCentury, month: month, day: day)
    }

    /// The day number of a date; `nil` when there is none, or its year is not from 1678 to 2261.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int? {
        guard 1678...2261 ~= year, 1...12 ~= month, day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (isLeap ? 29 : 28) : (30 + (month + month >> 3) & 1)
        return day <= length ? days(year: year, month: month, day: day) : nil
    }

    /// Nanoseconds after midnight UTC of `THH:MM[:SS[.f…]][zone]` from byte 10 on.
    private static func timeOfDay(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "t"),
            bytes.count >= 16, bytes[13] == colon,
            let hour = twoDigits(bytes, 11), let minute = twoDigits(bytes, 14), hour < 24, minute < 60
        else { return nil }
        var nanoseconds = Int64(hour * 3600 + minute * 60) * second
        var next = 16
        if next < bytes.count, bytes[next] == colon {
            guard bytes.count >= 19, let seconds = twoDigits(bytes, 17), seconds < 60 else { return nil }
            nanoseconds += Int64(seconds) * second
            next = 19
            if next < bytes.count, bytes[next] == UInt8(ascii: ".") {
                guard let fraction = Timestamp.fraction(bytes, from: next + 1, of: second) else { return nil }
                nanoseconds += fraction.value
                next = fraction.end
            }
        }
        guard let offset = zoneOffset(bytes, from: next) else { return nil }
        return nanoseconds - offset
    }

    /// The digits from `start` on as a part of `unit` nanoseconds, cut below one nanosecond; at least one digit.
    static func fraction(
        _ bytes: UnsafeRawBufferPointer, from start: Int, of unit: Int64
    ) -> (value: Int64, end: Int)? {
        var place = unit
        var value: Int64 = 0
        var next = start
        while next < bytes.count, bytes[next] &- zero < 10 {
            place /= 10
            value += Int64(bytes[next] &- zero) * place
            next += 1
        }
        return next > start ? (value, next) : nil
    }

    /// Nanoseconds east of UTC of a zone that fills the bytes from `start` to the end.
    static func zoneOffset(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int64? {
        let length = bytes.count - start
        if length == 0 { return 0 }
        if bytes[start] | 0x20 == UInt8(ascii: "z") { return length == 1 ? 0 : nil }
        let isEast = bytes[start] == UInt8(ascii: "+")
        guard isEast || bytes[start] == dash, length >= 3, let hours = twoDigits(bytes, start + 1) else { return nil }
        var minutes = 0
        if length > 3 {
            let place = bytes[start + 3] == colon ? start + 4 : start + 3
            guard place + 2 == bytes.count, let written = twoDigits(bytes, place) else { return nil }
            minutes = written
        }
        guard hours < 24, minutes < 60 else { return nil }
        return (isEast ? 1 : -1) * Int64(hours * 3600 + minutes * 60) * second
    }

    /// Epoch time with an optional fraction, its unit told by the size of the whole part.
    private static func epoch(_ bytes: UnsafeRawBufferPointer) -> Timestamp? {
        let isNegative = bytes.first == dash
        var next = isNegative ? 1 : 0
        let firstDigit = next
        var whole: Int64 = 0
        while next < bytes.count, bytes[next] &- zero < 10 {
            guard next - firstDigit < 19 else { return nil }
            let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(Int64(bytes[next] &- zero))
            guard !overflow, !carried else { return nil }
            whole = sum
            next += 1
        }
        guard next > firstDigit, next - firstDigit != 8 || isNegative || !looksLikeDate(whole) else { return nil }
        let unit: Int64 =
            whole < 100_000_000_000
            ? second
            : whole < 100_000_000_000_000
                ? 1_000_000
                : whole < 100_000_000_000_000_000 ? 1000 : 1
        var (nanoseconds, overflow) = whole.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        if next < bytes.count {
            guard bytes[next] == UInt8(ascii: "."),
                let fraction = Timestamp.fraction(bytes, from: next + 1, of: unit), fraction.end == bytes.count
            else { return nil }
            (nanoseconds, overflow) = nanoseconds.addingReportingOverflow(fraction.value)
            guard !overflow else { return nil }
        }
        return Timestamp(nanoseconds: isNegative ? -nanoseconds : nanoseconds)
    }

    private static func looksLikeDate(_ number: Int64) -> Bool {
        let number = Int(number)
        return dayNumber(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
    }

    private static func twoDigits(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Int? {
        guard place + 1 < bytes.count else { return nil }
        let (tens, units) = (bytes[place] &- zero, bytes[place + 1] &- zero)
        return tens < 10 && units < 10 ? Int(tens) * 10 + Int(units) : nil
    }

    private static let second: Int64 = 1_000_000_000
    private static let zero = UInt8(ascii: "0")
    private static let dash = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")
}
