extension BarProviders {
    /// In which way the bars of a class's fallback are not what the standard provider's are, in a few words; `nil` where
    /// there is no fallback.
    static func fallbackDifference(for assetClass: AssetClass) -> String? {
        switch assetClass {
        case .equities: nil
        case .crypto: "its prices are averages over many exchanges, its volume is money and not coins"
        case .fx: "it has one fixing a day: no open, high, low and volume"
        }
    }
}
