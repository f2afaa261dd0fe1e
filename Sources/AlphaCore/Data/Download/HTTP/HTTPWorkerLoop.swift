import Foundation
import Synchronization

/// What a worker process does: it fetches what `HTTPWorkerTransport` asks for, one request after the other.
public enum HTTPWorkerLoop {
    /// Somebody else than `HTTPWorkerTransport` started the process.
    public struct NoSocket: Error {}

    /// Answers the requests that come through the stream socket until its other end is closed. Connections stay open from
    /// request to request. Blocks its thread.
    ///
    /// Throws `NoSocket` when the descriptor is none.
    public static func serve(descriptor: Int32) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            throw NoSocket()
        }
        // Foundation may end this process; that leaves no core file in the user's folder.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        let stream = HTTPWorkerStream(descriptor: descriptor)
        while let request = try? stream.receive(HTTPWorkerRequest.self) {
            do {
                let reply = try fetch(request)
                try stream.send(
                    HTTPWorkerReply.reply(
                        status: reply.status, headers: reply.headers, bodyLength: reply.body.count),
                    body: reply.body)
            } catch let error as DownloadError {
                try stream.send(HTTPWorkerReply.failure(error))
            }
        }
    }

    private static func fetch(_ request: HTTPWorkerRequest) throws -> HTTPReply {
        guard let url = URL(string: request.url) else {
            throw DownloadError.unsupported("'\(request.url)' is not an address")
        }
        let transport = URLSessionTransport(timeout: request.timeout, bodyLimit: request.bodyLimit)
        let outcome = Outcome()
        let ended = DispatchSemaphore(value: 0)
        Task.detached {
            let result: Result<HTTPReply, DownloadError>
            do throws(DownloadError) {
                result = .success(try await transport.get(url, headers: request.headers))
            } catch {
                result = .failure(error)
            }
            outcome.result.withLock { $0 = result }
            ended.signal()
        }
        ended.wait()
        return try outcome.result.withLock { $0! }.get()
    }

    private final class Outcome: Sendable {
        let result = Mutex<Result<HTTPReply, DownloadError>?>(nil)
    }
}
