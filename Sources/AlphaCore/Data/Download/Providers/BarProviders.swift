/// The providers of `alpha data download`: which there are, and which one an asset class asks unless told otherwise.
public enum BarProviders {
    /// All of them; the order is the one in which help texts name them.
    public static let all: [any BarProvider] = [
        YahooChart(), CoinbaseCandles(), BinanceKlines(), KrakenOHLC(), FrankfurterRates(),
    ]

    /// The provider that `--provider` names, in any letter case; `UnknownNameError` with the nearest name otherwise.
    public static func provider(named name: String) throws(UnknownNameError) -> any BarProvider {
        for provider in all where provider.name == name.lowercased() { return provider }
        throw UnknownNameError(kind: "provider", name: name, known: all.map { $0.name })
    }

    /// The provider that an asset class asks first: Yahoo, and Coinbase for crypto.
    public static func standard(for assetClass: AssetClass) -> any BarProvider {
        switch assetClass {
        case .equities, .fx: YahooChart()
        case .crypto: CoinbaseCandles()
        }
    }

    /// The provider to ask when the standard one has no answer: Yahoo for crypto, Frankfurter for fx; `nil` for equities,
    /// and where the fallback has no bars of that length.
    public static func fallback(for assetClass: AssetClass, interval: BarInterval) -> (any BarProvider)? {
        let provider: any BarProvider
        switch assetClass {
        case .equities: return nil
        case .crypto: provider = YahooChart()
        case .fx: provider = FrankfurterRates()
        }
        return provider.intervals.contains(interval) ? provider : nil
    }
}
