import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite struct SampleRunTests {
    static let shelf = ProcessInfo.processInfo.environment["ALPHA_SAMPLE_RUNS"]

    @Test func theSameSeedGivesTheSameBytes() throws {
        let folders = [try TemporaryFolder(), try TemporaryFolder()]
        for folder in folders { try SampleRun().write(to: folder.url) }
        for file in ["metrics.json", "signals/alpha_ml_signals.csv", "backtest/backtest_pnl.csv"] {
            let bytes = try folders.map { try Data(contentsOf: $0.url.appendingPathComponent(file)) }
            #expect(bytes[0] == bytes[1], "\(file)")
        }
    }

    /// Puts sample runs with their reports where a person can look at them: `ALPHA_SAMPLE_RUNS=/tmp/runs swift test …`.
    @Test(.enabled(if: shelf != nil, "ALPHA_SAMPLE_RUNS names no folder to write samples to"))
    func writesSamplesToLookAt() throws {
        let shelf = URL(fileURLWithPath: Self.shelf!)
        for (name, assets, bars) in [("20250131-061245-research", 6, 1250), ("20250201-070000-wide", 48, 2500)] {
            let folder = shelf.appendingPathComponent(name)
            var sample = SampleRun()
            sample.bars = bars
            if assets > 6 {
                sample.assets = (0..<assets).map { "ASSET\($0)" }
                sample.folds = 9
                sample.seed = 11
            }
            try sample.write(to: folder)
            try Report.write(RunFolder(folder))
        }
    }
}
