/// A bar at which an asset's target position, rounded to lots, is not what it was before.
struct PositionChange {
    /// The new target.
    var position: TargetPosition
    /// Which of the panel's series.
    var series: Int
    /// Which of the series' bars.
    var bar: Int
    /// What is to be bought (or, negative, sold), in units of 1e-8.
    var quantity: Int64

    /// Every change, by time, then asset.
    ///
    /// The position is rounded to lots, not the change: what the strategy holds is never off by more than half a lot.
    static func all(
        in positions: [TargetPosition], panel: Panel, configuration: OrderStream.Configuration, source: String
    ) throws(DataError) -> [PositionChange] {
        let seriesOf = Dictionary(uniqueKeysWithValues: zip(panel.assets.map(\.symbol), panel.series.indices))
        var held: [String: (raw: Int64, at: Timestamp)] = [:]
        var changes: [PositionChange] = []
        for position in positions.sorted(by: { ($0.timestamp, $0.asset) < ($1.timestamp, $1.asset) }) {
            var change = PositionChange(position: position, series: 0, bar: 0, quantity: 0)
            guard let series = seriesOf[position.asset] else {
                throw change.error(source, "there are no bars of this asset")
            }
            guard let bar = panel.series[series].position(of: position.timestamp) else {
                throw change.error(source, "the asset has no bar at this time")
            }
            guard position.price > 0, position.price.isFinite else {
                throw change.error(source, "the price is not a positive number")
            }
            let before = held[position.asset]
            if let before, before.at == position.timestamp {
                throw change.error(source, "the position stands twice")
            }
            guard
                let target = Decimal8(
                    nearestTo: position.targetPosition, multipleOf: configuration.lot),
                case let (difference, overflow) = target.raw.subtractingReportingOverflow(before?.raw ?? 0),
                !overflow, difference != .min
            else { throw change.error(source, "the position is beyond what an order can carry") }
            held[position.asset] = (target.raw, position.timestamp)
            guard difference != 0 else { continue }
            change.series = series
            change.bar = bar
            change.quantity = difference
            changes.append(change)
        }
        return changes
    }

    /// What is wrong with the position.
    func error(_ source: String, _ problem: String) -> DataError {
        DataError(
            .badData, file: source, problem: problem,
            found: "\(position.asset) at \(position.timestamp): \(position.targetPosition) for \(position.price)")
    }
}

extension BarSeries {
    /// The bar that starts at the moment; `nil` when none does. O(log bars).
    func position(of timestamp: Timestamp) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if timestamps[middle] < timestamp { low = middle + 1 } else { high = middle }
        }
        return low < count && timestamps[low] == timestamp ? low : nil
    }
}

extension BackgroundLiquidity.Conditions {
    /// The conditions at a bar's start: means over the bars before it, and the stated assumptions where those say nothing.
    init(before bar: Int, of series: BarSeries, price: Double, configuration: OrderStream.Configuration) {
        let history = max(0, bar - configuration.historyBars)..<bar
        var volume = 0.0
        var range = 0.0
        for position in history {
            volume += series.volume[position]
            let high = position > 0 ? max(series.high[position], series.close[position - 1]) : series.high[position]
            let low = position > 0 ? min(series.low[position], series.close[position - 1]) : series.low[position]
            range += high - low
        }
        let bars = Double(max(history.count, 1))
        self.price = price
        // Foreign exchange has no tape: what its bars call volume is a count of price changes, if anything.
        let isQuantity = series.asset.assetClass != .fx && volume > 0
        self.volume = isQuantity ? volume / bars : configuration.assumedBarNotional / price
        self.range = range > 0 ? range / bars : configuration.assumedRange * price
    }
}
