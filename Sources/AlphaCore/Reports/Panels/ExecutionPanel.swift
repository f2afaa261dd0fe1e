/// What became of the strategy's orders in the matching engine.
enum ExecutionPanel: ReportPanel {
    static let id = "execution"
    static let title = "Execution"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let numbers = content.metrics?.execution, !numbers.isEmpty else { return nil }
        let keys = StatisticName.ordered(numbers.keys, like: StatisticName.executionOrder)
        let rows = keys.map { key in
            let name = StatisticName.execution(key)
            return DataTable.Row([.text(name.title), .number(numbers[key] ?? nil, name.format), .text(name.meaning)])
        }
        return "<p class=\"lead\">\(explanation)</p>"
            + DataTable(columns: ["Measure", "Value", "Meaning"], rows: rows).markup
    }

    private static let explanation = """
        The target positions became orders, were sent among background liquidity through the C++ matching engine, and \
        traded there. Orders, trades and events are in execution/.
        """
}
