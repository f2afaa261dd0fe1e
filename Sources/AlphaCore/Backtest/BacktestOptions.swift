/// How scores become positions, and what trading them is assumed to cost.
public struct BacktestOptions: Sendable {
    /// At which price a decision is filled.
    public enum Fill: String, CaseIterable, Sendable, Codable {
        /// At the open of the asset's next bar: the default, and what can be done.
        case nextOpen = "next_open"
        /// At the close that the decision was made from: optimistic, for comparison with others that assume it.
        case close
    }

    /// When an asset is traded towards its target weight.
    public enum Rebalancing: String, CaseIterable, Sendable, Codable {
        /// At every bar, so that the weight held follows the weight wanted.
        case everyBar = "every_bar"
        /// Only when the weight wanted changes; in between the units stay and the weight drifts, as in buy-and-hold.
        case onChange = "on_change"
    }

    /// From scores to weights.
    public var weightScheme: WeightScheme = .automatic
    /// h: the position is the mean of the last h signals, each held for h bars of its asset.
    public var horizon = 1
    /// The largest weight of one asset, long or short.
    public var assetCap = 1.0
    /// The largest sum of absolute weights.
    public var grossCap = 1.0
    /// Scales the weights to a volatility; `nil` leaves them.
    public var volatilityTarget: VolatilityTarget?
    /// An asset is not traded while its weight is off by less than this; a target of 0 is always traded.
    public var noTradeBand = 0.0
    /// When assets are traded.
    public var rebalancing: Rebalancing = .everyBar
    /// How many days an asset without new bars keeps its last score in the cross-section of the others.
    public var scoreLifetimeDays = 7
    /// At which price decisions are filled.
    public var fill: Fill = .nextOpen
    /// What a trade costs.
    public var slippage: any SlippageModel = QuadraticSlippage()
    /// What the equity of 1 stands for at the start, in the quote currency.
    public var capital = 1_000_000.0

    /// The defaults, each as its documentation says.
    public init() {}

    /// Equal weights of all assets with a score, bought once: for `ScoreTable.constant`.
    public static var buyAndHold: BacktestOptions {
        var options = BacktestOptions()
        options.weightScheme = .sign
        options.rebalancing = .onChange
        return options
    }

    /// Traps on values that mean nothing.
    func check() {
        precondition(horizon > 0, "a horizon of \(horizon) bars")
        precondition(assetCap > 0 && grossCap > 0, "caps of \(assetCap) and \(grossCap)")
        precondition(noTradeBand >= 0, "a band of \(noTradeBand)")
        precondition(scoreLifetimeDays >= 0, "a lifetime of \(scoreLifetimeDays) days")
        precondition(capital > 0 && capital.isFinite, "a capital of \(capital)")
    }
}
