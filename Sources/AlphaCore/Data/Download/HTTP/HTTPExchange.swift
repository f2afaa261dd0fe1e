import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One request under way: gathers the reply and hands it over once.
///
/// Whatever ends the exchange first counts (the reply, an error, the time-out, a cancellation); what comes later is
/// ignored, so that nobody waits for the URL loading to wind up.
final class HTTPExchange: Sendable {
    typealias Outcome = Result<HTTPReply, DownloadError>

    /// What comes before the body.
    struct Head: Sendable {
        var status: Int
        var headers: [String: String]

        /// Takes the parts out; `nil` when there is no response, or none of HTTP.
        init?(_ response: URLResponse?) {
            guard let response = response as? HTTPURLResponse else { return nil }
            status = response.statusCode
            headers = [:]
            for (name, value) in response.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
        }

        /// Whether the body has a content coding, so that what is taken of it is not what was sent.
        var isPacked: Bool { headers["content-encoding"].map { $0.lowercased() != "identity" } ?? false }

        /// How many bytes of body were announced, where they can be counted.
        var length: Int? { isPacked ? nil : headers["content-length"].flatMap { Int($0) } }
    }

    private struct State {
        var waiter: CheckedContinuation<Outcome, Never>?
        var outcome: Outcome?
        var head: Head?
        var body = Data()
    }

    private let host: String
    private let transport: URLSessionTransport
    private let state = Mutex(State())

    /// An exchange with the host, which errors name, within the transport's limits.
    init(host: String, limits transport: URLSessionTransport) {
        self.host = host
        self.transport = transport
    }

    /// Gives up because the time is over.
    func timeOut() { end(.failure(.timedOut(host: host, seconds: transport.timeout))) }

    /// Starts and waits for the end; to be called once.
    func outcome(start: () -> Void) async -> Outcome {
        await withCheckedContinuation { waiter in
            let early = state.withLock { state in
                if state.outcome == nil { state.waiter = waiter }
                return state.outcome
            }
            if let early {
                waiter.resume(returning: early)
            } else {
                start()
            }
        }
    }

    /// Ends the exchange, if nothing has ended it before.
    func end(_ outcome: Outcome) {
        let waiter = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            state.body = Data()
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: outcome)
    }

    /// Takes the head.
    func receive(_ head: Head?) { state.withLock { $0.head = head } }

    /// Takes some of the body; `false` when no more of it is wanted.
    func receive(_ data: Data) -> Bool {
        let (isOver, count) = state.withLock { state in
            if state.outcome == nil { state.body.append(data) }
            return (state.outcome != nil, state.body.count)
        }
        guard count > transport.bodyLimit else { return !isOver }
        end(.failure(.malformed("\(host): the reply is longer than \(ByteCount.text(transport.bodyLimit))")))
        return false
    }

    /// Ends with the reply as it came so far.
    ///
    /// - Parameter lateHead: the head where none was received before; what has no body to wait for comes like that.
    func complete(_ lateHead: Head?) {
        let (head, body) = state.withLock { ($0.head, $0.body) }
        if let length = head?.length, body.count < length {
            end(.failure(HTTPExchange.broken(host: host, head: head, received: body.count)))
        } else if let head = head ?? lateHead {
            end(.success(HTTPReply(status: head.status, headers: head.headers, body: body)))
        } else {
            end(.failure(HTTPExchange.broken(host: host, head: nil, received: 0)))
        }
    }

    /// Ends with why there is no whole reply.
    func fail(_ error: NSError) {
        let (head, received) = state.withLock { ($0.head, $0.body.count) }
        end(
            .failure(
                HTTPExchange.failure(
                    error, host: host, head: head, received: received, timeout: transport.timeout)))
    }
}
