import AlphaCore
import Foundation
import Testing

struct ByteSourceTests {
    let fixture: BarFixture
    /// Three chunks and a bit, which compress to more than one.
    let long: [UInt8]

    init() throws {
        fixture = try BarFixture()
        var source = RandomSource(seed: 1)
        long = (0..<(ByteSource.chunkSize * 3 + 17)).map { _ in UInt8(truncatingIfNeeded: source.next()) & 0x7f }
    }

    private func contents(of url: URL, bufferSize: Int = ByteSource.chunkSize) throws -> [UInt8] {
        let source = try ByteSource(url)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 16)
        defer { buffer.deallocate() }
        var all: [UInt8] = []
        while true {
            let count = try source.read(into: buffer)
            if count == 0 { return all }
            all += buffer.prefix(count)
        }
    }

    private func error(of url: URL) -> DataError? {
        do {
            _ = try contents(of: url)
            return nil
        } catch {
            return error as? DataError
        }
    }

    @Test(arguments: [1, 2, 3, 5000])
    func plainAndGzippedAreRead(bufferSize: Int) throws {
        let bytes = Array(long.prefix(bufferSize == 5000 ? long.count : 4000))
        #expect(try contents(of: try fixture.write(bytes, "plain"), bufferSize: bufferSize) == bytes)
        #expect(
            try contents(of: try fixture.write(BarFixture.gzipped(bytes), "packed"), bufferSize: bufferSize) == bytes)
    }

    @Test func shortFilesAreRead() throws {
        for bytes: [UInt8] in [[], [0x1f], [65], [0x1f, 0x8a], [65, 66]] {
            #expect(try contents(of: try fixture.write(bytes, "short")) == bytes)
        }
        #expect(try contents(of: try fixture.write(BarFixture.gzipped([]), "empty.gz")) == [])
    }

    @Test func membersThatFollowOneAnotherAreOneFile() throws {
        let halves = [Array(long.prefix(1_500_000)), [], Array(long.dropFirst(1_500_000))]
        let members = halves.flatMap(BarFixture.gzipped)
        #expect(try contents(of: try fixture.write(members, "two.gz")) == long)
        #expect(try contents(of: try fixture.write(members + [0, 0, 0], "padded.gz")) == long)
    }

    @Test func brokenGzipIsBadData() throws {
        let whole = BarFixture.gzipped(Array("timestamp,open\n2015-01-02,3\n".utf8))
        for length in 2..<whole.count {
            let problem = error(of: try fixture.write(Array(whole.prefix(length)), "cut.gz"))
            #expect(problem?.kind == .badData, "cut to \(length) of \(whole.count) bytes")
        }
        var flipped = whole
        flipped[whole.count - 6] ^= 1  // in the checksum
        #expect(error(of: try fixture.write(flipped, "flipped.gz"))?.kind == .badData)
        #expect(error(of: try fixture.write(whole + [65, 66, 67], "followed.gz"))?.kind == .badData)
        #expect(error(of: try fixture.write(whole + [0, 66], "padded-then-not.gz"))?.kind == .badData)
    }

    @Test func whatCannotBeOpenedIsNoInput() throws {
        let missing = error(of: fixture.folder.appendingPathComponent("missing.csv"))
        #expect(missing?.kind == .noInput)
        #expect(missing?.description.hasSuffix("missing.csv: no such file") == true)
        #expect(error(of: fixture.folder)?.kind == .noInput)
        #expect(error(of: fixture.folder)?.problem == "is a folder, not a file")
    }
}
