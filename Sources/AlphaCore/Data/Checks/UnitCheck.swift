import Foundation

/// Prices in another unit than the asset's: a currency pair in points, numbers that were scaled and show it.
enum UnitCheck {
    /// What the whole file's prices tell.
    static func check(_ profile: FileProfile, _ findings: inout FindingLog) {
        let symbol = URL(fileURLWithPath: findings.file).lastPathComponent
        if let pair = CurrencyPair(symbol), profile.medianClose > 0 {
            let rates = pair.plausibleRates
            let close = profile.medianClose
            if !rates.contains(close) {
                let power = pair.powerOfTen(toReach: close)
                let scale = power.map {
                    " (\($0 > 0 ? "" : "1/")\(Evidence.grouped(Int(pow(10, Double(abs($0)))))) times a rate)"
                }
                findings.add(
                    .unit, .warning, line: nil,
                    "the middle close is \(Evidence.number(close)), \(pair.base)\(pair.quote) lies between "
                        + "\(Evidence.number(rates.lowerBound)) and \(Evidence.number(rates.upperBound)): another unit"
                        + (scale ?? ""))
            }
        }
        if let noisy = profile.firstNoisy {
            findings.add(
                .unit, .note, line: noisy.line,
                "prices in \(Evidence.count(profile.noisyRows, "row")) have a float's noise, as scaled numbers do: "
                    + "\(NumberText.shortest(noisy.price)) for \(NumberText.shortest((noisy.price * 1e6).rounded() / 1e6))"
            )
        }
    }
}

/// Two currencies that a file's name names, and what their rate can be.
struct CurrencyPair {
    let base: String
    let quote: String

    /// The pair in a file's name (`EURUSD.csv`, `EUR-USD`, `histdata_EURUSD_M1`, `EURUSD=X`); `nil` when there is none.
    init?(_ name: String) {
        let words = name.split { !$0.isLetter || !$0.isASCII }.map(String.init)
        for (place, word) in words.enumerated() {
            let next = place + 1 < words.count ? words[place + 1] : ""
            let letters = word.count == 3 && next.count == 3 ? word + next : word
            guard letters.count == 6, letters == letters.uppercased() else { continue }
            let (base, quote) = (String(letters.prefix(3)), String(letters.suffix(3)))
            guard CurrencyPair.perDollar[base] != nil, CurrencyPair.perDollar[quote] != nil, base != quote else {
                continue
            }
            (self.base, self.quote) = (base, quote)
            return
        }
        return nil
    }

    /// The rates that the pair has had since 1990, with a factor of two to either side for what is to come.
    var plausibleRates: ClosedRange<Double> {
        let (base, quote) = (CurrencyPair.perDollar[base]!, CurrencyPair.perDollar[quote]!)
        return (quote.lowerBound / base.upperBound / 2)...(quote.upperBound / base.lowerBound * 2)
    }

    /// The power of ten that rates were multiplied with to be near this number; `nil` when none does it.
    func powerOfTen(toReach value: Double) -> Int? {
        (-6...6).filter { plausibleRates.contains(value / pow(10, Double($0))) }.min { abs($0) < abs($1) }
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
