/// What trading cost: cumulative costs and turnover by bar, and the modelled slippage against the engine's.
enum CostsPanel: ReportPanel {
    static let id = "costs"
    static let title = "Costs"

    static func draw(_ content: ReportContent) -> Markup? {
        let pictures = content.equity.flatMap(costFigure) ?? .empty
        let slippage = content.metrics.flatMap(slippageFigure) ?? .empty
        let body = pictures + slippage
        return body.text.isEmpty ? nil : body
    }

    private static func costFigure(_ history: EquityHistory) -> Markup? {
        guard history.count > 1, history.cost.contains(where: { $0 != nil }) else { return nil }
        let cumulative = history.cumulativeCost
        func chart(_ name: String, _ values: [Double?], colour: Int, format: NumberFormat, height: Double) -> LineChart
        {
            let line = LineChart.Series(
                name: name, style: SeriesStyle(colour: colour), timestamps: history.timestamps, values: values,
                isFilled: true)
            var chart = LineChart([line], horizontal: .time, label: name, format: format, baseline: 0)
            chart.height = height
            chart.leftMin = 46
            chart.isFine = values.count > 250 && height < 150
            return chart
        }
        var charts: [(title: String, chart: any Chart)] = [
            ("", chart("Cumulative cost", cumulative, colour: 1, format: .percent(1), height: 190)),
            ("", chart("Cost of a bar", history.cost, colour: 1, format: .percent(2), height: 140)),
        ]
        if history.turnover.contains(where: { $0 != nil }) {
            charts.append(
                ("", chart("Turnover of a bar", history.turnover, colour: 6, format: .percent(0), height: 140)))
        }
        let rows = TableSample.rows(history.count).map { bar in
            DataTable.Row([
                .text(history.timestamps[bar].description), .number(history.cost[bar], .percent(3)),
                .number(cumulative[bar], .percent(2)), .number(history.turnover[bar], .percent(1)),
            ])
        }
        return Figure(
            id: "cost-curves", title: "Costs and turnover over time",
            caption: "As shares of the equity: half spread, fees and impact of everything that was traded.",
            chart: ChartGrid(charts, columns: 1, legend: []),
            table: DataTable(
                columns: ["Bar", "Cost", "Cumulative", "Turnover"], rows: rows,
                caption: TableSample.caption(history.count, file: "backtest/backtest_pnl.csv"))
        ).markup
    }

    private static func slippageFigure(_ metrics: RunMetrics) -> Markup? {
        let modelled = metrics.execution["modelled_slippage_basis_points"] ?? nil
        let realised = metrics.execution["realised_slippage_basis_points"] ?? nil
        guard modelled != nil || realised != nil else { return nil }
        let format = NumberFormat.basisPoints(2)
        var chart = BarChart(
            groups: ["Modelled by the backtest", "Realised in the engine"],
            series: [
                BarChart.Series(name: "Slippage", style: SeriesStyle(colour: 0), values: [modelled, realised])
            ], label: "Slippage", format: format)
        chart.height = 200
        return Figure(
            id: "slippage", title: "Slippage, modelled against realised",
            caption: "Against the arrival price, weighted by notional; positive is a cost. Modelled:"
                + " \(format.text(modelled)), realised: \(format.text(realised)).",
            chart: chart,
            table: DataTable(
                columns: ["Slippage", "Basis points"],
                rows: [
                    DataTable.Row([.text("Modelled by the backtest"), .number(modelled, format)]),
                    DataTable.Row([.text("Realised in the engine"), .number(realised, format)]),
                ])
        ).markup
    }
}
