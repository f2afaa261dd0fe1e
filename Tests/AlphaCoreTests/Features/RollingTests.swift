import Testing

@testable import AlphaCore

@Suite("Rolling statistics")
struct RollingTests {
    static let windows = [1, 2, 3, 5, 7, 20, 60, 299, 300, 301]

    /// Values over twelve orders of magnitude, of both signs or positive, with a NaN here and there.
    static func values(seed: UInt64, count: Int = 300, positive: Bool, missing: Bool) -> [Double] {
        var random = RandomSource(seed: seed, stream: "rolling-tests")
        return (0..<count).map { _ in
            if missing && random.uniform() < 0.02 { return .nan }
            var value = random.normal()
            for _ in 0..<Int(random.uniform() * 9) { value *= 10 }
            return positive ? abs(value) : value
        }
    }

    @Test("Sum, mean, minimum and maximum equal a naive twin", arguments: 1...8 as ClosedRange<UInt64>)
    func naiveTwin(seed: UInt64) {
        let values = Self.values(seed: seed, positive: true, missing: seed % 2 == 0)
        for window in Self.windows {
            let sum = Naive.rolling(values, window, Naive.sum)
            let mean = Naive.rolling(values, window, Naive.mean)
            let least = Naive.rolling(values, window) { $0.min()! }
            let most = Naive.rolling(values, window) { $0.max()! }
            let place: Comment = "seed \(seed), window \(window)"
            #expect(firstDifference(Rolling.sum(values, window: window), sum, tolerance: 1e-13) == nil, place)
            #expect(firstDifference(Rolling.mean(values, window: window), mean, tolerance: 1e-13) == nil, place)
            #expect(firstDifference(Rolling.minimum(values, window: window), least, tolerance: 0) == nil, place)
            #expect(firstDifference(Rolling.maximum(values, window: window), most, tolerance: 0) == nil, place)
        }
    }

