import Foundation

/// The bars of a data folder on one time axis, and what was found in each of its files.
public struct LoadedPanel: Sendable {
    /// The series, sorted by symbol, on the union of their times.
    public var panel: Panel
    /// One report a file, in the order of `panel.series`.
    public var files: [BarFileReport]
}

/// A folder of bar files: `equities/`, `crypto/` and `fx/` with one `SYMBOL.csv` or `SYMBOL.csv.gz` an asset.
///
/// Hidden files, `*.actions.csv` (splits and dividends) and anything that does not end in `.csv` or `.csv.gz` are no
/// bar files and are passed over.
public enum DataFolder {
    /// One bar file of a folder.
    public struct Entry: Sendable, Hashable {
        /// Whose bars it holds.
        public var asset: Asset
        /// The file.
        public var url: URL
    }

    /// Reads the bars of the symbols, or of every file when `symbols` is `nil`.
    ///
    /// `noInput` when the folder is missing or has no bar files, or a symbol is not there (the error names what is);
    /// `badData` when a wanted symbol has two files, and whatever `BarReader` finds in the first bad file by symbol.
    public static func load(
        _ folder: URL, symbols: [String]? = nil, onBadBar policy: BadBarPolicy = .fail
    ) throws(DataError) -> LoadedPanel {
        var series: [BarSeries] = []
        var files: [BarFileReport] = []
        for entry in try chosen(from: try entries(of: folder), symbols: symbols, folder: folder) {
            let one = try BarReader.read(entry.url, asset: entry.asset, onBadBar: policy)
            series.append(one.series)
            files.append(one.report)
        }
        return LoadedPanel(panel: Panel(series), files: files)
    }

    /// The bar files of a folder, sorted by symbol, then class; `noInput` when there are none.
    public static func entries(of folder: URL) throws(DataError) -> [Entry] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw DataError(.noInput, file: folder.relativePath, problem: "no such folder")
        }
        var found: [Entry] = []
        for assetClass in AssetClass.allCases {
            let place = folder.appendingPathComponent(assetClass.rawValue)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
            for name in names {
                guard let symbol = symbol(ofFile: name) else { continue }
                let asset = Asset(symbol: symbol, assetClass: assetClass)
                found.append(Entry(asset: asset, url: place.appendingPathComponent(name)))
            }
        }
        guard !found.isEmpty else {
            let classes = AssetClass.allCases.map { "\($0.rawValue)/" }.joined(separator: ", ")
            throw DataError(
                .noInput, file: folder.relativePath, problem: "holds no bars: a SYMBOL.csv is looked for in \(classes)")
        }
        return found.sorted { ($0.asset.symbol, $0.url.path) < ($1.asset.symbol, $1.url.path) }
    }

    /// The symbol that a file's name stands for; `nil` when it is no bar file.
    static func symbol(ofFile name: String) -> String? {
        guard !name.hasPrefix(".") else { return nil }
        for ending in [".csv", ".csv.gz"] where name.hasSuffix(ending) {
            let stem = String(name.dropLast(ending.count))
            return stem.isEmpty || stem.hasSuffix(".actions") ? nil : stem
        }
        return nil
    }

    /// The entries of the wanted symbols, each of which must have exactly one file.
    private static func chosen(
        from entries: [Entry], symbols: [String]?, folder: URL
    ) throws(DataError) -> [Entry] {
        let bySymbol = Dictionary(grouping: entries, by: \.asset.symbol)
        for symbol in symbols ?? [] where bySymbol[symbol] == nil {
            let known = bySymbol.keys.sorted()
            let shown = known.prefix(20).joined(separator: ", ") + (known.count > 20 ? ", …" : "")
            throw DataError(
                .noInput, file: folder.relativePath, problem: "has no bars of '\(symbol)'; it has \(shown)")
        }
        let wanted = symbols.map(Set.init)
        var chosen: [Entry] = []
        for symbol in bySymbol.keys.sorted() where wanted?.contains(symbol) ?? true {
            let files = bySymbol[symbol]!
            guard files.count == 1 else {
                let names = files.map { "\($0.asset.assetClass.rawValue)/\($0.url.lastPathComponent)" }
                throw DataError(
                    .badData, file: folder.relativePath,
                    problem: "'\(symbol)' has several files, which is meant? \(names.joined(separator: ", "))")
            }
            chosen.append(files[0])
        }
        return chosen
    }
}
