/// The evidence of a run: skill and trading result of every model, and the statistics of the ensemble's backtest.
struct ResearchEvaluation {
    /// The ensemble's backtest.
    let backtest: BacktestResult
    /// Every statistic of the ensemble's backtest, by name.
    let statistics: [String: Double?]
    /// By model, buy-and-hold among them: how well it agreed with what came true, and how trading on it went.
    let skills: [String: RunMetrics.Skill]

    /// Evaluates the forecasts; `badData` when nothing could be forecast at all.
    init(
        forecasts: WalkForwardForecasts, outcomes: [WalkForwardFit.Outcome], folds: [Fold], panel: Panel,
        configuration: ResearchConfiguration
    ) throws(DataError) {
        let periods = Calendar.periodsPerYear(of: panel)
        var results: [String: BacktestResult] = [:]
        for name in forecasts.names {
            let backtest = Backtest(panel: panel, options: configuration.backtest)
            results[name] = try? backtest.run(scores: forecasts.scores(of: name, panel: panel))
        }
        guard let traded = results[WalkForwardForecasts.ensemble] else {
            throw DataError(
                .badData, file: configuration.data, problem: "no asset has bars enough to forecast any tested bar")
        }
        let tested = folds[0].testTimes.lowerBound..<panel.timestamps.count
        var holding = BacktestOptions.buyAndHold
        holding.fill = configuration.fill
        holding.capital = configuration.capital
        results[WalkForwardForecasts.buyAndHold] = try? Backtest(panel: panel, options: holding)
            .run(scores: .constant(1, panel: panel, times: tested))

        backtest = traded
        statistics = ResearchEvaluation.statistics(
            of: traded, trials: forecasts.names.compactMap { results[$0]?.returns }, periods: periods)
        var skills: [String: RunMetrics.Skill] = [:]
        for (name, result) in results {
            let skill = InformationCoefficient(predictions: forecasts.predictions[name] ?? [])
            let curves = Dictionary(
                uniqueKeysWithValues: outcomes.filter { $0.model == name }.map { ($0.fold, $0.epochs) })
            skills[name] = RunMetrics.Skill(
                ic: skill.ic, rankIC: skill.rankIC, icir: skill.icir, hitRate: skill.hitRate,
                sharpe: result.statistics(periodsPerYear: periods).sharpe,
                folds: folds.map { fold in
                    let part = skill.folds.first { $0.fold == fold.number }?.value
                    return RunMetrics.FoldSkill(
                        fold: fold.number, testStart: panel.timestamps[fold.testTimes.lowerBound].description,
                        testEnd: panel.timestamps[fold.testTimes.upperBound - 1].description, ic: part?.ic,
                        rankIC: part?.rankIC,
                        sharpe: ResearchEvaluation.sharpe(of: result, in: fold, panel: panel, periods: periods),
                        epochs: curves[fold.number] ?? [])
                })
        }
        self.skills = skills
    }

    /// The skills of the models named.
    func skills(of names: [String]) -> [String: RunMetrics.Skill] {
        skills.filter { names.contains($0.key) }
    }

    /// The statistics of the ensemble's backtest; `dsr` and `pbo` count every model that the run tried as a trial.
    private static func statistics(
        of traded: BacktestResult, trials: [[Double]], periods: Double
    ) -> [String: Double?] {
        var statistics = traded.statistics(periodsPerYear: periods)
        let ratios = trials.map { SharpeInference(returns: $0)?.ratio }
        statistics.deflatedSharpe = DeflatedSharpe(returns: traded.returns, ratios: ratios).probability
        statistics.probabilityOfOverfitting = BacktestOverfitting(trials: trials)?.probability
        return statistics.dictionary
    }

    /// The Sharpe ratio of a fold's part of the curve: a return belongs to the fold that tested the bar before it.
    private static func sharpe(of result: BacktestResult, in fold: Fold, panel: Panel, periods: Double) -> Double? {
        let start = panel.timestamps[fold.testTimes.lowerBound]
        let end = panel.timestamps[min(fold.testTimes.upperBound, panel.timestamps.count - 1)]
        let returns = result.rows.filter { $0.timestamp > start && $0.timestamp <= end }.map(\.netReturn)
        return PerformanceStatistics(returns: returns, periodsPerYear: periods).sharpe
    }
}
