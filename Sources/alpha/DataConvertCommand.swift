import AlphaCore
import ArgumentParser
import Foundation

/// `alpha data convert`: a bar file of another layout in ours.
struct DataConvertCommand: FileConfigurable {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Bring a bar file of another layout into ours: timestamp,open,high,low,close,volume.",
        discussion: """
            Reads FILE, plain or gzipped, row by row, and writes the same bars to --out with times in UTC. Only the \
            layout changes: bad bars and rows out of order are passed on and counted; alpha data check names them, \
            alpha data mend repairs what has one right answer. A cell that cannot be read ends the command with 65 \
            and FILE:LINE, and writes nothing.

            Without --columns, the header row says what the columns are, in the usual words and letter cases. With \
            --columns, a header row is passed over. A time that a clock put back shows twice is the first, unless the \
            rows before it have come to the second; a time that a clock put forward leaves out is refused.

            EXAMPLES
              Bitfinex, no header, close before high and low:
                alpha data convert BTCUSD.csv.gz --columns timestamp,open,close,high,low,volume --out crypto/BTC-USD.csv
              HISTDATA, semicolons, times in New York's winter time all year:
                alpha data convert DAT_ASCII_EURUSD_M1_2023.csv --columns timestamp,open,high,low,close,volume \
            --delimiter ';' --time-format '%Y%m%d %H%M%S' --time-zone EST --out fx/EURUSD.csv
              MetaTrader 4, no header (2023.06.01,00:00,…), and 5, <DATE> <TIME> <OPEN>… and tabs:
                alpha data convert EURUSD1.csv --columns date,time,open,high,low,close,volume --out fx/EURUSD.csv
                alpha data convert EURUSD_M1.csv --delimiter tab --time-zone Europe/Athens --out fx/EURUSD.csv
              Prices in points of 0.00001:
                alpha data convert EURUSD.csv --price-scale 0.00001 --out fx/EURUSD.csv
              A further column, and a name for the volume that only its source uses:
                alpha data convert coinbase.csv --columns timestamp,-,open,high,low,close,volume,- --out crypto/BTC-USD.csv
              Decimal commas: 01.06.2023 09:00;1,0687;…
                alpha data convert eurusd.csv --columns timestamp,o,h,l,c --delimiter ';' --decimal-comma \
            --time-format '%d.%m.%Y %H:%M' --time-zone Europe/Berlin --out fx/EURUSD.csv
            """)

    @Argument(help: "The bar file, plain or gzipped.")
    var file: String

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    @OptionGroup(title: "Layout")
    var layout: BarLayoutOptions

    @OptionGroup var config: ConfigOption

    @Flag(help: "Print one JSON object instead of a line.")
    var json = false

    @Flag(help: "No progress on standard error.")
    var quiet = false

    func validate() throws { try BarFileOutput.check(out: out, input: file) }

    func run() throws {
        let bar = FileProgressBar(file, quiet: quiet)
        defer { bar.finish() }
        let result = try BarConversion.run(
            URL(fileURLWithPath: file), layout: try layout.layout() ?? BarLayout(), to: URL(fileURLWithPath: out),
            progress: bar.show)
        bar.finish()
        for note in result.notes { BarFileOutput.say("\(file): \(note)") }
        if result.badBars > 0 {
            BarFileOutput.say(
                "\(BarFileOutput.bars(result.badBars, "bad")) passed on, the first: \(result.firstBadBar ?? ""); "
                    + "alpha data check \(out) names them all")
        }
        if result.barsOutOfOrder > 0 {
            BarFileOutput.say(
                "\(BarFileOutput.bars(result.barsOutOfOrder)) out of order or repeated passed on, the first: "
                    + "\(result.firstOutOfOrder ?? ""); alpha data mend sorts them")
        }
        print(
            json
                ? try JSONText.encode(result)
                : "\(out): \(BarFileOutput.bars(result.bars)) from \(result.firstTimestamp) to \(result.lastTimestamp)\n",
            terminator: "")
    }
}
