import Foundation
import Synchronization

/// What a `RetryingFetcher` says before it waits to repeat a request.
public struct Retry: Sendable, Equatable {
    /// Which repetition comes, counted from 1.
    public var number: Int
    /// How many there are at most.
    public var limit: Int
    /// What the attempt before it ended with: `refused` or `timedOut`.
    public var reason: DownloadError
    /// How long the wait is.
    public var pause: Duration
}

/// Repeats requests that may succeed later: those answered with 429, 418 or 5xx, and those that took too long.
///
/// Other replies and errors pass through at once. When all attempts are used up, the last reply (or the last time-out)
/// passes through as well, so that its error text can still be read. `Retry-After` is respected: no pause is shorter than
/// it asks, and if it asks for more than the policy's patience the request fails with `refused`, which says so. After
/// 429 and 418 the pacer holds back everybody else, too, since the provider counts all requests together.
public final class RetryingFetcher: HTTPFetching {
    private let inner: any HTTPFetching
    private let policy: RetryPolicy
    private let pacer: Pacer?
    private let clock: any DownloadClock
    private let random: Mutex<RandomSource>
    private let meantStatus: @Sendable (HTTPReply) -> Int
    private let onRetry: @Sendable (Retry) -> Void

    /// A fetcher around another one.
    ///
    /// - Parameters:
    ///   - pacer: gives every attempt its turn; shared by all that ask one provider.
    ///   - seed: of the pauses' jitter; a process of its own should draw its own.
    ///   - meantStatus: the status that a reply stands for, see `BarProvider`.
    ///   - onRetry: called before each pause, from any thread.
    public init(
        _ inner: any HTTPFetching, policy: RetryPolicy = RetryPolicy(), pacer: Pacer? = nil,
        clock: any DownloadClock = SystemClock(), seed: UInt64 = .random(in: .min ... .max),
        meantStatus: @escaping @Sendable (HTTPReply) -> Int = { $0.status },
        onRetry: @escaping @Sendable (Retry) -> Void = { _ in }
    ) {
        self.inner = inner
        self.policy = policy
        self.pacer = pacer
        self.clock = clock
        self.meantStatus = meantStatus
        self.onRetry = onRetry
        random = Mutex(RandomSource(seed: seed, stream: "retry"))
    }

    public func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        var repetition = 0
        while true {
            let outcome = try await attempt(url, headers)
            guard let reason = transientFailure(of: outcome) else { return try outcome.get() }
            let asked = (try? outcome.get())?.retryAfter(now: clock.wallTime)
            try refuseToWait(asked, reason)
            guard repetition < policy.retries else { return try outcome.get() }
            repetition += 1
            let drawn = random.withLock { policy.pause(before: repetition, using: &$0) }
            let pause = max(drawn, asked ?? .zero)
            onRetry(Retry(number: repetition, limit: policy.retries, reason: reason, pause: pause))
            if case .refused(429, _) = reason { await pacer?.hold(for: pause) }
            if case .refused(418, _) = reason { await pacer?.hold(for: pause) }
            try await cancellable { () async throws(CancellationError) in try await clock.sleep(for: pause) }
        }
    }

    private func attempt(
        _ url: URL, _ headers: [String: String]
    ) async throws(DownloadError) -> Result<HTTPReply, DownloadError> {
        if let pacer { try await cancellable { () async throws(CancellationError) in try await pacer.turn() } }
        if Task.isCancelled { throw .cancelled }
        do {
            return .success(try await inner.get(url, headers: headers))
        } catch {
            return .failure(error)
        }
    }

    private func cancellable(_ wait: () async throws(CancellationError) -> Void) async throws(DownloadError) {
        do {
            try await wait()
        } catch {
            throw .cancelled
        }
    }

    private func refuseToWait(_ asked: Duration?, _ reason: DownloadError) throws(DownloadError) {
        guard let asked, asked > policy.patience, case .refused(let status, _) = reason else { return }
        let (wanted, most) = (asked.seconds.rounded(.up), policy.patience.seconds)
        throw .refused(
            status: status,
            message: "it asks to wait \(NumberText.shortest(wanted)) s, more than the \(NumberText.shortest(most)) s "
                + "that are waited at most")
    }

    /// Why the request should be repeated; `nil` when it should not.
    private func transientFailure(of outcome: Result<HTTPReply, DownloadError>) -> DownloadError? {
        let failure: DownloadError? =
            switch outcome {
            case .success(let reply): .refused(status: meantStatus(reply), message: "")
            case .failure(let error): error
            }
        return failure.flatMap { $0.isTransient ? $0 : nil }
    }
}
