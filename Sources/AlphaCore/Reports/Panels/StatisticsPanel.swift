/// Every statistic of the backtest, with what it means.
enum StatisticsPanel: ReportPanel {
    static let id = "statistics"
    static let title = "Backtest statistics"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let numbers = content.metrics?.backtest, !numbers.isEmpty else { return nil }
        let rows = StatisticName.ordered(numbers.keys).map { key in
            let name = StatisticName.backtest(key)
            return DataTable.Row([.text(name.title), .number(numbers[key] ?? nil, name.format), .text(name.meaning)])
        }
        return DataTable(
            columns: ["Statistic", "Value", "Meaning"], rows: rows,
            caption: "After costs. A dash: these data cannot give the number."
        ).markup
    }
}
