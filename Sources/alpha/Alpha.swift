import AlphaCore
import ArgumentParser
import Foundation

/// The `alpha` command: every stage of AlphaFactory as a subcommand.
@main
struct Alpha: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alpha",
        abstract: "Systematic trading research and execution: bars in, models, signals, trades and reports out.",
        version: "alpha \(AlphaFactory.version) (BLAS: \(LinearAlgebra.blasName))",
        subcommands: [
            ResearchCommand.self,
            DataCommand.self,
            FeaturesCommand.self,
            ModelCommand.self,
            EvaluateCommand.self,
            BacktestCommand.self,
            OrdersCommand.self,
            EngineCommands.self,
            ReportCommand.self,
            DashboardCommand.self,
        ])

    /// Runs the command; a failure becomes one line on standard error and an exit status of sysexits.
    static func main() {
        LinearAlgebra.useSingleThreadedBLAS()
        if LinearAlgebra.isReference {
            report("warning: this is the reference BLAS, many times slower than OpenBLAS: install libopenblas0-pthread")
        }
        do {
            try checkNames(CommandLine.arguments.dropFirst())
            var command = try parseAsRoot()
            try command.run()
        } catch let error as DataError {
            report("\(error)")
            Foundation.exit(error.kind.rawValue)
        } catch let error as TrainingError {
            report("alpha: \(error)")
            Foundation.exit(DataError.Kind.badData.rawValue)
        } catch {
            // What ArgumentParser does not know is a defect of ours: EX_SOFTWARE.
            if !(error is ExitCode), exitCode(for: error) == .failure {
                report("alpha: internal error: \(error)")
                Foundation.exit(70)
            }
            exit(withError: error)
        }
    }

    /// Answers a subcommand that does not exist with the nearest one that does.
    private static func checkNames(_ arguments: some Sequence<String>) throws {
        var group: any ParsableCommand.Type = Alpha.self
        for argument in arguments {
            let known = group.configuration.subcommands
            guard !known.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
            guard let next = known.first(where: { $0.configuration.commandName == argument }) else {
                let names = known.compactMap { $0.configuration.commandName }
                throw ValidationError(UnknownNameError(kind: "command", name: argument, known: names).description)
            }
            group = next
        }
    }

    private static func report(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}
