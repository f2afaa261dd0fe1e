/// Training and validation loss by epoch, one small chart a family, one pair of lines a fold.
enum LearningCurvesPanel: ReportPanel {
    static let id = "learning"
    static let title = "Learning curves"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let metrics = content.metrics else { return nil }
        let models = NamedSkill.all(metrics).filter { model in model.skill.folds.contains { !$0.epochs.isEmpty } }
        guard !models.isEmpty else { return nil }
        let losses = models.flatMap { $0.skill.folds.flatMap(\.epochs) }
            .flatMap { [$0.trainLoss] + [$0.validationLoss].compactMap { $0 } }.filter(\.isFinite)
        let charts = models.map { model -> (title: String, chart: any Chart) in
            (model.name, chart(model, includes: [losses.min() ?? 0, losses.max() ?? 1]))
        }
        let legend = [
            LegendEntry(name: "Training", style: SeriesStyle(colour: 5, dash: 1), mark: .line),
            LegendEntry(name: "Validation", style: SeriesStyle(colour: 0), mark: .line),
        ]
        return Figure(
            id: "learning-curves", title: "Loss by epoch",
            caption: "One line a fold, on the label standardised by the training part: there, 1 is what forecasting"
                + " the mean would give; a validation part that is wilder lies above, a calmer one below."
                + " The epoch with the lowest validation loss is the one that is kept.",
            chart: ChartGrid(charts, columns: 3, legend: legend), table: table(models)
        ).markup
    }

    private static func chart(_ model: NamedSkill, includes: [Double]) -> LineChart {
        let folds = model.skill.folds.filter { !$0.epochs.isEmpty }
        let training = folds.map { fold in
            LineChart.Series(
                name: "Fold \(fold.fold), training", style: SeriesStyle(colour: 5, dash: 1),
                x: fold.epochs.map { Double($0.epoch) }, y: fold.epochs.map { $0.trainLoss })
        }
        let validation = folds.map { fold in
            LineChart.Series(
                name: "Fold \(fold.fold), validation", style: SeriesStyle(colour: 0),
                x: fold.epochs.map { Double($0.epoch) }, y: fold.epochs.map { $0.validationLoss })
        }
        var chart = LineChart(
            training + validation, horizontal: .number(label: "Epoch", format: .count), label: "Loss",
            format: .decimal(3))
        chart.includes = includes
        chart.hasDots = true
        chart.height = 210
        return chart
    }

    private static func table(_ models: [NamedSkill]) -> DataTable {
        let rows = models.flatMap { model in
            model.skill.folds.flatMap { fold in
                fold.epochs.map { epoch in
                    DataTable.Row([
                        .text(model.name), .text("\(fold.fold)"), .number(Double(epoch.epoch), .count),
                        .number(epoch.trainLoss, .decimal(4)), .number(epoch.validationLoss, .decimal(4)),
                    ])
                }
            }
        }
        return DataTable(columns: ["Model", "Fold", "Epoch", "Training loss", "Validation loss"], rows: rows)
    }
}
