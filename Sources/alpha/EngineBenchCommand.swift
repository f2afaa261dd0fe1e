import AlphaCore
import AlphaEngine
import ArgumentParser
import Foundation

/// `alpha engine bench`: how fast the engine matches.
struct EngineBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast the engine matches, and how long a single message takes.",
        discussion: """
            Matching alone: the messages are in memory before the clock starts, and every trade is delivered to a consumer. \
            They are those of an orders file, or made up: half new limit orders, 37 % cancels, 6 % replacements, 6 % market \
            and IOC orders, after the books were filled with as many orders as are to be live.

            With limits (--risk, --instruments) it also says what they cost: a second engine without any matches the same \
            messages by turns with one that has them. Limits that reject orders change the work, so choose wide ones.

            With --json it prints one JSON object: messages, trades, trade_hash, messages_per_second (of processor time), \
            processor_seconds, wall_seconds, latency_nanoseconds (p50, p99, p999, max; clock: what reading the clock takes, \
            which was taken off), live_orders, memory_bytes, bytes_per_live_order, threads; with limits limits_cost, a share of \
            the throughput without them.

            Examples:
              alpha engine bench
              alpha engine bench --symbols 1000 --live 100000 --threads 2
              alpha engine bench --accounts 64 --risk limits.yaml --json
              alpha engine bench --orders execution/orders.csv
            """)

    @Option(help: ArgumentHelp("An order stream, as for replay, instead of a made-up one.", valueName: "file"))
    var orders: String?

    @Option(help: "How many messages are made up and counted.")
    var messages: Int?

    @Option(help: "How many symbols they are spread over.")
    var symbols: Int?

    @Option(help: "About how many orders are live.")
    var live: Int?

    @Option(
        help:
            "How many accounts made-up orders come from by turns (default: none, with --risk 64); the first are those that its file names."
    )
    var accounts: Int?

    @Option(help: ArgumentHelp("Limits by account, a YAML file.", valueName: "file.yaml"))
    var risk: String?

    @Option(help: ArgumentHelp("Tick, lot, multiplier and limits by symbol, a YAML file.", valueName: "file.yaml"))
    var instruments: String?

    @Option(help: "Engines side by side, each with its own symbols; one where limits reach over symbols.")
    var threads = 1

    @Option(help: "Fixes what is made up.")
    var seed: UInt64 = 7

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    func validate() throws {
        let madeUp: [(name: String, value: Int?, range: ClosedRange<Int>)] = [
            ("messages", messages, 1...1_000_000_000), ("symbols", symbols, 1...1_000_000),
            ("live", live, 1...100_000_000), ("accounts", accounts, 0...1_000_000),
        ]
        for option in madeUp {
            guard let value = option.value else { continue }
            if orders != nil {
                throw ValidationError("--\(option.name) is for made-up orders, not for those of a file")
            }
            guard option.range.contains(value) else {
                throw ValidationError(
                    "--\(option.name) is \(value), it must be \(option.range.lowerBound) to \(option.range.upperBound)")
            }
        }
        guard threads >= 1 else { throw ValidationError("--threads is \(threads), it must be at least 1") }
    }

    func run() throws {
        var settings = Replay.Settings()
        settings.risk = try risk.map { try RiskFile(URL(fileURLWithPath: $0)) }
        settings.instruments = try instruments.map { try InstrumentFile(URL(fileURLWithPath: $0)) }
        settings.threads = threads
        let result = try EngineBenchmark(source(settings), settings: settings)
        print(json ? try JSONText.encode(Output(result)) : table(result), terminator: "")
    }

    private func source(_ settings: Replay.Settings) -> EngineBenchmark.Orders {
        if let orders { return .file(URL(fileURLWithPath: orders)) }
        var flow = EngineBenchmark.Flow()
        flow.messages = messages ?? flow.messages
        flow.symbols = symbols ?? flow.symbols
        flow.live = live ?? flow.live
        flow.accounts = accounts ?? settings.risk.map { max(64, $0.accounts.count) } ?? 0
        flow.seed = seed
        return .flow(flow)
    }

    private func table(_ result: EngineBenchmark) -> String {
        let rows = [
            ("messages", "\(result.messages)"),
            ("trades", "\(result.trades)"),
            ("trade hash", Output.hash(result)),
            ("messages a second", String(format: "%.2f million of processor time", result.messagesPerSecond / 1e6)),
            (
                "processor time",
                String(
                    format: "%.3f s on %d %@", result.processorSeconds, result.threads,
                    result.threads == 1 ? "thread" : "threads")
            ),
            (
                "latency",
                String(
                    format: "%.0f ns in the median, 99 %% %.0f, 99.9 %% %.0f, longest %.0f",
                    result.latencyP50, result.latencyP99, result.latencyP999, result.latencyMaximum)
            ),
            ("", String(format: "(reading the clock, %.0f ns, is taken off)", result.clockNanoseconds)),
            (
                "limits",
                result.throughputShareWithLimits.map {
                    String(format: "cost %.1f %% of the throughput without them", 100 * (1 - $0))
                } ?? "none"
            ),
            ("live orders", "\(result.liveOrders)"),
            (
                "memory",
                String(
                    format: "%.1f MB, %.0f bytes a live order", Double(result.memoryBytes) / 1e6,
                    result.bytesPerLiveOrder)
            ),
        ]
        return rows.map { $0.0.padding(toLength: 20, withPad: " ", startingAt: 0) + $0.1 + "\n" }.joined()
    }

    private struct Output: Encodable {
        var messages: UInt64
        var trades: UInt64
        var tradeHash: String
        var messagesPerSecond: Double
        var processorSeconds: Double
        var wallSeconds: Double
        var latencyNanoseconds: [String: Double]
        var limitsCost: Double?
        var liveOrders: UInt64
        var memoryBytes: UInt64
        var bytesPerLiveOrder: Double
        var threads: Int

        init(_ result: EngineBenchmark) {
            messages = result.messages
            trades = result.trades
            tradeHash = Self.hash(result)
            messagesPerSecond = result.messagesPerSecond
            processorSeconds = result.processorSeconds
            wallSeconds = result.wallSeconds
            latencyNanoseconds = [
                "p50": result.latencyP50, "p99": result.latencyP99, "p999": result.latencyP999,
                "max": result.latencyMaximum, "clock": result.clockNanoseconds,
            ]
            limitsCost = result.throughputShareWithLimits.map { 1 - $0 }
            liveOrders = result.liveOrders
            memoryBytes = result.memoryBytes
            bytesPerLiveOrder = result.bytesPerLiveOrder
            threads = result.threads
        }

        static func hash(_ result: EngineBenchmark) -> String { String(format: "%016llx", result.tradeHash) }

        enum CodingKeys: String, CodingKey {
            case messages, trades, threads
            case tradeHash = "trade_hash"
            case messagesPerSecond = "messages_per_second"
            case processorSeconds = "processor_seconds"
            case wallSeconds = "wall_seconds"
            case latencyNanoseconds = "latency_nanoseconds"
            case limitsCost = "limits_cost"
            case liveOrders = "live_orders"
            case memoryBytes = "memory_bytes"
            case bytesPerLiveOrder = "bytes_per_live_order"
        }
    }
}
