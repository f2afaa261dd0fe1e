import Foundation

/// Pairs in the names of files, and what their rates can be.
extension CurrencyPair {
    /// The pair in a file's name (`EURUSD.csv`, `EUR-USD`, `histdata_EURUSD_M1`, `EURUSD=X`), in capitals; `nil` when there
    /// is none of two currencies whose rates are known.
    init?(inFileName name: String) {
        let words = name.split { !$0.isLetter || !$0.isASCII }
        for (place, word) in words.enumerated() {
            let next = place + 1 < words.count ? words[place + 1] : ""
            let letters = String(word.count == 3 && next.count == 3 ? word + next : word)
            guard letters == letters.uppercased(), let pair = CurrencyPair(letters), pair.base != pair.quote,
                pair.plausibleRates != nil
            else { continue }
            self = pair
            return
        }
        return nil
    }

    /// The rates that the pair has had since 1990, with a factor of two to either side for what is to come; `nil` for
    /// currencies that are not known.
    var plausibleRates: ClosedRange<Double>? {
        guard let base = CurrencyPair.perDollar[base], let quote = CurrencyPair.perDollar[quote] else { return nil }
        return (quote.lowerBound / base.upperBound / 2)...(quote.upperBound / base.lowerBound * 2)
    }

    /// The power of ten that rates were multiplied with to be near this number; `nil` when none does it.
    func powerOfTen(toReach value: Double) -> Int? {
        guard let rates = plausibleRates else { return nil }
        return (-6...6).filter { rates.contains(value / pow(10, Double($0))) }.min { abs($0) < abs($1) }
    }

    /// Units of a currency that a US dollar bought at the least and the most since 1990.
    private static let perDollar: [String: ClosedRange<Double>] = [
        "USD": 1...1, "EUR": 0.62...1.21, "GBP": 0.47...0.94, "JPY": 75...165, "CHF": 0.72...1.83,
        "AUD": 0.9...2.1, "NZD": 1.13...2.56, "CAD": 0.9...1.62, "SEK": 5...11.5, "NOK": 4.9...12,
        "DKK": 4.6...9, "PLN": 0.9...5.1, "CZK": 14...43, "HUF": 60...450, "TRY": 0.2...45,
        "ZAR": 2.5...20, "MXN": 2.7...26, "CNY": 4.7...8.8, "CNH": 6...7.5, "HKD": 7.7...7.9,
        "SGD": 1.2...1.9, "KRW": 680...1990, "INR": 16...95, "THB": 24...57, "IDR": 1800...17_500,
        "BRL": 0.8...6.4, "RUB": 5...150, "ILS": 2...5, "TWD": 24...36, "PHP": 22...62, "MYR": 2.4...4.9,
        "XAU": 0.0002...0.0042, "XAG": 0.01...0.29,
    ]
}
