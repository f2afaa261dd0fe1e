import Foundation

/// An input whose first bytes choose options and whose other bytes are a file: `20010` and a line break, then rows.
///
/// The digit 0 chooses the first option, and any byte chooses one. Files made with `place` go when the input goes.
final class FuzzedInput {
    /// The bytes after the options.
    let rest: Data
    private var choices: Data
    private let folder: URL

    /// Takes so many options off the input.
    init(_ input: URL, options count: Int) {
        folder = input.appendingPathExtension("d")
        guard let bytes = try? Data(contentsOf: input) else { preconditionFailure("\(input.path) is gone") }
        choices = bytes.prefix(count)
        var rest = bytes.dropFirst(count)
        if rest.first == UInt8(ascii: "\n") { rest = rest.dropFirst() }
        self.rest = Data(rest)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What the next byte chooses.
    func choose<Option>(from options: [Option]) -> Option {
        let byte = choices.popFirst() ?? UInt8(ascii: "0")
        return options[Int(byte &- UInt8(ascii: "0")) % options.count]
    }

    /// A file of the input's own that is not there yet.
    func place(_ name: String) -> URL { folder.appendingPathComponent(name) }

    /// The bytes after the options as a file of that name.
    func file(_ name: String) -> URL {
        let url = place(name)
        do {
            try rest.write(to: url)
        } catch {
            preconditionFailure("\(error)")
        }
        return url
    }
}

extension URL {
    /// Whether something stands there.
    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// What stands there.
    var bytes: Data? { try? Data(contentsOf: self) }
}
