import Foundation
import Synchronization

/// Wakes every thread that waits, once and for good.
final class LoopbackAlarm: Sendable {
    private let pipe = Pipe()
    private let hasRung = Mutex(false)

    init() throws {
        for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    /// Ends all waiting, now and later.
    func ring() {
        hasRung.withLock { hasRung in
            guard !hasRung else { return }
            hasRung = true
            pipe.fileHandleForWriting.write(Data([1]))
        }
    }

    /// Waits until the socket has something (bytes, a connection, its end); `false` when the alarm rang.
    func waits(for socket: LoopbackSocket) -> Bool { poll(socket.descriptor, milliseconds: -1) }

    /// Waits for a while; `false` when the alarm rang.
    func sleeps(_ duration: Duration) -> Bool {
        let parts = duration.components
        let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
        return poll(-1, milliseconds: Int32(clamping: milliseconds))
    }

    private func poll(_ descriptor: Int32, milliseconds: Int32) -> Bool {
        let bell = pipe.fileHandleForReading.fileDescriptor
        var waiting = [
            pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            #if canImport(Darwin)
                let count = Darwin.poll(&waiting, nfds_t(waiting.count), milliseconds)
            #else
                let count = Glibc.poll(&waiting, nfds_t(waiting.count), milliseconds)
            #endif
            if count >= 0 { return waiting[0].revents == 0 }
            if errno != EINTR { return false }
        }
    }
}
