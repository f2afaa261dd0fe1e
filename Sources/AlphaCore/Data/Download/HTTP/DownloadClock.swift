import Foundation

/// Time as pauses and paces see it; a test has one on which an hour takes no time.
public protocol DownloadClock: Sendable {
    /// The time since some fixed moment; never goes back.
    var elapsed: Duration { get }
    /// The moment that a calendar shows, which may be wrong: it is only compared with other calendars' moments.
    var wallTime: Timestamp { get }
    /// Returns after at least that time; throws as soon as the task is cancelled.
    func sleep(for duration: Duration) async throws(CancellationError)
}

/// The machine's own clock.
public struct SystemClock: DownloadClock {
    private let start = ContinuousClock.now

    /// A clock that starts to count now.
    public init() {}

    public var elapsed: Duration { ContinuousClock.now - start }

    public var wallTime: Timestamp {
        Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9))
    }

    public func sleep(for duration: Duration) async throws(CancellationError) {
        do {
            try await Task.sleep(for: duration)
        } catch {
            throw CancellationError()
        }
    }
}

extension Duration {
    /// The same in seconds, rounded to a double.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
