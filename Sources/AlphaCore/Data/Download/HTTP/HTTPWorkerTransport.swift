import Foundation
import Synchronization

/// The network through processes of its own: what `URLSessionTransport` does, but a reply that ends Foundation's process
/// ends no more than itself.
///
/// swift-corelibs-foundation up to 6.3 ends the process where a connection is closed inside a reply's head ("Transfer
/// completed, but there's no response"), and nothing can catch that. So each request is a worker's: the program that is
/// given, which runs `HTTPWorkerLoop` on its standard input. There are as many as there are requests at a time; a worker that
/// has answered waits for the next request and keeps its connections. They end when this is let go of, and when this
/// process ends, however it does.
public final class HTTPWorkerTransport: HTTPFetching {
    private let executable: URL
    private let arguments: [String]
    private let timeout: Double
    private let bodyLimit: Int
    private let idle = Mutex<[HTTPWorker]>([])

    /// A transport by that program and those arguments, with the limits of `URLSessionTransport`.
    public init(executable: URL, arguments: [String], timeout: Double = 30, bodyLimit: Int = 256 << 20) {
        self.executable = executable
        self.arguments = arguments
        self.timeout = timeout
        self.bodyLimit = bodyLimit
    }

    deinit {
        for worker in idle.withLock({ $0 }) { worker.stop() }
    }

    /// The processes of the workers that wait for a request.
    var idleProcesses: [Int32] { idle.withLock { $0.map(\.processIdentifier) } }

    /// The reply to a GET, and the errors of `URLSessionTransport.get`. `unreachable` also when the connection was closed
    /// inside the reply's head, and when no process can be started.
    public func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        let worker = try worker(for: url)
        let request = HTTPWorkerRequest(
            url: url.absoluteString, headers: headers, timeout: timeout, bodyLimit: bodyLimit)
        let outcome: Result<Result<HTTPReply, DownloadError>, HTTPWorker.Ended> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A thread, since it waits for the socket.
                Thread.detachNewThread {
                    do throws(HTTPWorker.Ended) {
                        continuation.resume(returning: .success(try worker.exchange(request)))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            worker.stop()
        }
        if Task.isCancelled {
            worker.stop()
            throw .cancelled
        }
        switch outcome {
        case .success(let result):
            idle.withLock { $0.append(worker) }
            return try result.get()
        case .failure(let ended):
            throw .unreachable(host: url.authority, problem: HTTPWorkerTransport.words(for: ended))
        }
    }

    /// One that waits, or a new one.
    private func worker(for url: URL) throws(DownloadError) -> HTTPWorker {
        if let worker = idle.withLock({ $0.popLast() }) { return worker }
        do {
            return try HTTPWorker(executable: executable, arguments: arguments)
        } catch {
            throw .unreachable(
                host: url.authority, problem: "no process can be started to fetch it: \(error.localizedDescription)")
        }
    }

    /// Swift ends a process with an illegal instruction or a trap; that is the fault above.
    private static func words(for ended: HTTPWorker.Ended) -> String {
        switch ended.signal {
        case SIGILL, SIGTRAP: "the connection ended within the reply's head"
        case let signal?: "the process that fetched it was ended by signal \(signal)"
        case nil: "the process that fetched it ended before it had answered"
        }
    }
}
