import AlphaCore
import CEngine
import Foundation

/// Rebuilds books from a market data feed, LOBSTER's or ITCH's, and writes them; nothing is matched.
///
/// Files are read as streams of 1 MiB chunks, gzipped or not; memory follows the live orders, not the files' length.
public enum MarketDataReplay {
    /// What a feed is written in.
    public enum Format: String, Sendable, CaseIterable {
        /// LOBSTER's message file.
        case lobster
        /// NASDAQ TotalView-ITCH 5.0, each message with its length before it.
        case itch
    }

    /// Where the outputs go; what is `nil` is not written.
    public struct Outputs: Sendable {
        /// Rows of the book, in LOBSTER's own format.
        public var book: URL?
        /// The trades that the feed tells.
        public var trades: URL?

        /// The given places.
        public init(book: URL? = nil, trades: URL? = nil) {
            self.book = book
            self.trades = trades
        }
    }

    /// Replays a feed.
    ///
    /// - Parameter levels: how many levels a row of the book has, 1 to 200.
    /// - Parameter verifying: LOBSTER's book file beside its messages: its first row is the book to begin with, each later
    ///   one is compared.
    /// - Throws: as `Replay.run`. A row of the book that differs is no error: it is in the summary.
    public static func run(
        _ feed: URL, format: Format, levels: Int = 10, verifying bookFile: URL? = nil, outputs: Outputs = Outputs()
    ) throws(DataError) -> MarketDataSummary {
        let source = try ByteSource(feed)
        var book: ByteSource?
        if let bookFile { book = try ByteSource(bookFile) }
        let bookOutput = try outputs.book.map(OutputFile.init)
        let tradesOutput = try outputs.trades.map(OutputFile.init)
        let clock = ContinuousClock()
        let start = clock.now
        var options = alpha_engine.MarketDataOptions()
        options.format = format == .lobster ? .lobster : .itch
        options.levels = UInt32(clamping: levels)
        options.writesBook = bookOutput != nil
        options.writesTrades = tradesOutput != nil
        options.verifiesBook = book != nil
        var replay = alpha_engine.MarketDataReplay(options)
        try source.forEachChunk { (chunk, count) throws(DataError) in
            var isUsable = count > 0 ? replay.feed(chunk.characters, count) : replay.finish()
            while isUsable, let book, replay.wantsBook() {
                let rows = try book.read(into: chunk)
                isUsable = rows > 0 ? replay.feedBook(chunk.characters, rows) : replay.finishBook()
            }
            guard isUsable else {
                throw DataError(
                    unusable: replay.errorIsInBook() ? book?.file ?? "" : source.file, line: replay.errorLine(),
                    column: replay.errorColumn(), problem: replay.errorProblem(), found: replay.errorFound())
            }
            if let bookOutput { try Replay.write(replay.book(), to: bookOutput) }
            if let tradesOutput { try Replay.write(replay.trades(), to: tradesOutput) }
            replay.drain()
        }
        try bookOutput?.commit()
        try tradesOutput?.commit()
        return MarketDataSummary(replay, format: format, seconds: start.duration(to: clock.now) / .seconds(1))
    }
}
