import ArgumentParser

/// `alpha engine`: the C++ matching engine on its own.
struct EngineCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: "The C++ matching engine: replay an order stream or a market data feed, measure its speed.",
        subcommands: [EngineReplayCommand.self, EngineBenchCommand.self])
}
