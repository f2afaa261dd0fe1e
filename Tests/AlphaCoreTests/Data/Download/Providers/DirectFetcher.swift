import Foundation
import Synchronization

@testable import AlphaCore
@testable import AlphaTestSupport

/// Answers like a server, without a network in between.
final class DirectFetcher: HTTPFetching {
    private let answer: LoopbackServer.Answer
    private let asked = Mutex<[LoopbackServer.Request]>([])
    private let told = Mutex<[Double]>([])
    /// More requests than any of these tests needs; whoever asks on is caught in a loop.
    private static let most = 5000

    var requests: [LoopbackServer.Request] { asked.withLock { $0 } }

    /// What it heard of the time that is covered.
    var shares: [Double] { told.withLock { $0 } }

    func note(covered share: Double) { told.withLock { $0.append(share) } }

    init(_ answer: @escaping LoopbackServer.Answer) { self.answer = answer }

    func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        let behindHost = url.absoluteString.split(separator: "/", maxSplits: 2).last ?? ""
        let head = ["GET /\(behindHost) HTTP/1.1"] + headers.map { "\($0.key): \($0.value)" }
        guard var request = LoopbackServer.Request(head: head.joined(separator: "\r\n")) else {
            throw .malformed("\(url) fits into no request line")
        }
        request.number = asked.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        guard request.number < Self.most else { throw .unreachable(host: "test", problem: "asked without end") }
        let reply = answer(request)
        return HTTPReply(status: reply.status, headers: reply.headers, body: Data(reply.body))
    }
}
