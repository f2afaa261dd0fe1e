import Foundation

/// `backtest/backtest_pnl.csv` of a run folder, by column, with the curves that follow from it.
public struct EquityHistory: Sendable, Equatable {
    /// When each bar starts, strictly increasing.
    public private(set) var timestamps: [Timestamp] = []
    /// Wealth after each bar, net of costs; the start was 1.
    public private(set) var equity: [Double] = []
    /// Return of each bar after costs.
    public private(set) var netReturn: [Double?] = []
    /// Return of each bar before costs.
    public private(set) var grossReturn: [Double?] = []
    /// Cost of each bar as a share of the equity; positive is a loss.
    public private(set) var cost: [Double?] = []
    /// What each bar traded, as a share of the equity.
    public private(set) var turnover: [Double?] = []
    /// Sum of the absolute weights.
    public private(set) var grossExposure: [Double?] = []
    /// Sum of the signed weights.
    public private(set) var netExposure: [Double?] = []

    /// How many bars there are.
    public var count: Int { timestamps.count }

    /// Reads the file as formats.md describes it.
    ///
    /// Only `timestamp` and `equity` must be there; equity that is not positive is taken (a strategy may be ruined).
    /// Times that do not increase are `badData`.
    public init(contentsOf url: URL) throws(DataError) {
        var history = EquityHistory()
        try DelimitedText.forEachRow(
            url, required: ["timestamp", "equity"],
            optional: ["return", "gross_return", "cost", "turnover", "gross_exposure", "net_exposure"]
        ) { (row) throws(DataError) in
            let timestamp = try row.timestamp(0)
            if let last = history.timestamps.last, timestamp <= last {
                throw row.error(0, "is not after the row before")
            }
            history.timestamps.append(timestamp)
            history.equity.append(try row.double(1))
            history.netReturn.append(try row.doubleIfPresent(2))
            history.grossReturn.append(try row.doubleIfPresent(3))
            history.cost.append(try row.doubleIfPresent(4))
            history.turnover.append(try row.doubleIfPresent(5))
            history.grossExposure.append(try row.doubleIfPresent(6))
            history.netExposure.append(try row.doubleIfPresent(7))
        }
        self = history
    }

    private init() {}

    /// How far each bar's equity lies below the highest so far, the starting 1 included: 0 or negative.
    public var drawdown: [Double] {
        var peak = 1.0
        return equity.map { wealth in
            peak = max(peak, wealth)
            return wealth / peak - 1
        }
    }

    /// What the equity would be without costs: Π(1 + gross return); `nil` from the first missing return on.
    public var grossEquity: [Double?] {
        var wealth: Double? = 1
        return grossReturn.map { change in
            wealth = if let wealth, let change { wealth * (1 + change) } else { nil }
            return wealth
        }
    }

    /// The costs of all bars up to each, as a share of the equity; a bar without a cost adds none.
    public var cumulativeCost: [Double] {
        var sum = 0.0
        return cost.map { one in
            sum += one ?? 0
            return sum
        }
    }
}
