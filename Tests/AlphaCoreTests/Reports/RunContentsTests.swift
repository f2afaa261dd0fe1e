import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite struct RunContentsTests {
    private static func folder(_ change: (inout SampleRun) -> Void = { _ in }) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var sample = SampleRun()
        (sample.bars, sample.folds) = (40, 2)
        change(&sample)
        try sample.write(to: folder.url)
        return folder
    }

    private static func put(_ text: String, _ path: String, _ folder: TemporaryFolder) throws {
        try Data(text.utf8).write(to: folder.url.appendingPathComponent(path))
    }

    @Test func theNumbersAreThoseOfTheFiles() throws {
        let folder = try Self.folder()
        let contents = try RunContents.complete(RunFolder(folder.url))
        #expect(contents.problems.isEmpty && contents.missing.isEmpty)
        let report = contents.report
        #expect(report.origin.seed == 7 && report.origin.version == "0.1.0" && report.origin.name == "research")
        #expect(report.metrics?.models.count == 3 && report.metrics?.models["lstm"]?.folds.count == 2)
        #expect(report.metrics?.backtest["pbo"] == .some(nil))
        let rows = try String(contentsOf: RunFolder(folder.url).equity, encoding: .utf8)
            .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map { Double($0) } }
        let equity = try #require(report.equity)
        #expect(equity.equity == rows.map { $0[1]! })
        #expect(equity.cost == rows.map { $0[4] } && equity.netExposure == rows.map { $0[7] })
    }

    /// The curves that follow from the file, against naive twins.
    @Test func derivedCurvesEqualTheirNaiveTwins() throws {
        let folder = try Self.folder { $0.bars = 200 }
        let history = try EquityHistory(contentsOf: RunFolder(folder.url).equity)
        for bar in 0..<history.count {
            let peak = max(1, history.equity[...bar].max()!)
            #expect(abs(history.drawdown[bar] - (history.equity[bar] - peak) / peak) < 1e-12)
            let gross = history.grossReturn[...bar].reduce(1) { $0 * (1 + $1!) }
            #expect(abs(history.grossEquity[bar]! / gross - 1) < 1e-12)
            let cost = history.cost[...bar].reduce(0) { $0 + $1! }
            #expect(abs(history.cumulativeCost[bar] - cost) < 1e-12)
        }
        #expect(history.drawdown.allSatisfy { $0 <= 0 })
    }

    @Test func aMissingReturnEndsTheGrossCurveOnly() throws {
        let folder = try TemporaryFolder()
        try Self.put(
            "equity,timestamp,gross_return,cost\n1,2024-01-01,0.5,\n2,2024-01-02,,0.1\n3,2024-01-03,0.5,0.1\n", "e.csv",
            folder)
        let history = try EquityHistory(contentsOf: folder.url.appendingPathComponent("e.csv"))
        #expect(history.grossEquity == [1.5, nil, nil])
        #expect(history.cumulativeCost == [0, 0.1, 0.2])
        #expect(history.turnover == [nil, nil, nil])
    }

    @Test(arguments: [
        ("timestamp,equity\n2024-01-01,1\n2024-01-01,1\n", 3, "timestamp"),
        ("timestamp,equity\n2024-01-02,1\n2024-01-01,1\n", 3, "timestamp"),
        ("timestamp,equity\n2024-01-01,\n", 2, "equity"), ("timestamp,equity\nyesterday,1\n", 2, "timestamp"),
        ("timestamp,equity,cost\n2024-01-01,1,nan\n", 2, "cost"), ("timestamp,wealth\n2024-01-01,1\n", 1, "equity"),
    ])
    func brokenEquityIsNamedByLineAndColumn(text: String, line: Int, column: String) throws {
        let folder = try Self.folder()
        try Self.put(text, "backtest/backtest_pnl.csv", folder)
        let error = #expect(throws: DataError.self) { try RunContents.complete(RunFolder(folder.url)) }
        #expect(error?.kind == .badData && error?.line == line && error?.column == column, "\(error as Any)")
        let tolerant = RunContents(RunFolder(folder.url))
        #expect(tolerant.report.equity == nil && tolerant.report.metrics != nil && tolerant.problems == [error!])
    }

    @Test func signalsBecomeATableWhateverTheirOrder() throws {
        let folder = try TemporaryFolder()
        let rows = ["2024-01-02,B,2,s", "2024-01-01,A,1,s", "2024-01-03,A,,s", "2024-01-02,A,-3,s", "2024-01-02,A,9,t"]
        for order in [rows, rows.reversed()] {
            try Self.put("timestamp,asset,score,strategy\n" + order.joined(separator: "\n"), "s.csv", folder)
            let table = try SignalHistory(contentsOf: folder.url.appendingPathComponent("s.csv"))
            #expect(table.assets == ["A", "B"] && table.strategies == ["s", "t"])
            #expect(table.timestamps.map(\.description) == ["2024-01-01", "2024-01-02", "2024-01-03"])
            #expect(table.scores[0][0] == 1 && table.scores[0][1] == -3 && table.scores[0][2].isNaN)
            #expect(table.scores[1][0].isNaN && table.scores[1][1] == 2 && table.scores[1][2].isNaN)
        }
        try Self.put("timestamp,asset,score,strategy\n" + (rows + [rows[0]]).joined(separator: "\n"), "s.csv", folder)
        let error = #expect(throws: DataError.self) {
            try SignalHistory(contentsOf: folder.url.appendingPathComponent("s.csv"))
        }
        #expect(error?.line == 7)
    }

    @Test func whatIsMissingIsToldFromWhatIsBroken() throws {
        let folder = try Self.folder()
        for path in ["manifest.json", "signals/alpha_ml_signals.csv"] {
            try FileManager.default.removeItem(at: folder.url.appendingPathComponent(path))
        }
        let contents = try RunContents.complete(RunFolder(folder.url))
        #expect(contents.missing.count == 2 && contents.report.signals == nil && contents.report.equity != nil)
        try FileManager.default.removeItem(at: RunFolder(folder.url).metrics)
        let noMetrics = #expect(throws: DataError.self) { try RunContents.complete(RunFolder(folder.url)) }
        #expect(noMetrics?.kind == .noInput && noMetrics!.file.hasSuffix("metrics.json"))
        let nowhere = RunFolder(folder.url.appendingPathComponent("none"))
        #expect(#expect(throws: DataError.self) { try RunContents.complete(nowhere) }?.kind == .noInput)
        #expect(RunContents(nowhere).missing.count == RunContents.Part.allCases.count)
    }

    @Test func brokenMetricsAreNamedByTheirKey() throws {
        let folder = try Self.folder()
        let text = try String(contentsOf: RunFolder(folder.url).metrics, encoding: .utf8)
        try Self.put(text.replacing("\"bars\" : 2500", with: "\"bars\" : \"many\""), "metrics.json", folder)
        let error = #expect(throws: DataError.self) { try RunContents.complete(RunFolder(folder.url)) }
        #expect(error?.kind == .badData && error?.column == "data.0.bars", "\(error as Any)")
        try Self.put(String(text.prefix(text.count / 2)), "metrics.json", folder)
        let half = #expect(throws: DataError.self) { try RunContents.complete(RunFolder(folder.url)) }
        #expect(half?.kind == .badData && half?.problem == "is not JSON")
    }

    @Test func theReportIsWrittenIntoTheFolder() throws {
        let folder = try Self.folder()
        let report = try Report.write(RunFolder(folder.url))
        let first = try Data(contentsOf: report)
        #expect(report.lastPathComponent == "report.html" && first.count > 50_000)
        try Report.write(RunFolder(folder.url))
        #expect(try Data(contentsOf: report) == first, "the same run gives the same bytes")
    }
}
