import AlphaCore
import ArgumentParser
import Foundation

/// `alpha data`: what brings bars into a data folder.
struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Bring bars into a data folder.",
        discussion: """
            A data folder holds one file an asset, SYMBOL.csv or SYMBOL.csv.gz, in equities/, crypto/ or fx/, with the \
            columns timestamp, open, high, low, close, volume. Every other command reads such a folder with --data.
            """,
        subcommands: [
            DataDownloadCommand.self,
            DataCheckCommand.self,
            DataMendCommand.self,
            DataConvertCommand.self,
            DataResampleCommand.self,
            SynthesiseCommand.self,
        ])
}

/// `alpha data synth`: writes a synthetic market.
struct SynthesiseCommand: FileConfigurable {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Make an honest synthetic market, its planted predictability stated.",
        discussion: """
            Daily bars of made-up equities, currencies and coins with a common factor, changing volatility, highs and \
            lows and volume that go with it, and one thing that can be predicted: a five-bar reversal whose best \
            forecast correlates with the next five bars' return by --ic. With --ic 0 there is nothing to find, which \
            is how to see what a model makes out of noise. The same seed gives the same bytes.

            Example:
              alpha data synth --out /tmp/market --assets 12 --bars 5000 --ic 0.1
              alpha research --data /tmp/market

            The folder then has synthetic.yaml beside the bars, which states what was planted.
            """)

    @Option(help: ArgumentHelp("The folder to write into; made when missing.", valueName: "DIR"))
    var out: String

    @Option(help: ArgumentHelp("How many assets; equities, crypto and fx take turns.", valueName: "N"))
    var assets = SyntheticMarket.Configuration().assets

    @Option(help: ArgumentHelp("Daily bars an asset, the last of 2024-12-31.", valueName: "N"))
    var bars = SyntheticMarket.Configuration().bars

    @Option(help: ArgumentHelp("The planted information coefficient, 0 to 0.5.", valueName: "X"))
    var ic = SyntheticMarket.Configuration().informationCoefficient

    @Option(help: ArgumentHelp("Decides every random number.", valueName: "N"))
    var seed = SyntheticMarket.Configuration().seed

    @OptionGroup var config: ConfigOption

    @Flag(help: "Print one JSON object instead of the table.")
    var json = false

    func validate() throws {
        guard 1...SyntheticMarket.assetsMax ~= assets else {
            throw ValidationError("--assets is \(assets), it must be 1 to \(SyntheticMarket.assetsMax)")
        }
        guard 1...SyntheticMarket.barsMax ~= bars else {
            throw ValidationError("--bars is \(bars), it must be 1 to \(SyntheticMarket.barsMax)")
        }
        guard 0...ReversalSignal.informationCoefficientMax ~= ic else {
            throw ValidationError("--ic is \(ic), it must be 0 to \(ReversalSignal.informationCoefficientMax)")
        }
    }

    func run() throws {
        var configuration = SyntheticMarket.Configuration()
        configuration.assets = assets
        configuration.bars = bars
        configuration.informationCoefficient = ic
        configuration.seed = seed
        let market = SyntheticMarket(configuration)
        let summary = SyntheticMarketSummary(market, files: try market.write(to: URL(fileURLWithPath: out)))
        print(json ? summary.json : summary.table)
    }
}
