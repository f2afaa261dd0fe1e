import Foundation
import Testing

@testable import AlphaCore

/// A small panel: two assets on three days, `B,2` without a bar on the second.
private func smallPanel() -> Panel {
    func series(_ symbol: String, _ days: [Int64]) -> BarSeries {
        BarSeries(
            asset: Asset(symbol: symbol, assetClass: .equities),
            bars: days.map { day in
                Bar(
                    timestamp: Timestamp(nanoseconds: day * Timestamp.day), open: 1, high: 2, low: 0.5, close: 1.5,
                    volume: 10)
            })
    }
    return Panel([series("A", [16_000, 16_001, 16_002]), series("B,2", [16_000, 16_002])])
}

/// A folder that is gone when the test is over.
private final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("signals-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }
    func file(_ text: String) throws -> URL {
        let file = url.appendingPathComponent("file.csv")
        try OutputFile.write(text, to: file)
        return file
    }
}

@Suite struct SignalsTests {
    private let folder = TemporaryFolder()

    @Test func signalsAreWrittenSortedAndReadBack() throws {
        let panel = smallPanel()
        let signals = [
            Signal(timestamp: panel.timestamps[2], asset: "A", score: 1e-9, strategy: "ensemble"),
            Signal(timestamp: panel.timestamps[0], asset: "B,2", score: -0.1, strategy: "a \"b\""),
            Signal(timestamp: panel.timestamps[0], asset: "A", score: 0.1 + 0.2, strategy: "ensemble"),
        ]
        let url = folder.url.appendingPathComponent("signals/s.csv")
        try SignalFile.write(signals, to: url)
        let text = try String(contentsOf: url, encoding: .utf8)
        #expect(
            text == """
                timestamp,asset,score,strategy
                2013-10-22,A,0.30000000000000004,ensemble
                2013-10-22,"B,2",-0.1,"a ""b""\"
                2013-10-24,A,1e-09,ensemble

                """)
        #expect(try SignalFile.read(url) == [signals[2], signals[1], signals[0]])
        let table = try ScoreTable.read(url, panel: panel)
        #expect(table.values[0][0] == 0.1 + 0.2 && table.values[0][1].isNaN && table.values[0][2] == 1e-9)
        #expect(table.values[1][0] == -0.1 && table.values[1][2].isNaN && table.times == 0...2)
        #expect(table.signals(panel: panel, strategy: "x").map(\.score) == [0.1 + 0.2, -0.1, 1e-9])
    }

    @Test(arguments: [
        ("2013-10-22,A,x,s", "score", "x"), ("2013-10-22,A,,s", "score", ""), ("2013-10-22,A,nan,s", "score", "nan"),
        ("2013-10-22,A,1e999,s", "score", "1e999"), ("yesterday,A,1,s", "timestamp", "yesterday"),
        ("2013-10-22,,1,s", "asset", ""), ("2013-10-22,C,1,s", "asset", "C"),
        ("2013-10-23,\"B,2\",1,s", "timestamp", nil),
        ("2014-10-22,A,1,s", "timestamp", "2014-10-22"), ("2013-10-24,A,5,t", "score", "5"),
    ])
    func aRowThatCannotBeUsedIsNamed(row: String, column: String, found: String?) throws {
        let url = try folder.file("timestamp,asset,score,strategy\n2013-10-24,A,1,s\n\(row)\n")
        #expect { try ScoreTable.read(url, panel: smallPanel()) } throws: {
            let error = $0 as? DataError
            return error?.kind == .badData && error?.line == 3 && error?.column == column
                && (found == nil || error?.found == found)
        }
    }

    @Test func theHeaderDecidesWhereColumnsAre() throws {
        let url = try folder.file("\u{FEFF}Score,note,ASSET,timestamp\r\n2,x,A,2013-10-22")
        let signals = try SignalFile.read(url)
        #expect(signals.map(\.score) == [2] && signals[0].asset == "A" && signals[0].strategy == "")
        #expect(throws: DataError.self) { try SignalFile.read(try folder.file("timestamp,asset\n")) }
    }

    @Test func predictionsAreWrittenSortedAndReadBack() throws {
        let panel = smallPanel()
        let predictions = [
            Prediction(time: 2, asset: 0, model: "lstm", fold: 1, yTrue: nil, yPred: 0.25),
            Prediction(time: 0, asset: 1, model: "lstm", fold: 0, yTrue: -0.5, yPred: 0.125),
            Prediction(time: 0, asset: 0, model: "tcn", fold: 0, yTrue: 0.5, yPred: 1),
            Prediction(time: 0, asset: 0, model: "lstm", fold: 0, yTrue: 0.5, yPred: -2),
        ]
        let url = folder.url.appendingPathComponent("p.csv")
        try PredictionFile.write(predictions, panel: panel, to: url)
        #expect(
            try String(contentsOf: url, encoding: .utf8) == """
                timestamp,asset,model,fold,y_true,y_pred
                2013-10-22,A,lstm,0,0.5,-2
                2013-10-22,A,tcn,0,0.5,1
                2013-10-22,"B,2",lstm,0,-0.5,0.125
                2013-10-24,A,lstm,1,,0.25

                """)
        let read = try PredictionFile.read(url, panel: panel)
        #expect(read.map(\.yPred) == [-2, 1, 0.125, 0.25] && read.map(\.fold) == [0, 0, 0, 1])
        #expect(read.map(\.yTrue) == [0.5, 0.5, -0.5, nil] && read.map(\.time) == [0, 0, 0, 2])
        #expect(try PredictionFile.readRows(url).map(\.asset) == ["A", "A", "B,2", "A"])
        let bad = try folder.file("timestamp,asset,model,fold,y_true,y_pred\n2013-10-22,A,lstm,0.5,0,1\n")
        #expect { try PredictionFile.read(bad, panel: panel) } throws: {
            ($0 as? DataError)?.column == "fold" && ($0 as? DataError)?.line == 2
        }
    }

    @Test func theEnsembleIsTheMeanInAnyOrder() {
        var random = RandomSource(seed: 3)
        let members = ["a", "b", "c"].flatMap { model in
            (0..<20).map { place in
                Prediction(
                    time: place / 2, asset: place % 2, model: model, fold: place / 10, yTrue: Double(place),
                    yPred: random.normal())
            }
        }
        let combined = Ensemble.mean(of: members)
        #expect(combined.count == 20)
        for (place, one) in combined.enumerated() {
            let values = members.filter { $0.time == one.time && $0.asset == one.asset }.map(\.yPred)
            #expect(isClose(one.yPred, (values[0] + values[1] + values[2]) / 3, relative: 1e-14, absolute: 1e-16))
            #expect(one.time == place / 2 && one.asset == place % 2 && one.model == "ensemble")
            #expect(one.yTrue == Double(place))
        }
        let shuffled = Ensemble.mean(of: members.shuffled(using: &random))
        #expect(shuffled.map(\.yPred) == combined.map(\.yPred))
        let partial = Ensemble.mean(of: members.filter { $0.model != "b" || $0.time > 0 })
        #expect(isClose(partial[0].yPred, (members[0].yPred + members[40].yPred) / 2, relative: 1e-14))
    }
}
