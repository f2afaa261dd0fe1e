import Testing

@testable import AlphaCore

@Suite("Feature catalog")
struct FeatureCatalogTests {
    @Test("has the origin's nine by their exact names, family by family, and the technical ones after them")
    func names() {
        #expect(
            FeatureCatalog.all.map(\.name) == [
                "ret_1", "log_ret_1", "vol_20", "vol_60", "vol_chg", "vol_zscore_20", "vol_roll_sum_20",
                "high_low_spread", "close_pos_in_bar", "rsi_14", "macd", "macd_signal", "macd_hist", "atr_14",
                "bollinger_z_20",
            ])
        #expect(Set(FeatureCatalog.all.map(\.family)) == Set(FeatureFamily.allCases))
    }

    @Test("is chosen from by family and by name, in its own order")
    func choice() throws {
        #expect(try FeatureCatalog.select().count == FeatureCatalog.all.count)
        #expect(
            try FeatureCatalog.select(families: ["volume", "returns"]).map(\.name)
                == ["ret_1", "log_ret_1", "vol_zscore_20", "vol_roll_sum_20"])
        #expect(try FeatureCatalog.select(names: ["macd", "ret_1", "macd"]).map(\.name) == ["ret_1", "macd"])
        #expect(
            try FeatureCatalog.select(families: ["returns"], names: ["atr_14"]).map(\.name)
                == ["ret_1", "log_ret_1", "atr_14"])
    }

    @Test(
        "answers an unknown name with the nearest one",
        arguments: [
            ("vol20", "vol_20"), ("VOL_60", "vol_60"), ("macd_sig", "macd_signal"), ("rsi14", "rsi_14"),
            ("bolinger_z_20", "bollinger_z_20"),
        ])
    func unknown(name: String, nearest: String) throws {
        let error = #expect(throws: UnknownNameError.self) { try FeatureCatalog.select(names: [name]) }
        #expect(error?.nearest == nearest)
        #expect(error?.description == "unknown feature '\(name)': did you mean '\(nearest)'?")
    }

    @Test("lists what there is when nothing is near")
    func nothingNear() throws {
        let error = #expect(throws: UnknownNameError.self) { try FeatureCatalog.select(families: ["x"]) }
        #expect(
            error?.description
                == "unknown feature family 'x': known: returns, volatility, volume, microstructure, technical")
        #expect(UnknownNameError.editDistance("kitten", "sitting") == 3)
        #expect(UnknownNameError.editDistance("", "abc") == 3)
    }

    @Test("A part that several features share is computed once")
    func sharedParts() {
        let series = DerivedSeries(TestBars.randomWalk(seed: 1, count: 100))
        let counter = Counter()
        let part = CountedFeature(counter: counter)
        let first = series.values(of: part)
        let second = series.values(of: part)
        #expect(bits(first) == bits(second))
        #expect(counter.calls == 1)
    }

    private final class Counter: @unchecked Sendable { var calls = 0 }

    private struct CountedFeature: DerivedFeature {
        let counter: Counter
        let name = "counted"
        let family = FeatureFamily.returns
        let history = FeatureHistory.window(1)
        func values(from series: DerivedSeries) -> [Double] {
            counter.calls += 1
            return series.bars.close
        }
    }
}
