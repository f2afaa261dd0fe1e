import Foundation

/// What the digits of a price say about where it came from.
enum PriceText {
    /// How many decimals the price needs, seen through single precision's noise: 2 for 14.550000190734863.
    ///
    /// The fewest that lie within half a unit of a 24-bit significand of it; `nil` when that takes more than six digits,
    /// where single precision ends and a price stands on no tick that could be told.
    static func decimals(_ price: Double) -> Int? {
        var scaled = price
        for decimals in 0...8 where scaled < 1e6 {
            if abs(scaled - scaled.rounded()) <= 0x1p-24 * scaled { return decimals }
            scaled = price * pow(10, Double(decimals + 1))
        }
        return nil
    }

    /// The single-precision number that the price is the text of; `nil` when it is none.
    ///
    /// Sources that hold prices in single precision print them with 15 or more digits: 14.5500001907349.
    static func singlePrecision(_ price: Double) -> Double? {
        let single = Double(Float(price))
        return abs(single - price) <= 1e-14 * abs(price) ? single : nil
    }

    /// Whether the price has more digits than any tick needs, though all but the first 15 are left out: 14.5500001907349.
    static func isNoisy(_ price: Double) -> Bool { significantDigits(cut(price)) > 9 }

    /// The price times 100 to that power, −1 or 1.
    static func moved(_ price: Double, byHundreds power: Int) -> Double {
        tidy(power < 0 ? price / 100 : price * 100)
    }

    /// The price divided by a split's ratio.
    static func divided(_ price: Double, by ratio: Double) -> Double { tidy(price / ratio) }

    /// The number without the noise of the multiplication that made it: the one of at most 12 digits that is the same in
    /// the first 15, where there is one, so that 2.5223 becomes 252.23 and not 252.22999999999996.
    private static func tidy(_ value: Double) -> Double {
        let short = cut(value)
        return significantDigits(short) <= 12 ? short : value
    }

    /// The number that the first 15 digits are.
    private static func cut(_ value: Double) -> Double { Double(String(format: "%.15g", value)) ?? value }

    private static func significantDigits(_ value: Double) -> Int {
        let digits = value.description.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return digits.count - digits.reversed().prefix { $0 == "0" }.count
    }
}
