import AlphaCore
import AlphaEngine
import ArgumentParser
import Foundation

/// `alpha research`: the whole pipeline into one run folder.
struct ResearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "research",
        abstract: "From bars to trades: the whole pipeline into one run folder.",
        discussion: """
            Reads the bars, computes the features, walks every model forward (each fold: train, validate, test), evaluates \
            the out-of-sample forecasts beside the baselines, turns the ensemble into signals and positions, backtests \
            them with costs, sends the orders through the matching engine, and writes a report.

            The same data, options and seed give the same results, whatever the number of threads.

            EXAMPLES
              alpha research
              alpha research --data data --symbols SYN-EQ1,SYN-EQ2 --models lstm --epochs 3 --out runs/first
              alpha research --config runs/first/config.yaml --seed 8

            An earlier run at --out is replaced once the new one is whole; any other folder is left alone.
            """)

    @OptionGroup var options: ResearchOptions

    @Option(help: "The run folder. (default: runs/<time>-<name>)")
    var out: String?

    @Option(help: "Threads to work on; never changes a result. (default: all cores)")
    var threads: Int?

    @Flag(help: "Print the metrics as one JSON object.")
    var json = false

    @Flag(help: "No progress on standard error.")
    var quiet = false

    func run() throws {
        let configuration = try options.resolved()
        let file = options.config.map { URL(fileURLWithPath: $0) }
        func fromFile(_ key: String) -> String? { file.flatMap { ResearchConfiguration.commandValue(key, yaml: $0) } }
        let threads = threads ?? fromFile("threads").flatMap(Int.init) ?? ProcessInfo.processInfo.activeProcessorCount
        guard threads >= 1 else { throw ValidationError("threads is \(threads), it must be at least 1") }
        let quiet = quiet || fromFile("quiet") == "true"
        let began = Date()
        let folder = RunFolder(
            URL(
                fileURLWithPath: out ?? fromFile("out")
                    ?? "runs/\(RunFolder.defaultName(configuration.name, at: began))"))
        let bar = ResearchProgressBar(quiet: quiet)
        defer { bar.finish() }
        let run = ResearchRun(
            configuration: configuration, folder: folder, threads: threads, began: began,
            makeVenue: { EngineVenue() }, progress: { bar.show($0) })
        let metrics: RunMetrics
        do {
            metrics = try run.run()
        } catch let error as UnknownNameError {
            throw ValidationError(error.description)
        }
        bar.finish()
        if json || fromFile("json") == "true" {
            print(try JSONText.encode(metrics), terminator: "")
        } else {
            print(RunSummary.text(metrics, folder: folder))
        }
    }
}
