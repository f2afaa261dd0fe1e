import Synchronization

/// Fits every model on every fold, side by side, and forecasts each fold's test samples.
///
/// A fit and a fold's scaler see the train and validation parts only. Each fit draws from its own random stream, so
/// neither the number of threads nor the order of the work changes a forecast.
struct WalkForwardFit: Sendable {
    /// What one model made of one fold.
    struct Outcome: Sendable {
        var model: String
        var fold: Int
        /// One forecast for each of the fold's test samples, in their order.
        var forecasts: [Double]
        /// The learning curve.
        var epochs: [EpochRecord]
        /// The test samples with a known label, which noise is added to, and the forecasts for them.
        var noiseSamples: [Sample]
        var noise: [Robustness.Forecasts]
        /// The weights, for a model that has a file of them.
        var weights: Safetensors?
    }

    var table: FeatureTable
    var folds: [Fold]
    /// The models, those that take longest first.
    var models: [any Model]
    /// The models, by name, whose robustness is measured.
    var probed: Set<String>
    var robustness: Robustness
    var lookback: Int
    var seed: UInt64
    var threads: Int
    /// How many epochs a fit takes at most: the unit of progress.
    var epochs: Int

    /// All outcomes, model by model in order of `models`, fold by fold.
    func run(progress: @escaping @Sendable (ResearchProgress) -> Void) throws -> [Outcome] {
        let total = models.count * folds.count * epochs
        let done = Mutex(0)
        return try Parallel.map(count: models.count * folds.count, threads: threads) { job in
            let model = models[job / folds.count]
            let fold = folds[job % folds.count]
            let context = TrainingContext(seed: seed, fold: fold.number) { record in
                let behind = done.withLock { count in
                    count += 1
                    return count
                }
                progress(.epoch(model: model.name, fold: fold.number, record: record, done: behind, total: total))
            }
            let outcome = try outcome(of: model, in: fold, context: context)
            // A fit that stopped early, or has no epochs, still counts as all of its work.
            done.withLock { $0 += epochs - outcome.epochs.count }
            return outcome
        }
    }

    /// By probed model: its robustness over all folds.
    func curves(of outcomes: [Outcome], forecasts: WalkForwardForecasts) -> [String: [RobustnessPoint]] {
        var curves: [String: [RobustnessPoint]] = [:]
        for model in probed {
            let parts = outcomes.filter { $0.model == model && !$0.noiseSamples.isEmpty }.sorted { $0.fold < $1.fold }
            guard !parts.isEmpty else { continue }
            let all = Dictionary(
                uniqueKeysWithValues: (forecasts.predictions[model] ?? []).map { ([$0.time, $0.asset], $0) })
            let clean = parts.map { part in part.noiseSamples.compactMap { all[[$0.time, $0.asset]] } }
            curves[model] = RobustnessCurve(clean: clean, noise: parts.map(\.noise)).points
        }
        return curves
    }

    private func outcome(of model: any Model, in fold: Fold, context: TrainingContext) throws -> Outcome {
        let scaler = Scaler(fitting: table, times: fold.trainTimes)
        let windows = scaler.windows(of: table, lookback: lookback)
        let data = TrainingData(windows: windows, train: fold.train, validation: fold.validation)
        let fitted = try model.train(on: data, context: context)
        let probed = probed.contains(model.name) ? fold.test.filter { $0.labelEnd != nil } : []
        let random = RandomSource(seed: seed, stream: "noise", fold.number)
        return Outcome(
            model: model.name, fold: fold.number, forecasts: fitted.forecast(fold.test, windows: windows),
            epochs: fitted.epochs, noiseSamples: probed,
            noise: probed.isEmpty
                ? [] : robustness.forecasts(of: fitted, windows: windows, samples: probed, random: random),
            weights: fitted.safetensors(metadata: ["scaler": scaler.json, "fold": String(fold.number)]))
    }
}
