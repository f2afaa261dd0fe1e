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
            HTTPWorkerCommand.self,
        ])

    /// Runs the command; a failure becomes one line on standard error and an exit status of sysexits.
    static func main() {
        LinearAlgebra.useSingleThreadedBLAS()
        if LinearAlgebra.isReference {
            report("warning: this is the reference BLAS, many times slower than OpenBLAS: install libopenblas0-pthread")
        }
        let status = runCommand()
        if let problem = StandardOutput.finish() {
            report("standard output: \(problem)")
            Foundation.exit(DataError.Kind.inputOutput.rawValue)
        }
        Foundation.exit(status)
    }

    /// Does what the arguments say, and returns the exit status.
    private static func runCommand() -> Int32 {
        do {
            let arguments = try ConfigFile.expanded(Array(CommandLine.arguments.dropFirst()))
            try checkNames(arguments)
            var command = try parse(arguments)
            do {
                try command.run()
            } catch let error as ValidationError {
                report(usageError(error, of: type(of: command)))
                return ExitCode.validationFailure.rawValue
            }
            return 0
        } catch let error as DataError {
            report("\(error)")
            return error.kind.rawValue
        } catch let error as TrainingError {
            report("alpha: \(error)")
            return DataError.Kind.badData.rawValue
        } catch {
            let status = exitCode(for: error)
            // What ArgumentParser does not know is a defect of ours: EX_SOFTWARE.
            if !(error is ExitCode), status == .failure {
                report("alpha: internal error: \(error)")
                return 70
            }
            let text = fullMessage(for: error)
            if !text.isEmpty { status == .success ? print(text) : report(text) }
            return status.rawValue
        }
    }

    /// The command that the arguments ask for; an option that does not exist is named before anything else is.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            return try parseAsRoot(arguments)
        } catch {
            guard exitCode(for: error) == .validationFailure,
                let (mistake, command) = MistypedOption.error(in: arguments)
            else { throw error }
            report(usageError(mistake, of: command))
            throw ExitCode.validationFailure
        }
    }

    /// A mistake in the options that only the running command saw, worded as ArgumentParser words those that it sees: it
    /// does not know which command ran, and would show the usage of `alpha` itself.
    private static func usageError(_ error: ValidationError, of command: any ParsableCommand.Type) -> String {
        let usage = usageString(for: command)
        let names = usage.split(separator: " ").prefix { !"[<-(".contains($0.first ?? " ") }
        let help = "'\(names.joined(separator: " ")) --help'"
        return "Error: \(error.message)\nUsage: \(usage)\n  See \(help) for more information."
    }

    /// Answers a subcommand that does not exist with the nearest one that does.
    private static func checkNames(_ arguments: some Sequence<String>) throws {
        var group: any ParsableCommand.Type = Alpha.self
        for argument in arguments {
            let known = group.configuration.subcommands
            guard !known.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
            guard let next = known.first(where: { $0.configuration.commandName == argument }) else {
                let names = known.filter { $0.configuration.shouldDisplay }.compactMap { $0.configuration.commandName }
                throw ValidationError(UnknownNameError(kind: "command", name: argument, known: names).description)
            }
            group = next
        }
    }

    private static func report(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}
