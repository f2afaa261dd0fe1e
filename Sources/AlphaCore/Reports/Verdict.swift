/// What a run's numbers support, in plain sentences, for and against: comparisons only, no statistic of its own.
enum Verdict {
    /// At most one sentence each on the strategy, on chance, on the baselines' Sharpe and IC, and on execution.
    static func sentences(_ metrics: RunMetrics) -> [String] {
        [strategy(metrics), chance(metrics), bestBaseline(metrics), baselines(metrics), execution(metrics)]
            .compactMap { $0 }
    }

    /// What is said of a backtest that fills at the signal's own close.
    static let optimism = """
        All of this is optimistic: orders were filled at the very close that their signal is made from, which nobody \
        can trade at.
        """

    private static func statistic(_ metrics: RunMetrics, _ key: String) -> Double? { metrics.backtest[key] ?? nil }

    private static func strategy(_ metrics: RunMetrics) -> String? {
        guard let sharpe = statistic(metrics, "sharpe"), let growth = statistic(metrics, "cagr") else { return nil }
        let direction = growth >= 0 ? "gained" : "lost"
        let amount = NumberFormat.percent(1).text(abs(growth))
        var text = "Out of sample and after costs the strategy \(direction) \(amount) a year"
        text += " at a Sharpe ratio of \(NumberFormat.decimal(2).text(sharpe))"
        if let drawdown = statistic(metrics, "max_drawdown") {
            text += ", at worst \(NumberFormat.percent(1).text(abs(drawdown))) below its peak"
        }
        return text + "."
    }

    /// What the probabilistic and the deflated Sharpe ratio say: 95 % is the usual bar.
    private static func chance(_ metrics: RunMetrics) -> String? {
        guard let probability = statistic(metrics, "psr") else { return nil }
        let percent = NumberFormat.percent(0).text(probability)
        var text: String
        if probability >= 0.95 {
            text = "The data support a Sharpe ratio above zero (probability \(percent))"
        } else if probability <= 0.05 {
            text = "The data speak against a Sharpe ratio above zero (probability \(percent))"
        } else {
            text = "These data do not settle whether the true Sharpe ratio is above zero (probability \(percent))"
        }
        if let deflated = statistic(metrics, "dsr"), metrics.trials > 1 {
            let verb = deflated >= 0.95 ? "it still stands" : probability >= 0.95 ? "it no longer stands" : "it is"
            text += "; counting all \(metrics.trials) configurations that were tried, \(verb)"
            text +=
                verb == "it is"
                ? " \(NumberFormat.percent(0).text(deflated))" : " (\(NumberFormat.percent(0).text(deflated)))"
        }
        return text + "."
    }

    /// Whether one could have earned more with less.
    private static func bestBaseline(_ metrics: RunMetrics) -> String? {
        let rivals = metrics.baselines.compactMap { name, skill in skill.sharpe.map { (name: name, sharpe: $0) } }
        guard let own = statistic(metrics, "sharpe") ?? metrics.ensemble.sharpe,
            let best = rivals.max(by: { ($0.sharpe, $1.name) < ($1.sharpe, $0.name) })
        else { return nil }
        let name = NamedSkill.displayName(best.name)
        let sharpe = NumberFormat.decimal(2).text(best.sharpe)
        return own > best.sharpe
            ? "That is more than the best baseline by Sharpe ratio, \(name.lowercased()), with \(sharpe)."
            : "\(name), a baseline, had a Sharpe ratio of \(sharpe): the strategy did not earn its complexity."
    }

    /// Whether the ensemble forecasts better than the best baseline.
    private static func baselines(_ metrics: RunMetrics) -> String? {
        guard let own = metrics.ensemble.ic else { return nil }
        let rivals = metrics.baselines.compactMap { name, skill in skill.ic.map { (name: name, ic: $0) } }
        let ownText = NumberFormat.decimal(3).text(own)
        guard let best = rivals.max(by: { ($0.ic, $1.name) < ($1.ic, $0.name) }) else {
            return "The ensemble's forecasts have a mean information coefficient of \(ownText)."
        }
        let rival = "\(NamedSkill.displayName(best.name).lowercased()) with \(NumberFormat.decimal(3).text(best.ic))"
        if own > best.ic {
            return "The ensemble's information coefficient of \(ownText) is above the best baseline's, \(rival)."
        }
        return "The ensemble's information coefficient of \(ownText) does not beat the best baseline, \(rival):"
            + " these numbers give no case for the neural models."
    }

    /// Whether execution cost what the backtest assumed.
    private static func execution(_ metrics: RunMetrics) -> String? {
        guard let realised = metrics.execution["realised_slippage_basis_points"] ?? nil,
            let modelled = metrics.execution["modelled_slippage_basis_points"] ?? nil
        else { return nil }
        let format = NumberFormat.basisPoints(1)
        let comparison = realised > modelled ? "more than" : "no more than"
        return "Through the matching engine its orders cost \(format.text(realised)), \(comparison) the"
            + " \(format.text(modelled)) that the backtest charged."
    }
}
