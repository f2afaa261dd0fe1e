/// The out-of-sample forecasts of every model of a run, and of their ensemble.
///
/// Folds' tests never overlap, so each model forecasts each tested bar exactly once.
struct WalkForwardForecasts: Sendable {
    /// The name of the families' combined forecast.
    static let ensemble = "ensemble"
    /// The baseline that holds every asset alike, always.
    static let buyAndHold = "buy_and_hold"

    /// The neural families, in the order chosen.
    let families: [String]
    /// The fitted baselines.
    let baselines: [String]
    /// By model: one prediction a tested bar and asset, in order of time, then asset.
    let predictions: [String: [Prediction]]

    /// Puts the outcomes of all fits in order of time, and adds the ensemble.
    init(outcomes: [WalkForwardFit.Outcome], folds: [Fold], families: [String], baselines: [String]) {
        self.families = families
        self.baselines = baselines
        var predictions: [String: [Prediction]] = [:]
        for outcome in outcomes.sorted(by: { $0.fold < $1.fold }) {
            predictions[outcome.model, default: []] += zip(folds[outcome.fold].test, outcome.forecasts).map {
                Prediction(
                    time: $0.time, asset: $0.asset, model: outcome.model, fold: outcome.fold,
                    yTrue: $0.labelEnd == nil ? nil : $0.label, yPred: $1)
            }
        }
        predictions[Self.ensemble] = Ensemble.mean(
            of: families.flatMap { predictions[$0] ?? [] }, named: Self.ensemble)
        self.predictions = predictions
    }

    /// Every forecasting model in the order of tables and files: families, ensemble, baselines.
    var names: [String] { families + [Self.ensemble] + baselines }

    /// Every forecast, in order of time, then asset, then `names`.
    var all: [Prediction] {
        let rank = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        return names.flatMap { predictions[$0] ?? [] }.sorted {
            ($0.time, $0.asset, rank[$0.model] ?? 0) < ($1.time, $1.asset, rank[$1.model] ?? 0)
        }
    }

    /// A model's forecasts as scores on the panel's time axis.
    func scores(of model: String, panel: Panel) -> ScoreTable {
        ScoreTable(predictions: predictions[model] ?? [], panel: panel)
    }
}
