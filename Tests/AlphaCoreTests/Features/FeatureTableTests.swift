import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite("Feature table")
struct FeatureTableTests {
    @Test("holds each asset's features alone, bar by bar")
    func columns() throws {
        let (first, second) = (Self.asset("B", seed: 1, count: 90), Self.asset("A", seed: 2, count: 40))
        let table = FeatureTable(panel: Panel([first, second]), features: FeatureCatalog.all)
        #expect(table.lookback == 61)
        #expect(table.panel.assets.map(\.symbol) == ["A", "B"])
        for (position, feature) in FeatureCatalog.all.enumerated() {
            #expect(bits(table.columns[0][position]) == bits(feature.values(of: second)), "\(feature.name)")
            #expect(bits(table.columns[1][position]) == bits(feature.values(of: first)), "\(feature.name)")
        }
    }

    @Test("is written sorted by asset then time, missing values empty, numbers as short as they read back")
    func text() throws {
        let day = Timestamp.day
        func bar(_ number: Int64, _ close: Double, _ volume: Double) -> Bar {
            Bar(
                timestamp: Timestamp(nanoseconds: number * day), open: close, high: close, low: close, close: close,
                volume: volume)
        }
        let panel = Panel([
            BarSeries(asset: Asset(symbol: "B", assetClass: .fx), bars: [bar(0, 8, 1), bar(1, 10, 2)]),
            BarSeries(asset: Asset(symbol: "A,\"x\"", assetClass: .fx), bars: [bar(2, 3, 1), bar(3, 1, 2)]),
        ])
        let features = try FeatureCatalog.select(names: ["ret_1", "vol_roll_sum_20", "high_low_spread"])
        let folder = try TemporaryFolder()
        try FeatureTable(panel: panel, features: features).write(to: folder.file("deep/table.csv"))
        #expect(
            try String(contentsOf: folder.file("deep/table.csv"), encoding: .utf8) == #"""
                timestamp,asset,ret_1,vol_roll_sum_20,high_low_spread
                1970-01-03,"A,""x""",,,0
                1970-01-04,"A,""x""",-0.6666666666666667,,0
                1970-01-01,B,,,0
                1970-01-02,B,0.25,,0

                """#)
    }

    @Test("reads back to the same bits")
    func readsBack() throws {
        let panel = Panel([Self.asset("A", seed: 3, count: 400), Self.asset("B", seed: 4, count: 300)])
        let table = FeatureTable(panel: panel, features: FeatureCatalog.all)
        let folder = try TemporaryFolder()
        try table.write(to: folder.file("table.csv"))
        let lines = try String(contentsOf: folder.file("table.csv"), encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 701)
        var line = 1
        for (asset, series) in panel.series.enumerated() {
            for bar in 0..<series.count {
                let fields = lines[line].split(separator: ",", omittingEmptySubsequences: false)
                #expect(fields[0] == series.timestamps[bar].description && fields[1] == series.asset.symbol)
                let values = fields[2...].map { $0.isEmpty ? Double.nan : Double($0)! }
                #expect(bits(values) == bits(table.columns[asset].map { $0[bar] }))
                line += 1
            }
        }
    }

    @Test("A place that cannot be written to is named and nothing is left there")
    func cannotCreate() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let table = FeatureTable(panel: Panel([Self.asset("A", seed: 3, count: 4)]), features: FeatureCatalog.all)
        let error = #expect(throws: DataError.self) { try table.write(to: folder.file("file/table.csv")) }
        #expect(error?.kind == .cannotCreate)
    }

    static func asset(_ symbol: String, seed: UInt64, count: Int) -> BarSeries {
        TestBars.randomWalk(seed: seed, count: count, symbol: symbol)
    }
}

@Suite("Text as bytes")
struct TextBytesTests {
    @Test("Numbers have the bytes of their text", arguments: 1...3 as ClosedRange<UInt64>)
    func numbers(seed: UInt64) {
        var random = RandomSource(seed: seed, stream: "number-bytes")
        let special: [Double] = [
            0, -0.0, 1, -1, 100, 0.1, 1e15, 1e16, 1e-9, 1e300, Double.leastNonzeroMagnitude, .nan, .infinity,
            -.infinity,
        ]
        for value in special + (0..<3000).map({ _ in Double(bitPattern: random.next()) }) {
            var bytes = Array("x".utf8)
            NumberText.appendShortest(value, to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "x" + NumberText.shortest(value), "seed \(seed)")
        }
    }

    @Test("Moments have the bytes of their text", arguments: 1...3 as ClosedRange<UInt64>)
    func moments(seed: UInt64) {
        var random = RandomSource(seed: seed, stream: "timestamp-bytes")
        let second: Int64 = 1_000_000_000
        let special = [0, -1, 1, second, -second, Timestamp.day, -Timestamp.day, .max, .min, 1_500_000_000]
        for nanoseconds in special + (0..<1000).map({ _ in Int64(bitPattern: random.next()) }) {
            for rounded in [nanoseconds, nanoseconds / second * second, nanoseconds / Timestamp.day * Timestamp.day] {
                let moment = Timestamp(nanoseconds: rounded)
                var bytes = Array("x".utf8)
                moment.appendText(to: &bytes)
                #expect(String(decoding: bytes, as: UTF8.self) == "x" + moment.description, "seed \(seed)")
            }
        }
    }
}
