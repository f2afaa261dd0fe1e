/// Turns the scores of each bar into the weights that are wanted from the next bar on.
///
/// The weight of an asset is the mean of its last `horizon` signals, so that a forecast over h bars is held h bars and
/// the returns of overlapping forecasts are not counted twice. An asset's weight changes at its own bars alone. Weights
/// are then cut to `assetCap` each and scaled down to `grossCap` together.
public struct Positions: Sendable {
    /// How the scores of one bar become weights.
    public var scheme: WeightScheme
    /// Signals of an asset that its position is the mean of: the label's horizon.
    public var horizon: Int
    /// The most that one asset may weigh.
    public var assetCap: Double
    /// The most that all absolute weights together may weigh.
    public var grossCap: Double

    /// The rules; by default no more than the equity is invested.
    public init(scheme: WeightScheme = .automatic, horizon: Int = 1, assetCap: Double = 1, grossCap: Double = 1) {
        precondition(horizon > 0, "horizon \(horizon)")
        precondition(assetCap > 0 && grossCap > 0, "caps \(assetCap) and \(grossCap)")
        self.scheme = scheme
        self.horizon = horizon
        self.assetCap = assetCap
        self.grossCap = grossCap
    }

    /// `weights[t][a]`: what is wanted of asset `a` after the close of time `t`; known then, and not before.
    public func weights(of scores: ScoreTable, panel: Panel) -> [[Double]] {
        let assets = scores.assetCount
        let scheme = scheme.resolved(assetCount: assets)
        var recent = [[Double]](repeating: [Double](repeating: 0, count: horizon), count: assets)
        var seen = [Int](repeating: 0, count: assets)
        var current = [Double](repeating: 0, count: assets)
        return (0..<scores.timeCount).map { time in
            let weights = scheme.weights(of: (0..<assets).map { scores[$0, time] })
            for asset in 0..<assets where panel.bar(of: asset, at: time) != nil {
                recent[asset][seen[asset] % horizon] = weights[asset]
                seen[asset] += 1
                let mean = recent[asset].reduce(0, +) / Double(horizon)
                current[asset] = min(max(mean, -assetCap), assetCap)
            }
            let gross = current.reduce(0) { $0 + abs($1) }
            // A hair above the cap is the rounding of the mean, and no reason to trade every asset.
            return gross > grossCap * (1 + 1e-12) ? current.map { $0 * grossCap / gross } : current
        }
    }
}
