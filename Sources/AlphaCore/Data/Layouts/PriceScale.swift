/// Multiplies prices as decimal numbers: 130584 × 0.00001 is 1.30584, which no product of doubles need be.
///
/// The price is taken as its shortest decimal text. Of 16 or 17 digits, the last are a computation's noise when rounding
/// to 15 leaves three zeros at the end at least (130583.99999999999 is 130584); they are rounded away. The digits are
/// then multiplied by those of the factor exactly, and the result is the double next to that decimal number.
struct PriceScale {
    private let factor: Digits

    /// `nil` for a factor of 1, which leaves every price as it stands, to the bit.
    init?(_ factor: Double) {
        guard factor != 1 else { return nil }
        precondition(factor > 0 && factor.isFinite, "a price cannot be scaled by \(factor)")
        self.factor = Digits(factor)
    }

    /// The scaled price; what is not finite or is 0 stays as it is.
    func applied(to price: Double) -> Double {
        guard price.isFinite, price != 0 else { return price }
        var digits = Digits(abs(price))
        digits.dropNoise()
        let product = UInt128(digits.significand) * UInt128(factor.significand)
        let exponent = digits.exponent + factor.exponent
        let value =
            UInt64(exactly: product).flatMap { NumberText.exact($0, exponent) } ?? Double("\(product)e\(exponent)")!
        return price < 0 ? -value : value
    }

    /// A positive number as significand · 10^exponent, the significand without zeros at its end.
    private struct Digits {
        var significand: UInt64 = 0
        var exponent = 0

        /// The shortest decimal number that reads back to the value.
        init(_ value: Double) {
            var isFraction = false
            var text = value.description
            text.withUTF8 { bytes in
                for (place, byte) in bytes.enumerated() {
                    if byte == UInt8(ascii: ".") {
                        isFraction = true
                    } else if byte == UInt8(ascii: "e") {
                        exponent += Int(String(decoding: bytes[(place + 1)...], as: UTF8.self)) ?? 0
                        break
                    } else {
                        significand = significand * 10 + UInt64(byte &- UInt8(ascii: "0"))
                        if isFraction { exponent -= 1 }
                    }
                }
            }
            dropZeros()
        }

        /// Rounds to 15 digits when that leaves at most 12.
        mutating func dropNoise() {
            var unit: UInt64 = 1
            while significand / unit >= 1_000_000_000_000_000 { unit *= 10 }
            guard unit > 1 else { return }
            let rounded = (significand + unit / 2) / unit
            guard rounded.isMultiple(of: 1000) else { return }
            significand = rounded
            exponent += unit == 10 ? 1 : unit == 100 ? 2 : 3
            dropZeros()
        }

        private mutating func dropZeros() {
            while significand != 0, significand.isMultiple(of: 10) {
                significand /= 10
                exponent += 1
            }
        }
    }
}
