import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite struct SampleRunTests {

    @Test func theSameSeedGivesTheSameBytes() throws {
        let folders = [try TemporaryFolder(), try TemporaryFolder()]
        for folder in folders { try SampleRun().write(to: folder.url) }
        for file in ["metrics.json", "signals/alpha_ml_signals.csv", "backtest/backtest_pnl.csv"] {
            let bytes = try folders.map { try Data(contentsOf: $0.url.appendingPathComponent(file)) }
            #expect(bytes[0] == bytes[1], "\(file)")
        }
    }
}
