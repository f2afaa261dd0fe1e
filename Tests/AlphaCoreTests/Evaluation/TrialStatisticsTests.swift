import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite struct TrialStatisticsTests {
    private let golden = (0..<6).map { Array(GoldenStatistics.trials[($0 * 43)..<(($0 + 1) * 43)]) }

    @Test func equalTheReference() {
        #expect(isClose(DeflatedSharpe(trials: golden).probability, GoldenStatistics.deflatedSharpe))
        #expect(isClose(BacktestOverfitting(trials: golden, blocks: 4)?.probability, GoldenStatistics.overfitting4))
        #expect(isClose(BacktestOverfitting(trials: golden, blocks: 10)?.probability, GoldenStatistics.overfitting10))
    }

    @Test(.enabled(if: SharedData.isPresent, "shared/data is absent"))
    func equalTheExpectedFiguresOfRealTrials() throws {
        let trials = try ReturnsFile.readTrials(SharedData.file("metrics/trials_756x20.csv"))
        #expect(trials.count == 20 && trials.allSatisfy { $0.count == 756 })
        #expect(isClose(DeflatedSharpe(trials: trials).probability, 0.6585040507975204))
        #expect(isClose(BacktestOverfitting(trials: trials, blocks: 8)?.probability, 0.37142857142857144))
        #expect(isClose(BacktestOverfitting(trials: trials, blocks: 12)?.probability, 0.37445887445887444))
    }

    @Test func knownRatiosGiveTheSameAsTheirReturns() {
        let whole = DeflatedSharpe(trials: golden)
        let ratios = golden.map { SharpeInference(returns: $0)?.ratio }
        let parts = DeflatedSharpe(returns: golden[whole.best!], ratios: ratios)
        #expect(parts.probability == whole.probability && parts.benchmark == whole.benchmark)
    }

    @Test func moreTrialsOfTheSameSpreadDeflateMore() {
        let few = DeflatedSharpe(returns: golden[0], ratios: [0.1, -0.1, 0.1, -0.1])
        let many = DeflatedSharpe(returns: golden[0], ratios: Array(repeating: [0.1, -0.1], count: 50).flatMap { $0 })
        #expect(many.benchmark! > few.benchmark! && many.probability! < few.probability!)
    }

    @Test func trialsWithoutARatioCountAsTried() {
        let idle = DeflatedSharpe(trials: golden + [[Double](repeating: 0, count: 43)])
        #expect(idle.trials == 7)
        #expect(idle.benchmark! > DeflatedSharpe(trials: golden).benchmark!)
        #expect(DeflatedSharpe(trials: [golden[0]]).probability == nil)
        #expect(DeflatedSharpe(trials: []).best == nil)
        #expect(BacktestOverfitting(trials: [golden[0]]) == nil)
        #expect(BacktestOverfitting(trials: [[0.1, 0.2], [0.2, 0.1]], blocks: 4) == nil)
    }

    @Test func aTrialThatIsAlwaysBestIsNotOverfitted() {
        let best = golden[0].map { $0 + 0.05 }
        let found = BacktestOverfitting(trials: golden + [best], blocks: 6)
        #expect(found?.probability == 0 && found?.splits == 20)
    }

    /// Splits by recursion, ratios from the returns themselves.
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func overfittingEqualsItsNaiveTwin(seed: UInt64) throws {
        var random = RandomSource(seed: seed, stream: "trials")
        let trials = (0..<7).map { _ in (0..<50).map { _ in 0.01 * random.normal() } }
        let blocks = 6
        let length = 50 / blocks
        func ratios(_ chosen: [Int]) -> [Double] {
            trials.map { trial in
                let part = chosen.flatMap { trial[($0 * length)..<(($0 + 1) * length)] }
                return PerformanceStatistics(returns: part, periodsPerYear: 1).sharpe!
            }
        }
        func choices(_ count: Int, from first: Int) -> [[Int]] {
            count == 0
                ? [[]]
                : (first..<blocks).flatMap { one in choices(count - 1, from: one + 1).map { [one] + $0 } }
        }
        var worse = 0
        let splits = choices(blocks / 2, from: 0)
        for inside in splits {
            let within = ratios(inside)
            let outside = ratios((0..<blocks).filter { !inside.contains($0) })
            let best = within.firstIndex(of: within.max()!)!
            let rank = outside.count { $0 <= outside[best] }
            if Double(rank) / 8 <= 0.5 { worse += 1 }
        }
        let found = try #require(BacktestOverfitting(trials: trials, blocks: blocks))
        #expect(found.splits == splits.count)
        #expect(found.probability == Double(worse) / Double(splits.count), "seed \(seed)")
        #expect(found.logits.count { $0 <= 0 } == worse, "seed \(seed)")
    }

    @Test func brokenTablesAreRefusedWithTheirPlace() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trials-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("t.csv")
        try OutputFile.write("0.1,0.2\n0.1\n", to: file)
        #expect { try ReturnsFile.readTrials(file) } throws: { ($0 as? DataError)?.line == 2 }
        try OutputFile.write("0.1,0.2\n0.1,x\n", to: file)
        #expect { try ReturnsFile.readTrials(file) } throws: {
            let error = $0 as? DataError
            return error?.line == 2 && error?.column == "2" && error?.found == "x" && error?.kind == .badData
        }
        try OutputFile.write("", to: file)
        #expect(throws: DataError.self) { try ReturnsFile.readTrials(file) }
        try OutputFile.write("r,b\n0.1,\n", to: file)
        #expect { try ReturnsFile.read(file, columns: ["r", "b"]) } throws: {
            ($0 as? DataError)?.line == 2 && ($0 as? DataError)?.column == "b"
        }
        try OutputFile.write("r\n", to: file)
        #expect(throws: DataError.self) { try ReturnsFile.read(file, columns: ["r"]) }
        #expect { try ReturnsFile.read(folder.appendingPathComponent("none"), columns: ["r"]) } throws: {
            ($0 as? DataError)?.kind == .noInput
        }
    }
}
