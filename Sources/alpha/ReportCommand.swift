import AlphaCore
import ArgumentParser
import Foundation

/// `alpha report`: draws a run folder's report again from its files.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Draw a run's report: one self-contained HTML file.",
        discussion: """
            Reads metrics.json and, where they are there, manifest.json, config.yaml, the signals and the equity curve \
            of a run folder, and writes report.html into it: a file that opens anywhere, without a network.

            Example:
              alpha report runs/20250131-061245-research
            """)

    @Argument(help: ArgumentHelp("The run folder.", valueName: "run"), completion: .directory)
    var folder: String

    @Flag(help: "Print one JSON object instead of the file's path.")
    var json = false

    func run() throws {
        let report = try Report.write(RunFolder(URL(fileURLWithPath: folder)))
        guard json else { return print(report.path) }
        let object = try JSONEncoder().encode(["report": report.path])
        print(String(decoding: object, as: UTF8.self))
    }
}
