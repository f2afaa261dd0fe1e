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

    /// Plays the orders of a file and writes trades and events where a place for them is given.
    ///
    /// Both outputs appear only when the whole stream was played.
    ///
    /// - Throws: `noInput` for a missing file, `badData` with line and column for a row that cannot be used, `cannotCreate`
    ///   for an output that cannot be made, `inputOutput` when reading or writing fails underway.
    public static func run(_ orders: URL, trades: URL? = nil, events: URL? = nil) throws(DataError) -> Summary {
        let source = try ByteSource(orders)
        let tradesFile = try trades.map(OutputFile.init)
        let eventsFile = try events.map(OutputFile.init)
        let clock = ContinuousClock()
        let start = clock.now
        var options = alpha_engine.SimulatorOptions()
        options.writesTrades = trades != nil
        options.writesEvents = events != nil
        var simulator = alpha_engine.Simulator(options)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.chunkSize, alignment: 16)
        defer { chunk.deallocate() }
        while true {
            let count = try source.read(into: chunk)
            let bytes = chunk.baseAddress.map { UnsafePointer($0.assumingMemoryBound(to: CChar.self)) }
            let isUsable = count > 0 ? simulator.feed(bytes, count) : simulator.finish()
            guard isUsable else { throw error(of: simulator, in: source.file) }
            if let tradesFile { try write(simulator.trades(), to: tradesFile) }
            if let eventsFile { try write(simulator.events(), to: eventsFile) }
            simulator.drain()
            if count == 0 { break }
        }
        try tradesFile?.commit()
        try eventsFile?.commit()
        let elapsed = start.duration(to: clock.now) / .seconds(1)
        return Summary(simulator.counts(), seconds: elapsed)
    }

    /// Why these files cannot go together: an output that is the input or the other output. `nil` when they can.
    public static func conflict(orders: URL, trades: URL?, events: URL?) -> String? {
        let input = place(orders)
        for (name, url) in [("trades", trades), ("events", events)] {
            if let url, place(url) == input { return "the \(name) would overwrite the orders (\(url.relativePath))" }
        }
        if let trades, let events, place(trades) == place(events) {
            return "trades and events cannot go to one file (\(trades.relativePath))"
        }
        return nil
    }

    private static func place(_ url: URL) -> String { url.standardizedFileURL.resolvingSymlinksInPath().path }

    private static func write(_ text: alpha_engine.TextSpan, to file: OutputFile) throws(DataError) {
        try file.write(UnsafeRawBufferPointer(start: text.data, count: text.count))
    }

    private static func error(of simulator: borrowing alpha_engine.Simulator, in file: String) -> DataError {
        func text(_ characters: UnsafePointer<CChar>?) -> String? {
            characters.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        let line = simulator.errorLine()
        return DataError(
            .badData, file: file, line: line > 0 ? Int(line) : nil, column: text(simulator.errorColumn()),
            problem: text(simulator.errorProblem()) ?? "cannot be used", found: text(simulator.errorFound()))
    }
}
