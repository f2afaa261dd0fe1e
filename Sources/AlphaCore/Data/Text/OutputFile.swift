import Foundation

/// A file that is written beside its place and renamed into it: a reader never sees half of it.
///
/// Text is appended and reaches the disk in blocks of 1 MiB. `commit()` puts the file in place; a file that goes away
/// uncommitted leaves nothing behind. Missing folders on the way are made.
public final class OutputFile {
    /// Where the file will be.
    public let path: String
    private let finalPath: String
    private let temporaryPath: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private static let blockSize = 1 << 20

    /// Opens the file for writing; `cannotCreate` when that fails.
    public init(_ url: URL) throws(DataError) {
        path = url.relativePath
        var existing = stat()
        // A rename would put a file in the place of /dev/null itself.
        if stat(url.path, &existing) == 0, existing.st_mode & S_IFMT != S_IFREG {
            throw DataError(.cannotCreate, file: path, problem: "is not a regular file")
        }
        let folder = url.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw DataError(.cannotCreate, file: folder.path, problem: "cannot make the folder")
        }
        finalPath = url.path
        (descriptor, temporaryPath) = OutputFile.openNew(beside: url, in: folder)
        guard descriptor >= 0 else {
            throw DataError(.cannotCreate, file: path, problem: String(cString: strerror(errno)))
        }
    }

    /// Makes a file of a name that nothing has, not even a link, so that nothing else can be written to through it.
    private static func openNew(beside url: URL, in folder: URL) -> (descriptor: Int32, path: String) {
        while true {
            let mark = String(UInt64.random(in: .min ... .max), radix: 36)
            let path = folder.appendingPathComponent(".\(url.lastPathComponent).\(mark).part").path
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
            if descriptor >= 0 || errno != EEXIST { return (descriptor, path) }
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporaryPath)
    }

    /// Adds text at the end.
    public func write(_ text: String) throws(DataError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= OutputFile.blockSize { try flush() }
    }

    /// Adds bytes at the end.
    public func write(_ bytes: [UInt8]) throws(DataError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= OutputFile.blockSize { try flush() }
    }

    /// Adds bytes at the end.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(DataError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= OutputFile.blockSize { try flush() }
    }

    /// Writes what is left and puts the file in its place; nothing may be written after it.
    public func commit() throws(DataError) {
        try flush()
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0, rename(temporaryPath, finalPath) == 0 else {
            let problem = String(cString: strerror(errno))
            unlink(temporaryPath)
            throw DataError(.cannotCreate, file: path, problem: problem)
        }
    }

    /// Writes a whole file in one go.
    public static func write(_ text: String, to url: URL) throws(DataError) {
        let file = try OutputFile(url)
        try file.write(text)
        try file.commit()
    }

    private func flush() throws(DataError) {
        var start = 0
        while start < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
                Foundation.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw DataError(.inputOutput, file: path, problem: String(cString: strerror(errno)))
            }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
