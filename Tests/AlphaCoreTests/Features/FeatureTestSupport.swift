import Foundation

@testable import AlphaCore

/// Bars that tests make up.
enum TestBars {
    /// Daily bars of a random walk whose range, volatility and volume vary; a function of the seed alone.
    static func randomWalk(seed: UInt64, count: Int, symbol: String = "TEST") -> BarSeries {
        var random = RandomSource(seed: seed, stream: "feature-tests")
        var price = 100.0
        let bars = (0..<count).map { day in
            let open = price * exp(0.002 * random.normal())
            let close = open * exp((0.005 + 0.03 * random.uniform()) * random.normal())
            let high = max(open, close) * exp(0.01 * random.uniform())
            let low = min(open, close) * exp(-0.01 * random.uniform())
            price = close
            return Bar(
                timestamp: Timestamp(nanoseconds: Timestamp.day * Int64(day)), open: open, high: high, low: low,
                close: close, volume: (1e8 * exp(random.normal())).rounded())
        }
        return BarSeries(asset: Asset(symbol: symbol, assetClass: .equities), bars: bars)
    }

    /// Bars that all have the same prices and volume.
    static func flat(count: Int, price: Double = 1.1, volume: Double = 1e8 + 0.1) -> BarSeries {
        let bars = (0..<count).map { day in
            Bar(
                timestamp: Timestamp(nanoseconds: Timestamp.day * Int64(day)), open: price, high: price, low: price,
                close: price, volume: volume)
        }
        return BarSeries(asset: Asset(symbol: "FLAT", assetClass: .fx), bars: bars)
    }
}

extension BarSeries {
    /// The series with the bars of some positions replaced.
    func replacing(_ positions: Range<Int>, with other: BarSeries) -> BarSeries {
        BarSeries(asset: asset, bars: (0..<count).map { positions.contains($0) ? other[$0] : self[$0] })
    }
}

/// The first position where two columns differ by more than `tolerance` × max(|a|, |b|, scale); `nil` when they agree.
///
/// A value that is missing in one alone is a difference, whatever the tolerance.
func firstDifference(
    _ actual: [Double], _ expected: [Double], tolerance: Double, scale: Double = 0
) -> String? {
    guard actual.count == expected.count else { return "\(actual.count) values instead of \(expected.count)" }
    for (position, pair) in zip(actual, expected).enumerated() {
        let (a, b) = pair
        if a == b || (a.isNaN && b.isNaN) { continue }
        if !(abs(a - b) <= tolerance * max(abs(a), abs(b), scale)) { return "at \(position): \(a) instead of \(b)" }
    }
    return nil
}

/// The bits of a column, so that NaN equals NaN and 0 differs from −0.
func bits(_ column: some Sequence<Double>) -> [UInt64] { column.map(\.bitPattern) }

/// Textbook formulas over one window, each summed anew: the twins that the fast ones are checked against.
enum Naive {
    /// `formula` of each window of that many values; NaN where the window is short or holds a NaN.
    static func rolling(_ values: [Double], _ window: Int, _ formula: ([Double]) -> Double) -> [Double] {
        values.indices.map { position in
            guard position + 1 >= window else { return .nan }
            let part = Array(values[(position + 1 - window)...position])
            return part.contains(where: \.isNaN) ? .nan : formula(part)
        }
    }

    /// Sum with Neumaier's compensation, right to the last bit or so whatever the terms.
    static func sum(_ values: [Double]) -> Double {
        var (sum, lost) = (0.0, 0.0)
        for value in values {
            let total = sum + value
            lost += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
            sum = total
        }
        return sum + lost
    }

    static func mean(_ values: [Double]) -> Double { sum(values) / Double(values.count) }

    /// Two-pass deviation.
    static func deviation(_ values: [Double], ddof: Int) -> Double {
        let mean = mean(values)
        return (sum(values.map { ($0 - mean) * ($0 - mean) }) / Double(values.count - ddof)).squareRoot()
    }

    /// The exponential average in closed form: (1 − w)^k of the seed's mean and w(1 − w)^j of each later value.
    static func exponentialAverage(_ values: [Double], seed: Int, weight: Double) -> [Double] {
        guard let first = values.firstIndex(where: { !$0.isNaN }) else { return values }
        let start = first + seed - 1
        return values.indices.map { position in
            guard position >= start else { return .nan }
            let seedPart = mean(Array(values[first...start])) * pow(1 - weight, Double(position - start))
            let later = (start..<position).map { index in
                weight * pow(1 - weight, Double(position - index - 1)) * values[index + 1]
            }
            return sum(later + [seedPart])
        }
    }
}
