import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

/// `alpha research` as a user types it: what it prints, how it ends, what it leaves behind.
@Suite struct ResearchCommandTests {
    /// A folder with a small synthetic market in `data/`.
    private func market() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let made = try AlphaCommand.run(
            ["data", "synth", "--out", "data", "--assets", "3", "--bars", "260"], in: folder.url)
        #expect(made.status == 0, "\(made.errors)")
        return folder
    }

    private let small = [
        "--models", "tcn", "--lookback", "4", "--train", "180", "--val", "20", "--test", "60", "--epochs", "1",
    ]

    @Test func aRunPrintsItsMetricsAndWritesItsFolder() throws {
        let folder = try market()
        let run = try AlphaCommand.run(["research", "--out", "run", "--json", "--quiet"] + small, in: folder.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        let metrics = try JSONDecoder().decode(RunMetrics.self, from: Data(run.output.utf8))
        #expect(metrics.models.keys.sorted() == ["tcn"])
        #expect(metrics.baselines.keys.sorted() == ["buy_and_hold", "momentum", "ridge"])
        for path in [
            "config.yaml", "manifest.json", "metrics.json", "predictions.csv", "signals/alpha_ml_signals.csv",
            "backtest/positions.csv", "backtest/backtest_pnl.csv", "execution/orders.csv", "execution/trades.csv",
            "execution/events.csv", "models/tcn-fold0.safetensors", "report.html",
        ] {
            let size = try Data(contentsOf: folder.file("run/\(path)")).count
            #expect(size > 0, "\(path)")
        }
        // What the run wrote, the single stages read: the trades of its orders are those of its folder.
        let replay = try AlphaCommand.run(
            ["engine", "replay", "run/execution/orders.csv", "--trades", "trades.csv", "--events", "events.csv"],
            in: folder.url)
        #expect(replay.status == 0, "\(replay.errors)")
        for name in ["trades", "events"] {
            #expect(
                try Data(contentsOf: folder.file("\(name).csv"))
                    == Data(contentsOf: folder.file("run/execution/\(name).csv")), "\(name)")
        }
        // And the configuration beside the results repeats them.
        let again = try AlphaCommand.run(
            ["research", "--config", "run/config.yaml", "--out", "again", "--quiet", "--threads", "1"], in: folder.url)
        #expect(again.status == 0, "\(again.errors)")
        #expect(
            try Data(contentsOf: folder.file("again/predictions.csv"))
                == Data(contentsOf: folder.file("run/predictions.csv")))
    }

    @Test func aBadBarStopsTheRunByFileAndLineOrIsDroppedAndCounted() throws {
        let folder = try market()
        let file = "data/equities/SYN-EQ1.csv"
        var lines = try String(contentsOf: folder.file(file), encoding: .utf8).split(separator: "\n")
        var fields = lines[99].split(separator: ",").map(String.init)
        fields[2] = "NaN"
        lines[99] = Substring(fields.joined(separator: ","))
        try folder.write(lines.joined(separator: "\n") + "\n", to: file)
        let failed = try AlphaCommand.run(["research", "--out", "run", "--quiet"] + small, in: folder.url)
        #expect(failed.status == 65)
        #expect(failed.errors.contains("\(file):100: column 'high':"), "\(failed.errors)")
        #expect(failed.errors.split(separator: "\n").count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["data"])
        let dropped = try AlphaCommand.run(
            ["research", "--out", "run", "--json", "--on-bad-bar", "drop"] + small, in: folder.url)
        #expect(dropped.status == 0, "\(dropped.errors)")
        let metrics = try JSONDecoder().decode(RunMetrics.self, from: Data(dropped.output.utf8))
        #expect(metrics.data.map(\.droppedBars).sorted() == [0, 0, 1])
    }

    @Test(arguments: [
        (["--models", "lstn"], 64, "did you mean 'lstm'"),
        (["--models", ","], 64, "models is empty"),
        (["--features", "volatilty"], 64, "did you mean 'volatility'"),
        (["--lookback", "0"], 64, "lookback"),
        (["--epoch", "3"], 64, "--epochs"),
        (["--on-bad-bar", "keep"], 64, "keep"),
        (["--data", "nowhere"], 66, "nowhere"),
        (["--symbols", "NOPE"], 66, "NOPE"),
        (["--config", "nowhere.yaml"], 66, "nowhere.yaml"),
        (["--train", "5000"], 65, "too few"),
        (["--out", "data"], 73, "something else"),
    ])
    func whatCannotBeRunSaysWhy(arguments: [String], status: Int32, word: String) throws {
        let folder = try market()
        let run = try AlphaCommand.run(["research", "--quiet"] + arguments, in: folder.url)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(word), "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["data"])
    }
}
