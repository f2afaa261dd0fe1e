import Foundation
import Synchronization

/// A small HTTP/1.1 server on 127.0.0.1, which answers as a test says and misbehaves when told to.
///
/// ```swift
/// let server = try LoopbackServer { request in
///     request.number == 0 ? .status(429, headers: ["Retry-After": "1"]) : .json(#"{"result":[]}"#)
/// }
/// fetch(server.url)
/// #expect(server.requests.map(\.path) == ["/", "/"])
/// ```
///
/// It has a free port of its own, one thread a connection and one request a connection (`Connection: close`), and stops
/// when nobody holds it any more: keep it in a variable for as long as it must answer (`withExtendedLifetime` where the
/// last use comes too early).
public final class LoopbackServer: Sendable {
    /// What a test makes of a request; called on the connection's thread, several at once.
    public typealias Answer = @Sendable (Request) -> Reply

    /// The port, chosen by the system.
    public let port: UInt16
    private let core: Core

    /// `http://127.0.0.1:port`, with no slash at its end.
    public var url: URL { URL(string: "http://127.0.0.1:\(port)")! }

    /// The requests so far in the order in which they came, also those that got no reply.
    public var requests: [Request] { core.requests.withLock { $0 } }

    /// A server that listens when this returns.
    public init(_ answer: @escaping Answer) throws {
        let listener = try LoopbackSocket.listening()
        port = try listener.port()
        core = Core(listener: listener, alarm: try LoopbackAlarm(), answer: answer)
        let core = core
        Thread.detachNewThread { core.acceptUntilStopped() }
    }

    /// A server that gives these replies in turn, and the last one again and again.
    public convenience init(replies: Reply...) throws {
        precondition(!replies.isEmpty, "a server needs at least one reply")
        try self.init { replies[min($0.number, replies.count - 1)] }
    }

    deinit { stop() }

    /// Refuses further connections and drops those that are open; may be called more than once.
    public func stop() { core.alarm.ring() }
}

extension LoopbackServer {
    /// What the threads share; they hold it instead of the server, so that letting go of the server stops them.
    private final class Core: Sendable {
        let listener: LoopbackSocket
        let alarm: LoopbackAlarm
        let answer: Answer
        let requests = Mutex<[Request]>([])

        init(listener: LoopbackSocket, alarm: LoopbackAlarm, answer: @escaping Answer) {
            self.listener = listener
            self.alarm = alarm
            self.answer = answer
        }

        func acceptUntilStopped() {
            while alarm.waits(for: listener), let socket = listener.accept() {
                Thread.detachNewThread { [self] in serve(LoopbackConnection(socket: socket, alarm: alarm)) }
            }
            listener.close()
        }

        private func serve(_ connection: LoopbackConnection) {
            guard let head = connection.readHead(), let parsed = Request(head: head) else { return }
            let request = requests.withLock { requests in
                var numbered = parsed
                numbered.number = requests.count
                requests.append(numbered)
                return numbered
            }
            connection.send(answer(request))
        }
    }
}

extension LoopbackServer {
    /// Asks a server from eight tasks, five times each, for replies that are their paths, a thousand times over; the paths
    /// whose replies were others'.
    public static func mixedReplies(_ get: @escaping @Sendable (URL) async throws -> String) async throws -> [String] {
        let server = try LoopbackServer { .text(String(repeating: $0.path, count: 1000)).delivered(.chunked(999)) }
        let mixed = try await withThrowingTaskGroup(of: [String].self) { group in
            for caller in 0..<8 {
                group.addTask {
                    var mixed: [String] = []
                    for number in 0..<5 {
                        let path = "/\(caller)/\(number)"
                        let got = try await get(server.url.appendingPathComponent(path))
                        if got != String(repeating: path, count: 1000) { mixed.append(path) }
                    }
                    return mixed
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return mixed + server.requests.dropFirst(40).map { "one too many: \($0.path)" }
    }
}

/// A port of 127.0.0.1 that refuses connections for as long as somebody holds this: taken, but nobody listens.
public final class RefusingPort: Sendable {
    /// `http://127.0.0.1:port`.
    public let url: URL
    private let socket: LoopbackSocket

    /// Takes a free port.
    public init() throws {
        socket = try LoopbackSocket.bound()
        url = URL(string: "http://127.0.0.1:\(try socket.port())")!
    }
}
