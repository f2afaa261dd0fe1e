import Foundation
import Testing

@testable import AlphaCore

struct BarWriterTests {
    let fixture: BarFixture

    init() throws { fixture = try BarFixture() }

    private func bar(_ nanoseconds: Int64, _ price: Double = 1, volume: Double = 0) -> Bar {
        Bar(
            timestamp: Timestamp(nanoseconds: nanoseconds), open: price, high: price, low: price, close: price,
            volume: volume)
    }

    @Test func theFileIsTheOneThatFormatsDescribes() throws {
        let url = fixture.folder.appendingPathComponent("out/bars.csv")
        let writer = try BarWriter(url)
        try writer.write(bar(1_420_156_800_000_000_000, 1e-7, volume: 12))
        try writer.write(bar(1_420_156_800_250_000_000, 0.1 + 0.2, volume: .nan))
        #expect(!FileManager.default.fileExists(atPath: url.path))
        try writer.commit()
        #expect(
            try String(contentsOf: url, encoding: .utf8) == """
                timestamp,open,high,low,close,volume
                2015-01-02,1e-07,1e-07,1e-07,1e-07,12
                2015-01-02T00:00:00.25Z,0.30000000000000004,0.30000000000000004,0.30000000000000004,0.30000000000000004,

                """)
    }

    @Test func theAdjustedCloseIsTheSeventhColumn() throws {
        let url = fixture.folder.appendingPathComponent("bars.csv")
        let writer = try BarWriter(url, hasAdjustedClose: true)
        try writer.write(bar(0, 4), adjustedClose: 2)
        try writer.write(bar(Timestamp.day, 4))
        try writer.commit()
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        #expect(
            lines == [
                "timestamp,open,high,low,close,volume,adj_close", "1970-01-01,4,4,4,4,0,2", "1970-01-02,4,4,4,4,0,4",
            ])
        #expect(try BarReader.read(url, asset: BarFixture.asset).series.close == [2, 4])
    }

    @Test func whatIsNotCommittedIsNotThere() throws {
        let url = fixture.folder.appendingPathComponent("bars.csv")
        do {
            let writer = try BarWriter(url)
            try writer.write(bar(0))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path).isEmpty)
    }

    /// Random bars, of prices of any size and times of any fraction, by both strict readers.
    @Test(arguments: [false, true])
    func barsReadBackToTheBit(hasAdjustedClose: Bool) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "bars")
        let url = fixture.folder.appendingPathComponent("bars.csv")
        let writer = try BarWriter(url, hasAdjustedClose: hasAdjustedClose)
        var written: [(bar: Bar, adjustedClose: Double?)] = []
        var nanoseconds = Int64(-4_000_000_000_000_000_000)
        for _ in 0..<3000 {
            nanoseconds +=
                1 + Int64(source.next() % 1_000_000_000_000_000) / [1, 1000, 1_000_000][Int(source.next() % 3)]
            let size = exp((source.uniform() - 0.5) * 60)
            let points = [size, size * (1 + source.uniform()), size * (2 + source.uniform()), size * 4]
            let bar = Bar(
                timestamp: Timestamp(nanoseconds: nanoseconds), open: points[1], high: points[3], low: points[0],
                close: points[2], volume: source.next() % 3 == 0 ? 0 : source.uniform() * 1e9)
            let adjustedClose = hasAdjustedClose ? bar.close * source.uniform() : nil
            written.append((bar, adjustedClose))
            try writer.write(bar, adjustedClose: adjustedClose)
        }
        try writer.commit()
        let stream = try BarStream(url)
        #expect(stream.hasAdjustedClose == hasAdjustedClose)
        for (bar, adjustedClose) in written {
            let read = try #require(try stream.next())
            #expect(read.bar == bar && read.adjustedClose == adjustedClose, "seed \(seed)")
        }
        #expect(try stream.next() == nil)
        let series = try BarReader.read(url, asset: BarFixture.asset).series
        #expect(series.timestamps == written.map(\.bar.timestamp), "seed \(seed)")
        if !hasAdjustedClose { #expect(series.bars == written.map(\.bar), "seed \(seed)") }
    }
}
