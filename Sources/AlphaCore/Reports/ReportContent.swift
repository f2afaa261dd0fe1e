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

    /// Whether the backtest filled orders at the signal's own close, which nobody can trade at; it is marked wherever
    /// its results are shown. The configuration's line `fill: close` says so.
    ///
    /// Only that line is looked for: composing a YAML file that anybody may have written could take any time.
    public var isFilledAtSignalClose: Bool {
        let lines = (configuration ?? "").split(whereSeparator: \.isNewline)
        return lines.contains { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            return words.count >= 2 && words[0] == "fill:" && words[1].trimmingQuotes == "close"
        }
    }

    /// Content of which only the name is known.
    public init(name: String) {
        self.name = name
    }
}

extension Substring {
    /// The text without a pair of quotes around it.
    fileprivate var trimmingQuotes: Substring {
        guard count > 1, let first, first == last, first == "'" || first == "\"" else { return self }
        return dropFirst().dropLast()
    }
}
