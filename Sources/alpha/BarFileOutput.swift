import AlphaCore
import ArgumentParser
import Foundation

/// What the commands that make a bar file of another share.
enum BarFileOutput {
    /// Refuses an `--out` that is the input, or that calls itself gzipped.
    static func check(out: String, input: String) throws {
        if OutputFile.isSameFile(URL(fileURLWithPath: out), URL(fileURLWithPath: input)) {
            throw ValidationError("--out is the file that is read; choose another")
        }
        if out.hasSuffix(".gz") { throw ValidationError("--out is written plain, its name must not end with .gz") }
    }

    /// A line on standard error.
    static func say(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

    /// `1 bar`, `3 bad bars`.
    static func bars(_ count: Int, _ kind: String = "") -> String {
        "\(count) \(kind.isEmpty ? "" : kind + " ")bar\(count == 1 ? "" : "s")"
    }
}
