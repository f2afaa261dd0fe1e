import Foundation

/// Where everything of a run lies: the names that scripts outside rely on.
public struct RunFolder: Sendable {
    /// The folder itself.
    public let url: URL

    /// The run folder at that place; nothing is made or read yet.
    public init(_ url: URL) { self.url = url }

    /// The resolved configuration.
    public var configuration: URL { url.appendingPathComponent("config.yaml") }
    /// Version, seed, host and the sha256 of every input.
    public var manifest: URL { url.appendingPathComponent("manifest.json") }
    /// `RunMetrics`.
    public var metrics: URL { url.appendingPathComponent("metrics.json") }
    /// `timestamp,asset,model,fold,y_true,y_pred`
    public var predictions: URL { url.appendingPathComponent("predictions.csv") }
    /// `timestamp,asset,score,strategy`
    public var signals: URL { url.appendingPathComponent("signals/alpha_ml_signals.csv") }
    /// `timestamp,asset,price,target_position`
    public var positions: URL { url.appendingPathComponent("backtest/positions.csv") }
    /// `timestamp,equity,return,gross_return,cost,turnover,gross_exposure,net_exposure`
    public var equity: URL { url.appendingPathComponent("backtest/backtest_pnl.csv") }
    /// The order stream.
    public var orders: URL { url.appendingPathComponent("execution/orders.csv") }
    /// What it traded.
    public var trades: URL { url.appendingPathComponent("execution/trades.csv") }
    /// What became of each order.
    public var events: URL { url.appendingPathComponent("execution/events.csv") }
    /// The report.
    public var report: URL { url.appendingPathComponent("report.html") }
    /// The weights of one family's fit in one fold.
    public func weights(family: String, fold: Int) -> URL {
        url.appendingPathComponent("models/\(family)-fold\(fold).safetensors")
    }

    /// The name of a new run's folder: when it began, in UTC, and what it is called: `20260131-093000-research`.
    public static func defaultName(_ name: String, at moment: Date) -> String {
        let digits = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
            .year().month().day().time(includingFractionalSeconds: false).dateTimeSeparator(.standard)
        return moment.formatted(digits).replacing("T", with: "-").replacing("Z", with: "") + "-\(name)"
    }
}
