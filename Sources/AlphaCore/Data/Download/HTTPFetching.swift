import Foundation

/// A reply of an HTTP server, its body whole.
public struct HTTPReply: Sendable {
    /// The status code.
    public var status: Int
    /// The headers, names in lower case.
    public var headers: [String: String]
    /// The body, its content coding undone.
    public var body: Data

    /// A reply of the given parts; the header names are taken in lower case.
    public init(status: Int, headers: [String: String] = [:], body: Data) {
        self.status = status
        self.headers = Dictionary(
            headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.body = body
    }
}

/// Whatever gets a URL: the network, a wrapper that tries again or keeps what came, a table in a test.
public protocol HTTPFetching: Sendable {
    /// The reply to a GET, whatever its status; throws `unreachable`, `timedOut` or `malformed` when there was none that
    /// is whole, `cancelled` when the task was.
    func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply

    /// Hears from a provider which share of the time that it is asked for the replies so far cover, 0 to 1: for a progress
    /// bar alone.
    func note(covered share: Double)
}

extension HTTPFetching {
    /// Does nothing.
    public func note(covered share: Double) {}
}
