import Foundation

/// Prices in another unit than the asset's: a currency pair in points, numbers that were scaled and show it.
enum UnitCheck {
    /// What the whole file's prices tell.
    static func check(_ profile: FileProfile, _ findings: inout FindingLog) {
        let symbol = URL(fileURLWithPath: findings.file).lastPathComponent
        if let pair = CurrencyPair(inFileName: symbol), let rates = pair.plausibleRates, profile.medianClose > 0 {
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
