import Foundation

/// Writes every file of a run folder.
struct RunWriter {
    let destination: RunDestination
    let configuration: ResearchConfiguration
    let manifest: RunManifest
    /// The name in the `strategy` column of the signals.
    static let strategy = "alpha_ml"

    /// All files but the report, then the report from what they hold.
    func write(
        metrics: RunMetrics, forecasts: WalkForwardForecasts, outcomes: [WalkForwardFit.Outcome],
        evaluation: ResearchEvaluation, execution: ResearchExecution, panel: Panel
    ) throws {
        let folder = destination.working
        try OutputFile.write(configuration.yaml(), to: folder.configuration)
        try OutputFile.write(JSONText.encode(manifest), to: folder.manifest)
        try OutputFile.write(JSONText.encode(metrics), to: folder.metrics)
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
}
