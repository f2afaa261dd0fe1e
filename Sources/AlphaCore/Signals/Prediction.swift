/// One out-of-sample forecast, beside what came true.
public struct Prediction: Sendable {
    /// When: the bar's place on the panel's time axis.
    public var time: Int
    /// Of which asset: its number in the panel.
    public var asset: Int
    /// Whose forecast: a family, a baseline or `ensemble`.
    public var model: String
    /// The fold that tested it.
    public var fold: Int
    /// The label; `nil` while the future is not known.
    public var yTrue: Double?
    /// The forecast, in the label's units.
    public var yPred: Double

    /// A forecast of the given place, origin and value.
    public init(time: Int, asset: Int, model: String, fold: Int, yTrue: Double?, yPred: Double) {
        self.time = time
        self.asset = asset
        self.model = model
        self.fold = fold
        self.yTrue = yTrue
        self.yPred = yPred
    }
}
