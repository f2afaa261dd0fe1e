import Foundation
import Synchronization

/// A process that fetches: one request at a time, sent to it and answered through a socket.
final class HTTPWorker: Sendable {
    /// Its process ended before it had answered: by that signal, or with a status of its own.
    struct Ended: Error, Equatable {
        var signal: Int32?
    }

    /// Its process; Foundation's monitor of it reaps it.
    private let process: Process
    private let stream: HTTPWorkerStream
    private let stopped = Mutex(false)

    /// Starts the program, with its standard input the socket's other end.
    init(executable: URL, arguments: [String]) throws {
        var ends: [Int32] = [-1, -1]
        // Closed in whatever else is started meanwhile: a copy of an end there would keep it open.
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        stream = HTTPWorkerStream(descriptor: ends[0])
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        self.process = process
        defer { close(ends[1]) }
        try process.run()
    }

    deinit { close(stream.descriptor) }

    /// Its process's number.
    var processIdentifier: Int32 { process.processIdentifier }

    /// Sends the request and waits for the reply; blocks its thread. A worker that has failed is of no more use.
    func exchange(_ request: HTTPWorkerRequest) throws(Ended) -> Result<HTTPReply, DownloadError> {
        do {
            try stream.send(request)
            switch try stream.receive(HTTPWorkerReply.self) {
            case .reply(let status, let headers, let length):
                return .success(HTTPReply(status: status, headers: headers, body: try stream.receive(length)))
            case .failure(let error): return .failure(error)
            }
        } catch {
            stop()
            process.waitUntilExit()
            throw Ended(signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil)
        }
    }

    /// Ends its process at once, whatever it does; may be called from any thread, and more than once.
    func stop() {
        stopped.withLock { stopped in
            guard !stopped else { return }
            stopped = true
            shutdown(stream.descriptor, Int32(SHUT_RDWR))
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
    }
}
