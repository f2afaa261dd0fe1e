import Foundation

/// An honest synthetic market: daily bars of made-up assets that behave like markets do, with a stated predictability.
///
/// What is in it: one factor that all assets load on; volatility that clusters (log-volatility is a market-wide plus an
/// own autoregression, so returns have fat tails); equities gap overnight; highs and lows are those of a Brownian path
/// with the bar's own volatility; volume follows volatility, the size of the return and its own past; prices stand on
/// ticks and each class keeps its calendar. What can be predicted is the `ReversalSignal` and nothing else, but for a
/// small constant drift of equities and crypto. The same configuration gives the same bytes.
public struct SyntheticMarket: Sendable {
    /// What is made: everything that decides the bars.
    public struct Configuration: Sendable, Equatable {
        /// How many assets; the classes take turns: equities, crypto, fx.
        public var assets = 6
        /// Daily bars of each asset; the last is of 2024-12-31, so that crypto, which never rests, starts later.
        public var bars = 2500
        /// The planted correlation between the best forecast and the next five bars' return.
        public var informationCoefficient = 0.08
        /// Decides every random number.
        public var seed: UInt64 = 7

        /// The default market: 6 assets, 2,500 bars, IC 0.08, seed 7.
        public init() {}
    }

    /// One asset's bars and what only its maker knows.
    public struct SyntheticAsset: Sendable {
        /// The bars.
        public var series: BarSeries
        /// Volatility a year, before it changes with time.
        public var annualVolatility: Double
        /// The correlation of its shocks with the market factor.
        public var factorLoading: Double
        /// Each bar's standardised return z(t), of mean 0 and variance 1.
        public var standardisedReturns: [Double]
        /// Each bar's standard deviation of the close-to-close log return.
        public var volatility: [Double]
        /// p(t): what is known at each bar's close of the sum of the next five standardised returns.
        public var forecast: [Double]
    }

    /// The most assets of a market.
    public static let assetsMax = 3000
    /// The most bars of an asset: beyond, dates would leave what a `Timestamp` reaches.
    public static let barsMax = 75_000

    /// What was made.
    public let configuration: Configuration
    /// The assets, in the order of their making: `SYN-EQ1`, `SYN-CR1`, `SYN-FX1`, `SYN-EQ2`, …
    public let assets: [SyntheticAsset]

    /// Makes the market. O(assets · bars).
    public init(_ configuration: Configuration = Configuration()) {
        precondition(1...SyntheticMarket.assetsMax ~= configuration.assets, "\(configuration.assets) assets")
        precondition(1...SyntheticMarket.barsMax ~= configuration.bars, "\(configuration.bars) bars")
        self.configuration = configuration
        let signal = ReversalSignal(informationCoefficient: configuration.informationCoefficient)
        let count = configuration.assets
        let days = (0..<min(count, SyntheticProfile.classes.count)).map { number in
            SyntheticProfile.tradingDays(SyntheticProfile.classes[number], count: configuration.bars)
        }
        let factor = SyntheticFactor(seed: configuration.seed, from: days.map { $0[0] }.min()!)
        assets = (0..<count).map { number in
            var maker = SyntheticAssetMaker(number: number, signal: signal, factor: factor, seed: configuration.seed)
            return maker.make(on: days[number % days.count])
        }
    }

    /// The bars as a panel.
    public var panel: Panel { Panel(assets.map(\.series)) }
}

/// What all assets share on each calendar day: the factor's shock and the market-wide part of log-volatility.
struct SyntheticFactor: Sendable {
    private let firstDay: Int
    private let shocks: [Double]
    private let logVolatilities: [Double]

    /// How fast log-volatility forgets from one day to the next, and how much it moves in all.
    static let persistence = 0.98
    static let deviation = 0.28

    init(seed: UInt64, from firstDay: Int) {
        self.firstDay = firstDay
        var source = RandomSource(seed: seed, stream: "synthetic-factor")
        let count = SyntheticProfile.lastDay - firstDay + 1
        var level = AutoregressiveProcess(
            persistence: SyntheticFactor.persistence, deviation: SyntheticFactor.deviation, &source)
        shocks = (0..<count).map { _ in source.normal() }
        logVolatilities = (0..<count).map { _ in level.next(&source) }
    }

    func shock(on day: Int) -> Double { shocks[day - firstDay] }
    func logVolatility(on day: Int) -> Double { logVolatilities[day - firstDay] }
}

/// x(t) = φ·x(t−1) + √(1 − φ²)·s·n(t), started in its stationary state of standard deviation s.
struct AutoregressiveProcess: Sendable {
    private var value: Double
    private let persistence: Double
    private let shockSize: Double

    init(persistence: Double, deviation: Double, _ source: inout RandomSource) {
        self.persistence = persistence
        shockSize = (1 - persistence * persistence).squareRoot() * deviation
        value = deviation * source.normal()
    }

    mutating func next(_ source: inout RandomSource) -> Double {
        value = persistence * value + shockSize * source.normal()
        return value
    }
}
