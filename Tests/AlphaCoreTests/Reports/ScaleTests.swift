import Foundation
import Testing

@testable import AlphaCore

@Suite struct ScaleTests {
    private static func moment(_ text: String) -> Double { Double(Timestamp(text)!.nanoseconds) }

    @Test(arguments: [
        (0.0, 1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-0.05, 0.075, 5, ["−0.050", "−0.025", "0.000", "0.025", "0.050", "0.075"]),
        (0.0, 12_000, 3, ["0", "5,000", "10,000"]), (-3.0, 3.0, 3, ["−2", "0", "2"]),
    ])
    func linearTicksAreRound(lower: Double, upper: Double, count: Int, labels: [String]) {
        let scale = Scale(.linear, covering: [lower, upper])
        #expect(scale.ticks(count, format: .decimal(2)).map(\.label) == labels)
    }

    /// Random ranges: ticks lie within, are evenly spaced, not too many, and their labels differ.
    @Test func ticksOfAnyRangeAreUseful() {
        let seed: UInt64 = 20_250_131
        var random = RandomSource(seed: seed)
        for round in 0..<500 {
            let size = pow(10, random.uniform() * 14 - 6)
            let lower = (random.uniform() - 0.5) * size * 10
            let scale = Scale(.linear, covering: [lower, lower + size])
            let ticks = scale.ticks(6, format: .decimal(2))
            let what: Comment = "seed \(seed), round \(round): \(lower) + \(size): \(ticks.map(\.label))"
            #expect((2...8).contains(ticks.count), what)
            #expect(ticks.allSatisfy { (-1e-6...1 + 1e-6).contains(scale.position($0.value)) }, what)
            #expect(Set(ticks.map(\.label)).count == ticks.count || abs(lower) > 1e3 * size, what)
            let nice = scale.nice(6)
            #expect(nice.lower <= lower && nice.upper >= lower + size, what)
            #expect(nice.upper - nice.lower <= 2 * size, what)
        }
    }

    @Test func logarithmicTicksSpanDecades() {
        let decades = Scale(.logarithmic, covering: [0.1, 1000])
        #expect(decades.ticks(5, format: .decimal(2)).map(\.value) == [0.1, 1, 10, 100, 1000])
        #expect(abs(decades.position(10) - 0.5) < 1e-12)
        let narrow = Scale(.logarithmic, covering: [0.8, 6])
        #expect(narrow.ticks(5, format: .decimal(2)).map(\.value) == [1, 2, 3, 5])
        #expect(Scale(.logarithmic, covering: [-1, 5]).kind == .linear)
    }

    @Test(arguments: [
        ("2015-01-02", "2024-12-31", 6, "2016 2018 2020 2022 2024"),
        ("2023-02-10", "2024-03-20", 5, "Apr 2023 Jul 2023 Oct 2023 Jan 2024"),
        ("2024-02-27", "2024-03-03", 5, "2024-02-27 2024-02-28 2024-02-29 2024-03-01 2024-03-02 2024-03-03"),
        ("2024-01-02T09:30:00Z", "2024-01-02T16:00:00Z", 7, "10:00 11:00 12:00 13:00 14:00 15:00 16:00"),
        ("1969-12-30", "1970-01-02", 3, "1969-12-30 1969-12-31 1970-01-01 1970-01-02"),
    ])
    func timeTicksAreRoundMoments(from: String, to: String, count: Int, labels: String) {
        let scale = Scale(.time, covering: [Self.moment(from), Self.moment(to)])
        let ticks = scale.ticks(count, format: .decimal(0))
        #expect(ticks.map(\.label).joined(separator: " ") == labels)
        #expect(ticks.allSatisfy { (0...1).contains(scale.position($0.value)) })
    }

    @Test func anEmptyOrSingleValuedRangeHasRoom() {
        for values in [[], [3.0], [.nan], [0, 0]] {
            let scale = Scale(.linear, covering: values)
            #expect(scale.lower < scale.upper)
            #expect(!scale.ticks(4, format: .decimal(1)).isEmpty)
        }
    }

    @Test func labelsDoNotTouch() {
        let ticks = (0..<40).map { (place: 40 + Double($0) * 10, label: "2024-01-\($0 + 10)") }
        let placed = PlotFrame.withoutOverlap(ticks, left: 40, right: 430)
        #expect(placed.count > 3 && placed.count < 40)
        let spans = placed.map { tick -> ClosedRange<Double> in
            let width = Double(tick.label.count) * PlotFrame.digitWidth
            let start = ["start": 0, "middle": width / 2, "end": width][tick.anchor]!
            return (tick.textPlace - start)...(tick.textPlace - start + width)
        }
        for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.upperBound < right.lowerBound) }
        #expect(spans.first!.lowerBound >= 0 && spans.last!.upperBound <= 440)
    }
}
