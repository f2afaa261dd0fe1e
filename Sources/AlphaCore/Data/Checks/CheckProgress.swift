import Foundation
import Synchronization

/// How far a check of bar files is: each of them is read twice.
public struct DataCheckProgress: Sendable, Equatable {
    /// Files that are done with, of how many.
    public var filesDone = 0
    public var files = 0
    /// Bytes read of those of all files, each counted twice and gzipped ones as they are.
    public var bytesDone = 0
    public var bytes = 0

    /// How much is done, 0 to 1.
    public var share: Double { bytes > 0 ? min(1, Double(bytesDone) / Double(bytes)) : filesDone == files ? 1 : 0 }
}

/// Adds up what several threads read of the files that are checked.
final class CheckProgress: Sendable {
    private let sizes: [Int]
    private let state: Mutex<DataCheckProgress>
    private let tell: @Sendable (DataCheckProgress) -> Void

    init(_ files: [CheckedFile], tell: @escaping @Sendable (DataCheckProgress) -> Void) {
        sizes = files.map {
            (try? $0.url.resolvingSymlinksInPath().resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
        }
        state = Mutex(DataCheckProgress(files: files.count, bytes: 2 * sizes.reduce(0, +)))
        self.tell = tell
    }

    /// Reads a file once: what the body has not read of it when it ends is done with, too.
    func reading<Result>(
        _ place: Int, isLast: Bool, _ body: (@escaping ReadProgress) throws(DataError) -> Result
    ) throws(DataError) -> Result {
        let reader = Reader(size: sizes[place])
        defer {
            change { progress in
                progress.bytesDone += reader.rest
                if isLast { progress.filesDone += 1 }
            }
        }
        return try body { [self] (bytes, _) in change { $0.bytesDone += reader.newBytes(at: bytes) } }
    }

    private func change(_ body: (inout DataCheckProgress) -> Void) {
        tell(
            state.withLock { progress in
                body(&progress)
                return progress
            })
    }

    /// What one reader has told so far; a file that grows meanwhile tells no more than its size.
    private final class Reader {
        private let size: Int
        private var told = 0

        init(size: Int) { self.size = size }

        var rest: Int { size - told }

        func newBytes(at bytes: Int) -> Int {
            let count = max(0, min(bytes, size) - told)
            told += count
            return count
        }
    }
}
