/// Where a label's return begins.
public enum LabelEntry: String, CaseIterable, Sendable, Codable {
    /// From the close of bar t to the close of bar t+h (the default).
    case close
    /// From the open of bar t+1 to the open of bar t+1+h: what a fill at the next bar's open can earn.
    case nextOpen = "next_open"
}

/// The label: the simple return of an asset over the `horizon` bars that follow a bar.
public struct Label: Sendable {
    /// h: how many of the asset's own bars the return spans; at least 1.
    public let horizon: Int
    /// Where the return begins.
    public let entry: LabelEntry

    /// The return over `horizon` bars from the given entry.
    public init(horizon: Int, entry: LabelEntry = .close) {
        precondition(horizon > 0, "horizon \(horizon)")
        self.horizon = horizon
        self.entry = entry
    }

    /// The number of the last bar that the label of bar `bar` has seen.
    public func lastBar(of bar: Int) -> Int {
        bar + horizon + (entry == .nextOpen ? 1 : 0)
    }

    /// The label of a bar: `exit / entry − 1`; `nil` while its last bar is not there yet.
    public func value(of bar: Int, in series: BarSeries) -> Double? {
        let last = lastBar(of: bar)
        guard last < series.count else { return nil }
        switch entry {
        case .close: return series.close[last] / series.close[bar] - 1
        case .nextOpen: return series.open[last] / series.open[bar + 1] - 1
        }
    }
}
