import Foundation

/// Another program run to its end by a test: what it printed and how it ended.
public enum ChildProcess {
    /// Why a program gave no result.
    public enum Failure: Error, CustomStringConvertible {
        /// It was still running after that many seconds and was ended; what it had printed until then.
        case timedOut(command: String, seconds: Double, errors: String)

        public var description: String {
            switch self {
            case .timedOut(let command, let seconds, let errors):
                "\(command) was still running after \(seconds) s; on standard error: \(errors)"
            }
        }
    }

    /// Runs the program and waits for it; a status below 0 is the signal that ended it.
    ///
    /// Output goes to files instead of pipes: nothing that is left unread can block the child, and a grandchild that
    /// keeps a pipe open cannot block the test.
    public static func run(
        _ executable: URL, _ arguments: [String], in folder: URL? = nil, timeout: Double = 300
    ) throws -> (status: Int32, output: String, errors: String) {
        let scratch = try TemporaryFolder()
        let files = try (output: scratch.emptyFile("output"), errors: scratch.emptyFile("errors"))
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: files.output)
        process.standardError = try FileHandle(forWritingTo: files.errors)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + timeout) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw Failure.timedOut(
                command: executable.lastPathComponent, seconds: timeout, errors: try text(files.errors))
        }
        let status = process.terminationStatus
        return (
            process.terminationReason == .uncaughtSignal ? -status : status, try text(files.output),
            try text(files.errors)
        )
    }

    private static func text(_ file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}

/// A folder of a test's own, removed when the test lets go of it.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let url: URL

    /// Makes an empty folder with a name that nothing else has.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("alpha-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A file below the folder, whether it is there or not.
    public func file(_ path: String) -> URL { url.appendingPathComponent(path) }

    /// Writes a file below the folder, making folders on the way.
    @discardableResult
    public func write(_ text: String, to path: String) throws -> URL {
        let file = file(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file
    }

    /// Makes an empty file below the folder.
    func emptyFile(_ path: String) throws -> URL { try write("", to: path) }
}
