extension Timestamp {
    /// Adds the bytes of `description` at the end, without making a string.
    public func appendText(to bytes: inout [UInt8]) {
        let (days, ofDay) = Timestamp.split(nanoseconds)
        let (year, month, day) = Timestamp.civil(fromDays: days)
        Timestamp.append(year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Timestamp.append(month, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        Timestamp.append(day, digits: 2, to: &bytes)
        guard ofDay != 0 else { return }
        let (seconds, fraction) = ofDay.quotientAndRemainder(dividingBy: 1_000_000_000)
        bytes.append(UInt8(ascii: "T"))
        Timestamp.append(seconds / 3600, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Timestamp.append(seconds / 60 % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Timestamp.append(seconds % 60, digits: 2, to: &bytes)
        if fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            Timestamp.append(fraction, digits: 9, to: &bytes)
            while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
        }
        bytes.append(UInt8(ascii: "Z"))
    }

    /// The day number since 1970-01-01 and the nanoseconds since that day began.
    private static func split(_ nanoseconds: Int64) -> (days: Int, ofDay: Int) {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: day)
        return remainder < 0 ? (Int(quotient) - 1, Int(remainder + day)) : (Int(quotient), Int(remainder))
    }

    /// Adds the number, which is not negative, with zeros before it up to that many digits.
    private static func append(_ number: Int, digits: Int, to bytes: inout [UInt8]) {
        var power = 1
        for _ in 1..<digits { power *= 10 }
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / power % 10))
            power /= 10
        }
    }
}
