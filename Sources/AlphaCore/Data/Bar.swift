/// One OHLCV bar: what was traded from `timestamp` until the next bar starts.
///
/// Prices are in the quote currency and positive; volume is in the units of the source and not negative.
public struct Bar: Hashable, Sendable {
    /// The bar's start.
    public var timestamp: Timestamp
    /// The first price.
    public var open: Double
    /// The highest price.
    public var high: Double
    /// The lowest price.
    public var low: Double
    /// The last price.
    public var close: Double
    /// The quantity traded.
    public var volume: Double

    /// A bar of the given prices and volume; nothing is checked here, `BarReader` does.
    public init(timestamp: Timestamp, open: Double, high: Double, low: Double, close: Double, volume: Double) {
        self.timestamp = timestamp
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }
}

/// The bars of one asset in time order, stored by column: all arrays have one element a bar.
public struct BarSeries: Sendable {
    /// Whose bars these are.
    public let asset: Asset
    /// Bar starts, strictly increasing.
    public private(set) var timestamps: [Timestamp] = []
    /// First price of each bar.
    public private(set) var open: [Double] = []
    /// Highest price of each bar.
    public private(set) var high: [Double] = []
    /// Lowest price of each bar.
    public private(set) var low: [Double] = []
    /// Last price of each bar.
    public private(set) var close: [Double] = []
    /// Quantity traded in each bar.
    public private(set) var volume: [Double] = []

    /// An empty series of the asset.
    public init(asset: Asset) {
        self.asset = asset
    }

    /// A series of the asset with the given bars, which must be in strictly increasing order of time.
    public init(asset: Asset, bars: some Sequence<Bar>) {
        self.init(asset: asset)
        for bar in bars { append(bar) }
    }

    /// How many bars there are.
    public var count: Int { timestamps.count }

    /// The bar at a position in `0..<count`.
    public subscript(position: Int) -> Bar {
        Bar(
            timestamp: timestamps[position], open: open[position], high: high[position], low: low[position],
            close: close[position], volume: volume[position])
    }

    /// Makes room for that many bars in all, when how many will come is known or guessed.
    public mutating func reserveCapacity(_ count: Int) {
        timestamps.reserveCapacity(count)
        open.reserveCapacity(count)
        high.reserveCapacity(count)
        low.reserveCapacity(count)
        close.reserveCapacity(count)
        volume.reserveCapacity(count)
    }

    /// Adds a bar at the end; its time must be after the last one's.
    public mutating func append(_ bar: Bar) {
        if let last = timestamps.last {
            precondition(last < bar.timestamp, "bar at \(bar.timestamp) does not follow \(last)")
        }
        timestamps.append(bar.timestamp)
        open.append(bar.open)
        high.append(bar.high)
        low.append(bar.low)
        close.append(bar.close)
        volume.append(bar.volume)
    }

    /// The first `count` bars alone (all of them when there are fewer).
    public func prefix(_ count: Int) -> BarSeries {
        BarSeries(asset: asset, bars: (0..<min(count, self.count)).lazy.map { self[$0] })
    }
}
