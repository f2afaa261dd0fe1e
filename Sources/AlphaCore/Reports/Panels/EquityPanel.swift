/// The equity curve, with and without costs, and below it how far it lay under its highest point.
enum EquityPanel: ReportPanel {
    static let id = "equity"
    static let title = "Equity and drawdown"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let history = content.equity, history.count > 1 else { return nil }
        let gross = history.grossEquity
        let hasGross = gross.contains { $0 != nil }
        var lines = [
            LineChart.Series(
                name: "After costs", style: SeriesStyle(colour: 0), timestamps: history.timestamps,
                values: history.equity)
        ]
        if hasGross {
            let line = LineChart.Series(
                name: "Before costs", style: SeriesStyle(colour: 5, dash: 1), timestamps: history.timestamps,
                values: gross)
            lines.insert(line, at: 0)
        }
        var equity = LineChart(
            lines, horizontal: .time, label: "Equity, start = 1", format: .decimal(2), baseline: 1)
        equity.isLogarithmic = isWide(history.equity)
        equity.leftMin = 46
        return equityFigure(content, history, gross, equity) + drawdownFigure(history)
    }

    /// Whether equal steps of wealth would hide what happened when it was small.
    private static func isWide(_ equity: [Double]) -> Bool {
        guard let lowest = equity.min(), let highest = equity.max(), lowest > 0 else { return false }
        return highest / lowest >= 4
    }

    private static func equityFigure(
        _ content: ReportContent, _ history: EquityHistory, _ gross: [Double?], _ chart: LineChart
    ) -> Markup {
        let rows = TableSample.rows(history.count)
        let table = DataTable(
            columns: ["Bar", "Equity", "Before costs", "Gross exposure", "Net exposure"],
            rows: rows.map { bar in
                DataTable.Row([
                    .text(history.timestamps[bar].description), .number(history.equity[bar], .decimal(4)),
                    .number(gross[bar], .decimal(4)), .number(history.grossExposure[bar], .percent(0)),
                    .number(history.netExposure[bar], .percent(0)),
                ])
            }, caption: TableSample.caption(history.count, file: "backtest/backtest_pnl.csv"))
        return Figure(
            id: "equity-curve", title: "Equity",
            caption: "Wealth from a start of 1. "
                + (content.isFilledAtSignalClose
                    ? "Optimistic: orders are filled at the close that their signal is made from."
                    : "Orders are filled at a bar after that of their signal."),
            chart: chart, table: table
        ).markup
    }

    private static func drawdownFigure(_ history: EquityHistory) -> Markup {
        let drawdown = history.drawdown
        var chart = LineChart(
            [
                LineChart.Series(
                    name: "Drawdown", style: SeriesStyle(colour: 1), timestamps: history.timestamps, values: drawdown,
                    isFilled: true)
            ], horizontal: .time, label: "Drawdown", format: .percent(1), baseline: 0)
        chart.height = 170
        chart.leftMin = 46
        let table = DataTable(
            columns: ["Bar", "Drawdown"],
            rows: TableSample.rows(history.count).map { bar in
                DataTable.Row([.text(history.timestamps[bar].description), .number(drawdown[bar], .percent(2))])
            }, caption: TableSample.caption(history.count, file: "backtest/backtest_pnl.csv"))
        return Figure(
            id: "drawdown", title: "Drawdown", caption: "Distance below the highest equity so far, after costs.",
            chart: chart, table: table
        ).markup
    }
}
