import AlphaCore
import Foundation

/// The JSON under `/api/`, as docs/dashboard.md describes it.
enum Interface {
    /// All runs, the latest first.
    static func runs(_ runs: [RunSummary]) -> String {
        let list = runs.map { run in
            JSON.object([
                "name": JSON.string(run.name), "title": run.title.map(JSON.string) ?? "null",
                "created": run.created.map(JSON.string) ?? "null", "status": JSON.string(run.status.rawValue),
                "sharpe": JSON.number(run.sharpe), "cagr": JSON.number(run.cagr),
                "max_drawdown": JSON.number(run.maximumDrawdown), "ensemble_ic": JSON.number(run.ensembleIC),
                "problems": JSON.array(run.problems.map(JSON.string)),
            ])
        }
        return JSON.object(["runs": JSON.array(list)])
    }

    /// One run: its origin, its `metrics.json`, its configuration, and what is wrong with it.
    static func run(_ name: String, _ contents: RunContents) throws -> String {
        let report = contents.report
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        func encoded(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        return JSON.object([
            "name": JSON.string(name), "status": JSON.string(RunSummary.Status(contents).rawValue),
            "origin": try encoded(report.origin), "metrics": try report.metrics.map(encoded) ?? "null",
            "configuration": report.configuration.map(JSON.string) ?? "null",
            "problems": JSON.array(contents.problems.map { JSON.string($0.withinRun) }),
            "missing": JSON.array(contents.missing.map { JSON.string($0.withinRun) }),
        ])
    }

    /// The equity curve by column, one element a bar.
    static func equity(_ history: EquityHistory) -> String {
        JSON.object([
            "timestamps": timestamps(history.timestamps), "equity": JSON.numbers(history.equity.map { $0 }),
            "gross_equity": JSON.numbers(history.grossEquity), "drawdown": JSON.numbers(history.drawdown.map { $0 }),
            "cost": JSON.numbers(history.cost), "turnover": JSON.numbers(history.turnover),
        ])
    }

    /// The signals as a table: one row of `scores` an asset, one element a bar.
    static func signals(_ history: SignalHistory) -> String {
        JSON.object([
            "timestamps": timestamps(history.timestamps), "assets": JSON.array(history.assets.map(JSON.string)),
            "scores": JSON.array(history.scores.map { row in JSON.numbers(row.map { $0 }) }),
        ])
    }

    private static func timestamps(_ timestamps: [Timestamp]) -> String {
        JSON.array(timestamps.map { JSON.string($0.description) })
    }
}
