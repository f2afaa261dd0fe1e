import AlphaCore
import ArgumentParser
import Foundation

/// `alpha data mend`: repairs what has one right answer.
struct DataMendCommand: FileConfigurable {
    static let configuration = CommandConfiguration(
        commandName: "mend",
        abstract: "Repair what has one right answer in a bar file, into a new file.",
        discussion: """
            Reads FILE as it stands, good or bad, and writes timestamp,open,high,low,close,volume (and adj_close where \
            the file has one) to --out, and the splits and dividends that it knows of beside it: B.actions.csv beside B.csv, \
            in the place of a list that stands there. \
            Mended are:

              order        rows newest first or scrambled: sorted by time
              repeated     rows that are the same in everything: one is kept
              hundredfold  prices 100 times too large or small (cents for dollars), in cells, rows or blocks
              split        prices not adjusted for a split that the file (column Stock Splits), SYMBOL.actions.csv \
            beside it, or --split names; volumes go with them
              dividend     adjusted closes that miss a listed dividend, or count a fund's capital gains twice

            What has no one right answer stays and is named under "left": two rows of one time that differ, a step \
            like a split that nothing lists, bars that are bad. The exit status is 0 all the same; ask \
            'alpha data check' whether the new file is clean. A second mend with the same options finds nothing to do.

            Examples:
              alpha data mend AET-L.csv --out mended/AET-L.csv
              alpha data mend AAPL.csv --out mended/AAPL.csv --split 2020-08-31=4:1 --split 2014-06-09=7:1
              alpha data mend AET-L.csv --dry-run --json
            """)

    @Argument(help: ArgumentHelp("The bar file, plain or gzipped; it is never written to.", valueName: "FILE"))
    var file: String

    @Option(help: ArgumentHelp("The file to write; its folder is made.", valueName: "FILE"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            "A split besides those listed, as 2020-08-31=4:1 or 2023-05-24=0.1; may be given several times.",
            valueName: "DATE=RATIO"),
        transform: { text in
            guard let split = ListedSplit(text) else {
                throw ValidationError("'\(text)' is no split: it must be like 2020-08-31=4:1")
            }
            return split
        })
    var split: [ListedSplit] = []

    @Option(
        help: ArgumentHelp(
            "The first bar at or after this time is on the right scale, where prices a hundredfold apart leave it open.",
            valueName: "DATE"),
        transform: { text in
            guard let time = Timestamp(text) else { throw ValidationError("'\(text)' is no date or time") }
            return time
        })
    var trust: Timestamp?

    @Option(
        help: ArgumentHelp(
            "What to do with bars that are bad and cannot be mended: keep, or drop and name them.",
            valueName: "keep|drop"),
        transform: { text in
            guard let choice = BarFileMending.BadBars(rawValue: text) else {
                throw ValidationError("'\(text)' is neither keep nor drop")
            }
            return choice
        })
    var onBadBar = BarFileMending.BadBars.keep

    @OptionGroup(title: "Layout of a file that is not as ours")
    var layout: BarLayoutOptions

    @Flag(help: "Say what would be done and write nothing.")
    var dryRun = false

    @OptionGroup var config: ConfigOption

    @Flag(help: "Print one JSON object with every repair instead of the table.")
    var json = false

    func validate() throws {
        let input = URL(fileURLWithPath: file)
        for read in [input, ActionsFile.url(beside: input)] {
            guard let out, OutputFile.isSameFile(read, URL(fileURLWithPath: out)) else { continue }
            throw ValidationError("--out is \(read.lastPathComponent) itself: what is read is never written to")
        }
    }

    func run() throws {
        // Not in `validate`, which comes before a mistyped --out is named.
        guard dryRun || out != nil else { throw ValidationError("Missing expected argument '--out <FILE>'") }
        var mending = BarFileMending()
        mending.splits = split
        mending.trusted = trust
        mending.badBars = onBadBar
        mending.layout = try layout.layout()
        let output = dryRun ? nil : out.map { URL(fileURLWithPath: $0) }
        let report = try mending.mend(URL(fileURLWithPath: file), to: output)
        print(json ? try JSONText.encode(report) : report.text, terminator: json ? "" : "\n")
    }
}
