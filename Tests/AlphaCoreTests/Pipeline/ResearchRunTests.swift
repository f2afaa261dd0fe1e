import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// A small market in a folder, and runs on it: three assets, two families, a few folds, the plain venue.
private struct SmallRun {
    let folder: TemporaryFolder
    var configuration = ResearchConfiguration()

    init() throws {
        folder = try TemporaryFolder()
        var market = SyntheticMarket.Configuration()
        market.assets = 3
        market.bars = 330
        _ = try SyntheticMarket(market).write(to: folder.file("data"))
        configuration.data = folder.file("data").path
        configuration.models = ["tcn", "lstm"]
        configuration.lookback = 6
        configuration.train = 200
        configuration.val = 40
        configuration.test = 60
        configuration.epochs = 2
        configuration.noise = [0.5]
        configuration.noiseTrials = 2
    }

    func run(_ name: String, threads: Int = 2) throws -> (metrics: RunMetrics, folder: RunFolder) {
        let target = RunFolder(folder.file(name))
        let run = ResearchRun(
            configuration: configuration, folder: target, threads: threads, began: Date(timeIntervalSince1970: 0),
            makeVenue: { NaiveVenue() })
        return (try run.run(), target)
    }
}

/// Every file of a folder by its path below it.
private func contents(of folder: URL) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    var result: [String: Data] = [:]
    for path in paths {
        let url = folder.appendingPathComponent(path)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue {
            result[path] = try Data(contentsOf: url)
        }
    }
    return result
}

private func lines(_ url: URL) throws -> [Substring] {
    try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
}

@Suite struct ResearchRunTests {
    @Test func theNumberOfThreadsChangesNoByte() throws {
        let small = try SmallRun()
        let one = try contents(of: small.run("one", threads: 1).folder.url)
        let two = try contents(of: small.run("two", threads: 2).folder.url)
        #expect(one.keys.sorted() == two.keys.sorted())
        // metrics.json holds the seconds that each stage took, and the report the folder's name.
        for path in one.keys.sorted() where path != "metrics.json" && path != "report.html" {
            #expect(one[path] == two[path], "\(path)")
        }
        let folds = one.keys.count { $0.hasPrefix("models/lstm-fold") }
        #expect(folds > 1)
        #expect(one.count == 11 + 2 * folds)
    }

    @Test func everyTestedBarIsForecastOnceByEveryModel() throws {
        let small = try SmallRun()
        let (metrics, folder) = try small.run("run")
        let rows = try lines(folder.predictions).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let panel = try DataFolder.load(URL(fileURLWithPath: small.configuration.data)).panel
        let first = small.configuration.train + small.configuration.val
        let expected = panel.series.indices.reduce(0) { sum, asset in
            sum + panel.timeIndex[asset].count { $0 >= first }
        }
        for model in ["lstm", "tcn", "ensemble", "ridge", "momentum"] {
            let keys = rows.filter { $0[2] == model }.map { "\($0[0]) \($0[1])" }
            #expect(keys.count == expected, "\(model)")
            #expect(Set(keys).count == keys.count, "\(model)")
        }
        #expect(try lines(folder.signals).count == expected + 1)
        // The last h bars of each asset have no label yet.
        let open = rows.filter { $0[4].isEmpty && $0[2] == "ensemble" }
        #expect(open.count == panel.series.count * small.configuration.horizon)
        #expect(metrics.ensemble.ic?.isFinite == true)
        #expect(metrics.robustness["lstm"]?.map(\.size) == [0, 0.5])
        #expect((metrics.robustness["lstm"]?.last?.spread ?? 0) > 0)
        #expect(metrics.execution["trades"].flatMap { $0 } ?? 0 > 0)
        #expect((metrics.backtest["sharpe"] ?? nil)?.isFinite == true)
        #expect(metrics.seconds.keys.sorted() == ["data", "evaluation", "execution", "features", "models", "write"])
    }

    /// The proof that nothing looks ahead: other last bars, and not a bit of any earlier signal or position moves.
    @Test func changingTheLastBarsMovesNothingBefore() throws {
        let small = try SmallRun()
        let before = try small.run("before").folder
        let panel = try DataFolder.load(URL(fileURLWithPath: small.configuration.data)).panel
        let cut = panel.timestamps[panel.timestamps.count - 20]
        for entry in try DataFolder.entries(of: URL(fileURLWithPath: small.configuration.data)) {
            let changed = try lines(entry.url).map { line -> String in
                let fields = line.split(separator: ",")
                guard fields[0] >= cut.description, fields[0] != "timestamp", let close = Double(fields[4]) else {
                    return String(line)
                }
                let price = close * 1.37
                return
                    "\(fields[0]),\(price),\(price * 1.1),\(price * 0.9),\(price * 1.02),\(Double(fields[5])! * 3 + 1)"
            }
            try Data((changed.joined(separator: "\n") + "\n").utf8).write(to: entry.url)
        }
        let after = try small.run("after").folder
        for path in ["signals/alpha_ml_signals.csv", "backtest/backtest_pnl.csv", "backtest/positions.csv"] {
            let old = try lines(before.url.appendingPathComponent(path)).filter { $0 < cut.description }
            let new = try lines(after.url.appendingPathComponent(path)).filter { $0 < cut.description }
            #expect(old.count > 50, "\(path)")
            #expect(old == new, "\(path)")
        }
        let old = try lines(before.signals).filter { $0 >= cut.description }
        let new = try lines(after.signals).filter { $0 >= cut.description }
        #expect(old != new)
    }

    @Test func whatCannotBeRunLeavesNothingBehind() throws {
        var small = try SmallRun()
        small.configuration.train = 1000
        #expect(throws: DataError.self) { try small.run("run") }
        small.configuration.train = 200
        small.configuration.models = ["lstn"]
        let error = #expect(throws: UnknownNameError.self) { try small.run("run") }
        #expect(error?.nearest == "lstm")
        #expect(try FileManager.default.contentsOfDirectory(atPath: small.folder.url.path) == ["data"])
    }

    @Test func familiesOfFeaturesCanBeSwitchedOff() throws {
        var small = try SmallRun()
        small.configuration.models = ["tcn"]
        small.configuration.epochs = 1
        small.configuration.features = ["volatility", "volume"]
        let (metrics, folder) = try small.run("run")
        #expect(metrics.baselines.keys.sorted() == ["buy_and_hold", "ridge"])
        #expect(metrics.trials == 3)
        let weights = try Safetensors.read(folder.weights(family: "tcn", fold: 0))
        #expect(weights.tensors["network.0.conv1.weight"]?.shape == [32, 5, 3])
        #expect(weights.metadata["scaler"]?.contains("\"pooled\"") == true)
    }

    @Test func anEarlierRunIsReplacedAndAnythingElseIsLeftAlone() throws {
        var small = try SmallRun()
        small.configuration.models = ["tcn"]
        small.configuration.epochs = 1
        _ = try small.run("run")
        small.configuration.seed = 8
        let again = try small.run("run").folder
        #expect(try String(contentsOf: again.configuration, encoding: .utf8).contains("seed: 8"))
        try small.folder.write("mine", to: "other/notes.txt")
        let error = #expect(throws: DataError.self) { try small.run("other") }
        #expect(error?.kind == .cannotCreate)
        #expect(try String(contentsOf: small.folder.file("other/notes.txt"), encoding: .utf8) == "mine")
    }
}
