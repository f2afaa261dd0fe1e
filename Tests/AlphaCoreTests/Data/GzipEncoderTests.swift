import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite("Gzip: what is packed")
struct GzipEncoderTests {
    @Test(
        "ByteSource reads back what was packed, from nothing to more than a block", arguments: [0, 1, 65_536, 300_001])
    func roundTrip(count: Int) throws {
        var random = RandomSource(seed: 11, stream: "gzip")
        // Half of it repeats, half is noise, which does not get smaller.
        let bytes = (0..<count).map { $0 % 2 == 0 ? 7 : UInt8(random.uniform() * 256) }
        let folder = try TemporaryFolder()
        let file = folder.file("packed.gz")
        let packed = GzipEncoder.encode(Data(bytes))
        try packed.write(to: file)
        #expect(GzipEncoder.encode(Data(bytes)) == packed, "the same bytes, the same file")
        let source = try ByteSource(file)
        var read: [UInt8] = []
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
        defer { block.deallocate() }
        while true {
            let count = try source.read(into: block)
            if count == 0 { break }
            read.append(contentsOf: block.prefix(count))
        }
        #expect(read == bytes)
    }

    @Test("text gets smaller, and gunzip reads it")
    func gunzip() throws {
        let text = String(repeating: "2020-01-01,1,2,3\n", count: 1000)
        let folder = try TemporaryFolder()
        let packed = GzipEncoder.encode(Data(text.utf8))
        #expect(packed.count < text.utf8.count / 50)
        try packed.write(to: folder.file("text.gz"))
        let run = try ChildProcess.run(
            URL(fileURLWithPath: "/usr/bin/env"), ["gunzip", "-c", folder.file("text.gz").path])
        #expect(run.status == 0)
        #expect(run.output == text)
    }
}
