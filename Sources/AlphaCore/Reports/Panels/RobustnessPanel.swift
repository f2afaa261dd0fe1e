/// What noise on the inputs does to each model: its IC and how far its forecasts scatter.
enum RobustnessPanel: ReportPanel {
    static let id = "robustness"
    static let title = "Robustness to noise"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let metrics = content.metrics else { return nil }
        let known = NamedSkill.all(metrics)
        let names = StatisticName.ordered(metrics.robustness.keys, like: known.map(\.key))
        let curves = names.enumerated().compactMap { index, name -> Curve? in
            let points = metrics.robustness[name]!.sorted { $0.size < $1.size }
            guard points.contains(where: { $0.ic != nil || $0.spread != nil }) else { return nil }
            let style = known.first { $0.key == name }?.style ?? NamedSkill.style(of: name, otherwise: index + 1)
            return Curve(name: NamedSkill.displayName(name), style: style, points: points)
        }
        guard !curves.isEmpty else { return nil }
        let charts: [(title: String, chart: any Chart)] = [
            ("Information coefficient", chart(curves, "IC", .decimal(3)) { $0.ic }),
            ("Scatter of the forecasts", chart(curves, "In deviations of the forecast", .decimal(2)) { $0.spread }),
        ]
        let legend = curves.map { LegendEntry(name: $0.name, style: $0.style, mark: .line) }
        return Figure(
            id: "noise", title: "IC and forecasts as noise grows",
            caption: "Gaussian noise is added to every scaled input; its size is in units of the input's deviation."
                + " A forecast worth trading on should fade, not break.",
            chart: ChartGrid(charts, columns: 2, legend: legend), table: table(curves)
        ).markup
    }

    private struct Curve {
        var name: String
        var style: SeriesStyle
        var points: [RobustnessPoint]
    }

    private static func chart(
        _ curves: [Curve], _ label: String, _ format: NumberFormat, _ value: (RobustnessPoint) -> Double?
    ) -> LineChart {
        let series = curves.map { curve in
            LineChart.Series(
                name: curve.name, style: curve.style, x: curve.points.map(\.size), y: curve.points.map(value))
        }
        var chart = LineChart(
            series, horizontal: .number(label: "Noise size", format: .decimal(2)), label: label, format: format,
            baseline: 0)
        chart.hasDots = true
        chart.height = 240
        return chart
    }

    private static func table(_ curves: [Curve]) -> DataTable {
        let rows = curves.flatMap { curve in
            curve.points.map { point in
                DataTable.Row([
                    .text(curve.name), .number(point.size, .significant), .number(point.ic, .decimal(4)),
                    .number(point.icLoss, .decimal(4)), .number(point.spread, .decimal(3)),
                ])
            }
        }
        return DataTable(columns: ["Model", "Noise size", "IC", "IC lost", "Forecast scatter"], rows: rows)
    }
}
