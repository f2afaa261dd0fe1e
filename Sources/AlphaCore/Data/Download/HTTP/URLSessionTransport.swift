import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The network: HTTP and HTTPS through the system's URL loading, without cache, cookies or credentials.
///
/// A content coding (gzip) is undone. A reply that does not come whole is an error, never a short body, with one
/// exception: libcurl does not say that a gzip stream ended early when the server sent all that it announced. The proxies
/// are those of the environment (`https_proxy`, `no_proxy`), as libcurl reads them.
///
/// swift-corelibs-foundation up to 6.3 ends the process when a connection is closed inside a reply's head; 6.4 has the
/// mend (its pull request 5286). Until then `HTTPWorkerTransport` does the same in processes of its own.
public struct URLSessionTransport: HTTPFetching {
    /// How long one `get` may take in all, redirects included, in seconds; a trickle ends there, too.
    public var timeout: Double
    /// The longest body that is taken, after its content coding is undone.
    public var bodyLimit: Int
    /// How many redirects are followed one after the other.
    public var redirectLimit = 5

    /// A transport that gives up after that many seconds (a day at most), and at bodies of more than 256 MiB unless said
    /// otherwise.
    public init(timeout: Double = 30, bodyLimit: Int = 256 << 20) {
        precondition(timeout > 0, "the time-out must be positive, not \(timeout) s")
        precondition(bodyLimit > 0, "the limit of a body must be positive, not \(bodyLimit) bytes")
        self.timeout = min(timeout, 86_400)
        self.bodyLimit = bodyLimit
    }

    /// The reply to a GET, whatever its status, after following redirects.
    ///
    /// Throws `unsupported` when the address is not one of HTTP, `unreachable` when there was no connection or it broke
    /// before the reply was whole, `timedOut`, `malformed` when what came is not HTTP, too long or redirects in a way
    /// that is not followed, `cancelled` as soon as the task is.
    public func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        guard Redirect.isWeb(url) else {
            throw .unsupported("'\(url.absoluteString)' is not an address that starts with http:// or https://")
        }
        let deadline = ContinuousClock.now + .seconds(timeout)
        var address = url
        for _ in 0...redirectLimit {
            let reply = try await exchange(address, headers, until: deadline)
            guard let next = try Redirect.target(of: reply, from: address) else { return reply }
            address = next
        }
        throw .malformed(
            "\(url.authority): more than \(redirectLimit) redirects, the last one to \(address.absoluteString)")
    }

    /// One request and its reply, which may be a redirect.
    private func exchange(
        _ url: URL, _ headers: [String: String], until deadline: ContinuousClock.Instant
    ) async throws(DownloadError) -> HTTPReply {
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        // Foundation's own time-out counts from the last byte and in whole seconds; ours comes before it.
        request.timeoutInterval = timeout.rounded(.up) + 60
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let exchange = HTTPExchange(host: url.authority, limits: self)
        let task = URLSessionTransport.session.dataTask(with: request)
        URLSessionTransport.delegate.connect(task, exchange)
        let alarm = Task {
            try await Task.sleep(until: deadline, clock: .continuous)
            exchange.timeOut()
            task.cancel()
        }
        defer { alarm.cancel() }
        return try await withTaskCancellationHandler {
            await exchange.outcome { task.resume() }
        } onCancel: {
            exchange.end(.failure(.cancelled))
            task.cancel()
        }.get()
    }

    private static let delegate = HTTPExchangeDelegate()

    /// One for all, so that connections are used again from page to page.
    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCredentialStorage = nil
        // A request that waited for a free connection would use up its time: pacing is the pacer's.
        configuration.httpMaximumConnectionsPerHost = 64
        return URLSession(configuration: configuration, delegate: delegate, delegateQueue: nil)
    }()
}

extension URL {
    /// The host, and the port where the address names one: `127.0.0.1:8080`.
    var authority: String {
        let name = host ?? absoluteString
        return (name.contains(":") ? "[\(name)]" : name) + (port.map { ":\($0)" } ?? "")
    }
}
