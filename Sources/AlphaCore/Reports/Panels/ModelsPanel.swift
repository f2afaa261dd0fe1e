/// The ensemble, the families and the baselines side by side, as a whole and fold by fold.
enum ModelsPanel: ReportPanel {
    static let id = "models"
    static let title = "Models against baselines"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let metrics = content.metrics else { return nil }
        let models = NamedSkill.all(metrics).filter(hasNumbers)
        guard !models.isEmpty else { return nil }
        return "<p class=\"lead\">\(explanation)</p>" + overview(models).markup + folds(models)
    }

    private static let explanation = """
        Out of sample. IC is the mean correlation across assets of forecast and outcome at each bar, rank IC the same \
        by ranks, ICIR its mean over its deviation. Sharpe is that of trading this model's scores alone, after costs.
        """

    private static func hasNumbers(_ model: NamedSkill) -> Bool {
        let skill = model.skill
        return [skill.ic, skill.rankIC, skill.icir, skill.hitRate, skill.sharpe].contains { $0 != nil }
            || !skill.folds.isEmpty
    }

    private static func overview(_ models: [NamedSkill]) -> DataTable {
        DataTable(
            columns: ["Model", "Kind", "IC", "Rank IC", "ICIR", "Hit rate", "Sharpe"],
            rows: models.map { model in
                DataTable.Row(
                    [
                        .text(model.name), .text(model.role.rawValue), .number(model.skill.ic, .decimal(4)),
                        .number(model.skill.rankIC, .decimal(4)), .number(model.skill.icir, .decimal(3)),
                        .number(model.skill.hitRate, .percent(1)), .number(model.skill.sharpe, .decimal(2)),
                    ], isMain: model.role == .ensemble)
            })
    }

    private static func folds(_ models: [NamedSkill]) -> Markup {
        let withFolds = models.filter { !$0.skill.folds.isEmpty }
        var tests: [Int: RunMetrics.FoldSkill] = [:]
        for fold in withFolds.flatMap(\.skill.folds) where tests[fold.fold] == nil { tests[fold.fold] = fold }
        let numbers = tests.keys.sorted()
        guard !numbers.isEmpty else { return .empty }
        let measures: [(id: String, title: String, caption: String, format: NumberFormat, value: FoldValue)] = [
            ("fold-ic", "IC", "Mean information coefficient in each fold's test.", .decimal(3), { $0.ic }),
            ("fold-rank-ic", "Rank IC", "The same by ranks.", .decimal(3), { $0.rankIC }),
            (
                "fold-sharpe", "Sharpe ratio", "Of each model's own strategy in each fold's test, after costs.",
                .decimal(2), { $0.sharpe }
            ),
        ]
        return measures.compactMap { measure -> Markup? in
            let values = withFolds.map { model in
                numbers.map { number in model.skill.folds.first { $0.fold == number }.flatMap(measure.value) }
            }
            guard values.joined().contains(where: { $0 != nil }) else { return nil }
            let chart = BarChart(
                groups: numbers.map { "Fold \($0)" },
                series: zip(withFolds, values).map { BarChart.Series(name: $0.name, style: $0.style, values: $1) },
                label: measure.title, format: measure.format)
            let rows = zip(numbers.indices, numbers).map { index, number in
                DataTable.Row(
                    [.text("\(number)"), .text(period(tests[number]!))]
                        + values.map { .number($0[index], measure.format) })
            }
            return Figure(
                id: measure.id, title: "\(measure.title) by fold", caption: measure.caption, chart: chart,
                table: DataTable(columns: ["Fold", "Test"] + withFolds.map(\.name), rows: rows)
            ).markup
        }.joined()
    }

    private typealias FoldValue = (RunMetrics.FoldSkill) -> Double?

    private static func period(_ fold: RunMetrics.FoldSkill) -> String {
        "\(fold.testStart.prefix(10)) to \(fold.testEnd.prefix(10))"
    }
}
