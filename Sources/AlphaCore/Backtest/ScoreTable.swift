/// Scores of a strategy on the panel's time axis: one a bar and asset, NaN where there is none.
public struct ScoreTable: Sendable, Equatable {
    /// Assets of the panel.
    public let assetCount: Int
    /// Timestamps of the panel.
    public let timeCount: Int
    private var values: [Double]

    /// A table without any score.
    public init(assetCount: Int, timeCount: Int) {
        self.assetCount = assetCount
        self.timeCount = timeCount
        values = [Double](repeating: .nan, count: assetCount * timeCount)
    }

    /// The score of an asset at a time.
    public subscript(asset: Int, time: Int) -> Double {
        get { values[asset * timeCount + time] }
        set { values[asset * timeCount + time] = newValue }
    }

    /// The first time that has any score; `nil` when none has.
    public var firstTime: Int? {
        (0..<timeCount).first { time in (0..<assetCount).contains { self[$0, time].isFinite } }
    }

    public static func == (a: ScoreTable, b: ScoreTable) -> Bool {
        a.assetCount == b.assetCount && a.timeCount == b.timeCount
            && zip(a.values, b.values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }
}
