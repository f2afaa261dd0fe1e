import Foundation
import Synchronization
import Testing

@testable import AlphaCore

/// What a progress bar is told while a file is read: bytes that only grow, up to the file's size.
struct ReadProgressTests {
    let fixture: BarFixture

    init() throws { fixture = try BarFixture() }

    /// Some four mebibytes of minutes, plain and gzipped.
    private func files() throws -> [URL] {
        var lines = ["timestamp,open,high,low,close,volume"]
        var random = RandomSource(seed: 5)
        for minute in 0..<70_000 {
            let price = Double(10_000 + random.next() % 7)
            let numbers = "\(price).25,\(price + 2).5,\(price - 2).75,\(price).5,1234.5".replacing(".0.", with: ".")
            lines.append("\(Timestamp(nanoseconds: Int64(minute) * 60_000_000_000)),\(numbers)")
        }
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        return [
            try fixture.write(bytes, "crypto/A.csv"), try fixture.write(BarFixture.gzipped(bytes), "crypto/B.csv.gz"),
        ]
    }

    private func size(_ url: URL) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int)
    }

    @Test func conversionAndResamplingTellTheBytesOfTheirFile() throws {
        for url in try files() {
            let size = try size(url)
            var told: [Int] = []
            let progress: ReadProgress = { bytes, all in
                told.append(bytes)
                #expect(all == size)
            }
            let out = fixture.folder.appendingPathComponent("out.csv")
            _ = try BarConversion.run(url, layout: BarLayout(), to: out, progress: progress)
            #expect(told == told.sorted() && told.last == size, "\(told)")
            if url.pathExtension == "csv" { #expect(told.count >= 2, "\(told)") }
            told = []
            _ = try BarResampling(BarInterval("1h")!).run(url, to: out, progress: progress)
            #expect(told == told.sorted() && told.last == size, "\(told)")
        }
    }

    @Test func aCheckTellsTheBytesOfAllFilesTwice() throws {
        let files = try files()
        let bytes = 2 * (try files.map(size).reduce(0, +))
        _ = try fixture.write("a broken file", "C.csv")
        for threads in [1, 3] {
            let told = Mutex<[DataCheckProgress]>([])
            var options = DataCheck.Options()
            options.threads = threads
            _ = try DataCheck.run([fixture.folder.path], options: options) { progress in
                told.withLock { $0.append(progress) }
            }
            let all = told.withLock { $0 }
            let last = try #require(all.max { ($0.bytesDone, $0.filesDone) < ($1.bytesDone, $1.filesDone) })
            #expect(last.share == 1 && last.filesDone == 3 && last.files == 3, "\(last)")
            #expect(last.bytes == bytes + 2 * 13)
            if threads == 1 { #expect(all.map(\.bytesDone) == all.map(\.bytesDone).sorted() && all.count > 8) }
            #expect(all.contains { 0.2...0.8 ~= $0.share })
        }
    }

    @Test func anEmptyFileIsDoneWithWhenItIs() throws {
        let url = try fixture.write("", "X.csv")
        let told = Mutex<[DataCheckProgress]>([])
        _ = try DataCheck.run([url.path], options: DataCheck.Options()) { progress in
            told.withLock { $0.append(progress) }
        }
        #expect(told.withLock { $0.map(\.share) } == [0, 1])
    }
}
