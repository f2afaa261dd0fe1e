import Foundation
import Testing

@testable import AlphaCore

/// What retrying says, holds back and gives up, on a clock that the test moves.
@Suite(.timeLimit(.minutes(2)))
struct RetryingFetcherClockTests {
    private let clock = ManualClock()
    private let url = URL(string: "http://127.0.0.1/")!

    @Test func tellsOfEachRepetition() async throws {
        let clock = VirtualClock()
        let inner = ScriptedFetcher { number throws(DownloadError) in
            switch number {
            case 0: return .text("", status: 429, headers: ["retry-after": "9"])
            case 1: throw .timedOut(host: "h", seconds: 30)
            case 2: return .text("", status: 502)
            default: return .text("done")
            }
        }
        let told = Journal<Retry>()
        let fetcher = RetryingFetcher(
            inner, policy: RetryPolicy(retries: 5), clock: clock,
            onRetry: { told.add($0) })
        #expect(try await fetcher.get(url, headers: [:]).text == "done")
        let retries = told.entries
        #expect(retries.map(\.number) == [1, 2, 3])
        #expect(retries.map(\.limit) == [5, 5, 5])
        #expect(
            retries.map(\.reason) == [
                .refused(status: 429, message: ""), .timedOut(host: "h", seconds: 30),
                .refused(status: 502, message: ""),
            ])
        #expect(retries.map(\.pause) == clock.sleeps)
        #expect(retries.first?.pause == .seconds(9))
    }

    @Test func theSameSeedGivesTheSamePauses() async throws {
        func pauses(_ seed: UInt64) async throws -> [Duration] {
            let clock = VirtualClock()
            let inner = ScriptedFetcher { _ in .text("", status: 500) }
            let policy = RetryPolicy(retries: 10)
            _ = try await RetryingFetcher(inner, policy: policy, clock: clock, seed: seed).get(url, headers: [:])
            return clock.sleeps
        }
        #expect(try await pauses(1) == pauses(1))
        #expect(try await pauses(1) != pauses(2))
    }

    @Test func cancellingEndsThePause() async throws {
        let inner = ScriptedFetcher { _ in .text("", status: 503) }
        let fetcher = RetryingFetcher(inner, clock: clock)
        let task = Task {
            await failure { () async throws(DownloadError) in try await fetcher.get(url, headers: [:]) }
        }
        await clock.waitForSleepers(1)
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(inner.calls == 1)
    }

    @Test func cancellingEndsTheWaitForATurn() async throws {
        let pacer = Pacer(pace: .seconds(1), clock: clock)
        try await pacer.turn()
        let inner = ScriptedFetcher { _ in .text("done") }
        let fetcher = RetryingFetcher(inner, pacer: pacer, clock: clock)
        let task = Task {
            await failure { () async throws(DownloadError) in try await fetcher.get(url, headers: [:]) }
        }
        await clock.waitForSleepers(1)
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(inner.calls == 0)
    }

    @Test(arguments: [429, 418])
    func oneThatIsToldToWaitHoldsTheOthersBack(_ status: Int) async throws {
        let pacer = Pacer(pace: .seconds(1), clock: clock)
        let told = ScriptedFetcher { number in
            number == 0 ? .text("", status: status, headers: ["Retry-After": "30"]) : .text("done")
        }
        let other = ScriptedFetcher { _ in .text("done") }
        let first = RetryingFetcher(told, pacer: pacer, clock: clock)
        let second = RetryingFetcher(other, pacer: pacer, clock: clock)
        async let one = first.get(url, headers: [:])
        await clock.waitForSleepers(1)
        async let two = second.get(url, headers: [:])
        await clock.waitForSleepers(2)
        clock.advance(by: .milliseconds(29_999))
        #expect(clock.sleepers == 2)
        #expect(other.calls == 0 && told.calls == 1)
        clock.advance(by: .milliseconds(1))
        await clock.waitForSleepers(1)  // of the two, one goes first and the other keeps the pace
        #expect(other.calls + told.calls <= 2)
        clock.advance(by: .seconds(1))
        #expect(try await one.text == "done")
        #expect(try await two.text == "done")
        #expect(other.calls == 1 && told.calls == 2)
    }

    @Test func oneServersTroubleDoesNotHoldTheOthersBack() async throws {
        let pacer = Pacer(pace: .zero, clock: clock)
        let broken = ScriptedFetcher { _ in .text("", status: 500) }
        let other = ScriptedFetcher { _ in .text("done") }
        let first = RetryingFetcher(broken, pacer: pacer, clock: clock)
        let task = Task { await failure { () async throws(DownloadError) in try await first.get(url, headers: [:]) } }
        await clock.waitForSleepers(1)
        #expect(try await RetryingFetcher(other, pacer: pacer, clock: clock).get(url, headers: [:]).text == "done")
        task.cancel()
        #expect(await task.value == .cancelled)
    }
}
