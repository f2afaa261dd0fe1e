/// The bars of one asset with the feature columns computed from them so far, so that features made of the same parts
/// (a ratio of two volatilities, the three numbers of MACD) compute each part once.
///
/// Belongs to one task: it is not `Sendable`. Memory: one array of doubles, 8 bytes a bar, for each feature asked for.
public final class DerivedSeries {
    /// The bars that everything is computed from.
    public let bars: BarSeries
    private var columns: [String: [Double]] = [:]

    /// Starts with the bars alone.
    public init(_ bars: BarSeries) {
        self.bars = bars
    }

    /// The feature's column, one value a bar, computed when first asked for and kept under the feature's name.
    public func values(of feature: some Feature) -> [Double] {
        let name = feature.name
        if let column = columns[name] { return column }
        let column = (feature as? any DerivedFeature)?.values(from: self) ?? feature.values(of: bars)
        precondition(column.count == bars.count, "\(name) gave \(column.count) values for \(bars.count) bars")
        columns[name] = column
        return column
    }
}

extension BarSeries {
    /// A column of `formula(i)` for each bar from number `first` on, NaN before.
    func column(from first: Int = 0, _ formula: (Int) -> Double) -> [Double] {
        Column.make(count) { output in
            for bar in 0..<min(first, count) { output[bar] = .nan }
            guard first < count else { return }
            for bar in first..<count { output[bar] = formula(bar) }
        }
    }
}

/// One value a bar, filled in place.
enum Column {
    /// An array of `count` values; `fill` must set every one of them.
    @inline(__always)
    static func make(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Double>) -> Void) -> [Double] {
        [Double](unsafeUninitializedCapacity: count) { storage, initialized in
            fill(UnsafeMutableBufferPointer(rebasing: storage[0..<count]))
            initialized = count
        }
    }
}
