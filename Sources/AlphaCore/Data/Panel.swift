/// Several assets' bars on one time axis: the union of their timestamps, without inventing bars.
///
/// An asset that has no bar at some time of the union simply has none there; `bar(of:at:)` says so.
/// Assets are sorted by symbol, so a panel does not depend on the order in which files were found.
public struct Panel: Sendable {
    /// One series an asset, sorted by symbol.
    public let series: [BarSeries]
    /// The distinct timestamps of all assets, increasing.
    public let timestamps: [Timestamp]
    /// `timeIndex[a][i]`: where bar `i` of asset `a` stands on `timestamps`.
    public let timeIndex: [[Int]]
    /// `barIndex[a][t]`: which bar of asset `a` starts at `timestamps[t]`, −1 when it has none there.
    private let barIndex: [[Int32]]

    /// Aligns the series on the union of their times. Symbols must differ. O(total bars · log).
    public init(_ series: [BarSeries]) {
        self.series = series.sorted { $0.asset.symbol < $1.asset.symbol }
        let symbols = Set(series.map(\.asset.symbol))
        precondition(symbols.count == series.count, "\(series.count) series but \(symbols.count) distinct symbols")
        let timestamps = Set(series.flatMap(\.timestamps)).sorted()
        let position = Dictionary(uniqueKeysWithValues: zip(timestamps, timestamps.indices))
        self.timestamps = timestamps
        timeIndex = self.series.map { one in one.timestamps.map { position[$0]! } }
        barIndex = timeIndex.map { times in
            var bars = [Int32](repeating: -1, count: timestamps.count)
            for (bar, time) in times.enumerated() { bars[time] = Int32(bar) }
            return bars
        }
    }

    /// The assets, in the order of `series`.
    public var assets: [Asset] { series.map(\.asset) }

    /// The bar of asset number `asset` that starts at `timestamps[time]`; `nil` when it has none there.
    public func bar(of asset: Int, at time: Int) -> Int? {
        let bar = barIndex[asset][time]
        return bar < 0 ? nil : Int(bar)
    }
}
