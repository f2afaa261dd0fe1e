/// The groups that features can be switched on and off by.
public enum FeatureFamily: String, CaseIterable, Hashable, Sendable, Codable {
    case returns
    case volatility
    case volume
    case microstructure
    case technical
}

/// How far back a feature's value reaches.
public enum FeatureHistory: Hashable, Sendable {
    /// The value depends on the last `n` bars alone, its own included (1: on its own bar only).
    case window(Int)
    /// The value depends on all bars so far (an exponential average); it exists from bar number `n` on, counted from 1.
    case recursive(warmUp: Int)

    /// The number of bars, its own included, that must exist before the feature has a value.
    public var lookback: Int {
        switch self {
        case .window(let bars), .recursive(warmUp: let bars): bars
        }
    }
}

/// A number computed for each bar of an asset from that bar and earlier ones of the same asset.
///
/// `values(of:)` must be causal: element `i` may depend on bars `0...i` only (tested for every feature by changing
/// the future), in double precision. A name stands for one formula: what features share is kept under it.
public protocol Feature: Sendable {
    /// The column's name: lower case, words joined by `_`, the window's length last (`vol_20`).
    var name: String { get }
    /// The group that it is switched by.
    var family: FeatureFamily { get }
    /// How far back a value reaches.
    var history: FeatureHistory { get }
    /// One value a bar; NaN where it does not exist (warm-up, no variance). O(bars), whatever the window.
    func values(of bars: BarSeries) -> [Double]
}

/// A feature whose formula is made of other features: it takes them from a `DerivedSeries`, which computes each once.
public protocol DerivedFeature: Feature {
    /// One value a bar, as `values(of:)` gives it, with the parts from `series.values(of:)`.
    func values(from series: DerivedSeries) -> [Double]
}

extension DerivedFeature {
    /// One value a bar, every part computed anew.
    public func values(of bars: BarSeries) -> [Double] {
        values(from: DerivedSeries(bars))
    }
}
