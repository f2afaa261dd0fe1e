import Foundation

/// Makes the bars of one synthetic asset; every asset has a random stream of its own.
struct SyntheticAssetMaker {
    private let asset: Asset
    private let profile: SyntheticProfile
    private let signal: ReversalSignal
    private let factor: SyntheticFactor
    private var source: RandomSource
    private let annualVolatility: Double
    private let factorLoading: Double
    private let startPrice: Double
    private var ownLogVolatility: AutoregressiveProcess
    private var ownLogVolume: AutoregressiveProcess

    /// How many steps the path inside a bar has; extremes between them are exact (Brownian bridge).
    private static let steps = 8
    private static let ownVolatilityDeviation = 0.2

    init(number: Int, signal: ReversalSignal, factor: SyntheticFactor, seed: UInt64) {
        let assetClass = SyntheticProfile.classes[number % SyntheticProfile.classes.count]
        profile = SyntheticProfile.of(assetClass)
        let symbol = "SYN-\(profile.symbolStem)\(number / SyntheticProfile.classes.count + 1)"
        asset = Asset(symbol: symbol, assetClass: assetClass)
        self.signal = signal
        self.factor = factor
        var source = RandomSource(seed: seed, stream: "synthetic-asset", number)
        func drawn(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + (range.upperBound - range.lowerBound) * source.uniform()
        }
        annualVolatility = drawn(profile.annualVolatility)
        factorLoading = drawn(profile.factorLoading)
        startPrice = exp(drawn(log(profile.startPrice.lowerBound)...log(profile.startPrice.upperBound)))
        ownLogVolatility = AutoregressiveProcess(
            persistence: 0.95, deviation: SyntheticAssetMaker.ownVolatilityDeviation, &source)
        ownLogVolume = AutoregressiveProcess(persistence: 0.85, deviation: 0.25, &source)
        self.source = source
    }

    /// One bar a day; see `SyntheticMarket` for what is in them.
    mutating func make(on days: [Int]) -> SyntheticMarket.SyntheticAsset {
        var made = SyntheticMarket.SyntheticAsset(
            series: BarSeries(asset: asset), annualVolatility: annualVolatility, factorLoading: factorLoading,
            standardisedReturns: [], volatility: [], forecast: [])
        let periods = Calendar.daysPerYear(of: asset.assetClass)
        let typical = annualVolatility / periods.squareRoot()
        let logVolatilityVariance =
            pow(SyntheticFactor.deviation, 2) + pow(SyntheticAssetMaker.ownVolatilityDeviation, 2)
        var shocks = (0..<ReversalSignal.horizon).map { _ in source.normal() }  // newest first
        var close = startPrice
        for day in days {
            let logVolatility = factor.logVolatility(on: day) + ownLogVolatility.next(&source)
            // E exp(2·l) is 1 after this, so the typical volatility is the root mean square of all bars'.
            let volatility = typical * exp(logVolatility - logVolatilityVariance)
            let own = (1 - factorLoading * factorLoading).squareRoot()
            shocks.insert(factorLoading * factor.shock(on: day) + own * source.normal(), at: 0)
            let standardised = zip(signal.shockWeights, shocks).map { $0 * $1 }.reduce(0, +)
            shocks.removeLast()
            let logReturn = profile.annualDrift / periods + volatility * standardised
            let path = intradayPath(logReturn: logReturn, volatility: volatility)
            made.series.append(bar(day, after: close, path, volume: volume(logVolatility, standardised)))
            made.standardisedReturns.append(standardised)
            made.volatility.append(volatility)
            made.forecast.append(zip(signal.forecastWeights, shocks).map { $0 * $1 }.reduce(0, +))
            close *= exp(logReturn)
        }
        return made
    }

    /// Log prices of a bar relative to the last close.
    private struct Path {
        var open: Double
        var high: Double
        var low: Double
        var close: Double
    }

    /// A path that ends at the return: the gap given the whole, then a Brownian bridge from the open to the close.
    private mutating func intradayPath(logReturn: Double, volatility: Double) -> Path {
        let share = profile.overnightShare
        let gap = share * logReturn + (share * (1 - share)).squareRoot() * volatility * source.normal()
        let steps = SyntheticAssetMaker.steps
        let stepVariance = (1 - share) * volatility * volatility / Double(steps)
        var path = Path(open: gap, high: gap, low: gap, close: logReturn)
        var here = gap
        for step in 0..<steps {
            let left = Double(steps - step)
            let mean = here + (logReturn - here) / left
            let next = mean + (stepVariance * (left - 1) / left).squareRoot() * source.normal()
            let (top, bottom) = extremes(from: here, to: next, variance: stepVariance)
            path.high = max(path.high, top)
            path.low = min(path.low, bottom)
            here = next
        }
        path.high = max(path.high, logReturn)
        path.low = min(path.low, logReturn)
        return path
    }

    /// Maximum and minimum of a Brownian bridge, each of its exact distribution: P(max > m) = exp(−2(m−a)(m−b)/v).
    private mutating func extremes(from start: Double, to end: Double, variance: Double) -> (Double, Double) {
        let square = (end - start) * (end - start)
        let above = (square - 2 * variance * log(1 - source.uniform())).squareRoot()
        let below = (square - 2 * variance * log(1 - source.uniform())).squareRoot()
        return ((start + end + above) / 2, (start + end - below) / 2)
    }

    private mutating func volume(_ logVolatility: Double, _ standardised: Double) -> Double {
        let meanAbsolute = 0.798  // of a standard normal number, √(2/π)
        let level = ownLogVolume.next(&source) + 0.6 * logVolatility + 0.3 * (abs(standardised) - meanAbsolute)
        return profile.onLot(profile.dailyVolume * exp(level + 0.15 * source.normal()))
    }

    /// The bar on its ticks; rounding the extremes keeps them around open and close, being monotone.
    private func bar(_ day: Int, after close: Double, _ path: Path, volume: Double) -> Bar {
        Bar(
            timestamp: Timestamp(nanoseconds: Int64(day) * Timestamp.day), open: profile.onTick(close * exp(path.open)),
            high: profile.onTick(close * exp(path.high)), low: profile.onTick(close * exp(path.low)),
            close: profile.onTick(close * exp(path.close)), volume: volume)
    }
}
