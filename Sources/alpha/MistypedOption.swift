import AlphaCore
import ArgumentParser

/// Names an option that no command has, where ArgumentParser speaks of something else first: it looks for what is missing
/// (`--out` where `--oot` was typed) and asks a command's `validate()` before it looks at names.
enum MistypedOption {
    /// The error about the first option among the arguments that neither the command nor those above it have; `nil` when
    /// all are known.
    static func error(in arguments: some Sequence<String>) -> (
        error: ValidationError, command: any ParsableCommand.Type
    )? {
        var command: any ParsableCommand.Type = Alpha.self
        var options: [String: Bool] = Self.options(of: command)
        var isValue = false
        for argument in arguments {
            if isValue {
                isValue = false
                continue
            }
            if argument == "--" { return nil }
            if let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == argument }) {
                command = next
                options.merge(Self.options(of: command)) { $1 }
                continue
            }
            guard argument.hasPrefix("--") else { continue }
            let name = String(argument.prefix { $0 != "=" })
            guard let takesValue = options[name] else {
                let near = UnknownNameError(kind: "option", name: name, known: options.keys.sorted()).nearest
                let hint = near.map { ". Did you mean '\($0)'?" } ?? ""
                return (ValidationError("Unknown option '\(name)'\(hint)"), command)
            }
            isValue = takesValue && !argument.contains("=")
        }
        return nil
    }

    /// The long options that a command's help lists, and whether they take a value.
    static func options(of command: any ParsableCommand.Type) -> [String: Bool] {
        var options: [String: Bool] = [:]
        let help = Alpha.helpMessage(for: command, columns: 1000)
        for line in help.split(separator: "\n").drop(while: { !$0.hasPrefix("USAGE:") }).dropFirst() {
            // `  --out <file>   The file to write.` or `  -h, --help   Show help information.`
            let words = line.split(separator: " ").prefix(3)
            guard line.hasPrefix("  -"), let name = words.first(where: { $0.hasPrefix("--") }) else { continue }
            let value = words.drop { $0 != name }.dropFirst().first
            options[String(name)] = value?.hasPrefix("<") ?? false
        }
        return options
    }
}
