import Foundation

/// How often a request is repeated, and after which pauses.
public struct RetryPolicy: Sendable, Equatable {
    /// How many more attempts after the first; 0 means one attempt.
    public var retries: Int
    /// The longest pause before the first repetition; each further one may be twice as long.
    public var base: Duration
    /// No pause of our own choice is longer.
    public var cap: Duration
    /// The longest pause that a provider may ask for; when it asks for more, the request fails at once.
    public var patience: Duration

    /// Four repetitions after about 1, 2, 4 and 8 seconds unless said otherwise.
    public init(
        retries: Int = 4, base: Duration = .seconds(1), cap: Duration = .seconds(60), patience: Duration = .seconds(120)
    ) {
        precondition(retries >= 0, "a request is repeated 0 times or more, not \(retries) times")
        self.retries = retries
        self.base = base
        self.cap = cap
        self.patience = patience
    }

    /// The pause before a repetition, of which 1 is the first: drawn evenly between half of and all of
    /// min(cap, base · 2^(repetition − 1)).
    ///
    /// Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), calls it equal jitter: callers that
    /// failed together do not come back together, and none comes back at once.
    public func pause(before repetition: Int, using random: inout RandomSource) -> Duration {
        precondition(repetition >= 1, "repetitions are counted from 1, not \(repetition)")
        var longest = min(base, cap)
        for _ in 1..<repetition where longest < cap { longest = min(longest * 2, cap) }
        return longest * (0.5 + 0.5 * random.uniform())
    }
}

extension HTTPReply {
    /// How long `Retry-After` (RFC 9110, section 10.2.3) asks to wait; `nil` when it is not there or not understood.
    ///
    /// A date is compared with the server's own `Date` if that came too, so that a clock of ours that is wrong does no
    /// harm; one that has passed asks for no wait.
    func retryAfter(now: Timestamp) -> Duration? {
        guard let text = headers["retry-after"]?.trimmingCharacters(in: .whitespaces) else { return nil }
        if let seconds = NumberText.double(text), seconds >= 0 {
            // A century is as good as any larger number, which a `Duration` might not hold.
            return .seconds(min(seconds, 100 * 365 * 86_400))
        }
        guard let date = HTTPDate.timestamp(text, now: now) else { return nil }
        let sent = headers["date"].flatMap { HTTPDate.timestamp($0, now: now) } ?? now
        return .nanoseconds(max(0, date.nanoseconds.subtractingReportingOverflow(sent.nanoseconds).partialValue))
    }
}
