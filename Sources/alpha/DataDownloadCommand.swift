import AlphaCore
import ArgumentParser
import Foundation

/// `alpha data download`: bars from public providers into a data folder.
struct DataDownloadCommand: FileConfigurable {
    static let configuration = CommandConfiguration(
        commandName: "download",
        abstract: "Download bars from public providers that need no key.",
        discussion: """
            Writes DIR/CLASS/SYMBOL.csv, which every other command reads with --data DIR, and says in DIR/manifest.json \
            where each file came from.

            EXAMPLES
              alpha data download --asset-class equities --symbol AAPL --start 2015-01-01
              alpha data download --asset-class crypto --symbols BTC-USD,ETH-USD --start 2020-01-01 --interval 1h
              alpha data download --asset-class fx --symbol EURUSD --start 2010-01-01 --provider frankfurter
              alpha data download --asset-class equities --symbols-file names.txt --start 2015-01-01 --out data --json

            PROVIDERS
            \(BarProviders.all.map { provider in
                "  \(provider.name): \(provider.intervals.map(\.description).joined(separator: " "))"
            }.joined(separator: "\n"))
              equities and fx ask yahoo, crypto asks coinbase. When it has no answer, fx falls back to frankfurter and \
            crypto to yahoo, and it is said; not with --provider or --base-url, and never into a file of another provider.

            A SECOND CALL goes on where the file ends: it asks from five bars before the last one on, compares, and adds \
            what is new; and for the part before the first one when --start is earlier. Where the provider says something \
            else of the old bars than it did (a split and a dividend rewrite all that came before), the whole file is \
            downloaded again and the difference shown and kept in the manifest. A file that was changed by hand, or that \
            no download made, is added to only where its last bars are the provider's. --replace downloads it whole, \
            whatever stands there. What cannot be had leaves the old file as it was; so does Ctrl-C.

            ADJUSTED CLOSES. Prices are as traded but for splits. Where the provider has the close adjusted for dividends, \
            too, it is the seventh column, adj_close, and whoever reads the file scales the prices with it. Splits and \
            dividends are in SYMBOL.actions.csv beside it: timestamp,action,value.

            EXIT STATUS: 0 done, 64 a mistake in the options, 65 a broken manifest.json, 66 no such file of symbols, 73 or \
            74 no file can be written (nothing is written through symbolic links), 75 some symbol could not be had or \
            written; the others were; 130 Ctrl-C.
            """)

    @Option(help: ArgumentHelp("equities, crypto or fx.", valueName: "class"))
    var assetClass: String

    @Option(help: ArgumentHelp("A symbol as its provider writes it: AAPL, ^GSPC, BTC-USD, EURUSD.", valueName: "s"))
    var symbol: [String] = []

    @Option(help: ArgumentHelp("Several, separated by commas.", valueName: "a,b"))
    var symbols: String?

    @Option(help: ArgumentHelp("A file with symbols, one a line; # begins a comment.", valueName: "file"))
    var symbolsFile: String?

    @Option(help: ArgumentHelp("The first date, or date and time.", valueName: "date"))
    var start: String

    @Option(help: ArgumentHelp("The last one, exclusive. (default: now)", valueName: "date"))
    var end: String?

    @Option(help: ArgumentHelp("The length of a bar: 1m, 5m, 1h, 1d; each provider has its own.", valueName: "length"))
    var interval = "1d"

    @Option(help: ArgumentHelp("Who is asked. (default: the class's, see above)", valueName: "name"))
    var provider: String?

    @Option(help: ArgumentHelp("Where the provider is, if not at its own address.", valueName: "url"))
    var baseURL: String?

    @Option(help: ArgumentHelp("The data folder; made when missing.", valueName: "dir"))
    var out = "data"

    @Option(help: ArgumentHelp("How often a request is repeated after 429, 418, 5xx and time-outs.", valueName: "n"))
    var retries = 4

    @Option(help: ArgumentHelp("How long a reply may take.", valueName: "seconds"))
    var timeout = 30.0

    @Option(
        help: ArgumentHelp("Bars that cannot be used: fail at the first, or drop them.", valueName: "fail|drop"),
        transform: { text in
            guard let policy = BadBarPolicy(rawValue: text) else {
                throw ValidationError("'\(text)' is neither fail nor drop")
            }
            return policy
        })
    var onBadBar = BadBarPolicy.fail

    @Flag(help: "Keep every reply, gzipped, in DIR/raw.")
    var keepRaw = false

    @Flag(help: "Download whole and replace the file, whatever stands there.")
    var replace = false

    @OptionGroup var config: ConfigOption

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    @Flag(help: "No progress on standard error, only what could not be had.")
    var quiet = false

    func validate() throws {
        guard 0...100 ~= retries else { throw ValidationError("--retries is \(retries), it must be 0 to 100") }
        guard timeout > 0, timeout <= 86_400 else {
            throw ValidationError("--timeout is \(timeout), it must be more than 0 and at most 86400 seconds")
        }
    }

    func run() throws {
        // Not in `validate`: it comes before ArgumentParser names an option that does not exist, and would call the symbol
        // behind a mistyped --symbol missing. And a file of symbols may be a pipe, which can be read but once.
        let (plan, notes) = try arrangedPlan()
        let network = HTTPWorkerCommand.network(retries: retries, timeout: timeout)
        let download = Download(plan) { network.fetcher(for: $0, onRetry: $1) }
        try download.check()
        let bar = DownloadProgressBar(total: plan.symbols.count, quiet: quiet)
        for note in notes { bar.print(note) }
        let (report, signal) = Interruptible.run { await download.run { bar.show($0) } }
        bar.finish()
        print(json ? try report.json() : report.table, terminator: json ? "" : "\n")
        if let signal { throw ExitCode(128 + signal) }
        if report.exitStatus != 0 { throw ExitCode(report.exitStatus) }
    }

    private func arrangedPlan() throws -> (plan: DownloadPlan, notes: [String]) {
        var arguments = DownloadArguments(
            assetClass: assetClass, start: start, folder: URL(fileURLWithPath: out, isDirectory: true))
        arguments.symbols = symbol.map(trimmed) + (symbols.map(list) ?? [])
        arguments.symbolsFile = symbolsFile.map { URL(fileURLWithPath: $0) }
        arguments.end = end
        arguments.interval = interval
        arguments.provider = provider
        arguments.baseURL = baseURL
        arguments.badBarPolicy = onBadBar
        arguments.replaces = replace
        arguments.keepsRaw = keepRaw
        do {
            return try arguments.plan(now: SystemClock().wallTime)
        } catch let error as DownloadUsageError {
            throw ValidationError(error.description)
        }
    }

    /// The symbols between commas; an empty one stays, so that it is refused and not passed over.
    private func list(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
    }

    private func trimmed(_ text: some StringProtocol) -> String { text.trimmingCharacters(in: .whitespaces) }
}
