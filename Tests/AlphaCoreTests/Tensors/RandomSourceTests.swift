import Testing

@testable import AlphaCore

@Suite struct RandomSourceTests {
    @Test func equalSeedsAgreeAndStreamsDiffer() {
        var first = RandomSource(seed: 7, stream: "lstm", 1)
        var twin = RandomSource(seed: 7, stream: "lstm", 1)
        var other = RandomSource(seed: 7, stream: "lstm", 2)
        let a = (0..<100).map { _ in first.next() }
        #expect(a == (0..<100).map { _ in twin.next() })
        #expect(a != (0..<100).map { _ in other.next() })
    }

    @Test func normalHasTheMomentsOfTheNormalDistribution() {
        var random = RandomSource(seed: 11)
        let draws = (0..<100_000).map { _ in random.normal() }
        let mean = draws.reduce(0, +) / 1e5
        let variance = draws.reduce(0) { $0 + $1 * $1 } / 1e5 - mean * mean
        let fourth = draws.reduce(0) { $0 + $1 * $1 * $1 * $1 } / 1e5
        #expect(abs(mean) < 0.013)
        #expect(abs(variance - 1) < 0.02)
        #expect(abs(fourth - 3) < 0.15)
    }
}
