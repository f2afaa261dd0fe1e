import Foundation

/// What the digits of a price say about where it came from.
enum PriceText {
    /// How many decimals the price needs, seen through single precision's noise: 2 for 14.550000190734863.
    ///
    /// The fewest decimals that lie within half a unit of a 24-bit significand of it; 9 when eight do not.
    static func decimals(_ price: Double) -> Int {
        var unit = 1.0
        for decimals in 0...8 {
            let scaled = price * unit
            if abs(scaled - scaled.rounded()) <= 0x1p-24 * abs(scaled) { return decimals }
            unit *= 10
        }
        return 9
    }

    /// The single-precision number that the price is the text of; `nil` when it is none.
    ///
    /// Sources that hold prices in single precision print them with 15 or more digits: 14.5500001907349.
    static func singlePrecision(_ price: Double) -> Double? {
        let single = Double(Float(price))
        return abs(single - price) <= 1e-14 * abs(price) ? single : nil
    }

    /// Whether the price has so many digits that it was computed or held in binary: 14.550000190734863, 10.1/3.
    static func isNoisy(_ price: Double) -> Bool { significantDigits(price) > 9 }

    /// The price times 100 to that power, −1 or 1: with the point moved in its decimal text where that is the shorter
    /// number, so that 2.5223 becomes 252.23 and not 252.22999999999996.
    static func moved(_ price: Double, byHundreds power: Int) -> Double {
        let product = power < 0 ? price / 100 : price * 100
        let parts = price.description.split(separator: "e")
        let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + 2 * power
        guard let shifted = NumberText.double("\(parts[0])e\(exponent)") else { return product }
        return shorter(shifted, product)
    }

    /// The price divided by a split's ratio, without noise where the ratio's reciprocal is a whole number (1:10).
    static func divided(_ price: Double, by ratio: Double) -> Double {
        let reciprocal = (1 / ratio).rounded()
        guard reciprocal >= 2, abs(reciprocal * ratio - 1) < 1e-12 else { return price / ratio }
        return shorter(price * reciprocal, price / ratio)
    }

    /// The one with the shorter decimal text, the first when both are as long.
    private static func shorter(_ one: Double, _ other: Double) -> Double {
        significantDigits(other) < significantDigits(one) ? other : one
    }

    private static func significantDigits(_ value: Double) -> Int {
        let digits = value.description.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return digits.count - digits.reversed().prefix { $0 == "0" }.count
    }
}
