import Foundation

/// The whole pipeline: data → features → tensors → models, walked forward → evaluation → signals → backtest → orders →
/// venue → report, into one run folder.
///
/// The folder appears whole or not at all: it is made beside its place and renamed into it. The same data,
/// configuration and seed give the same numbers, whatever `threads` is.
public struct ResearchRun {
    /// Every choice of the run.
    public let configuration: ResearchConfiguration
    /// Where the results go.
    public let folder: RunFolder
    /// Threads to fit on.
    public let threads: Int
    /// When the run began: for the manifest alone.
    public let began: Date
    let makeVenue: () -> any Venue
    let progress: @Sendable (ResearchProgress) -> Void

    /// A run of the configuration into the folder; nothing is read or made yet.
    public init(
        configuration: ResearchConfiguration, folder: RunFolder, threads: Int, began: Date,
        makeVenue: @escaping () -> any Venue, progress: @escaping @Sendable (ResearchProgress) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.folder = folder
        self.threads = threads
        self.began = began
        self.makeVenue = makeVenue
        self.progress = progress
    }

    /// Runs every stage and writes the folder.
    ///
    /// Throws `DataError` for data that cannot be used (too few bars among it) and for a folder that cannot be made,
    /// `UnknownNameError` for a feature family or model that does not exist, `TrainingError` when a loss is not finite.
    public func run() throws -> RunMetrics {
        var clock = StageClock(progress: progress)
        let destination = try RunDestination(folder)
        defer { destination.discard() }
        let features = try FeatureCatalog.select(families: configuration.features)
        let models = try ResearchModels(configuration, featureNames: features.map(\.name), progress: progress)

        clock.begin("data")
        let inputs = try ResearchInputs(configuration, progress: progress)
        clock.begin("features")
        let table = FeatureTable(panel: inputs.panel, features: features)
        let set = SampleSet(
            table: table, lookback: configuration.lookback,
            label: Label(horizon: configuration.horizon, entry: configuration.labelEntry))
        let folds = try inputs.folds(of: set, warmUp: table.lookback, configuration: configuration)

        clock.begin("models")
        let fit = WalkForwardFit(
            table: table, folds: folds, models: models.all, probed: Set(models.families),
            robustness: Robustness(sizes: configuration.noise, trials: configuration.noiseTrials),
            lookback: configuration.lookback, seed: configuration.seed, threads: threads, epochs: configuration.epochs)
        let outcomes = try fit.run(progress: progress)

        clock.begin("evaluation")
        let forecasts = WalkForwardForecasts(
            outcomes: outcomes, folds: folds, families: models.families, baselines: models.baselines)
        let evaluation = try ResearchEvaluation(
            forecasts: forecasts, outcomes: outcomes, folds: folds, panel: inputs.panel, configuration: configuration)
        let robustness = fit.curves(of: outcomes, forecasts: forecasts)

        clock.begin("execution")
        let execution = try ResearchExecution(
            backtest: evaluation.backtest, panel: inputs.panel, configuration: configuration, venue: makeVenue())

        clock.begin("write")
        let writer = RunWriter(
            destination: destination, configuration: configuration,
            manifest: try inputs.manifest(configuration, began: began))
        try writer.write(
            forecasts: forecasts, outcomes: outcomes, evaluation: evaluation, execution: execution, panel: inputs.panel)
        let metrics = RunMetrics(
            data: inputs.records, models: evaluation.skills(of: models.families),
            ensemble: evaluation.skills[WalkForwardForecasts.ensemble] ?? .init(),
            baselines: evaluation.skills(of: models.baselines + [WalkForwardForecasts.buyAndHold]),
            backtest: evaluation.statistics, robustness: robustness, execution: execution.metrics,
            trials: models.families.count + models.baselines.count + 1, seconds: clock.seconds)
        try writer.finish(metrics)
        try destination.commit()
        return metrics
    }
}

/// Wall seconds by stage.
private struct StageClock {
    let progress: @Sendable (ResearchProgress) -> Void
    private var stage: String?
    private var began = ContinuousClock.now
    private var finished: [String: Double] = [:]

    init(progress: @escaping @Sendable (ResearchProgress) -> Void) { self.progress = progress }

    mutating func begin(_ name: String) {
        finished = seconds
        stage = name
        began = .now
        progress(.stage(name))
    }

    /// The stages that have begun, the current one up to now.
    var seconds: [String: Double] {
        var result = finished
        if let stage {
            let duration = ContinuousClock.now - began
            result[stage] = (Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18)
        }
        return result
    }
}
