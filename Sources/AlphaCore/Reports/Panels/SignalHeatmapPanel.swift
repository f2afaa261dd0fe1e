/// The signals, assets by time.
enum SignalHeatmapPanel: ReportPanel {
    static let id = "signals"
    static let title = "Signals"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let signals = content.signals, !signals.assets.isEmpty, signals.timestamps.count > 1 else { return nil }
        let format = NumberFormat.significant
        let chart = Heatmap(
            rows: signals.assets, timestamps: signals.timestamps, values: signals.scores, label: "Score", format: format
        )
        let shown = signals.timestamps.indices.suffix(8)
        let table = DataTable(
            columns: ["Asset"] + shown.map { signals.timestamps[$0].description },
            rows: zip(signals.assets, signals.scores).map { asset, scores in
                DataTable.Row([.text(asset)] + shown.map { .number(scores[$0], format) })
            }, caption: "The last \(shown.count) bars; all of them are in signals/alpha_ml_signals.csv.")
        let first = signals.timestamps[0].description.prefix(10)
        let last = signals.timestamps[signals.timestamps.count - 1].description.prefix(10)
        return Figure(
            id: "signal-heatmap", title: "Combined forecast, by asset and bar",
            caption: "Blue: the ensemble expects a rise, orange: a fall, blank: no signal."
                + " \(NumberFormat.count.text(Double(signals.timestamps.count))) bars from \(first)"
                + " to \(last), neighbouring bars averaged where the picture has fewer columns.",
            chart: chart, table: table
        ).markup
    }
}
