import Foundation
import Testing

@testable import AlphaCore

@Suite("Download: bars that cannot be used")
struct DownloadChecksTests {
    let fixture: DownloadFixture

    init() throws { fixture = try DownloadFixture() }

    @Test(
        "the first bad bar is named and the old file stays",
        arguments: [
            (
                { @Sendable bar in bar.high = bar.open - 10 },
                "column 'high': the high is below max(open, close)"
            ),
            ({ @Sendable bar in bar.low = bar.high }, "column 'low': the low is above"),
            ({ @Sendable bar in bar.open = -1 }, "column 'open': a price must be finite and positive (-1.0)"),
            ({ @Sendable bar in bar.close = .nan }, "column 'close': the price is missing"),
            ({ @Sendable bar in bar.volume = -1 }, "column 'volume': a volume must be finite and not negative"),
            (
                { @Sendable bar in bar.timestamp = Timestamp("2020-02-13")! },
                "it is not after the bar before, 2020-02-14"
            ),
        ] as [(@Sendable (inout Bar) -> Void, String)])
    func badBar(break: @Sendable (inout Bar) -> Void, problem: String) async throws {
        fixture.provider["A"] = .daily(60)
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        let before = (fixture.text(), fixture.text("manifest.json"))
        `break`(&fixture.provider["A"].bars[45])
        let result = await fixture.one(fixture.plan(to: "2020-02-20"))
        #expect(result.failure?.kind == .badBar)
        #expect(result.failure?.description.contains(problem) == true, "\(result)")
        #expect(result.failure?.description.contains("market: bar of 2020-02-1") == true, "\(result)")
        #expect(result.failure?.description.contains("--on-bad-bar drop leaves") == true, "\(result)")
        #expect((fixture.text(), fixture.text("manifest.json")) == before)
        #expect(fixture.files == [".manifest.lock", "equities/A.csv", "manifest.json"])
        let dropped = await fixture.one(fixture.plan(to: "2020-02-20") { $0.badBarPolicy = .drop })
        #expect(dropped.outcome == .appended && dropped.droppedBadBars == 1 && dropped.newBars == 9)
        #expect(dropped.notes.first?.contains(problem) == true)
        #expect(try fixture.entry()?["dropped_bad_bars"] as? Int == 1)
        #expect(try #require(fixture.text()).contains("2020-02-15,") == false)
        #expect(
            try BarReader.read(fixture.folder.appendingPathComponent("equities/A.csv"), asset: BarFixture.asset)
                .series.count == 49)
    }

    @Test("a high that misses the close by rounding is kept as it came, and BarReader mends it")
    func rounding() async throws {
        var market = MarketProvider.Market.daily(10, adjusted: false)
        market.bars[3].high = market.bars[3].close * (1 - 1e-7)
        fixture.provider["A"] = market
        #expect(await fixture.one(fixture.plan()).outcome == .new)
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-01", to: "2020-03-01"))
        let loaded = try DataFolder.load(fixture.folder)
        #expect(loaded.files[0].mendedBars == 1)
    }

    @Test("adjusted closes are checked, too, and must be as many as the bars")
    func adjustedCloses() async throws {
        fixture.provider["A"] = .daily(10)
        fixture.provider["A"].adjustedCloses?[4] = 0
        let result = await fixture.one(fixture.plan())
        #expect(result.failure?.description.contains("column 'adj_close'") == true)
        var provided = ProvidedBars()
        provided.bars = MarketProvider.Market.daily(3).bars
        provided.adjustedCloses = [1, 2]
        fixture.provider["A"].verbatim = provided
        let uneven = await fixture.one(fixture.plan())
        #expect(uneven.failure?.description == "market: 3 bars, but 2 adjusted closes")
    }

    @Test("bars outside the request and bars that are not over yet are passed over")
    func outside() async throws {
        let market = MarketProvider.Market.daily(60)
        var provided = ProvidedBars()
        provided.bars = market.bars
        fixture.provider["A"].verbatim = provided
        let result = await fixture.one(fixture.plan(from: "2020-01-05", to: "2020-01-10T12:00:00Z"))
        #expect(result.first == Timestamp("2020-01-05")! && result.last == Timestamp("2020-01-09")!)
    }

    @Test("nothing but bad bars is as good as nothing")
    func onlyBadBars() async throws {
        fixture.provider["A"] = .daily(3)
        for place in 0..<3 { fixture.provider["A"].bars[place].volume = -1 }
        let result = await fixture.one(fixture.plan { $0.badBarPolicy = .drop })
        #expect(result.failure?.kind == .unavailable)
        #expect(fixture.text() == nil)
    }
}
