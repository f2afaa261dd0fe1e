/// What one size of input noise does to a model.
public struct RobustnessPoint: Sendable, Codable, Equatable {
    /// Deviation of the noise in units of each scaled feature's deviation.
    public var size: Double
    /// IC at this size, mean over the trials.
    public var ic: Double?
    /// How much IC was lost against size 0.
    public var icLoss: Double?
    /// Mean deviation of the forecast over the trials, in units of the clean forecasts' deviation.
    public var spread: Double?

    /// A point of the given numbers.
    public init(size: Double, ic: Double?, icLoss: Double?, spread: Double?) {
        self.size = size
        self.ic = ic
        self.icLoss = icLoss
        self.spread = spread
    }

    enum CodingKeys: String, CodingKey {
        case size
        case ic
        case icLoss = "ic_loss"
        case spread
    }
}
