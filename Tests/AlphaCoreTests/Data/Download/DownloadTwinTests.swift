import Foundation
import Testing

@testable import AlphaCore

/// Whatever order downloads come in, and whatever splits and dividends come between them: the file is what one download
/// of the whole would have made.
@Suite struct DownloadTwinTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func aFileIsWhatOneDownloadOfTheWholeMakes(seed: UInt64) async throws {
        var random = RandomSource(seed: seed, stream: "download twin")
        func below(_ limit: Int) -> Int { Int(random.uniform() * Double(limit)) }
        func date(_ day: Int) -> String {
            Timestamp(nanoseconds: Timestamp("2020-01-01")!.nanoseconds + Int64(day) * Timestamp.day).description
        }
        let fixture = try DownloadFixture()
        // Weekends have no bars, so that the overlap is counted in bars and not in days.
        var market = MarketProvider.Market.daily(300)
        for day in market.bars.indices.reversed() where day % 7 > 4 {
            market.bars.remove(at: day)
            market.adjustedCloses?.remove(at: day)
        }
        fixture.provider["A"] = market
        var asked = (start: Int.max, end: 0)
        for _ in 0..<12 {
            let today = asked.end + 1 + below(40)
            // What was given until the last time is rewritten; what comes later was never seen otherwise.
            let rewritten = date(max(0, asked.end - 2) + below(30))
            switch below(4) {
            case 0: fixture.provider["A"].split(Double(2 + below(3)), on: rewritten)
            case 1: fixture.provider["A"].dividend(0.98, on: rewritten)
            default: break
            }
            let start = below(today)
            let result = await fixture.one(fixture.plan(from: date(start), to: date(today)))
            guard result.failure == nil || asked.end > 0 else { continue }  // a weekend has no bar yet
            #expect(result.failure == nil, "seed \(seed): \(result)")
            asked = (min(asked.start, start), today)
            let whole = DownloadFixture.file(fixture.provider["A"], from: date(asked.start), to: date(today))
            #expect(fixture.text() == whole, "seed \(seed), from \(date(start)) to \(date(today)): \(result)")
        }
        #expect(asked.end > 0, "seed \(seed): nothing was downloaded")
    }
}
