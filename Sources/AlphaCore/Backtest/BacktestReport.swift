import Foundation

/// A backtest of files: a signal file traded through the bars of a data folder.
public struct BacktestReport: Sendable {
    /// What the backtest gave.
    public let result: BacktestResult
    /// Its statistics, annualised by the calendar of the assets traded.
    public let statistics: PerformanceStatistics

    /// Reads the signals and the bars of their assets and trades them.
    ///
    /// - Parameters:
    ///   - options: What to assume, given the times a year of the panel.
    /// - Throws: `DataError` for what cannot be read, or signals without a single row.
    public init(
        signals: URL, data: URL, onBadBar policy: BadBarPolicy = .fail, options: (Double) -> BacktestOptions
    ) throws(DataError) {
        let symbols = Set(try SignalFile.read(signals).map(\.asset)).sorted()
        guard !symbols.isEmpty else {
            throw DataError(
                .badData, file: signals.relativePath, line: 1, problem: "the file has a header and no signal")
        }
        let panel = try DataFolder.load(data, symbols: symbols, onBadBar: policy).panel
        let scores = try ScoreTable.read(signals, panel: panel)
        let periodsPerYear = Calendar.periodsPerYear(of: panel)
        do {
            result = try Backtest(panel: panel, options: options(periodsPerYear)).run(scores: scores)
        } catch {
            throw DataError(.badData, file: signals.relativePath, problem: error.description)
        }
        statistics = result.statistics(periodsPerYear: periodsPerYear)
    }

    /// Every statistic, and what the trades cost.
    public var table: StatisticsTable {
        let cost = result.trades.lazy.map(\.cost).compensatedSum()
        return StatisticsTable(
            statistics.table + [
                ("final_equity", result.rows.last?.equity), ("bars", Double(result.rows.count)),
                ("trades", Double(result.trades.count)), ("cost", cost),
                ("modelled_slippage_basis_points", result.slippageBasisPoints),
                ("periods_per_year", statistics.periodsPerYear),
            ])
    }

    /// Writes `positions.csv` and `backtest_pnl.csv` into a folder.
    public func write(to folder: URL) throws(DataError) {
        try PositionFile.write(result.positions, to: folder.appendingPathComponent("positions.csv"))
        try EquityFile.write(result.rows, to: folder.appendingPathComponent("backtest_pnl.csv"))
    }
}
