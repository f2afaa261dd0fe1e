import AlphaCore
import ArgumentParser
import Foundation

/// `alpha orders`: the order stream of a run's target positions.
struct OrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Make the order stream: the strategy's orders among the background liquidity of the bars.",
        discussion: """
            Reads a positions file (timestamp,asset,price,target_position) and the bars that it was made from. At every \
            bar at which a position changes, limit orders rest on both sides around the position's price, a market \
            order of account 'strategy' trades the change, and what is left of the background is canceled.

            The liquidity is simulated, not data: its half spread is about 5 basis points, its depth and spacing come \
            from volume and range of the bars before, its variation from the seed.

            Example:
              alpha orders --positions runs/one/backtest/positions.csv --data data --out orders.csv
              alpha engine replay orders.csv --trades trades.csv
            """)

    @Option(help: ArgumentHelp("The target positions, a .csv or .csv.gz file.", valueName: "file"))
    var positions: String

    @Option(help: ArgumentHelp("Folder of the bars: equities/, crypto/ and fx/ inside.", valueName: "dir"))
    var data = "data"

    @Option(help: ArgumentHelp("The order stream to write.", valueName: "file"))
    var out: String

    @Option(help: "Fixes the variation of the background liquidity.")
    var seed: UInt64 = 7

    @Option(
        help: ArgumentHelp(
            "What to do with a bar that cannot be used: fail, or drop it. (default: fail)", valueName: "fail|drop"),
        transform: { text in
            guard let policy = BadBarPolicy(rawValue: text) else {
                throw ValidationError("'\(text)' is neither fail nor drop")
            }
            return policy
        })
    var onBadBar = BadBarPolicy.fail

    func run() throws {
        let targets = try PositionFile.read(URL(fileURLWithPath: positions))
        let loaded = try DataFolder.load(
            URL(fileURLWithPath: data, isDirectory: true), symbols: Set(targets.map(\.asset)).sorted(),
            onBadBar: onBadBar)
        var configuration = OrderStream.Configuration()
        configuration.seed = seed
        let stream = try OrderStream(
            positions: targets, panel: loaded.panel, configuration: configuration, source: positions)
        try OrderFile.write(stream.orders, to: URL(fileURLWithPath: out))
        print("\(out): \(stream.orders.count) orders, \(stream.strategyOrders.count) of them the strategy's")
    }
}
