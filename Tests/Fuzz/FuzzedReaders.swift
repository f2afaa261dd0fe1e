import AlphaCore
import AlphaEngine
import Foundation

/// Everything that reads a file of someone else's, by name. Each takes any bytes; besides not crashing it must keep the
/// promise that is checked here.
let fuzzedReaders: [String: @Sendable (URL) -> Void] = [
    "bars": readBars,
    "rows": readRows,
    "tables": readTables,
    "trials": { _ = try? ReturnsFile.readTrials($0) },
    "weights": readWeights,
    "configuration": { _ = try? ResearchConfiguration(yaml: $0) },
    "orders": { _ = try? Replay.run($0) },
    "run": readRun,
    "gzip": readGzip,
    "convert": convertBars,
    "resample": resampleBars,
    "mend": mendBars,
    "check": checkBars,
    "manifest": readManifest,
    "actions": readActions,
    "symbols": readSymbols,
    "replies": readProviderReply,
]

/// Bars that were taken are in order and good, and dropping bad bars takes whatever failing at them takes.
@Sendable
private func readBars(_ file: URL) {
    let asset = Asset(symbol: "A", assetClass: .equities)
    let dropped = try? BarReader.read(file, asset: asset, onBadBar: .drop)
    let strict = try? BarReader.read(file, asset: asset, onBadBar: .fail)
    if let series = dropped?.series {
        for place in 0..<series.count {
            let bar = series[place]
            precondition(bar.low > 0 && bar.high.isFinite && bar.volume >= 0 && bar.volume.isFinite, "\(bar)")
            precondition(bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close), "\(bar)")
            precondition(place == 0 || series.timestamps[place - 1] < bar.timestamp, "\(bar)")
        }
    }
    if let strict {
        precondition(dropped?.series.count == strict.series.count && dropped?.report.droppedBars == 0)
    }
}

/// The lenient reader takes every file that the strict one takes, and the same bars from it.
@Sendable
private func readRows(_ file: URL) {
    var rows: [BarRow] = []
    var isWhole = false
    if let reader = try? BarRows(file) {
        do {
            while let row = try reader.next() { rows.append(row) }
            isWhole = true
        } catch {}
    }
    guard let series = try? BarReader.read(file, asset: Asset(symbol: "A", assetClass: .fx)).series else { return }
    precondition(isWhole && rows.map(\.timestamp) == series.timestamps, "\(rows.count) of \(series.count) rows")
}

/// Every table of ours, whichever its header names.
@Sendable
private func readTables(_ file: URL) {
    _ = try? SignalFile.read(file)
    _ = try? PredictionFile.readRows(file)
    _ = try? PositionFile.read(file)
    _ = try? EquityFile.read(file)
    _ = try? ReturnsFile.read(file, columns: ["r"])
}

/// Weights that were taken are written and read back to the same.
@Sendable
private func readWeights(_ file: URL) {
    guard let weights = try? Safetensors.read(file) else { return }
    let copy = file.appendingPathExtension("copy")
    defer { try? FileManager.default.removeItem(at: copy) }
    do {
        try weights.write(to: copy)
        let again = try Safetensors.read(copy)
        let names = weights.tensors.keys.sorted()
        precondition(names == again.tensors.keys.sorted() && weights.metadata == again.metadata, "\(names)")
        for name in names {
            let (one, two) = (weights.tensors[name]!, again.tensors[name]!)
            precondition(one.shape == two.shape && one.values.map(\.bitPattern) == two.values.map(\.bitPattern), name)
        }
    } catch {
        preconditionFailure("what was read cannot be written and read again: \(error)")
    }
}

/// A run folder whose `metrics.json` and `manifest.json` are these bytes.
@Sendable
private func readRun(_ file: URL) {
    let folder = file.appendingPathExtension("run")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["metrics.json", "manifest.json"] {
            try FileManager.default.copyItem(at: file, to: folder.appendingPathComponent(name))
        }
    } catch {
        preconditionFailure("\(error)")
    }
    _ = RunContents(RunFolder(folder))
}

/// Compressed bytes, read to their end whatever they inflate to, at most 64 MiB of it.
@Sendable
private func readGzip(_ file: URL) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    guard let source = try? ByteSource(file) else { return }
    for _ in 0..<1024 {
        guard let count = try? source.read(into: buffer), count > 0 else { return }
        precondition(count <= buffer.count)
    }
}
