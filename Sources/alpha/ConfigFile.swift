import AlphaCore
import ArgumentParser
import Foundation

/// A command whose options may stand in a YAML file as well, by their names; the command line wins.
///
/// The file's settings are put behind the command's name before anything is parsed, so that a required option may come from
/// there and every value is checked as one that was typed.
protocol FileConfigurable: ParsableCommand {}

/// The option that names the file, for the help.
struct ConfigOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "YAML file with any of these options, by their names; the command line wins.", valueName: "file"))
    var config: String?
}

/// `--config FILE` in the arguments.
enum ConfigFile {
    /// The arguments with the settings of the file that they name, if their command takes one; else as they are.
    ///
    /// Throws `noInput` and `badData` for the file, as `OptionsFile` does.
    static func expanded(_ arguments: [String]) throws(DataError) -> [String] {
        var command: any ParsableCommand.Type = Alpha.self
        var place = 0
        while place < arguments.count,
            let next = command.configuration.subcommands.first(where: {
                $0.configuration.commandName == arguments[place]
            })
        {
            command = next
            place += 1
        }
        guard command is any FileConfigurable.Type, let file = value(of: "--config", in: arguments[place...]) else {
            return arguments
        }
        var known = MistypedOption.options(of: command)
        for own in ["--config", "--help", "--version"] { known[own] = nil }
        let given = Set(arguments[place...].map { String($0.prefix { $0 != "=" }) })
        let settings = try OptionsFile.arguments(URL(fileURLWithPath: file), options: known, except: given)
        return Array(arguments[..<place]) + settings + Array(arguments[place...])
    }

    private static func value(of option: String, in arguments: ArraySlice<String>) -> String? {
        for (place, argument) in zip(arguments.indices, arguments) {
            if argument == "--" { return nil }
            if argument == option { return arguments.dropFirst(place + 1 - arguments.startIndex).first }
            if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
        }
        return nil
    }
}
