import Foundation

/// What a run reads: the panel, and the record of each file.
struct ResearchInputs {
    let panel: Panel
    private let files: [BarFileReport]
    private let folder: String

    /// Loads the bars that the configuration names, telling of every file that had bars dropped.
    init(_ configuration: ResearchConfiguration, progress: (ResearchProgress) -> Void) throws(DataError) {
        let loaded = try DataFolder.load(
            URL(fileURLWithPath: configuration.data),
            symbols: configuration.symbols.isEmpty ? nil : configuration.symbols,
            onBadBar: configuration.onBadBar)
        panel = loaded.panel
        files = loaded.files
        folder = configuration.data
        for file in files where file.droppedBars > 0 {
            let first = file.firstDropped.map { ", the first: \($0)" } ?? ""
            progress(.note("\(file.path): \(file.droppedBars) bad bars dropped\(first)"))
        }
    }

    /// The folds; `badData` when the data are too few for one, naming the numbers.
    func folds(
        of set: SampleSet, warmUp: Int, configuration: ResearchConfiguration
    ) throws(DataError) -> [Fold] {
        let splitter = Splitter(
            train: configuration.train, validation: configuration.val, test: configuration.test,
            embargo: configuration.embargo, anchored: configuration.anchored)
        let count = panel.timestamps.count
        let folds = splitter.folds(of: set, timeCount: count)
        guard !folds.isEmpty else {
            throw DataError(
                .badData, file: folder,
                problem: "\(count) distinct timestamps are too few: train \(configuration.train) + validation "
                    + "\(configuration.val) leave none to test")
        }
        if let empty = folds.first(where: { $0.train.isEmpty }) {
            throw DataError(
                .badData, file: folder,
                problem: "fold \(empty.number) has nothing to train on: \(configuration.train) timestamps less "
                    + "\(warmUp - 1) to warm up the features, \(configuration.lookback - 1) to fill a window and "
                    + "\(configuration.horizon) for the label's future leave no sample")
        }
        return folds
    }

    /// One record a file, as `metrics.json` has it.
    var records: [RunMetrics.Input] {
        zip(files, panel.series).map { file, series in
            RunMetrics.Input(
                symbol: series.asset.symbol, assetClass: series.asset.assetClass, bars: series.count,
                droppedBars: file.droppedBars, firstTimestamp: series.timestamps.first?.description ?? "",
                lastTimestamp: series.timestamps.last?.description ?? "")
        }
    }

    /// The manifest: the files' bytes are read once more for their digests.
    func manifest(_ configuration: ResearchConfiguration, began: Date) throws(DataError) -> RunManifest {
        var inputs: [RunManifest.Input] = []
        for file in files {
            inputs.append(
                RunManifest.Input(
                    path: file.path, sha256: try SHA256.digest(of: file.url), bars: file.bars,
                    droppedBars: file.droppedBars, firstDroppedBar: file.firstDropped?.description))
        }
        return RunManifest(
            version: AlphaFactory.version, name: configuration.name, seed: configuration.seed,
            created: began.formatted(.iso8601), host: ProcessInfo.processInfo.hostName, blas: LinearAlgebra.blasName,
            inputs: inputs)
    }
}
