/// The numbers that a report is drawn from; whatever is missing leaves its panels out.
public struct ReportContent: Sendable {
    /// The run folder's name.
    public var name: String
    /// Version, time, seed and host of the run.
    public var origin = RunOrigin()
    /// Every number of `metrics.json`.
    public var metrics: RunMetrics?
    /// The equity curve, bar by bar.
    public var equity: EquityHistory?
    /// The signals, asset by bar.
    public var signals: SignalHistory?
    /// The resolved configuration as YAML text.
    public var configuration: String?

    /// Content of which only the name is known.
    public init(name: String) {
        self.name = name
    }
}
