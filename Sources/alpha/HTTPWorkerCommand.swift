import AlphaCore
import ArgumentParser
import Foundation

/// `alpha http-worker`: what `alpha data download` starts to fetch with; no command to type, so no help shows it.
struct HTTPWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http-worker", abstract: "Fetch for 'alpha data download', which starts this itself.",
        shouldDisplay: false)

    func run() throws {
        do {
            try HTTPWorkerLoop.serve(descriptor: STDIN_FILENO)
        } catch is HTTPWorkerLoop.NoSocket {
            throw ValidationError("http-worker is started by 'alpha data download': it is no command to type")
        }
    }

    /// The network of downloads, by workers that run this command.
    static func network(retries: Int, timeout: Double) -> DownloadNetwork {
        let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        let transport = HTTPWorkerTransport(
            executable: program, arguments: [configuration.commandName!], timeout: timeout)
        return DownloadNetwork(transport, retries: retries)
    }
}