    @Test("Deviations equal the two-pass formula whatever the scale", arguments: 1...8 as ClosedRange<UInt64>)
    func deviation(seed: UInt64) {
        let values = Self.values(seed: seed, positive: seed % 3 == 0, missing: seed % 2 == 0)
        for window in Self.windows {
            for ddof in 0...1 where window > ddof {
                let expected = Naive.rolling(values, window) { Naive.deviation($0, ddof: ddof) }
                let actual = Rolling.deviation(values, window: window, ddof: ddof)
                #expect(
                    firstDifference(actual, expected, tolerance: 1e-12) == nil,
                    "seed \(seed), window \(window), \(ddof)")
            }
        }
        let noDegree = Rolling.deviation(values, window: 1, ddof: 1)
        #expect(noDegree.allSatisfy { $0.isNaN })
    }

    @Test("z-scores equal their formula", arguments: 1...4 as ClosedRange<UInt64>)
    func zScore(seed: UInt64) {
        let values = Self.values(seed: seed, positive: true, missing: false)
        for (ddof, epsilon) in [(0, 0.0), (1, 1e-8)] {
            let expected = Naive.rolling(values, 20) { part in
                (part.last! - Naive.mean(part)) / (Naive.deviation(part, ddof: ddof) + epsilon)
            }
            let actual = Rolling.zScore(values, window: 20, ddof: ddof, epsilon: epsilon)
            #expect(firstDifference(actual, expected, tolerance: 1e-12, scale: 1) == nil, "seed \(seed)")
        }
    }

    @Test("A huge value is forgotten to the bit once it has left the window", arguments: [2, 3, 20, 60])
    func forgets(window: Int) {
        for place in [0, 1, window - 1, window, window + 1, 3 * window + 1] {
            var values = Self.values(seed: 11, count: 10 * window, positive: true, missing: false).map { $0 * 1e-12 }
            let clean = values
            values[place] = 1e12
            for column in [Rolling.sum, Rolling.mean, Rolling.minimum, Rolling.maximum, Self.population] {
                let after = place + window
                #expect(bits(column(values, window)[after...]) == bits(column(clean, window)[after...]))
            }
        }
    }

    @Test("Equal values have a deviation of exactly 0 and exactly their mean, also after 1e9 has left")
    func constantWindow() {
        for constant in [0.1, 1.1, 1e8 + 0.1, 1e-9, -7.3] {
            let values = [1e9, -1e9, 3.7] + [Double](repeating: constant, count: 200)
            for window in [2, 7, 20, 60] {
                let settled = (window + 2)...
                #expect(Rolling.deviation(values, window: window, ddof: 1)[settled].allSatisfy { $0 == 0 })
                #expect(Rolling.deviation(values, window: window, ddof: 0)[settled].allSatisfy { $0 == 0 })
                #expect(Rolling.mean(values, window: window)[settled].allSatisfy { $0 == constant })
                let score = Rolling.zScore(values, window: window, ddof: 1, epsilon: 1e-8)
                #expect(score[settled].allSatisfy { $0 == 0 })
                #expect(Rolling.zScore(values, window: window, ddof: 1, epsilon: 0)[settled].allSatisfy { $0.isNaN })
            }
        }
    }

    @Test("Sums of 200,000 volumes near 1e9 are exact to the last unit")
    func exactSums() {
        var random = RandomSource(seed: 5, stream: "volumes")
        let volumes = (0..<200_000).map { _ in Int(random.next() % 2_000_000_000) }
        let sums = Rolling.sum(volumes.map(Double.init), window: 60)
        var running = 0
        var wrong = 0
        for (position, volume) in volumes.enumerated() {
            running += volume - (position >= 60 ? volumes[position - 60] : 0)
            if position >= 59 && sums[position] != Double(running) { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test("A NaN or an infinity spoils the windows that hold it and no other")
    func missing() {
        var values = Self.values(seed: 3, count: 200, positive: true, missing: false)
        let clean = values
        for spoiler in [Double.nan, .infinity] {
            values[77] = spoiler
            let actual = Rolling.deviation(values, window: 20, ddof: 1)
            let expected = Rolling.deviation(clean, window: 20, ddof: 1)
            for position in 19..<200 {
                if (77..<97).contains(position) {
                    #expect(actual[position].isNaN, "\(position)")
                } else {
                    #expect(actual[position] == expected[position], "\(position)")
                }
            }
        }
    }

    @Test("Nothing, or fewer values than the window, gives no value")
    func short() {
        #expect(Rolling.sum([], window: 3).isEmpty)
        #expect(Rolling.mean([], window: 3).isEmpty)
        #expect(Rolling.maximum([1, 2], window: 3).allSatisfy { $0.isNaN })
        #expect(Rolling.deviation([1, 2], window: 3, ddof: 1).count == 2)
    }

    private static func population(_ values: [Double], _ window: Int) -> [Double] {
        Rolling.deviation(values, window: window, ddof: 0)
    }
}

@Suite("Exponential average")
struct ExponentialAverageTests {
    @Test("Equals its closed form", arguments: 1...3 as ClosedRange<UInt64>)
    func closedForm(seed: UInt64) {
        let values = [.nan] + RollingTests.values(seed: seed, count: 150, positive: true, missing: false)
        for (average, weight) in [(ExponentialAverage.exponential(12), 2.0 / 13), (.wilder(14), 1.0 / 14)] {
            let expected = Naive.exponentialAverage(values, seed: average.seed, weight: weight)
            #expect(firstDifference(average(values), expected, tolerance: 1e-12) == nil, "seed \(seed)")
        }
    }

    @Test("What is not finite has no average and starts it anew")
    func startsAnew() {
        let average = ExponentialAverage.exponential(3)
        let values: [Double] = [1, 2, 3, 4, .infinity, 5, .nan, 7, 8, 9, 10]
        let nan = Double.nan
        #expect(firstDifference(average(values), [nan, nan, 2, 3, nan, nan, nan, nan, nan, 8, 9], tolerance: 0) == nil)
        #expect(average([]).isEmpty)
    }
}
