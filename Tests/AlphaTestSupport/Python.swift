import Foundation

/// Python as an oracle: tests that need a package of it are skipped, with a word, where it cannot be imported.
public enum Python {
    /// Runs a script of `Tools/` and waits for it.
    public static func run(
        tool: String, _ arguments: [String], timeout: Double = 300
    ) throws -> (status: Int32, output: String, errors: String) {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let script = root.appendingPathComponent("Tools").appendingPathComponent(tool).path
        return try ChildProcess.run(environment, ["python3", script] + arguments, timeout: timeout)
    }

    /// Whether `python3` is there and can import the module.
    public static func canImport(_ module: String) -> Bool {
        let result = try? ChildProcess.run(environment, ["python3", "-c", "import \(module)"], timeout: 120)
        return result?.status == 0
    }

    private static let environment = URL(fileURLWithPath: "/usr/bin/env")
}
