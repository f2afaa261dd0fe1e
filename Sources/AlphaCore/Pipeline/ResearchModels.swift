/// The models of a run: the chosen neural families, and the baselines that every comparison also shows.
struct ResearchModels {
    /// The neural families' names, in the order chosen.
    let families: [String]
    /// The fitted baselines' names.
    let baselines: [String]
    /// Everything that is fitted, those that take longest first, so that the threads end together.
    let all: [any Model]

    /// The models that the configuration names; `UnknownNameError` for a family that does not exist.
    ///
    /// Momentum reads past returns from the windows: where the features chosen hold none, it is left out, with a note.
    init(
        _ configuration: ResearchConfiguration, featureNames: [String], progress: (ResearchProgress) -> Void
    ) throws(UnknownNameError) {
        var options = TrainingOptions()
        options.epochs = configuration.epochs
        options.batch = configuration.batch
        var chosen: [ModelFamily] = []
        for name in configuration.models {
            guard let family = ModelFamily(rawValue: name) else {
                throw UnknownNameError(kind: "model family", name: name, known: ModelFamily.allCases.map(\.rawValue))
            }
            if !chosen.contains(family) { chosen.append(family) }
        }
        families = chosen.map(\.rawValue)
        let hasReturns = MomentumModel.features.contains(where: featureNames.contains)
        baselines = ModelRegistry.baselineNames.filter { $0 != MomentumModel().name || hasReturns }
        if !hasReturns { progress(.note("momentum is left out: it needs the feature family 'returns'")) }
        let cost: [ModelFamily] = [.transformer, .lstm, .tcn]
        let longestFirst = cost.filter(chosen.contains).map(\.rawValue) + baselines
        all = longestFirst.compactMap { ModelRegistry.model(named: $0, options: options) }
    }
}
