import AlphaCore
import CEngine
import Foundation

/// Plays an order stream from a file through the C++ simulator, and writes what happened.
///
/// The file is read as a stream of 1 MiB chunks, gzipped or not; memory follows the live orders, not the file's length.
public enum Replay {
    /// What a replay did.
    public struct Summary: Sendable, Equatable {
        /// Rows handled.
        public var messages: UInt64
        /// New orders taken.
        public var accepted: UInt64
        /// Rejections by their reason's name; a reason that did not come up is absent.
        public var rejected: [String: UInt64]
        /// Trades.
        public var trades: UInt64
        /// Sum of what they traded: an exact decimal, which may be larger than `Decimal8` holds.
        public var tradedQuantity: String
        /// Wall time from the first byte read to the last written.
        public var seconds: Double
        /// Rows handled in a second.
        public var messagesPerSecond: Double { seconds > 0 ? Double(messages) / seconds : 0 }
    }

    /// What the orders meet: instruments, limits, time on the way.
    public struct Settings: Sendable {
        /// What the symbols are; `nil`: all of the finest tick and lot.
        public var instruments: InstrumentFile?
        /// What the accounts must keep; `nil`: nothing.
        public var risk: RiskFile?
        /// What happens when an account would trade with itself.
        public var selfTradePrevention = SelfTradePrevention.none
        /// How long messages of accounts without a latency of their own take, in nanoseconds; `nil`: as `risk` says.
        public var latencyNanoseconds: Int64?
        /// Latencies by account, which go before those of `risk`.
        public var latencies: [String: Int64] = [:]
        /// Engines side by side; the output does not depend on it. With a journal it is one.
        public var threads = 1
        /// Where every row is kept before it is handled, so that a replay that was killed can go on; `nil`: nowhere.
        public var journal: URL?
        /// A snapshot of the state after at least so many rows, beside the journal; 0: never.
        public var snapshotEvery = 0
        /// Whether the journal is there already, and is gone on with.
        public var recovers = false

        /// Nothing set.
        public init() {}
    }

    /// Plays the orders of a file and writes trades and events where a place for them is given.
    ///
    /// Both outputs appear only when the whole stream was played.
    ///
    /// - Parameter onRecovery: Is told what was found, when `settings` has it recover.
    /// - Throws: `noInput` for a missing file, `badData` with line and column for a row that cannot be used, `cannotCreate`
    ///   for an output that cannot be made, `inputOutput` when reading or writing fails underway. Of a journal: `noInput`
    ///   when it should be there and is not, `cannotCreate` when it is there and should not be, `badData` when it is broken
    ///   or is that of other orders or settings.
    public static func run(
        _ orders: URL, trades: URL? = nil, events: URL? = nil, settings: Settings = Settings(),
        onRecovery: (Recovery) -> Void = { _ in }
    ) throws(DataError) -> Summary {
        let source = try ByteSource(orders)
        let tradesFile = try trades.map(OutputFile.init)
        let eventsFile = try events.map(OutputFile.init)
        let clock = ContinuousClock()
        let start = clock.now
        if let journal = settings.journal {
            let counts = try run(
                source, journal: journal, trades: tradesFile, events: eventsFile, settings, onRecovery: onRecovery)
            return Summary(counts, seconds: start.duration(to: clock.now) / .seconds(1))
        }
        var simulator = alpha_engine.Simulator(
            options(writesTrades: trades != nil, writesEvents: events != nil, settings))
        configure(&simulator, settings)
        try source.forEachChunk { (chunk, count) throws(DataError) in
            guard count > 0 ? simulator.feed(chunk.characters, count) : simulator.finish() else {
                throw DataError(unusable: source.file, simulator)
            }
            if let tradesFile { try write(simulator.trades(), to: tradesFile) }
            if let eventsFile { try write(simulator.events(), to: eventsFile) }
            simulator.drain()
        }
        try tradesFile?.commit()
        try eventsFile?.commit()
        let elapsed = start.duration(to: clock.now) / .seconds(1)
        return Summary(simulator.counts(), seconds: elapsed)
    }

    static func options(
        writesTrades: Bool, writesEvents: Bool, _ settings: Settings
    ) -> alpha_engine.SimulatorOptions {
        var options = alpha_engine.SimulatorOptions()
        options.writesTrades = writesTrades
        options.writesEvents = writesEvents
        options.selfTradePrevention = alpha_engine.SelfTradePrevention(settings.selfTradePrevention)
        options.latencyNanoseconds =
            settings.latencyNanoseconds ?? settings.risk?.defaults?.latencyNanoseconds ?? 0
        options.threads = UInt32(clamping: max(settings.threads, 1))
        return options
    }

    static func configure(_ simulator: inout alpha_engine.Simulator, _ settings: Settings) {
        if let defaults = settings.instruments?.defaults {
            simulator.setDefaultInstrument(alpha_engine.Instrument(defaults))
        }
        for (symbol, instrument) in (settings.instruments?.instruments ?? [:]).sorted(by: { $0.key < $1.key }) {
            EngineText.withCharacters(symbol) { simulator.setInstrument($0, $1, alpha_engine.Instrument(instrument)) }
        }
        if let defaults = settings.risk?.defaults {
            simulator.setDefaultLimits(alpha_engine.RiskLimits(defaults.limits))
        }
        var latencies = settings.latencies
        for (name, account) in (settings.risk?.accounts ?? [:]).sorted(by: { $0.key < $1.key }) {
            EngineText.withCharacters(name) { simulator.setLimits($0, $1, alpha_engine.RiskLimits(account.limits)) }
            if let latency = account.latencyNanoseconds, latencies[name] == nil { latencies[name] = latency }
        }
        for (name, latency) in latencies.sorted(by: { $0.key < $1.key }) {
            EngineText.withCharacters(name) { simulator.setLatency($0, $1, latency) }
        }
    }

    static func write(_ text: alpha_engine.TextSpan, to file: OutputFile) throws(DataError) {
        try file.write(UnsafeRawBufferPointer(start: text.data, count: text.count))
    }
}
