import Synchronization

/// The network as downloads use it: one transport for all, one pacer a provider, retries.
public final class DownloadNetwork: Sendable {
    private let transport: any HTTPFetching
    private let policy: RetryPolicy
    private let pacers = Mutex<[String: Pacer]>([:])

    /// A network that asks through the transport, and repeats a request so often.
    public init(_ transport: any HTTPFetching, retries: Int) {
        self.transport = transport
        policy = RetryPolicy(retries: retries)
    }

    /// What a provider's requests go through, all of them at the provider's pace; `onRetry` is told of every pause.
    public func fetcher(
        for provider: any BarProvider, onRetry: @escaping @Sendable (_ text: String) -> Void
    ) -> any HTTPFetching {
        let pacer = pacers.withLock { pacers in
            let pacer = pacers[provider.name] ?? Pacer(pace: provider.pace)
            pacers[provider.name] = pacer
            return pacer
        }
        return RetryingFetcher(
            transport, policy: policy, pacer: pacer, meantStatus: { provider.meantStatus(of: $0) },
            onRetry: { onRetry(DownloadNetwork.text(of: $0)) })
    }

    /// `429, waiting 3 s (retry 1 of 4)`.
    static func text(of retry: Retry) -> String {
        let reason: String =
            if case .refused(let status, _) = retry.reason { "\(status)" } else { "\(retry.reason)" }
        let tenths = (retry.pause.seconds * 10).rounded() / 10
        return "\(reason), waiting \(NumberText.shortest(tenths)) s (retry \(retry.number) of \(retry.limit))"
    }
}
