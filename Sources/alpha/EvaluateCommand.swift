import AlphaCore
import ArgumentParser
import Foundation

/// `alpha evaluate`: statistics of returns, or of a table of trials.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Compute every performance statistic of a series of returns, or the odds that trials were luck.",
        discussion: """
            RETURNS.csv has a header and simple returns, one a row (0.01 is 1 %). Printed are growth (cagr), risk \
            (volatility, max_drawdown, var_95, cvar_95), ratios (sharpe, sortino, calmar, omega, tail_ratio), shape \
            (skew, kurtosis) and how far the Sharpe ratio can be trusted (psr, min_trl); with --benchmark also alpha \
            and beta. What the data cannot give is "-", null in JSON, never 0. docs/statistics.md defines each.

            Examples:
              alpha evaluate returns.csv --column r --periods 252
              alpha evaluate runs/latest/backtest/backtest_pnl.csv --column return --json

            With --trials the file has no header and one trial's returns a column, all trials that were made. Printed \
            are the deflated Sharpe ratio of the best (dsr) and the probability of backtest overfitting (pbo, by \
            combinatorially symmetric cross-validation):
              alpha evaluate --trials trials.csv --blocks 8 --json
            """)

    @Argument(help: ArgumentHelp("A table with a column of returns.", valueName: "RETURNS.csv"))
    var returns: String?

    @Option(help: ArgumentHelp("The column of returns.", valueName: "NAME"))
    var column = "r"

    @Option(help: ArgumentHelp("The column of a benchmark's returns, for alpha and beta.", valueName: "NAME"))
    var benchmark: String?

    @Option(help: ArgumentHelp("Returns a year.", valueName: "N"))
    var periods = 252.0

    @Option(help: ArgumentHelp("A table of trials, one a column, without a header.", valueName: "FILE"))
    var trials: String?

    @Option(help: ArgumentHelp("Blocks of the cross-validation, an even number from 2 to 24.", valueName: "N"))
    var blocks = 8

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    func validate() throws {
        guard (returns == nil) != (trials == nil) else {
            throw ValidationError("give either RETURNS.csv or --trials FILE")
        }
        guard periods > 0, periods.isFinite else {
            throw ValidationError("--periods is \(periods), it must be positive")
        }
        guard BacktestOverfitting.allowedBlocks(blocks) else {
            throw ValidationError("--blocks is \(blocks), it must be an even number from 2 to 24")
        }
    }

    func run() throws {
        if let trials {
            let report = TrialReport(trials: try ReturnsFile.readTrials(URL(fileURLWithPath: trials)), blocks: blocks)
            print(json ? report.table.json : report.table.text)
        } else if let returns {
            let columns = try ReturnsFile.read(
                URL(fileURLWithPath: returns), columns: [column] + (benchmark.map { [$0] } ?? []))
            var table = StatisticsTable(
                PerformanceStatistics(returns: columns[0], periodsPerYear: periods).table)
            if columns.count > 1 {
                table.rows +=
                    BenchmarkStatistics(
                        returns: columns[0], benchmark: columns[1], periodsPerYear: periods
                    ).table
            }
            print(json ? table.json : table.text)
        }
    }
}
