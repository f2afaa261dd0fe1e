import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// The technical features against what Stock.Indicators computes from 502 days of SPY (`shared/data/indicators`).
@Suite("Features and Stock.Indicators", .enabled(if: SharedData.isPresent, "shared/data is absent"))
struct IndicatorReferenceTests {
    @Test(
        "agree to 1e-9",
        arguments: [
            ("rsi_14", "rsi", "rsi"), ("macd", "macd", "macd"), ("macd_signal", "macd", "signal"),
            ("macd_hist", "macd", "histogram"), ("atr_14", "atr", "atr"), ("bollinger_z_20", "bb", "zScore"),
        ])
    func features(feature: String, file: String, field: String) throws {
        let quotes = try Self.quotes()
        #expect(quotes.count == 502)
        let actual = try FeatureCatalog.feature(named: feature).values(of: quotes)
        let expected = try Self.reference(file, field)
        #expect(firstDifference(actual, expected, tolerance: 1e-9) == nil)
        #expect(expected.contains { !$0.isNaN })
    }

    @Test("The parts that they are made of agree to 1e-9 too")
    func parts() throws {
        let close = try Self.quotes().close
        let (ema, sma) = (try Self.reference("ema", "ema"), try Self.reference("sma", "sma"))
        #expect(firstDifference(ExponentialAverage.exponential(20)(close), ema, tolerance: 1e-9) == nil)
        #expect(firstDifference(Rolling.mean(close, window: 20), sma, tolerance: 1e-9) == nil)
        let band = zip(try Self.reference("bb", "upperBand"), sma).map { ($0 - $1) / 2 }
        #expect(firstDifference(Rolling.deviation(close, window: 20, ddof: 0), band, tolerance: 1e-9) == nil)
    }

    static func quotes() throws -> BarSeries {
        let asset = Asset(symbol: "SPY", assetClass: .equities)
        return try BarReader.read(SharedData.file("indicators/quotes.csv"), asset: asset, onBadBar: .fail).series
    }

    /// One field of every row of a reference file; NaN where it is null.
    static func reference(_ file: String, _ field: String) throws -> [Double] {
        let data = try Data(contentsOf: SharedData.file("indicators/\(file).standard.json"))
        let rows = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        return rows.map { ($0[field] as? NSNumber)?.doubleValue ?? .nan }
    }
}
