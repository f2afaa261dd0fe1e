import Foundation
import Testing

@testable import AlphaCore

struct RetryPolicyTests {
    @Test func pausesStayInTheirBounds() {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomSource(seed: seed)
        for _ in 0..<2000 {
            let base = Double.random(in: 0.01...5, using: &random)
            let cap = Double.random(in: 0.01...100, using: &random)
            let repetition = Int.random(in: 1...40, using: &random)
            let policy = RetryPolicy(base: .seconds(base), cap: .seconds(cap))
            let longest = min(cap, base * pow(2, Double(repetition - 1)))
            let pause = policy.pause(before: repetition, using: &random).seconds
            #expect(
                pause >= 0.5 * longest - 1e-9 && pause <= longest + 1e-9,
                "\(pause) s before repetition \(repetition) of base \(base), cap \(cap), seed \(seed)")
        }
    }

    /// Even over [1/2, 1]: of 4,000 draws each tenth of it gets 400, give or take six standard deviations (114).
    @Test func pausesAreSpreadEvenly() {
        var random = RandomSource(seed: 7)
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<4000 {
            let pause = RetryPolicy().pause(before: 1, using: &random).seconds
            counts[min(9, Int((pause - 0.5) * 20))] += 1
        }
        #expect(counts.allSatisfy { abs($0 - 400) < 114 }, "\(counts)")
    }

    @Test func theCapHoldsForeverAndTheSeedDecides() {
        var (one, same, other) = (RandomSource(seed: 1), RandomSource(seed: 1), RandomSource(seed: 2))
        let policy = RetryPolicy()
        let pauses = (1...100).map { policy.pause(before: $0, using: &one) }
        #expect(pauses == (1...100).map { policy.pause(before: $0, using: &same) })
        #expect(pauses != (1...100).map { policy.pause(before: $0, using: &other) })
        #expect(pauses.suffix(90).allSatisfy { $0 >= .seconds(30) && $0 <= .seconds(60) })
    }

    private static let now = Timestamp(nanoseconds: 784_111_777_000_000_000)  // Sun, 06 Nov 1994 08:49:37 GMT

    private func wait(_ retryAfter: String?, date: String? = nil) -> Duration? {
        var headers: [String: String] = [:]
        headers["Retry-After"] = retryAfter
        headers["Date"] = date
        return HTTPReply.text("", status: 429, headers: headers).retryAfter(now: RetryPolicyTests.now)
    }

    @Test func readsHowLongToWait() {
        #expect(wait("120") == .seconds(120))
        #expect(wait(" 0 ") == .seconds(0))
        #expect(wait("1.5") == .milliseconds(1500))
        #expect(wait("99999999999999999999")! > .seconds(1_000_000_000))
        #expect(wait("Sun, 06 Nov 1994 08:50:37 GMT") == .seconds(60))
        #expect(wait("Sun, 06 Nov 1994 08:49:00 GMT") == .zero)
        #expect(wait(nil) == nil)
        for text in ["", "-1", "soon", "10 s", "nan", "06 Nov"] { #expect(wait(text) == nil, "\(text)") }
    }

    @Test func aDateCountsFromTheServersClock() {
        #expect(wait("Sun, 06 Nov 2094 08:50:37 GMT", date: "Sun, 06 Nov 2094 08:50:00 GMT") == .seconds(37))
        #expect(wait("Sun, 06 Nov 1994 08:50:37 GMT", date: "yesterday") == .seconds(60))
        #expect(wait("5", date: "Sun, 06 Nov 2094 08:50:00 GMT") == .seconds(5))
    }
}
