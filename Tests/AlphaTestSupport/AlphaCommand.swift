import Foundation

/// The `alpha` that was built together with the tests.
public enum AlphaCommand {
    /// No `alpha` lies beside the running test program.
    public struct NotBuilt: Error, CustomStringConvertible {
        /// Where it was looked for.
        public var searched: [URL]
        public var description: String { "no alpha at \(searched.map(\.path).joined(separator: ", "))" }
    }

    /// Runs `alpha` with the arguments, in a folder if given, and waits for it; a status below 0 is a signal's.
    public static func run(
        _ arguments: [String], in folder: URL? = nil, timeout: Double = 300
    ) throws -> (status: Int32, output: String, errors: String) {
        try ChildProcess.run(executable(), arguments, in: folder, timeout: timeout)
    }

    /// The program: in the folder of the test program that runs, or (a bundle on macOS) up to three above.
    public static func executable() throws -> URL {
        let running =
            ["/proc/self/exe", CommandLine.arguments[0]] + CommandLine.arguments.filter { $0.contains(".xctest") }
        var searched: [URL] = []
        for path in running {
            var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appendingPathComponent("alpha")
                if isProgram(candidate) { return candidate }
                searched.append(candidate)
                folder.deleteLastPathComponent()
            }
        }
        throw NotBuilt(searched: searched)
    }

    private static func isProgram(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: url.path)
    }
}
