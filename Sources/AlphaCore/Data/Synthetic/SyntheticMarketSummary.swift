import Foundation

/// What `alpha data synth` says of the market that it wrote.
public struct SyntheticMarketSummary: Encodable, Sendable {
    /// One asset of it.
    public struct Row: Encodable, Sendable {
        /// The symbol.
        public var symbol: String
        /// The file's path as the user gave it.
        public var file: String
        /// How many bars it has.
        public var bars: Int
        /// The first and the last bar's date.
        public var first: String
        public var last: String
        /// Volatility a year, before it changes with time.
        public var annualVolatility: Double

        enum CodingKeys: String, CodingKey {
            case symbol, file, bars, first, last
            case annualVolatility = "annual_volatility"
        }
    }

    /// The seed that it was made with.
    public var seed: UInt64
    /// The planted information coefficient.
    public var ic: Double
    /// Bars ahead that the planted signal forecasts.
    public var horizon: Int
    /// The assets, in the order of their making.
    public var assets: [Row]

    /// The summary of a market and the files that it was written to.
    public init(_ market: SyntheticMarket, files: [URL]) {
        seed = market.configuration.seed
        ic = market.configuration.informationCoefficient
        horizon = ReversalSignal.horizon
        assets = zip(market.assets, files).map { asset, file in
            Row(
                symbol: asset.series.asset.symbol, file: file.relativePath, bars: asset.series.count,
                first: asset.series.timestamps.first.map(\.description) ?? "",
                last: asset.series.timestamps.last.map(\.description) ?? "",
                annualVolatility: asset.annualVolatility)
        }
    }

    /// One JSON object.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(self)) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A table to read, and below it what is planted.
    public var table: String {
        let header = ["symbol", "bars", "first", "last", "volatility", "file"]
        let rows = assets.map { row in
            let percent = (row.annualVolatility * 1000).rounded() / 10
            return [row.symbol, "\(row.bars)", row.first, row.last, "\(percent) %", row.file]
        }
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        let lines = ([header] + rows).map { cells in
            zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        }
        let planted = "Planted: a five-bar reversal, IC \(NumberText.shortest(ic)) over \(horizon) bars; seed \(seed)."
        return (lines + [planted]).joined(separator: "\n")
    }
}
