import AlphaCore
import AlphaEngine
import ArgumentParser
import Foundation

/// `alpha engine replay`: an order stream through the engine, or a market data feed into a book.
struct EngineReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Plays an order stream through the C++ engine, or rebuilds books from a market data feed.",
        discussion: """
            ORDERS is a table with the columns timestamp_ns, symbol, action, side, price, qty, order_type, tif, id, \
            account, display_qty and stop_price, of which timestamp_ns is required and the others may be absent where they \
            are not needed, or one without a header whose rows are timestamp_ns,side,price,qty,order_type,id. With --format \
            lobster it is LOBSTER's message file, with --format itch a file of NASDAQ's ITCH 5.0: nothing is matched then, \
            the book is rebuilt. Any of them may be gzipped.

            A row that cannot be used stops the command with exit status 65 and FILE:LINE, and writes nothing.

            With --journal every row is on the disk before what came of it is written. A command that was killed goes on \
            when it is called again with --recover and the same orders and options, and its outputs are byte for byte \
            those of a run that nothing interrupted. They are made beside the journal and put in their places at the end. \
            When they are there, FILE, FILE.trades, FILE.events and FILE.snapshot-* can be deleted. Exit status 65: the \
            journal is broken, or that of other orders or options; 66: --recover, and there is none; 73: it is there, \
            without --recover.

            Examples:
              alpha engine replay execution/orders.csv --trades trades.csv --events events.csv
              alpha engine replay orders.csv --risk limits.yaml --instruments ticks.yaml --stp cancel_oldest
              alpha engine replay orders.csv --latency-ms 5 --latency-ms fast-desk=0.02
              alpha engine replay orders.csv --trades trades.csv --journal day.journal --snapshot-every 1000000
              alpha engine replay orders.csv --trades trades.csv --journal day.journal --recover
              alpha engine replay AMZN_message.csv.gz --format lobster --verify-book AMZN_orderbook.csv.gz
              alpha engine replay day.itch.gz --format itch --book book.csv --levels 5 --json
            """)

    /// How the input is written.
    enum Format: String, ExpressibleByArgument, CaseIterable { case csv, lobster, itch }

    @Argument(help: "The order stream or feed, gzipped or not.")
    var orders: String

    @Option(help: ArgumentHelp("Where the trades go (default: they are counted only).", valueName: "file"))
    var trades: String?

    @Option(help: ArgumentHelp("Where every order's events go (default: they are counted only).", valueName: "file"))
    var events: String?

    @Option(
        help: ArgumentHelp(
            "Where the rebuilt book goes, a row a message, in LOBSTER's own format (lobster and itch).",
            valueName: "file"))
    var book: String?

    @Option(help: ArgumentHelp("How many levels a row of the book has, 1 to 200 (lobster and itch).", valueName: "n"))
    var levels = 10

    @Option(
        help: ArgumentHelp(
            "LOBSTER's book file beside its message file: every row is compared, exit status 2 if one differs.",
            valueName: "file"))
    var verifyBook: String?

    @Option(
        help: ArgumentHelp("Tick, lot, multiplier and limits by symbol, a YAML file (csv).", valueName: "file.yaml"))
    var instruments: String?

    @Option(help: ArgumentHelp("Limits and latencies by account, a YAML file (csv).", valueName: "file.yaml"))
    var risk: String?

    @Option(
        help: ArgumentHelp(
            "What happens when an account would trade with itself (csv).", valueName: "mode"))
    var stp: SelfTradePrevention = .none

    @Option(
        help: ArgumentHelp(
            """
            How long orders take to arrive, in milliseconds (csv): X for every account, ACCOUNT=X for one; may be given \
            several times. Orders without an account are the market and take no time.
            """, valueName: "[account=]x"))
    var latencyMs: [AccountLatency] = []

    @Option(help: "How the input is written: csv, lobster or itch.")
    var format: Format = .csv

    @Option(
        help: ArgumentHelp("Symbols side by side (default: all cores); never changes a result (csv).", valueName: "n"))
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "Keeps every row here before it is handled, so that a killed replay can go on; one engine (csv).",
            valueName: "file"))
    var journal: String?

    @Option(
        help: ArgumentHelp(
            "A snapshot beside the journal after at least N rows, for a faster recovery (default: none).",
            valueName: "n"))
    var snapshotEvery: Int?

    @Flag(help: "Goes on where the journal ends.")
    var recover = false

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    private func url(_ path: String?) -> URL? { path.map { URL(fileURLWithPath: $0) } }

    private var files: ReplayFiles {
        func named(_ files: [(String, String?)]) -> [(name: String, url: URL)] {
            files.compactMap { name, path in path.map { (name, URL(fileURLWithPath: $0)) } }
        }
        return ReplayFiles(
            inputs: named([
                ("the orders", orders), ("the book to compare", verifyBook), ("the instruments", instruments),
                ("the limits", risk),
            ]),
            outputs: named([
                ("the trades", trades), ("the events", events), ("the book", book), ("the journal", journal),
                ("the trades beside the journal", journal.map { $0 + ".trades" }),
                ("the events beside the journal", journal.map { $0 + ".events" }),
            ]))
    }

    func validate() throws {
        let isFeed = format != .csv
        let ofOrders: [(String, Bool)] = [
            ("events", events != nil), ("instruments", instruments != nil), ("risk", risk != nil),
            ("stp", stp != .none), ("latency-ms", !latencyMs.isEmpty), ("journal", journal != nil),
        ]
        if isFeed, let option = ofOrders.first(where: \.1)?.0 {
            throw ValidationError("--\(option) is for orders: with --format \(format) nothing is matched")
        }
        if !isFeed, let option = book != nil ? "book" : verifyBook != nil ? "verify-book" : nil {
            throw ValidationError("--\(option) needs --format lobster\(option == "book" ? " or itch" : "")")
        }
        if verifyBook != nil, format != .lobster {
            throw ValidationError("--verify-book needs --format lobster: no other format has a book file")
        }
        guard (1...200).contains(levels) else { throw ValidationError("--levels is \(levels), it must be 1 to 200") }
        if journal == nil, let option = snapshotEvery != nil ? "snapshot-every" : recover ? "recover" : nil {
            throw ValidationError("--\(option) needs --journal")
        }
        if let snapshotEvery, snapshotEvery < 1 {
            throw ValidationError("--snapshot-every is \(snapshotEvery), it must be at least 1")
        }
        if let threads, threads < 1 { throw ValidationError("--threads is \(threads), it must be at least 1") }
        if let conflict = files.conflict { throw ValidationError(conflict) }
    }

    func run() throws {
        switch format {
        case .csv: try replayOrders()
        case .lobster: try rebuild(.lobster)
        case .itch: try rebuild(.itch)
        }
    }

    private func replayOrders() throws {
        var settings = Replay.Settings()
        settings.instruments = try url(instruments).map { try InstrumentFile($0) }
        settings.risk = try url(risk).map { try RiskFile($0) }
        settings.selfTradePrevention = stp
        settings.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        for latency in latencyMs {
            if let account = latency.account {
                settings.latencies[account] = latency.latency.nanoseconds
            } else {
                settings.latencyNanoseconds = latency.latency.nanoseconds
            }
        }
        settings.journal = url(journal)
        settings.snapshotEvery = snapshotEvery ?? 0
        settings.recovers = recover
        let summary = try Replay.run(
            URL(fileURLWithPath: orders), trades: url(trades), events: url(events), settings: settings
        ) { FileHandle.standardError.write(Data(($0.text + "\n").utf8)) }
        print(json ? try JSONText.encode(summary) : summary.table + "\n", terminator: "")
    }

    private func rebuild(_ format: MarketDataReplay.Format) throws {
        let summary = try MarketDataReplay.run(
            URL(fileURLWithPath: orders), format: format, levels: levels, verifying: url(verifyBook),
            outputs: MarketDataReplay.Outputs(book: url(book), trades: url(trades)))
        print(json ? try JSONText.encode(summary) : summary.table + "\n", terminator: "")
        guard let mismatch = summary.mismatch else { return }
        let text = """
            \(verifyBook ?? ""):\(mismatch.bookLine): \(mismatch.problem) (message \(mismatch.messageLine))
              the messages give  \(mismatch.expected)
              the file has       \(mismatch.found)

            """
        FileHandle.standardError.write(Data(text.utf8))
        throw ExitCode(2)
    }
}

extension SelfTradePrevention: ExpressibleByArgument {}

/// `5` or `desk=0.25`: a latency of every account, or of one.
struct AccountLatency: ExpressibleByArgument {
    var account: String?
    var latency: Latency

    init?(argument: String) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard let last = parts.last, let latency = Latency(String(last)) else { return nil }
        self.latency = latency
        guard parts.count > 1 else { return }
        account = parts.dropLast().joined(separator: "=")
        if account == "" { return nil }
    }
}
