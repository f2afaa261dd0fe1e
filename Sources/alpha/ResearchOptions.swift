import AlphaCore
import ArgumentParser
import Foundation

/// The options that choose a research run; what is not given comes from `--config`, then from the defaults.
struct ResearchOptions: ParsableArguments {
    @Option(help: "YAML file with any of these options, by their names; the command line wins.")
    var config: String?

    @Option(help: "Folder of the bars: equities/, crypto/ and fx/ inside. (default: data)")
    var data: String?

    @Option(help: "Symbols to use, separated by commas. (default: all)")
    var symbols: String?

    @Option(help: "What to do with a bar that cannot be used: fail or drop. (default: fail)")
    var onBadBar: BadBarPolicy?

    @Option(help: "Feature families, separated by commas. (default: all)")
    var features: String?

    @Option(help: "Model families, separated by commas. (default: lstm,tcn,transformer)")
    var models: String?

    @Option(help: "Bars a window. (default: 64)")
    var lookback: Int?

    @Option(help: "Bars that the forecast return spans. (default: 5)")
    var horizon: Int?

    @Option(help: "Where that return begins: close, or next_open. (default: close)")
    var labelEntry: LabelEntry?

    @Option(help: "Timestamps to train on. (default: 1000)")
    var train: Int?

    @Option(help: "Timestamps to validate on, for early stopping. (default: 250)")
    var val: Int?

    @Option(help: "Timestamps to test on, and to step on by. (default: 250)")
    var test: Int?

    @Option(help: "Bars to keep clear on top of the purge that follows from the labels. (default: 0)")
    var embargo: Int?

    @Flag(help: "Train from the first bar on in every fold, instead of rolling on.")
    var anchored = false

    @Option(help: "Passes over the training samples, at most. (default: 5)")
    var epochs: Int?

    @Option(help: "Samples a gradient step. (default: 256)")
    var batch: Int?

    @Option(help: "How forecasts become weights. (default: automatic)")
    var weights: WeightScheme?

    @Option(help: "Where orders are filled in the backtest: next_open, or close (optimistic). (default: next_open)")
    var fill: BacktestOptions.Fill?

    @Option(help: "What the strategy starts with, in quote currency. (default: 1000000)")
    var capital: Double?

    @Option(help: "Fixes every random choice. (default: 7)")
    var seed: UInt64?

    @Option(help: "Part of the default folder's name. (default: research)")
    var name: String?

    /// The configuration that the file and the command line make together.
    func resolved() throws -> ResearchConfiguration {
        var result =
            try config.map { try ResearchConfiguration(yaml: URL(fileURLWithPath: $0)) } ?? ResearchConfiguration()
        func set<Value>(_ value: Value?, _ place: inout Value) {
            if let value { place = value }
        }
        set(data, &result.data)
        set(list(symbols), &result.symbols)
        set(onBadBar, &result.onBadBar)
        set(list(features), &result.features)
        set(list(models), &result.models)
        set(lookback, &result.lookback)
        set(horizon, &result.horizon)
        set(labelEntry, &result.labelEntry)
        set(train, &result.train)
        set(val, &result.val)
        set(test, &result.test)
        set(embargo, &result.embargo)
        if anchored { result.anchored = true }
        set(epochs, &result.epochs)
        set(batch, &result.batch)
        set(weights, &result.weights)
        set(fill, &result.fill)
        set(capital, &result.capital)
        set(seed, &result.seed)
        set(name, &result.name)
        do {
            try result.validate()
        } catch {
            throw ValidationError(error.description)
        }
        return result
    }

    private func list(_ text: String?) -> [String]? {
        text?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}

extension BadBarPolicy: ExpressibleByArgument {}
extension LabelEntry: ExpressibleByArgument {}
