import AlphaCore
import ArgumentParser
import Foundation

/// `alpha features`: the feature table of a data folder.
struct FeaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "Compute the feature table of a data folder: one row a bar and asset.",
        discussion: """
            Reads DIR/{equities,crypto,fx}/SYMBOL.csv and writes timestamp,asset,FEATURE… sorted by asset, then time. \
            A value that does not exist yet (warm-up) or at all (no variance) is empty. Every value is computed from \
            its own bar and earlier ones alone.

            FAMILIES
            \(FeatureFamily.allCases.map { family in
                "  \(family.rawValue): "
                    + FeatureCatalog.all.filter { $0.family == family }.map(\.name).joined(separator: " ")
            }.joined(separator: "\n"))

            EXAMPLE
              alpha features --data data --families returns,volatility --features rsi_14 --out features.csv
            """,
        subcommands: [FeaturesBenchCommand.self])

    @Option(help: ArgumentHelp("Folder of the bars: equities/, crypto/ and fx/ inside.", valueName: "dir"))
    var data = "data"

    @Option(help: ArgumentHelp("The CSV file to write; required.", valueName: "file"))
    var out: String?

    @Option(help: ArgumentHelp("Symbols to use, separated by commas. (default: all)", valueName: "a,b"))
    var symbols: String?

    @Option(
        help: ArgumentHelp(
            "What to do with a bar that cannot be used: fail, or drop and count it. (default: fail)",
            valueName: "fail|drop"),
        transform: { text in
            guard let policy = BadBarPolicy(rawValue: text) else {
                throw ValidationError("'\(text)' is neither fail nor drop")
            }
            return policy
        })
    var onBadBar = BadBarPolicy.fail

    @Option(help: ArgumentHelp("Feature families, separated by commas. (default: all)", valueName: "a,b"))
    var families: String?

    @Option(
        help: ArgumentHelp("Single features, separated by commas; alone, or besides the families.", valueName: "a,b"))
    var features: String?

    @Flag(help: "Print one JSON object instead of a line a file.")
    var json = false

    @Flag(help: "Print nothing on standard error when all goes well.")
    var quiet = false

    func run() throws {
        guard let out else { throw ValidationError("Missing expected argument '--out <file>'") }
        let chosen = try chosenFeatures()
        let loaded = try DataFolder.load(
            URL(fileURLWithPath: data, isDirectory: true), symbols: symbols.map(list), onBadBar: onBadBar)
        if !quiet {
            for file in loaded.files where file.droppedBars > 0 {
                let first = file.firstDropped.map { ", the first at \($0)" } ?? ""
                log("\(file.path): \(file.droppedBars) bad bar\(file.droppedBars == 1 ? "" : "s") dropped\(first)")
            }
        }
        let table = FeatureTable(panel: loaded.panel, features: chosen)
        try table.write(to: URL(fileURLWithPath: out))
        let summary = FeaturesSummary(table: table, files: loaded.files, out: out)
        print(json ? try JSONText.encode(summary) : summary.text, terminator: json ? "" : "\n")
    }

    private func chosenFeatures() throws -> [any Feature] {
        do {
            return try FeatureCatalog.select(
                families: families.map(list) ?? [], names: features.map(list) ?? [])
        } catch {
            throw ValidationError(error.description)
        }
    }

    private func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    private func log(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}

/// What `alpha features` wrote.
private struct FeaturesSummary: Encodable {
    var out: String
    var features: [String]
    var assets: Int
    var rows: Int
    var droppedBars: Int

    enum CodingKeys: String, CodingKey {
        case out, features, assets, rows
        case droppedBars = "dropped_bars"
    }

    init(table: FeatureTable, files: [BarFileReport], out: String) {
        self.out = out
        features = table.names
        assets = table.panel.series.count
        rows = table.panel.series.reduce(0) { $0 + $1.count }
        droppedBars = files.reduce(0) { $0 + $1.droppedBars }
    }

    var text: String {
        "\(out): \(rows) rows, \(features.count) features of \(assets) assets, \(droppedBars) bars dropped"
    }
}
