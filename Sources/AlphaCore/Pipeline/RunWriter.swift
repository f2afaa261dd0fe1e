import Foundation

/// Writes every file of a run folder.
struct RunWriter {
    let destination: RunDestination
    let configuration: ResearchConfiguration
    let manifest: RunManifest
    /// The name in the `strategy` column of the signals.
    static let strategy = "alpha_ml"

    /// Everything that the stages made.
    func write(
        forecasts: WalkForwardForecasts, outcomes: [WalkForwardFit.Outcome], evaluation: ResearchEvaluation,
        execution: ResearchExecution, panel: Panel
    ) throws {
        let folder = destination.working
        try OutputFile.write(configuration.yaml(), to: folder.configuration)
        try OutputFile.write(JSONText.encode(manifest), to: folder.manifest)
        try PredictionFile.write(forecasts.all, panel: panel, to: folder.predictions)
        let scores = forecasts.scores(of: WalkForwardForecasts.ensemble, panel: panel)
        try SignalFile.write(scores.signals(panel: panel, strategy: Self.strategy), to: folder.signals)
        try PositionFile.write(evaluation.backtest.positions, to: folder.positions)
        try EquityFile.write(evaluation.backtest.rows, to: folder.equity)
        try OrderFile.write(execution.stream.orders, to: folder.orders)
        try TradeFile.write(execution.output.trades, to: folder.trades)
        try EventFile.write(execution.output.events, to: folder.events)
        for outcome in outcomes {
            try outcome.weights?.write(to: folder.weights(family: outcome.model, fold: outcome.fold))
        }
    }

    /// The metrics, and the report that is drawn from the folder as it then is.
    func finish(_ metrics: RunMetrics) throws {
        try OutputFile.write(JSONText.encode(metrics), to: destination.working.metrics)
        try Report.write(destination.working, name: destination.name)
    }
}
