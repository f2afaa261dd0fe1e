/// The models of a run in the order and under the names in which every table and chart shows them.
struct NamedSkill: Sendable {
    /// What kind of forecaster it is.
    enum Role: String, Sendable { case ensemble, family, baseline }

    /// The name in files: `buy_and_hold`.
    var key: String
    var role: Role
    var skill: RunMetrics.Skill
    var style: SeriesStyle

    /// The name for readers: `Buy and hold`.
    var name: String { NamedSkill.displayName(key) }

    /// The ensemble, then the families, then the baselines, each in their known order and others after them by name.
    static func all(_ metrics: RunMetrics) -> [NamedSkill] {
        let families = metrics.models.keys.sorted(by: order(["lstm", "tcn", "transformer"]))
        let baselines = metrics.baselines.keys.sorted(by: order(["ridge", "momentum", "buy_and_hold"]))
        var result = [
            NamedSkill(key: "ensemble", role: .ensemble, skill: metrics.ensemble, style: SeriesStyle(colour: 0))
        ]
        for (index, key) in families.enumerated() {
            result.append(
                NamedSkill(
                    key: key, role: .family, skill: metrics.models[key]!, style: style(of: key, otherwise: 1 + index)))
        }
        for (index, key) in baselines.enumerated() {
            result.append(
                NamedSkill(
                    key: key, role: .baseline, skill: metrics.baselines[key]!,
                    style: style(of: key, otherwise: 1 + families.count + index)))
        }
        return result
    }

    /// The look of a model, the same in every chart of every run for those that are known.
    static func style(of key: String, otherwise: Int) -> SeriesStyle {
        guard let place = known.firstIndex(where: { $0.key == key }) else {
            return SeriesStyle(colour: max(otherwise, 1), dash: 1)
        }
        return SeriesStyle(colour: place, dash: place == 0 ? 0 : place < 4 ? 0 : 1)
    }

    /// The name for readers; one that is not known keeps its own, with spaces for underscores.
    static func displayName(_ key: String) -> String {
        known.first { $0.key == key }?.name ?? key.replacing("_", with: " ")
    }

    private static let known: [(key: String, name: String)] = [
        ("ensemble", "Ensemble"), ("lstm", "LSTM"), ("tcn", "TCN"), ("transformer", "Transformer"), ("ridge", "Ridge"),
        ("momentum", "Momentum"), ("buy_and_hold", "Buy and hold"),
    ]

    /// By place in the list of known names, then by name.
    private static func order(_ known: [String]) -> (String, String) -> Bool {
        { left, right in
            let places = (known.firstIndex(of: left) ?? known.count, known.firstIndex(of: right) ?? known.count)
            return places.0 != places.1 ? places.0 < places.1 : left < right
        }
    }
}
