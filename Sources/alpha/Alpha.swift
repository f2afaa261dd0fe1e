import AlphaCore
import ArgumentParser
import Foundation

/// The `alpha` command: every stage of AlphaFactory as a subcommand.
@main
struct Alpha: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alpha",
        abstract: "Systematic trading research and execution: bars in, models, signals, trades and reports out.",
        version: "0.1.0",
        subcommands: [DataCommand.self, EvaluateCommand.self, BacktestCommand.self])

    /// Runs the command; failures become one line on standard error and an exit status of sysexits.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as DataError {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            Foundation.exit(error.kind.rawValue)
        } catch let error as TrainingError {
            FileHandle.standardError.write(Data("alpha: \(error)\n".utf8))
            Foundation.exit(65)
        } catch {
            exit(withError: error)
        }
    }
}
