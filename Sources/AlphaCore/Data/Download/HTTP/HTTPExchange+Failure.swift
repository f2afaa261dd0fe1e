import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

extension HTTPExchange {
    /// The connection ended too early: before the head when there is none, else inside the body.
    static func broken(host: String, head: Head?, received: Int) -> DownloadError {
        let place =
            switch (head, head?.length) {
            case (nil, _): "ended without a reply"
            case (_?, let length?): "broke after \(ByteCount.grouped(received)) of \(ByteCount.text(length))"
            case (let head?, nil) where head.isPacked: "broke before the reply was whole"
            case (_?, nil): "broke after \(ByteCount.text(received)), before the reply was whole"
            }
        return .unreachable(host: host, problem: "the connection \(place)")
    }

    /// What an error of the URL loading means.
    static func failure(
        _ error: NSError, host: String, head: Head?, received: Int, timeout: Double
    ) -> DownloadError {
        let words = error.localizedDescription.trimmingCharacters(in: .whitespaces)
        guard error.domain == NSURLErrorDomain else { return .unreachable(host: host, problem: words) }
        switch URLError.Code(rawValue: error.code) {
        case .cancelled: return .cancelled
        case .timedOut: return .timedOut(host: host, seconds: timeout)
        case .cannotConnectToHost: return .unreachable(host: host, problem: "connection refused")
        case .cannotFindHost, .dnsLookupFailed: return .unreachable(host: host, problem: "no such host")
        case .notConnectedToInternet: return .unreachable(host: host, problem: "no network")
        case .badURL: return .unreachable(host: host, problem: "the address is not one that can be fetched")
        case .networkConnectionLost, .badServerResponse: return broken(host: host, head: head, received: received)
        case .unsupportedURL, .cannotDecodeContentData, .cannotDecodeRawData, .cannotParseResponse:
            return .malformed("\(host): the reply cannot be read: \(words)")
        default: break
        }
        // On Linux everything else is the code for "unknown" with libcurl's words.
        if brokenWords.contains(where: words.hasPrefix) { return broken(host: host, head: head, received: received) }
        if malformedWords.contains(where: words.contains) {
            return .malformed("\(host): the reply cannot be read: \(words)")
        }
        return .unreachable(host: host, problem: words)
    }

    private static let brokenWords = [
        "transfer closed", "Recv failure", "Send failure", "Empty reply", "HTTP/2 stream", "Error in the HTTP2",
    ]
    private static let malformedWords = [
        "content encoding", "content unencoding", "Content-Length", "header", "Header", "HTTP", "chunk",
    ]
}

/// Numbers of bytes as errors name them.
enum ByteCount {
    /// `1,234 bytes`.
    static func text(_ count: Int) -> String { "\(grouped(count)) \(count == 1 ? "byte" : "bytes")" }

    /// `1,234`.
    static func grouped(_ count: Int) -> String {
        let digits = Array(String(count))
        return digits.indices.map { place in
            let isBreak = place > 0 && (digits.count - place) % 3 == 0
            return (isBreak ? "," : "") + String(digits[place])
        }.joined()
    }
}
