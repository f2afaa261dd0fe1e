import AlphaCore

/// How much of a file, or of several, was read, as a live bar on a terminal; nothing elsewhere, or when quiet.
final class FileProgressBar: Sendable {
    private let line: StatusLine
    private let name: String

    /// A bar for what the name stands for that draws on standard error unless `quiet`.
    init(_ name: String, quiet: Bool) {
        line = StatusLine(quiet: quiet)
        self.name = name
    }

    /// Shows so many bytes of a file; from any thread.
    func show(_ bytes: Int, of size: Int) { show(Double(bytes) / Double(max(size, 1)), name) }

    /// Shows how far a check is; from any thread.
    func show(_ progress: DataCheckProgress) {
        let files = progress.files == 1 ? name : "\(progress.filesDone) of \(progress.files) files checked"
        show(progress.share, files)
    }

    /// Takes the live line away, so that what is printed next begins on a clean one.
    func finish() { line.finish() }

    private func show(_ share: Double, _ text: String) { line.draw("  \(StatusLine.bar(share))  \(text)") }
}
