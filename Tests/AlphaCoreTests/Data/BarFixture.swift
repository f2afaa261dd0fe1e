import CZlib
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
    static func gzipped(_ bytes: [UInt8]) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        deflateInit2_(
            stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + 1024)
        let count = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.pointee.next_in = input.baseAddress
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                let status = deflate(stream, Z_FINISH)
                precondition(status == Z_STREAM_END, "deflate ended with \(status), not \(Z_STREAM_END)")
                return output.count - Int(stream.pointee.avail_out)
            }
        }
        deflateEnd(stream)
        return Array(output.prefix(count))
    }

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
