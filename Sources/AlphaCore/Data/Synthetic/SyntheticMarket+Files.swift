import Foundation

extension SyntheticMarket {
    /// Writes `equities/SYN-EQ1.csv` and so on, and `synthetic.yaml`, which states what was made; returns the bar files.
    ///
    /// `cannotCreate` when the folder already holds synthetic assets that this market would not replace: they would
    /// belong to another market than the one that `synthetic.yaml` states.
    @discardableResult
    public func write(to folder: URL) throws(DataError) -> [URL] {
        let files = assets.map { SyntheticMarket.file(of: $0.series.asset, in: folder) }
        try refuseOthers(than: files, in: folder)
        for (asset, file) in zip(assets, files) { try asset.series.write(to: file) }
        try OutputFile.write(statement, to: folder.appendingPathComponent("synthetic.yaml"))
        return files
    }

    private static func file(of asset: Asset, in folder: URL) -> URL {
        folder.appendingPathComponent(asset.assetClass.rawValue).appendingPathComponent("\(asset.symbol).csv")
    }

    private func refuseOthers(than files: [URL], in folder: URL) throws(DataError) {
        let mine = Set(files.map(\.path))
        for entry in (try? DataFolder.entries(of: folder)) ?? []
        where entry.asset.symbol.hasPrefix("SYN-") && !mine.contains(entry.url.path) {
            throw DataError(
                .cannotCreate, file: entry.url.relativePath,
                problem: "belongs to another synthetic market: remove it or choose another folder")
        }
    }

    /// What was made, as YAML.
    public var statement: String {
        let ic = NumberText.shortest(configuration.informationCoefficient)
        var text = """
            # A synthetic market: no price in this folder's SYN-* files was ever paid.
            command: alpha data synth --assets \(configuration.assets) --bars \(configuration.bars) --ic \(ic) \
            --seed \(configuration.seed)
            seed: \(configuration.seed)
            assets: \(configuration.assets)
            bars: \(configuration.bars)
            planted:
              kind: five-bar reversal
              horizon: \(ReversalSignal.horizon)
              information_coefficient: \(ic)
              meaning: >-
                correlation over time, asset by asset, of the best forecast with the next five bars' return, both in units
                of volatility; nothing else can be predicted but a constant drift

            """
        let weights = ReversalSignal(informationCoefficient: configuration.informationCoefficient).shockWeights
        text += "  shock_weights: [\(weights.map(NumberText.shortest).joined(separator: ", "))]\nseries:\n"
        for asset in assets {
            let symbol = asset.series.asset.symbol
            text += "  - {symbol: \(symbol), class: \(asset.series.asset.assetClass.rawValue), "
            text += "annual_volatility: \(SyntheticMarket.rounded(asset.annualVolatility)), "
            text += "factor_loading: \(SyntheticMarket.rounded(asset.factorLoading))}\n"
        }
        return text
    }

    private static func rounded(_ value: Double) -> String {
        NumberText.shortest((value * 10_000).rounded() / 10_000)
    }
}
