import CZlib
import Foundation

/// The bytes of a file in order, gzipped or not: what every reader reads from.
///
/// A gzip file is known by its first two bytes, whatever its name; members that follow one another are read as one
/// (RFC 1952), zero bytes after the last one are padding. Only about 1 MiB is held, however long the file is.
///
/// A missing, unreadable or unfit file (a folder) is `noInput`, a broken or shortened gzip `badData`, a failing disk
/// `inputOutput`.
public final class ByteSource {
    /// How many bytes are taken from the disk at a time, and a good size for the caller's buffer.
    public static let chunkSize = 1 << 20

    /// The path as the user gave it, for messages.
    public let file: String
    /// How many bytes `read` will give in all; `nil` when only reading will tell (gzip, a pipe).
    public private(set) var byteCount: Int?
    /// Hears, after each piece of the file, how many of its bytes were taken from the disk, and how many it has: for a
    /// progress bar. Never called for a pipe, which has no size.
    var onRead: ReadProgress?
    private var bytesTaken = 0
    private let size: Int
    private let descriptor: Int32
    /// Bytes read ahead from the disk: `pending` is what of them was not yet used.
    private let readAhead: UnsafeMutableRawBufferPointer
    private var pending: Range<Int> = 0..<0
    private var inflater: Inflater?

    /// Opens the file and looks at its first bytes.
    public init(_ url: URL) throws(DataError) {
        file = url.relativePath
        let path = url.path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw DataError(
                .noInput, file: file, problem: errno == ENOENT ? "no such file" : ByteSource.systemProblem())
        }
        var status = stat()
        let isReadable = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
        let isRegular = isReadable && status.st_mode & S_IFMT == S_IFREG
        size = isRegular ? Int(status.st_size) : 0
        let chunkSize = isRegular ? min(max(Int(status.st_size), 4096), ByteSource.chunkSize) : ByteSource.chunkSize
        readAhead = .allocate(byteCount: chunkSize, alignment: 16)
        guard isReadable else { throw DataError(.noInput, file: file, problem: "is a folder, not a file") }
        while pending.count < 2 {  // a pipe may give single bytes
            let count = try readFile(into: UnsafeMutableRawBufferPointer(rebasing: readAhead[pending.upperBound...]))
            if count == 0 { break }
            pending = 0..<(pending.upperBound + count)
        }
        if pending.count >= 2, readAhead[0] == 0x1f, readAhead[1] == 0x8b { inflater = Inflater() }
        if inflater == nil, isRegular { byteCount = Int(status.st_size) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        readAhead.deallocate()
    }

    /// Fills the start of `buffer` with the bytes that follow, and returns how many: 0 at the end alone.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        precondition(!buffer.isEmpty, "a buffer of \(buffer.count) bytes cannot be read into")
        if let inflater { return try inflate(inflater, into: buffer) }
        guard !pending.isEmpty else { return try readFile(into: buffer) }
        let count = min(pending.count, buffer.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: readAhead[pending.prefix(count)]))
        pending = (pending.lowerBound + count)..<pending.upperBound
        return count
    }

    /// Inflates until at least one byte came out, or the file's end.
    private func inflate(_ inflater: Inflater, into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        while true {
            if pending.isEmpty {
                let count = try readFile(into: readAhead)
                if count == 0 {
                    guard inflater.isBetweenMembers else { throw corrupt("the gzip data end too early") }
                    return 0
                }
                pending = 0..<count
            }
            if inflater.isBetweenMembers, inflater.hasEnded {
                let padding = readAhead[pending].prefix { $0 == 0 }.count
                pending = (pending.lowerBound + padding)..<pending.upperBound
                if pending.isEmpty { continue }
                guard padding == 0 else { throw corrupt("bytes follow the padding after the gzip data") }
                guard inflater.reset() else { throw corrupt("cannot start the next gzip member") }
            }
            let step = inflater.step(from: UnsafeRawBufferPointer(rebasing: readAhead[pending]), into: buffer)
            pending = (pending.lowerBound + step.consumed)..<pending.upperBound
            if let problem = step.problem { throw corrupt(problem) }
            if step.produced > 0 { return step.produced }
        }
    }

    private func readFile(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                bytesTaken += count
                if size > 0 { onRead?(bytesTaken, size) }
                return count
            }
            if errno != EINTR { throw DataError(.inputOutput, file: file, problem: ByteSource.systemProblem()) }
        }
    }

    private func corrupt(_ problem: String) -> DataError {
        DataError(.badData, file: file, problem: problem)
    }

    private static func systemProblem() -> String { String(cString: strerror(errno)) }
}

/// How many bytes of a file were read, and how many it has, gzipped as it may be.
public typealias ReadProgress = (_ bytes: Int, _ size: Int) -> Void

/// One gzip stream being inflated; zlib keeps the address of its state, so it lives on the heap and stays there.
private final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>
    /// No member has begun, or the last one is complete.
    private(set) var isBetweenMembers = true
    /// A member is complete and the stream needs `reset()` before the next.
    private(set) var hasEnded = false
    private var isReady: Bool

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let gzipOnly: Int32 = 16 + MAX_WBITS
        isReady = inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    func reset() -> Bool {
        hasEnded = false
        return isReady && inflateReset(stream) == Z_OK
    }

    /// Inflates as much as fits; `problem` says what is wrong with the data.
    func step(
        from input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> (consumed: Int, produced: Int, problem: String?) {
        guard isReady else { return (0, 0, "zlib cannot start") }
        let offered = (input: min(input.count, 1 << 30), output: min(output.count, 1 << 30))
        let bytes = input.bindMemory(to: UInt8.self)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(offered.input)
        stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(offered.output)
        isBetweenMembers = false
        let status = inflate(stream, Z_NO_FLUSH)
        let consumed = offered.input - Int(stream.pointee.avail_in)
        let produced = offered.output - Int(stream.pointee.avail_out)
        switch status {
        case Z_STREAM_END:
            isBetweenMembers = true
            hasEnded = true
            return (consumed, produced, nil)
        case Z_OK:
            return (consumed, produced, nil)
        case Z_BUF_ERROR where consumed > 0 || produced > 0:
            return (consumed, produced, nil)
        default:
            let detail = stream.pointee.msg.map { String(cString: $0) }
            return (consumed, produced, "the gzip data are corrupt\(detail.map { ": \($0)" } ?? "")")
        }
    }
}
