import AlphaCore
import AlphaDashboard
import ArgumentParser
import Foundation

/// `alpha dashboard`: the web page over a folder of runs.
struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Show the runs on a web page of this machine.",
        discussion: """
            Lists the runs of a folder and shows one: signal heatmap, equity curve, metrics. The page has no password \
            and is therefore for this machine only: it listens on a loopback address. Ctrl-C ends it.

            Example:
              alpha dashboard --runs runs --port 8321
            """)

    @Option(help: ArgumentHelp("The folder that the run folders lie in.", valueName: "dir"), completion: .directory)
    var runs = "runs"

    @Option(help: ArgumentHelp("The address to listen on: 127.0.0.1, ::1 or localhost.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 takes any free one.", valueName: "number"))
    var port: UInt16 = 8321

    func run() throws {
        let dashboard: Dashboard
        do {
            dashboard = try Dashboard(runs: URL(fileURLWithPath: runs), host: host, port: Int(port))
        } catch let error as Dashboard.RefusedHost {
            throw ValidationError("--host \(error)")
        }
        try dashboard.serveBlocking { address in
            print(address)
            fflush(nil)
        }
    }
}
