/// How often each size of a positive number occurs, in bins 3 % wide: quantiles of a stream in constant memory.
struct Histogram {
    /// 2⁻⁴⁰ … 2⁶⁰, 32 bins an octave; what is smaller (0 as well) or larger is counted at the ends.
    private static let exponents = (first: 1023 - 40, last: 1023 + 60)
    private static let binsPerOctave = 32
    private var counts = [Int](repeating: 0, count: (exponents.last - exponents.first) * binsPerOctave + 1)
    /// How many numbers were added.
    private(set) var count = 0

    /// Adds a number that is not negative; NaN is passed over.
    mutating func add(_ value: Double) {
        guard value >= 0 else { return }
        count += 1
        counts[Histogram.bin(value)] += 1
    }

    /// The number that this share of all is at most, to a bin's width; 0 when there are none or they are 0.
    func quantile(_ share: Double) -> Double {
        let rank = Int((Double(count) * share).rounded(.up))
        var seen = 0
        for (bin, count) in counts.enumerated() {
            seen += count
            if seen >= rank, count > 0 { return bin == 0 ? 0 : Histogram.middle(bin) }
        }
        return 0
    }

    private static func bin(_ value: Double) -> Int {
        let top = Int(value.bitPattern >> 47)  // 11 bits of exponent, the first 5 of the significand
        return min(
            max(0, top - exponents.first * binsPerOctave + 1), (exponents.last - exponents.first) * binsPerOctave)
    }

    private static func middle(_ bin: Int) -> Double {
        let top = UInt64(bin - 1 + exponents.first * binsPerOctave)
        return Double(bitPattern: top << 47 | 1 << 46)
    }
}
