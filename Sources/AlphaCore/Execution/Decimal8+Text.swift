extension Decimal8: LosslessStringConvertible {
    /// The shortest decimal text that reads back to the same value: `101`, `0.05`, `-1.00000001`.
    public var description: String {
        var bytes: [UInt8] = []
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a decimal: an optional sign, digits, and at most eight digits that matter after the point.
    ///
    /// Further digits are taken when they are only a float's noise, within 1e-12 of an eight-place decimal
    /// (`0.038057569999999985` is 0.03805757). `nil` for anything else: an exponent, spaces, no digit at all, more places
    /// that matter, or a value beyond ±92,233,720,368.54775807.
    public init?(_ text: String) {
        var rest = text.utf8[...]
        let negative = rest.first == UInt8(ascii: "-")
        if negative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : rest[rest.endIndex...]
        guard parts[0].count + fraction.count > 0,
            var magnitude = Decimal8.integer(parts[0], then: fraction.prefix(8), paddedTo: 8),
            let noise = Decimal8.noise(fraction.dropFirst(8))
        else { return nil }
        if noise == .up {
            let (sum, overflow) = magnitude.addingReportingOverflow(1)
            if overflow { return nil }
            magnitude = sum
        }
        guard let raw = negative ? Int64(exactly: -Int128(magnitude)) : Int64(exactly: magnitude) else { return nil }
        self.raw = raw
    }

    /// Adds the shortest text to the bytes.
    func appendText(to bytes: inout [UInt8]) {
        let magnitude = raw.magnitude
        if raw < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: UInt64(Decimal8.one))
        bytes.append(contentsOf: String(whole).utf8)
        guard fraction != 0 else { return }
        bytes.append(UInt8(ascii: "."))
        let digits = Array(String(fraction).utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 8 - digits.count))
        let trailingZeros = digits.reversed().prefix { $0 == UInt8(ascii: "0") }.count
        bytes.append(contentsOf: digits.dropLast(trailingZeros))
    }

    /// The digits of both parts as one integer, the second part padded with zeros; `nil` for other bytes or an overflow.
    private static func integer(
        _ whole: Substring.UTF8View.SubSequence, then fraction: Substring.UTF8View.SubSequence, paddedTo places: Int
    ) -> UInt64? {
        var value: UInt64 = 0
        func take(_ digit: UInt8) -> Bool {
            guard digit <= 9 else { return false }
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit))
            value = sum
            return !overflow && !carry
        }
        for byte in whole { guard take(byte &- UInt8(ascii: "0")) else { return nil } }
        for byte in fraction { guard take(byte &- UInt8(ascii: "0")) else { return nil } }
        for _ in fraction.count..<places { guard take(0) else { return nil } }
        return value
    }

    private enum Noise { case down, up }

    /// Which way the digits after the eighth place round when they are within 1e-12 of it; `nil` when they matter.
    private static func noise(_ digits: Substring.UTF8View.SubSequence) -> Noise? {
        guard digits.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else { return nil }
        let first = digits.prefix(4)
        if first.count == 4, first.allSatisfy({ $0 == UInt8(ascii: "9") }) { return .up }
        if first.allSatisfy({ $0 == UInt8(ascii: "0") }) { return .down }
        let exactlyOne = first.elementsEqual("0001".utf8) && digits.dropFirst(4).allSatisfy { $0 == UInt8(ascii: "0") }
        return exactlyOne ? .down : nil
    }
}

extension Decimal8 {
    /// The multiple of `step` nearest to a floating-point value, ties away from zero; `nil` when there is none (NaN,
    /// infinite, or beyond what `raw` holds).
    ///
    /// The one way from floating point into prices and quantities.
    public init?(nearestTo value: Double, multipleOf step: Decimal8 = Decimal8(raw: 1)) {
        precondition(step.raw > 0, "step of \(step.raw) raw units is not positive")
        let steps = (value * Double(Decimal8.one) / Double(step.raw)).rounded(.toNearestOrAwayFromZero)
        guard let count = Int64(exactly: steps) else { return nil }
        let (raw, overflow) = count.multipliedReportingOverflow(by: step.raw)
        guard !overflow else { return nil }
        self.raw = raw
    }

    /// The value as a floating-point number, for statistics; nothing of the execution side reads it back.
    public var doubleValue: Double { Double(raw) / Double(Decimal8.one) }
}
