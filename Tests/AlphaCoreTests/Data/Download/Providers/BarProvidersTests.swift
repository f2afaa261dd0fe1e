import Testing

@testable import AlphaCore

struct BarProvidersTests {
    @Test func everyOneHasItsName() throws {
        let names = ["yahoo", "coinbase", "binance", "kraken", "frankfurter"]
        #expect(BarProviders.all.map { $0.name } == names)
        for name in names {
            #expect(try BarProviders.provider(named: name).name == name)
            #expect(try BarProviders.provider(named: name.uppercased()).name == name)
        }
        let error = #expect(throws: UnknownNameError.self) { try BarProviders.provider(named: "binanse") }
        #expect(error?.description == "unknown provider 'binanse': did you mean 'binance'?")
        #expect(throws: UnknownNameError.self) { try BarProviders.provider(named: "") }
    }

    @Test func assetClassesHaveTheirProviders() {
        #expect(AssetClass.allCases.map { BarProviders.standard(for: $0).name } == ["yahoo", "coinbase", "yahoo"])
        let daily = AssetClass.allCases.map { BarProviders.fallback(for: $0, interval: .day)?.name }
        #expect(daily == [nil, "yahoo", "frankfurter"])
        let hourly = AssetClass.allCases.map { BarProviders.fallback(for: $0, interval: .hour)?.name }
        #expect(hourly == [nil, "yahoo", nil])
        #expect(BarProviders.fallback(for: .crypto, interval: BarInterval("6h")!) == nil)
    }

    /// Every interval that help texts promise goes through, and is written as that text again.
    @Test(arguments: BarProviders.all.map { $0.name })
    func intervalsAreRealAndInOrder(name: String) throws {
        let provider = try BarProviders.provider(named: name)
        #expect(!provider.intervals.isEmpty && provider.intervals == provider.intervals.sorted())
        #expect(provider.intervals.contains(.day) && provider.pace > .zero)
        #expect(provider.defaultBaseURL.scheme == "https")
    }
}
