/// Why bars could not be had.
public enum DownloadError: Error, Sendable, Equatable, Codable, CustomStringConvertible {
    /// The provider has no such bars: an interval or an asset class that it does not know.
    case unsupported(String)
    /// No connection, or it broke before the reply was whole.
    case unreachable(host: String, problem: String)
    /// The reply did not come in time.
    case timedOut(host: String, seconds: Double)
    /// The provider refused: its status and its own words.
    case refused(status: Int, message: String)
    /// The reply is not what the provider is known to send.
    case malformed(String)
    /// The reply is well-formed and has no bars.
    case noBars(String)
    /// The task was cancelled before it was done.
    case cancelled

    /// Whether the same request may succeed later: 429, 418, 5xx and time-outs, nothing else.
    public var isTransient: Bool {
        switch self {
        case .timedOut: true
        case .refused(let status, _): status == 429 || status == 418 || (500...599).contains(status)
        case .unsupported, .unreachable, .malformed, .noBars, .cancelled: false
        }
    }

    public var description: String {
        switch self {
        case .unsupported(let problem), .malformed(let problem), .noBars(let problem): problem
        case .unreachable(let host, let problem): "\(host): \(problem)"
        case .timedOut(let host, let seconds): "\(host): no complete reply within \(NumberText.shortest(seconds)) s"
        case .refused(let status, let message):
            // Some say no with the status that means yes.
            message.isEmpty
                ? "status \(status)" : status == 200 ? "answered \(message)" : "status \(status): \(message)"
        case .cancelled: "cancelled"
        }
    }
}
