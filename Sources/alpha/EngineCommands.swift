import AlphaCore
import AlphaEngine
import ArgumentParser
import Foundation

/// `alpha engine`: the C++ matching engine on its own.
struct EngineCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine", abstract: "The C++ matching engine: replay an order stream.",
        subcommands: [EngineReplayCommand.self])
}

/// `alpha engine replay`: an order stream through the engine.
struct EngineReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Plays an order stream through the C++ engine and says what came of it.",
        discussion: """
            ORDERS is a table with the columns timestamp_ns, symbol, action, side, price, qty, order_type, tif, id and \
            account, of which timestamp_ns is required and the others may be absent where they are not needed, or one \
            without a header whose rows are timestamp_ns,side,price,qty,order_type,id. It may be gzipped.

            A row that cannot be used stops the command with exit status 65 and FILE:LINE, and writes nothing.

            Example:
              alpha engine replay execution/orders.csv --trades trades.csv --events events.csv
            """)

    @Argument(help: "The order stream, a .csv or .csv.gz file.")
    var orders: String

    @Option(help: ArgumentHelp("Where the trades go (default: they are counted only).", valueName: "file"))
    var trades: String?

    @Option(help: ArgumentHelp("Where every order's events go (default: they are counted only).", valueName: "file"))
    var events: String?

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    private var files: (orders: URL, trades: URL?, events: URL?) {
        (URL(fileURLWithPath: orders), trades.map { URL(fileURLWithPath: $0) }, events.map { URL(fileURLWithPath: $0) })
    }

    func validate() throws {
        let files = files
        if let conflict = Replay.conflict(orders: files.orders, trades: files.trades, events: files.events) {
            throw ValidationError(conflict)
        }
    }

    func run() throws {
        let files = files
        let summary = try Replay.run(files.orders, trades: files.trades, events: files.events)
        print(json ? summary.json : summary.table)
    }
}
