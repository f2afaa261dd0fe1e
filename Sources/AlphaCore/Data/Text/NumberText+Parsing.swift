extension NumberText {
    /// The value of a decimal number such as `24.5`, `-.5`, `1e-9`; `nil` when the bytes are anything else.
    ///
    /// Correctly rounded, as `strtod` in the C locale. Too large a number is ±∞. Spaces, `nan`, `inf` and hexadecimal
    /// numbers are refused.
    public static func double(_ bytes: UnsafeRawBufferPointer) -> Double? {
        guard let start = bytes.baseAddress else { return nil }
        let text = start.assumingMemoryBound(to: UInt8.self)
        var value = 0.0
        let end = text + bytes.count
        return scan(text, end, into: &value) == end ? value : nil
    }

    /// The value of a decimal number; `nil` when the text is anything else.
    public static func double(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { double(UnsafeRawBufferPointer($0)) }
    }

    /// Reads the decimal number at the start of the bytes; returns where it ends, `nil` when there is none.
    ///
    /// Three ways, all exact: a significand below 2⁵³ times or by a power of ten that a double holds (Clinger, "How to
    /// read floating point numbers accurately", 1990); a division of 128 by 64 bits for up to 19 digits, which is what
    /// sources with a float's noise write; the standard library for the rest.
    @inline(__always)
    static func scan(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, into value: inout Double
    ) -> UnsafePointer<UInt8>? {
        var cursor = start
        var isNegative = false
        if cursor < end, cursor.pointee == minus || cursor.pointee == plus {
            isNegative = cursor.pointee == minus
            cursor += 1
        }
        var significand: UInt64 = 0
        let firstDigit = cursor
        while cursor < end, cursor.pointee &- zero < 10 {
            significand = significand &* 10 &+ UInt64(cursor.pointee &- zero)
            cursor += 1
        }
        var digits = cursor - firstDigit
        var exponent = 0
        if cursor < end, cursor.pointee == point {
            cursor += 1
            let firstDecimal = cursor
            while cursor < end, cursor.pointee &- zero < 10 {
                significand = significand &* 10 &+ UInt64(cursor.pointee &- zero)
                cursor += 1
            }
            exponent = firstDecimal - cursor
            digits -= exponent
        }
        guard digits > 0 else { return nil }
        if cursor < end, cursor.pointee | 0x20 == letterE {
            guard let afterExponent = scanExponent(cursor + 1, end, into: &exponent) else { return nil }
            cursor = afterExponent
        }
        guard digits <= 19, let magnitude = exact(significand, exponent) else {
            value = slowly(start, cursor)
            return cursor
        }
        value = isNegative ? -magnitude : magnitude
        return cursor
    }

    /// Adds the exponent written at `start` to `exponent`; beyond ±100,000 its size no longer matters.
    private static func scanExponent(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, into exponent: inout Int
    ) -> UnsafePointer<UInt8>? {
        var cursor = start
        var isNegative = false
        if cursor < end, cursor.pointee == minus || cursor.pointee == plus {
            isNegative = cursor.pointee == minus
            cursor += 1
        }
        let firstDigit = cursor
        var written = 0
        while cursor < end, cursor.pointee &- zero < 10 {
            written = min(written * 10 + Int(cursor.pointee &- zero), 100_000)
            cursor += 1
        }
        guard cursor > firstDigit else { return nil }
        exponent += isNegative ? -written : written
        return cursor
    }

    /// significand · 10^exponent, correctly rounded; `nil` when this is not the place for it.
    @inline(__always)
    static func exact(_ significand: UInt64, _ exponent: Int) -> Double? {
        if exponent == 0 { return Double(significand) }
        if significand < 1 << 53 {
            if exponent < 0, exponent >= -22 { return Double(significand) / powersOfTen[-exponent] }
            if exponent > 0, exponent <= 22 { return Double(significand) * powersOfTen[exponent] }
        }
        return exponent < 0 && exponent >= -19 ? quotient(significand, exponent) : nil
    }

    /// significand / 10^(−exponent) for −19 ≤ exponent < 0: 63 or 64 bits of the quotient and whether any are left.
    private static func quotient(_ significand: UInt64, _ exponent: Int) -> Double {
        var divisor: UInt64 = 10
        for _ in 1..<(-exponent) { divisor *= 10 }
        let shift = (significand: significand.leadingZeroBitCount, divisor: divisor.leadingZeroBitCount)
        let dividend = significand << shift.significand
        // Both have their top bit set, so dividend·2⁶³ / divisor lies between 2⁶² and 2⁶⁴ and fits.
        let (bits, rest) = (divisor << shift.divisor).dividingFullWidth((dividend >> 1, dividend << 63))
        // A rest keeps the lowest bit on: it is 10 bits below the rounding place, where only its presence counts.
        let rounded = Double(rest == 0 ? bits : bits | 1)
        return Double(sign: .plus, exponent: shift.divisor - shift.significand - 63, significand: rounded)
    }

    /// The same by the standard library; the bytes are known to be a decimal number.
    @inline(never)
    private static func slowly(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double {
        let bytes = UnsafeBufferPointer(start: start, count: end - start)
        return Double(String(decoding: bytes, as: UTF8.self)) ?? .nan
    }

    private static let zero = UInt8(ascii: "0")
    private static let plus = UInt8(ascii: "+")
    private static let minus = UInt8(ascii: "-")
    private static let point = UInt8(ascii: ".")
    private static let letterE = UInt8(ascii: "e")

    /// 10⁰ … 10²², the powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
