/// One bar made of several: the first open, the highest high, the lowest low, the last close, the volumes' sum.
///
/// With adjusted closes, the last one is the bar's, and the earlier bars' prices are brought to the last one's scale
/// where a split or dividend lies between them: scaled by adjusted close / close, the bar is then what the scaled bars
/// would have made. A change of that factor below 10⁻⁶ is the rounding of closes in a file and scales nothing.
struct BarAggregate {
    private var open: Double
    private var high: Double
    private var low: Double
    private var close: Double
    private var volume = CompensatedSum()
    private var adjustedClose: Double?

    init(_ bar: Bar, adjustedClose: Double?) {
        (open, high, low, close) = (bar.open, bar.high, bar.low, bar.close)
        self.adjustedClose = adjustedClose
        volume.add(bar.volume)
    }

    /// Adds the bar that follows.
    mutating func add(_ bar: Bar, adjustedClose: Double?) {
        if let adjusted = adjustedClose, let before = self.adjustedClose {
            let ratio = (before / close) / (adjusted / bar.close)
            if abs(ratio - 1) >= Bar.rounding {
                open *= ratio
                high *= ratio
                low *= ratio
            }
        }
        high = max(high, bar.high)
        low = min(low, bar.low)
        close = bar.close
        self.adjustedClose = adjustedClose
        volume.add(bar.volume)
    }

    /// The bar and its adjusted close.
    func bar(at timestamp: Timestamp) -> (bar: Bar, adjustedClose: Double?) {
        var bar = Bar(timestamp: timestamp, open: open, high: high, low: low, close: close, volume: volume.value)
        bar.coverOpenAndClose()
        return (bar, adjustedClose)
    }
}
