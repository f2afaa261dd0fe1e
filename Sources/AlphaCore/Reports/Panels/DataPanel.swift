/// What the run was made from, and how long each of its stages took.
enum DataPanel: ReportPanel {
    static let id = "data"
    static let title = "Data and run"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let metrics = content.metrics, !metrics.data.isEmpty || !metrics.seconds.isEmpty else { return nil }
        return inputs(metrics.data) + stages(metrics.seconds) + origin(content.origin)
    }

    private static func inputs(_ inputs: [RunMetrics.Input]) -> Markup {
        guard !inputs.isEmpty else { return .empty }
        let rows = inputs.map { input in
            DataTable.Row([
                .text(input.symbol), .text(input.assetClass.rawValue), .number(Double(input.bars), .count),
                .number(Double(input.droppedBars), .count), .text(input.firstTimestamp), .text(input.lastTimestamp),
            ])
        }
        return DataTable(columns: ["Asset", "Class", "Bars", "Dropped", "First", "Last"], rows: rows).markup
    }

    private static func stages(_ seconds: [String: Double]) -> Markup {
        guard !seconds.isEmpty else { return .empty }
        let rows = seconds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { stage, time in
            DataTable.Row([.text(stage.replacing("_", with: " ")), .number(time, .seconds)])
        }
        return "<h3>Time by stage</h3>" + DataTable(columns: ["Stage", "Wall time"], rows: rows).markup
    }

    private static func origin(_ origin: RunOrigin) -> Markup {
        let facts: [(String, String?)] = [
            ("Version", origin.version), ("Begun", origin.created), ("Seed", origin.seed.map(String.init)),
            ("Machine", origin.host), ("BLAS", origin.blas),
        ]
        let rows = facts.compactMap { name, value in value.map { DataTable.Row([.text(name), .text($0)]) } }
        guard !rows.isEmpty else { return .empty }
        return "<h3>Origin</h3>" + DataTable(columns: ["Fact", "Value"], rows: rows).markup
    }
}
