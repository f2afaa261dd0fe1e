/// Every choice of a research run, with its default; the keys of `config.yaml` are the command's option names.
///
/// `threads`, `out` and `quiet` are the command's business and not part of it: they never change a result.
public struct ResearchConfiguration: Sendable, Equatable, Codable {
    /// The run's name, part of the default folder name.
    public var name = "research"
    /// The data folder (`equities/`, `crypto/`, `fx/` inside).
    public var data = "data"
    /// The symbols to use; empty: all.
    public var symbols: [String] = []
    /// What to do with a bar that cannot be used.
    public var onBadBar = BadBarPolicy.fail
    /// The feature families to use.
    public var features: [String] = FeatureFamily.allCases.map(\.rawValue)
    /// The neural families to fit.
    public var models = ["lstm", "tcn", "transformer"]
    /// Bars a window.
    public var lookback = 64
    /// Bars that the label's return spans.
    public var horizon = 5
    /// Where the label's return begins.
    public var labelEntry = LabelEntry.close
    /// Distinct timestamps to train on.
    public var train = 1000
    /// Distinct timestamps to validate on.
    public var val = 250
    /// Distinct timestamps to test on, and to step on by.
    public var test = 250
    /// Bars on top of the derived purge.
    public var embargo = 0
    /// Whether training always starts at the first bar.
    public var anchored = false
    /// Passes over the training samples, at most.
    public var epochs = 5
    /// Samples a gradient step.
    public var batch = 256
    /// Fixes every random choice.
    public var seed: UInt64 = 7
    /// How forecasts become weights.
    public var weights = WeightScheme.automatic
    /// Where the backtest's orders are filled.
    public var fill = BacktestOptions.Fill.nextOpen
    /// What the strategy starts with, in quote currency: makes weights into units of an asset.
    public var capital = 1_000_000.0
    /// Deviations of the noise that robustness adds to the scaled inputs.
    public var noise: [Double] = [0.1, 0.25, 0.5, 1]
    /// Draws of noise for each size.
    public var noiseTrials = 3

    /// The default run.
    public init() {}

    /// How the run's backtests trade.
    var backtest: BacktestOptions {
        var options = BacktestOptions()
        options.weightScheme = weights
        options.horizon = horizon
        options.fill = fill
        options.capital = capital
        return options
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, data, symbols
        case onBadBar = "on-bad-bar"
        case features, models, lookback, horizon
        case labelEntry = "label-entry"
        case train, val, test, embargo, anchored, epochs, batch, seed, weights, fill, capital, noise
        case noiseTrials = "noise-trials"
    }
}
