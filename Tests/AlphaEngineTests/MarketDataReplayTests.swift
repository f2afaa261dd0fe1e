import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaEngine

private let enabled = SharedData.isPresent

/// The bridge to the C++ books: what it reads, writes and counts. The books themselves are tested in C++.
@Suite struct MarketDataReplayTests {
    private func content(_ url: URL) throws -> [UInt8] {
        let source = try ByteSource(url)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.chunkSize, alignment: 16)
        defer { buffer.deallocate() }
        var bytes: [UInt8] = []
        while case let count = try source.read(into: buffer), count > 0 { bytes += buffer.prefix(count) }
        return bytes
    }

    @Test(.enabled(if: enabled, "shared/data is absent"))
    func everyRowOfLobstersBookIsEqual() throws {
        let folder = try TemporaryFolder()
        let book = SharedData.file("lobster/AMZN_orderbook_20k.csv.gz")
        let rebuilt = folder.file("book.csv")
        let summary = try MarketDataReplay.run(
            SharedData.file("lobster/AMZN_message_20k.csv.gz"), format: .lobster, verifying: book,
            outputs: MarketDataReplay.Outputs(book: rebuilt))
        #expect(summary.messages == 20_000 && summary.isVerified)
        #expect(summary.verification?.rows == 19_999 && summary.verification?.equal == 19_999)
        #expect(try content(rebuilt) == content(book))
    }

    @Test(.enabled(if: enabled, "shared/data is absent"))
    func theMessyPairOfOneLevelIsEqualToo() throws {
        let summary = try MarketDataReplay.run(
            SharedData.file("lobster/AMZN_messy_message_1.csv.gz"), format: .lobster,
            verifying: SharedData.file("lobster/AMZN_messy_orderbook_1.csv.gz"))
        #expect(summary.isVerified && summary.verification?.equal == summary.verification?.rows)
        #expect((summary.verification?.rows ?? 0) > 57_000)
    }

    @Test(.enabled(if: enabled, "shared/data is absent"))
    func itchIsCountedAsItsReadmeSays() throws {
        let real = try MarketDataReplay.run(
            SharedData.file("itch/nasdaq_2019_first_1000.itch"), format: .itch)
        #expect(real.messageCounts == ["S": 1, "R": 993, "H": 3, "Y": 3] && real.unknownTypes == 0)
        let simulated = try MarketDataReplay.run(SharedData.file("itch/ritch_simulated.itch"), format: .itch)
        #expect(
            simulated.messageCounts == [
                "S": 6, "R": 3, "H": 3, "A": 4997, "F": 3, "E": 198, "X": 45, "D": 1745, "U": 12, "P": 5000,
            ])
        #expect(simulated.messages == 12_012 && simulated.buyOrders == 2432 && simulated.sellOrders == 2568)
        #expect(simulated.orders == ["ALC": 950, "BOB": 2482, "CHAR": 1568])
    }

    @Test func aRowThatDiffersIsNamed() throws {
        let folder = try TemporaryFolder()
        let messages = try folder.write(
            "34200.1,1,1,10,1000000,1\n34200.2,1,2,5,1000100,-1\n34200.3,4,1,4,1000000,1\n", to: "message.csv")
        let rows = ["9999999999,0,1000000,10", "1000100,5,1000000,10", "1000100,5,1000000,6"]
        let good = try folder.write(rows.joined(separator: "\n") + "\n", to: "good.csv")
        let fine = try MarketDataReplay.run(messages, format: .lobster, levels: 1, verifying: good)
        #expect(fine.isVerified && fine.verification == .init(rows: 2, equal: 2, revealed: 0))
        let bad = try folder.write(
            (rows.dropLast() + ["1000100,5,1000000,7"]).joined(separator: "\n") + "\n", to: "bad.csv")
        let broken = try MarketDataReplay.run(messages, format: .lobster, levels: 1, verifying: bad)
        let mismatch = try #require(broken.mismatch)
        #expect(mismatch.bookLine == 3 && mismatch.messageLine == 3)
        #expect(mismatch.expected == "1000100,5,1000000,6" && mismatch.found == "1000100,5,1000000,7")
        #expect(broken.verification?.equal == 1)
    }

    @Test func aFeedThatCannotBeUsedLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let messages = try folder.write("34200.1,1,1,10,1000000,1\n34200.2,9,2,5,1000100,-1\n", to: "message.csv")
        let error = #expect(throws: DataError.self) {
            try MarketDataReplay.run(
                messages, format: .lobster, outputs: MarketDataReplay.Outputs(book: folder.file("book.csv")))
        }
        #expect(error?.kind == .badData && error?.line == 2 && error?.column == "type")
        #expect(try names(folder) == ["message.csv"])
        let cut = try folder.write("\u{0}\u{C}S", to: "cut.itch")
        let torn = #expect(throws: DataError.self) { try MarketDataReplay.run(cut, format: .itch) }
        #expect(torn?.kind == .badData)
        let missing = #expect(throws: DataError.self) {
            try MarketDataReplay.run(folder.file("none.itch"), format: .itch)
        }
        #expect(missing?.kind == .noInput)
    }
}
