import Foundation
import Synchronization

#if canImport(Darwin)
    private let streamType = SOCK_STREAM
    private let quietly: Int32 = 0
#else
    private let streamType = Int32(SOCK_STREAM.rawValue)
    private let quietly = Int32(MSG_NOSIGNAL)
#endif

/// A TCP socket of 127.0.0.1, closed when nobody holds it any more.
final class LoopbackSocket: Sendable {
    /// A call of the system that failed.
    struct Failure: Error, CustomStringConvertible {
        var description: String

        init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
    }

    private let open: Mutex<Int32?>

    /// The descriptor; −1 after `close`.
    var descriptor: Int32 { open.withLock { $0 } ?? -1 }

    private init(_ descriptor: Int32) {
        open = Mutex(descriptor)
        // A child that a test starts must not keep the connection open.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close() }

    /// A socket that listens on a free port.
    static func listening() throws -> LoopbackSocket {
        let listener = try bound()
        guard listen(listener.descriptor, 128) == 0 else { throw Failure("listen") }
        return listener
    }

    /// A socket that has taken a free port and does not listen.
    static func bound() throws -> LoopbackSocket {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { throw Failure("socket") }
        let taken = LoopbackSocket(descriptor)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0 else { throw Failure("bind") }
        return taken
    }

    /// The port that it is bound to.
    func port() throws -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let named = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard named == 0 else { throw Failure("getsockname") }
        return UInt16(bigEndian: address.sin_port)
    }

    /// The next connection; `nil` when the socket is closed.
    func accept() -> LoopbackSocket? {
        while true {
            #if canImport(Darwin)
                let connection = Darwin.accept(descriptor, nil, nil)
            #else
                let connection = Glibc.accept(descriptor, nil, nil)
            #endif
            if connection >= 0 { return LoopbackSocket(connection).preparedForWriting() }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    private func preparedForWriting() -> LoopbackSocket {
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        // Trickled bytes must go out one by one instead of being gathered (Nagle).
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        #if canImport(Darwin)
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
        #endif
        return self
    }

    /// What has come, waiting for the first byte; empty at the end, `nil` when the connection broke.
    func read() -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &block, block.count, 0)
            if count >= 0 { return Array(block.prefix(count)) }
            guard errno == EINTR else { return nil }
        }
    }

    /// Whether the other side has ended the connection; does not wait.
    var isClosedByPeer: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
    }

    /// Sends all bytes; `false` when the other side has gone.
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, quietly) }
            if count > 0 {
                sent += count
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Tells the other side that nothing more comes.
    func endWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends the connection with a reset instead of a goodbye.
    func reset() {
        var abruptly = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abruptly, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// Closes the descriptor, once.
    func close() {
        let taken = open.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
        guard let taken else { return }
        #if canImport(Darwin)
            _ = Darwin.close(taken)
        #else
            _ = Glibc.close(taken)
        #endif
    }
}
