import Foundation

/// Plain statistics of a list of numbers, in two passes; `nil` where they do not exist.
enum SampleStatistics {
    /// The arithmetic mean; `nil` of nothing.
    static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// The standard deviation with `ddof` degrees of freedom taken off; `nil` when too few are left, or when all values
    /// agree to 1e-13 of their size: rounding is no variance.
    static func deviation(_ values: [Double], ddof: Int) -> Double? {
        guard values.count > ddof, let mean = mean(values) else { return nil }
        var squares = 0.0
        var rest = 0.0
        for value in values {
            squares += (value - mean) * (value - mean)
            rest += value - mean
        }
        let sum = squares - rest * rest / Double(values.count)
        let deviation = (max(sum, 0) / Double(values.count - ddof)).squareRoot()
        let size = values.reduce(0) { max($0, abs($1)) }
        return deviation > 1e-13 * size ? deviation : nil
    }

    /// The standardised central moment of the given order with population moments; `nil` without variance.
    static func standardisedMoment(_ values: [Double], order: Int) -> Double? {
        guard let mean = mean(values), let deviation = deviation(values, ddof: 0) else { return nil }
        return values.reduce(0) { $0 + pow(($1 - mean) / deviation, Double(order)) } / Double(values.count)
    }

    /// The percentile `share` (0…1) of sorted values, linearly between neighbours (numpy's default).
    static func percentile(sorted values: [Double], _ share: Double) -> Double? {
        guard !values.isEmpty else { return nil }
        let place = share * Double(values.count - 1)
        let low = Int(place)
        let high = min(low + 1, values.count - 1)
        return values[low] + (place - Double(low)) * (values[high] - values[low])
    }

    /// Pearson's correlation; `nil` when either side has no variance or there are fewer than two pairs.
    static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
        precondition(x.count == y.count, "\(x.count) and \(y.count) values")
        guard let meanX = mean(x), let meanY = mean(y), let deviationX = deviation(x, ddof: 0),
            let deviationY = deviation(y, ddof: 0), x.count > 1
        else { return nil }
        let products = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) / deviationX * (($1.1 - meanY) / deviationY) }
        return min(max(products / Double(x.count), -1), 1)
    }

    /// Ranks from 1; equal values share the mean of their ranks (scipy's `rankdata`).
    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
            for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
            first = last + 1
        }
        return ranks
    }
}
