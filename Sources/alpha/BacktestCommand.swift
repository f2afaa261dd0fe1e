import AlphaCore
import ArgumentParser
import Foundation

/// `alpha backtest`: a signal file traded through bars.
struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Trade a signal file through bars: positions, costs, equity curve, statistics.",
        discussion: """
            The signal file has the columns timestamp, asset, score (and strategy). A score is known at its bar's \
            close; the position that follows from it is filled at the open of the asset's next bar. Into --out go \
            positions.csv (timestamp, asset, price, target_position) and backtest_pnl.csv (timestamp, equity, return, \
            gross_return, cost, turnover, gross_exposure, net_exposure); the statistics are printed. docs/backtest.md \
            explains each step.

            Example:
              alpha backtest --signals runs/latest/signals/alpha_ml_signals.csv --data data --out /tmp/backtest
              alpha backtest --signals S.csv --data data --out /tmp/b --weights sign --horizon 5 --slippage square-root
            """)

    @Option(help: ArgumentHelp("The signal file.", valueName: "S.csv"))
    var signals: String

    @Option(help: ArgumentHelp("The data folder with the bars.", valueName: "DIR"))
    var data: String

    @Option(help: ArgumentHelp("The folder to write into; made when missing.", valueName: "DIR"))
    var out: String

    @Option(
        help: """
            From scores to weights: automatic (zscore for three assets or more, else proportional), rank, zscore, \
            sign, proportional.
            """)
    var weights = BacktestOptions().weightScheme

    @Option(help: ArgumentHelp("Bars for which a signal is held, each with 1/N of the equity.", valueName: "N"))
    var horizon = BacktestOptions().horizon

    @Option(help: "When to trade: every_bar, or on_change of a weight, in between which units are kept.")
    var rebalance = BacktestOptions().rebalancing

    @Option(help: "Fill price: next_open, or the signal's own close, which is optimistic.")
    var fill = BacktestOptions().fill

    @Option(help: "Slippage model: none, quadratic, square-root, almgren-chriss.")
    var slippage = SlippageKind.quadratic

    @Option(help: ArgumentHelp("Half the bid-ask spread, in basis points.", valueName: "BP"))
    var halfSpread = 5.0

    @Option(help: ArgumentHelp("Commissions and taxes, in basis points of the value traded.", valueName: "BP"))
    var fees = 0.0

    @Option(help: ArgumentHelp("The largest weight of one asset.", valueName: "X"))
    var assetCap = BacktestOptions().assetCap

    @Option(help: ArgumentHelp("The largest sum of absolute weights.", valueName: "X"))
    var grossCap = BacktestOptions().grossCap

    @Option(help: ArgumentHelp("Do not trade an asset whose weight is off by less than this.", valueName: "X"))
    var noTradeBand = BacktestOptions().noTradeBand

    @Option(
        help: ArgumentHelp("Scale weights to this volatility a year, 0.1 being 10 % (default: none).", valueName: "X"))
    var volatilityTarget: Double?

    @Option(help: ArgumentHelp("What the equity of 1 stands for at the start.", valueName: "X"))
    var capital = BacktestOptions().capital

    @Option(
        help: ArgumentHelp("Bars that cannot be used: fail at the first, or drop them.", valueName: "fail|drop"),
        transform: { text in
            guard let policy = BadBarPolicy(rawValue: text) else {
                throw ValidationError("'\(text)' is neither fail nor drop")
            }
            return policy
        })
    var onBadBar = BadBarPolicy.fail

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    func validate() throws {
        guard horizon > 0 else { throw ValidationError("--horizon is \(horizon), it must be at least 1") }
        let positive = [
            ("--asset-cap", assetCap), ("--gross-cap", grossCap), ("--capital", capital),
            ("--volatility-target", volatilityTarget ?? 1),
        ]
        for (name, value) in positive where !(value > 0 && value.isFinite) {
            throw ValidationError("\(name) is \(value), it must be positive")
        }
        for (name, value) in [("--half-spread", halfSpread), ("--fees", fees), ("--no-trade-band", noTradeBand)]
        where !(value >= 0 && value.isFinite) {
            throw ValidationError("\(name) is \(value), it must not be negative")
        }
    }

    func run() throws {
        let report = try BacktestReport(
            signals: URL(fileURLWithPath: signals), data: URL(fileURLWithPath: data), onBadBar: onBadBar
        ) { periodsPerYear in
            var options = BacktestOptions()
            options.weightScheme = weights
            options.horizon = horizon
            options.rebalancing = rebalance
            options.fill = fill
            options.slippage = slippage.model(
                ProportionalCost(halfSpread: halfSpread / 10_000, fees: fees / 10_000))
            options.assetCap = assetCap
            options.grossCap = grossCap
            options.noTradeBand = noTradeBand
            options.volatilityTarget = volatilityTarget.map {
                VolatilityTarget(annual: $0, periodsPerYear: periodsPerYear)
            }
            options.capital = capital
            return options
        }
        try report.write(to: URL(fileURLWithPath: out))
        if fill == .close {
            let warning = "alpha: fills at the signal's own close are optimistic: they cannot be had\n"
            FileHandle.standardError.write(Data(warning.utf8))
        }
        print(json ? report.table.json : report.table.text)
    }
}

extension WeightScheme: ExpressibleByArgument {}
extension SlippageKind: ExpressibleByArgument {}
extension BacktestOptions.Fill: ExpressibleByArgument {}
extension BacktestOptions.Rebalancing: ExpressibleByArgument {}
