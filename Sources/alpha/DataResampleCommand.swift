import AlphaCore
import ArgumentParser
import Foundation

/// `alpha data resample`: longer bars of a bar file's.
struct DataResampleCommand: FileConfigurable {
    static let configuration = CommandConfiguration(
        commandName: "resample",
        abstract: "Make longer bars of a bar file's: minutes to hours, hours to days.",
        discussion: """
            Reads FILE bar by bar and writes bars of --to: first open, highest high, lowest low, last close, volumes \
            added. Where nothing was traded, there is no bar. A bar is named by its start; one of a day or a week by \
            a date.

            Bars are counted from midnight UTC on; with --time-zone from that zone's midnight on, with --session from \
            the start of trading on, by the clock on the wall. What lies outside the session is left out and counted. \
            The last bar of a session may be shorter (15:30 to 16:00 of hours from 09:30 on). A session may go over \
            midnight and is named by the date of its last moment: 17:00-17:00 that begins on Sunday is Monday.

            The last bar is dropped when the file ends before it does, unless --keep-partial. FILE must be as \
            alpha data convert writes it; --to must be a multiple of its own interval.

            EXAMPLES
              alpha data resample minutes/BTC-USD.csv --to 1h --out crypto/BTC-USD.csv
              alpha data resample minutes/AAPL.csv --to 1d --session 09:30-16:00 --time-zone America/New_York \
            --out equities/AAPL.csv
              alpha data resample minutes/EURUSD.csv --to 1d --session 17:00-17:00 --time-zone America/New_York \
            --out fx/EURUSD.csv
            """)

    @Argument(help: "The bar file, plain or gzipped.")
    var file: String

    @Option(help: ArgumentHelp("The length of the bars to make: minutes, hours, 1d or 1w.", valueName: "5m|1h|1d"))
    var to: String

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    @Option(
        help: ArgumentHelp(
            "The hours that count, by the clock of --time-zone. (default: the whole day)", valueName: "09:30-16:00"))
    var session: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The zone whose clock says when days and sessions begin. (default: UTC)", valueName: "zone"))
    var timeZone: String?

    @Flag(help: "Keep the last bar even when the file ends before it does.")
    var keepPartial = false

    @Option(
        help: ArgumentHelp(
            "What to do with a bar that cannot be used: fail, or drop and count it. (default: fail)",
            valueName: "fail|drop"))
    var onBadBar = BadBarPolicy.fail

    @OptionGroup var config: ConfigOption

    @Flag(help: "Print one JSON object instead of a line.")
    var json = false

    @Flag(help: "No progress on standard error.")
    var quiet = false

    func validate() throws {
        try BarFileOutput.check(out: out, input: file)
        _ = try plan()
    }

    func run() throws {
        let plan = try plan()
        let bar = FileProgressBar(file, quiet: quiet)
        defer { bar.finish() }
        let result = try plan.run(URL(fileURLWithPath: file), to: URL(fileURLWithPath: out), progress: bar.show)
        bar.finish()
        if result.droppedBars > 0 {
            BarFileOutput.say(
                "\(BarFileOutput.bars(result.droppedBars, "bad")) dropped, the first: \(result.firstDroppedBar ?? "")")
        }
        if result.barsOutsideSession > 0 {
            BarFileOutput.say("\(BarFileOutput.bars(result.barsOutsideSession)) outside \(plan.session) left out")
        }
        if let partial = result.partialBar {
            BarFileOutput.say(
                "the last bar, \(partial), is not whole: \(keepPartial ? "kept" : "dropped, --keep-partial keeps it")")
        }
        print(
            json
                ? try JSONText.encode(result)
                : "\(out): \(BarFileOutput.bars(result.bars)) of \(result.interval) from "
                    + "\(BarFileOutput.bars(result.sourceBars)), \(result.firstTimestamp ?? "") to "
                    + "\(result.lastTimestamp ?? "")\n",
            terminator: "")
    }

    private func plan() throws -> BarResampling {
        guard let length = BarInterval(to) else {
            throw ValidationError("'\(to)' is no length of a bar such as 5m, 1h, 1d")
        }
        do {
            let zone = try timeZone.map(BarLayout.timeZone(named:)) ?? .gmt
            let session = try session.map { text throws(LayoutError) in try TradingSession(text, timeZone: zone) }
            var plan = try BarResampling(length, session: session ?? .day(in: zone))
            plan.keepsPartial = keepPartial
            plan.onBadBar = onBadBar
            return plan
        } catch {
            throw ValidationError(error.description)
        }
    }
}
