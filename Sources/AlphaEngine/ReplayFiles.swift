import Foundation

/// The files of a replay: which cannot go together.
public struct ReplayFiles: Sendable {
    /// What is read, each with what it is in the words of an error: `the orders`.
    public var inputs: [(name: String, url: URL)]
    /// What is written, likewise.
    public var outputs: [(name: String, url: URL)]

    /// The given files.
    public init(inputs: [(name: String, url: URL)], outputs: [(name: String, url: URL)]) {
        self.inputs = inputs
        self.outputs = outputs
    }

    /// Why they cannot go together: an output that is an input or another output. `nil` when they can.
    public var conflict: String? {
        var taken = inputs
        for output in outputs {
            if let other = taken.first(where: { place($0.url) == place(output.url) }) {
                return "\(output.name) would overwrite \(other.name) (\(output.url.relativePath))"
            }
            taken.append(output)
        }
        return nil
    }

    private func place(_ url: URL) -> String { url.standardizedFileURL.resolvingSymlinksInPath().path }
}
