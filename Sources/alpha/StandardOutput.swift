@preconcurrency import Foundation

/// The stream that results go to. `print` does not tell when they do not arrive: a full disk, a closed file.
enum StandardOutput {
    /// Writes what is still in the buffer, and returns what went wrong with this or anything before it; `nil` when nothing
    /// did, or when the reader of a pipe wanted no more (`| head`), which is no failure.
    static func finish() -> String? {
        let flushed = fflush(stdout)
        let number = errno
        guard flushed != 0 || ferror(stdout) != 0 else { return nil }
        if isReaderGone { return nil }
        // The number of a failure before the last write is no longer known.
        return flushed != 0 ? String(cString: strerror(number)) : "cannot be written"
    }

    /// Whether standard output is a pipe that nobody reads; the signal that ends a process then may be ignored.
    private static var isReaderGone: Bool {
        var status = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        return poll(&status, 1, 0) == 1 && status.revents & Int16(POLLERR) != 0
    }
}
