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
        let measures: [Measure] = [
            Measure(title: "IC", format: .decimal(3), isDrawn: true) { $0.ic },
            Measure(title: "Rank IC", format: .decimal(3), isDrawn: false) { $0.rankIC },
            Measure(title: "Sharpe", format: .decimal(2), isDrawn: true) { $0.sharpe },
        ]
        var charts: [(title: String, chart: any Chart)] = []
        var rows: [DataTable.Row] = []
        for measure in measures {
            let values = withFolds.map { model in
                numbers.map { number in model.skill.folds.first { $0.fold == number }.flatMap(measure.value) }
            }
            guard values.joined().contains(where: { $0 != nil }) else { continue }
            if measure.isDrawn { charts.append(("", chart(withFolds, numbers, values, measure))) }
            rows += zip(numbers.indices, numbers).map { index, number in
                DataTable.Row(
                    [.text(measure.title), .text("\(number)"), .text(period(tests[number]!))]
                        + values.map { .number($0[index], measure.format) })
            }
        }
        guard let legend = charts.first?.chart.legend else { return .empty }
        return Figure(
            id: "folds", title: "IC and Sharpe ratio by fold",
            caption: "Each fold's test alone; the Sharpe ratio is that of each model's own strategy, after costs.",
            chart: ChartGrid(charts, columns: 1, legend: legend),
            table: DataTable(columns: ["Measure", "Fold", "Test"] + withFolds.map(\.name), rows: rows)
        ).markup
    }

    private struct Measure {
        var title: String
        var format: NumberFormat
        /// Whether it gets a chart, or only stands in the table.
        var isDrawn: Bool
        var value: (RunMetrics.FoldSkill) -> Double?
    }

    private static func chart(
        _ models: [NamedSkill], _ folds: [Int], _ values: [[Double?]], _ measure: Measure
    ) -> BarChart {
        let bars = zip(models, values).map { BarChart.Series(name: $0.name, style: $0.style, values: $1) }
        var chart = BarChart(
            groups: folds.map { "Fold \($0)" }, series: bars, label: measure.title, format: measure.format)
        chart.height = 230
        return chart
    }

    private static func period(_ fold: RunMetrics.FoldSkill) -> String {
        "\(fold.testStart.prefix(10)) to \(fold.testEnd.prefix(10))"
    }
}
