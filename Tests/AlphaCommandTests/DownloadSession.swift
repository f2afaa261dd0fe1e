import AlphaTestSupport
import Foundation

/// A folder to download into and a server to download from: what tests of `alpha data download` share.
final class DownloadSession: Sendable {
    let folder: TemporaryFolder
    let yahoo: YahooServer

    init() throws {
        folder = try TemporaryFolder()
        yahoo = try YahooServer()
    }

    /// Runs the command for equities at the loopback server.
    func download(
        _ arguments: String..., from start: String = "2020-01-01", to end: String = "2020-01-21"
    ) throws -> (status: Int32, output: String, errors: String) {
        try run(["--start", start, "--end", end, "--retries", "1", "--timeout", "5"] + arguments)
    }

    /// The same without any further option.
    func run(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        try AlphaCommand.run(
            ["data", "download", "--asset-class", "equities", "--base-url", yahoo.address] + arguments, in: folder.url)
    }

    /// The text of a file below the folder; `nil` when there is none.
    func text(_ path: String) -> String? { try? String(contentsOf: folder.file(path), encoding: .utf8) }
}
