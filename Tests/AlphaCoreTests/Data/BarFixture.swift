import AlphaTestSupport
import Foundation

@testable import AlphaCore

/// A folder of a test's own, removed with it, and what the data tests write into it.
final class BarFixture {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("alpha-data-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, _ name: String = "bars.csv") throws -> URL { try write(Array(text.utf8), name) }

    func write(_ bytes: [UInt8], _ name: String) throws -> URL {
        let url = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url
    }

    /// The bytes as one gzip member.
    static func gzipped(_ bytes: [UInt8]) -> [UInt8] { Gzip.packed(bytes) }

    static let asset = Asset(symbol: "TEST", assetClass: .equities)

    /// The bars that the text gives, and the report.
    func read(
        _ text: String, onBadBar policy: BadBarPolicy = .fail
    ) throws -> (series: BarSeries, report: BarFileReport) {
        try BarReader.read(try write(text), asset: BarFixture.asset, onBadBar: policy)
    }

    /// The error that reading the text ends with; `nil` when it ends well.
    func error(_ text: String, onBadBar policy: BadBarPolicy = .fail) throws -> DataError? {
        do {
            _ = try read(text, onBadBar: policy)
            return nil
        } catch let error as DataError {
            return error
        }
    }

    static let header = "timestamp,open,high,low,close,volume\n"
}

extension BarSeries {
    /// All bars, to compare series by.
    var bars: [Bar] { (0..<count).map { self[$0] } }
}
