/// What a trade costs: a loss on both sides, as a share of the equity.
///
/// One file a model; each is a value with its coefficients.
public protocol SlippageModel: Sendable {
    /// The cost of trading, as a share of the equity: 0 for no trade, never negative.
    ///
    /// - Parameter traded: Absolute value of what is bought or sold, as a share of the equity.
    func cost(traded: Double) -> Double
}
