import AlphaCore
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization
import UnixSignals

/// The web page over a folder of runs: a small HTTP/1.1 server for the machine that it runs on, and nobody else.
///
/// It listens on a loopback address only, answers only requests whose `Host` names that address, reads and never
/// writes. Files are read anew for each request, so a run that is still being written shows as far as it got.
public struct Dashboard: Sendable {
    /// Why a dashboard cannot be made from what was asked for.
    public struct RefusedHost: Error, CustomStringConvertible {
        /// The host that was asked for.
        public var host: String

        public var description: String {
            "'\(host)' is not a loopback address: the dashboard has no password and is for this machine only"
                + " (127.0.0.1, ::1 or localhost). From another machine, forward the port: ssh -L 8321:127.0.0.1:8321 …"
        }
    }

    /// The folder that the run folders lie in.
    public let runs: URL
    /// The address that it listens on.
    public let host: String
    /// The port that it listens on; 0 takes any free one.
    public let port: Int

    /// A dashboard over a folder of runs.
    ///
    /// Throws `RefusedHost` for a host that is no loopback address, `DataError.noInput` for a folder that is not there.
    public init(runs: URL, host: String = "127.0.0.1", port: Int = 8321) throws {
        guard LoopbackHost.isLoopback(host) else { throw RefusedHost(host: host) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: runs.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw DataError(.noInput, file: runs.relativePath, problem: "no such folder of runs")
        }
        self.runs = runs
        self.host = host
        self.port = port
    }

    /// Serves until the task is cancelled or, with `stopsOnSignals`, Ctrl-C or SIGTERM asks it to end.
    ///
    /// `onReady` gets the page's address once it can be opened. Throws `DataError.inputOutput` when the port is taken.
    public func serve(
        stopsOnSignals: Bool = true, onReady: @escaping @Sendable (_ address: String) -> Void
    ) async throws {
        var logger = Logger(label: "alpha.dashboard")
        logger.logLevel = .critical
        let boundPort = BoundPort()
        let name = host == "::1" ? "[::1]" : host
        let application = Application(
            router: Routes(library: RunLibrary(root: runs), host: host, port: boundPort).router,
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(256)),
            onServerRunning: { channel in
                let bound = channel.localAddress?.port ?? 0
                boundPort.set(bound)
                onReady("http://\(name):\(bound)/")
            }, logger: logger)
        let signals: [UnixSignal] = stopsOnSignals ? [.sigint, .sigterm] : []
        do {
            try await application.runService(gracefulShutdownSignals: signals)
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode))
            throw DataError(.inputOutput, file: "\(name):\(port)", problem: "cannot listen: \(reason)")
        }
    }

    /// The same for a caller that is not asynchronous: blocks its thread until the server has ended.
    public func serveBlocking(onReady: @escaping @Sendable (_ address: String) -> Void) throws {
        let outcome = Outcome()
        let end = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                try await serve(onReady: onReady)
            } catch {
                outcome.set(error)
            }
            end.signal()
        }
        end.wait()
        if let error = outcome.error { throw error }
    }

    /// What the server ended with, handed from its task to the thread that waits.
    private final class Outcome: Sendable {
        private let failure = Mutex<(any Error)?>(nil)

        var error: (any Error)? { failure.withLock { $0 } }
        func set(_ error: any Error) { failure.withLock { $0 = error } }
    }
}

/// The port that the server got, known once it listens.
final class BoundPort: Sendable {
    private let number = Atomic<Int>(0)

    /// The port; 0 before the server listens.
    var value: Int { number.load(ordering: .acquiring) }
    func set(_ value: Int) { number.store(value, ordering: .releasing) }
}
