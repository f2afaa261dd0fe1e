import AlphaCore
import CEngine
import Foundation

/// How fast the C++ engine matches: the messages are in memory before the clock starts, every trade is delivered to a
/// consumer, and nothing else is done.
public struct EngineBenchmark: Sendable, Equatable {
    /// A stream to make up; the same numbers always give the same one. What it consists of is said in
    /// `alpha_engine/engine_bench.hpp`.
    public struct Flow: Sendable, Equatable {
        /// Messages that are counted.
        public var messages = 5_000_000
        /// How many books, drawn from Zipf's law.
        public var symbols = 1
        /// About how many orders are live.
        public var live = 50_000
        /// Orders come from so many accounts by turns; 0: from none.
        public var accounts = 0
        /// Fixes every choice.
        public var seed: UInt64 = 7

        /// 5 million messages, one book, 50,000 live orders, no accounts.
        public init() {}
    }

    /// What is matched.
    public enum Orders: Sendable {
        /// The rows of an orders file (docs/engine.md), read and kept before the clock starts.
        case file(URL)
        /// A made-up stream.
        case flow(Flow)
    }

    /// Messages that were counted.
    public var messages: UInt64
    /// The trades they made.
    public var trades: UInt64
    /// A hash of the trades in order, by which two runs can be told apart.
    public var tradeHash: UInt64
    /// Processor time of all threads.
    public var processorSeconds: Double
    /// Time on the wall.
    public var wallSeconds: Double
    /// Latencies of a single message in nanoseconds, what reading the clock takes (`clockNanoseconds`) taken off.
    public var latencyP50: Double
    /// The 99th percentile.
    public var latencyP99: Double
    /// The 99.9th percentile.
    public var latencyP999: Double
    /// The longest.
    public var latencyMaximum: Double
    /// What reading the clock twice takes: the median of many, subtracted above.
    public var clockNanoseconds: Double
    /// The share of the throughput without any limit that is left with those of `settings`: the median of blocks that two
    /// engines match by turns. `nil` where none is set. Where limits reject orders, the two do not do the same work.
    public var throughputShareWithLimits: Double?
    /// Orders live in the end.
    public var liveOrders: UInt64
    /// Bytes that books, orders, ids and accounts hold in the end.
    public var memoryBytes: UInt64
    /// Engines side by side: one when limits reach over symbols, or when there is one symbol.
    public var threads: Int

    /// Messages in a second of processor time.
    public var messagesPerSecond: Double { processorSeconds > 0 ? Double(messages) / processorSeconds : 0 }
    /// Bytes for each order live in the end; 0 when there is none.
    public var bytesPerLiveOrder: Double { liveOrders > 0 ? Double(memoryBytes) / Double(liveOrders) : 0 }

    /// Matches the orders twice, once for the throughput, once for single messages' latencies; where limits are set, a
    /// third time for what they cost.
    ///
    /// Of `settings` the instruments, the limits, self-trade prevention and the threads count.
    ///
    /// - Throws: `noInput` for a missing file, `badData` with line and column for a row that cannot be used.
    public init(_ orders: Orders, settings: Replay.Settings = Replay.Settings()) throws(DataError) {
        var options = Replay.options(writesTrades: false, writesEvents: false, settings)
        if case .flow(let flow) = orders { options.expectedOrders = UInt32(clamping: flow.live) }
        var bench = alpha_engine.EngineBench(options)
        Replay.configure(&bench.simulator().pointee, settings)
        switch orders {
        case .file(let url): try Self.read(url, into: &bench)
        case .flow(let flow):
            var made = alpha_engine.BenchFlow()
            made.messages = UInt64(flow.messages)
            made.symbols = UInt32(clamping: flow.symbols)
            made.live = UInt32(clamping: flow.live)
            made.accounts = UInt32(clamping: flow.accounts)
            made.seed = flow.seed
            bench.makeUp(made)
        }
        let result = bench.run()
        messages = result.messages
        trades = result.trades
        tradeHash = result.tradeHash
        processorSeconds = result.processorSeconds
        wallSeconds = result.wallSeconds
        latencyP50 = result.latencyP50
        latencyP99 = result.latencyP99
        latencyP999 = result.latencyP999
        latencyMaximum = result.latencyMaximum
        clockNanoseconds = result.clockNanoseconds
        throughputShareWithLimits = result.throughputShareWithLimits > 0 ? result.throughputShareWithLimits : nil
        liveOrders = result.liveOrders
        memoryBytes = result.memoryBytes
        threads = Int(result.threads)
    }

    private static func read(_ url: URL, into bench: inout alpha_engine.EngineBench) throws(DataError) {
        let source = try ByteSource(url)
        try source.forEachChunk { (chunk, count) throws(DataError) in
            guard count > 0 ? bench.feed(chunk.characters, count) : bench.finish() else {
                throw DataError(unusable: source.file, bench.simulator().pointee)
            }
        }
    }
}
