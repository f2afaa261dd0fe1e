import Foundation
import Testing

@testable import AlphaCore

@Suite("Download: history that the provider has rewritten")
struct DownloadRestatementTests {
    let fixture: DownloadFixture

    init() throws { fixture = try DownloadFixture() }

    /// A file until 2020-02-10 and, on the next call until 2020-02-20, what the change makes of the provider's bars.
    private func second(
        _ plan: (inout DownloadPlan) -> Void = { _ in }, _ change: (inout MarketProvider.Market) -> Void
    ) async -> DownloadResult {
        fixture.provider["A"] = .daily(60)
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        change(&fixture.provider["A"])
        _ = fixture.provider.takeRequests()
        return await fixture.one(fixture.plan(to: "2020-02-20", plan))
    }

    @Test("a split: everything is asked for again, the file replaced, the ratio told")
    func split() async throws {
        let result = await second { $0.split(4, on: "2020-02-15") }
        #expect(result.outcome == .restated && result.bars == 50 && result.newBars == 10)
        #expect(
            fixture.provider.takeRequests().map(\.start)
                == [Timestamp("2020-02-04")!, Timestamp("2020-01-01")!])
        #expect(
            fixture.text() == DownloadFixture.file(fixture.provider["A"], from: "2020-01-01", to: "2020-02-20"))
        #expect(fixture.text("equities/A.actions.csv") == "timestamp,action,value\n2020-02-15,split,4\n")
        let restatement = try #require(result.restatement)
        #expect(restatement.comparedBars == 40 && restatement.changedBars == 40 && restatement.changeCount == 240)
        #expect(
            restatement.summary == "open ÷ 4 on all 40 bars; high ÷ 4 on all 40 bars; low ÷ 4 on all 40 bars; "
                + "close ÷ 4 on all 40 bars; volume × 4 on all 40 bars; adj_close ÷ 4 on all 40 bars")
        #expect(restatement.lines(2) == ["2020-01-01 open 100 -> 25", "2020-01-01 high 102 -> 25.5"])
        let kept = try #require(try fixture.entry()?["restated"] as? [[String: Any]])
        #expect(kept.count == 1)
        #expect(kept[0]["retrieved"] as? String == "2024-06-01T12:00:00Z")
        #expect((kept[0]["changes"] as? [Any])?.count == 50 && kept[0]["change_count"] as? Int == 240)
        let again = await fixture.one(fixture.plan(to: "2020-02-20"))
        #expect(again.outcome == .current && again.restatement == nil)
        #expect((try fixture.entry()?["restated"] as? [Any])?.count == 1, "what was restated stays on record")
    }

    @Test("a dividend changes the adjusted closes before it alone")
    func dividend() async throws {
        let result = await second { $0.dividend(0.9981, on: "2020-02-08") }
        #expect(result.outcome == .restated)
        #expect(result.restatement?.summary == "adj_close × 0.9981 on all 38 bars before 2020-02-08")
        #expect(
            fixture.text() == DownloadFixture.file(fixture.provider["A"], from: "2020-01-01", to: "2020-02-20"))
    }

    @Test("a corrected bar is told with its old and new number")
    func correction() async throws {
        let result = await second { $0.bars[38].close = 123.5 }
        let restatement = try #require(result.restatement)
        #expect(restatement.changedBars == 1)
        #expect(restatement.columns.map(\.name) == ["close"])
        #expect(restatement.summary.hasPrefix("close × ") && restatement.summary.hasSuffix(" on 2020-02-08"))
        #expect(restatement.lines(5).count == 1)
        #expect(restatement.lines(5)[0].hasSuffix(" -> 123.5"))
    }

    @Test("the last digit of a 32-bit float is no restatement, and is not changed either")
    func rounding() async throws {
        let result = await second { market in
            for place in market.bars.indices { market.adjustedCloses?[place] *= 1 + 2e-7 }
        }
        #expect(result.outcome == .appended && result.restatement == nil)
        var expected = MarketProvider.Market.daily(60)
        for place in 40..<60 { expected.adjustedCloses?[place] = fixture.provider["A"].adjustedCloses![place] }
        #expect(fixture.text() == DownloadFixture.file(expected, from: "2020-01-01", to: "2020-02-20"))
    }

    @Test("bars that were taken back or put in between are told")
    func vanished() async throws {
        let result = await second { market in
            market.bars.remove(at: 38)
            market.adjustedCloses?.remove(at: 38)
        }
        #expect(result.restatement?.summary == "1 bar gone")
        #expect(result.restatement?.removedBars == 1 && result.bars == 49 && result.newBars == 10)
        fixture.provider["A"] = .daily(60)
        let back = await fixture.one(fixture.plan(to: "2020-02-12"))
        #expect(back.outcome == .current, "the overlap is too far from it: \(back)")
    }

    @Test("a reply that is cut short does not take the file's bars away")
    func cutShort() async throws {
        let result = await second { market in
            market.bars[38].close = 123.5
            market.bars.removeSubrange(10..<35)
            market.adjustedCloses?.removeSubrange(10..<35)
        }
        #expect(result.failure?.kind == .left)
        #expect(result.failure?.description.contains("25 bars gone") == true, "\(result)")
        #expect(
            fixture.text() == DownloadFixture.file(.daily(60), from: "2020-01-01", to: "2020-02-10"))
    }

    @Test("bars that the provider no longer has are kept where they still fit")
    func limitedHistory() async throws {
        let result = await second { market in
            market.bars[38].close = 123.5
            market.bars.removeFirst(20)
            market.adjustedCloses?.removeFirst(20)
        }
        #expect(result.outcome == .restated && result.bars == 50 && result.newBars == 10)
        var expected = MarketProvider.Market.daily(60)
        expected.bars[38].close = 123.5
        #expect(fixture.text() == DownloadFixture.file(expected, from: "2020-01-01", to: "2020-02-20"))
    }

    @Test("where they no longer fit, the file is left alone, unless it is to be replaced")
    func limitedHistoryAfterSplit() async throws {
        let result = await second { market in
            market.split(4, on: "2020-02-15")
            market.bars.removeFirst(20)
            market.adjustedCloses?.removeFirst(20)
        }
        #expect(result.failure?.kind == .left)
        #expect(
            result.failure?.description.contains("no longer has the 20 bars before 2020-01-21 (--replace") == true,
            "\(result)")
        #expect(
            fixture.text() == DownloadFixture.file(.daily(60), from: "2020-01-01", to: "2020-02-10"))
        let replaced = await fixture.one(fixture.plan(to: "2020-02-20") { $0.replaces = true })
        #expect(replaced.outcome == .replaced && replaced.bars == 30 && replaced.newBars == 10)
        #expect(replaced.restatement?.removedBars == 20)
        #expect(
            fixture.text() == DownloadFixture.file(fixture.provider["A"], from: "2020-01-21", to: "2020-02-20"))
    }

    @Test("adjusted closes that a provider begins or ceases to give are a restatement")
    func adjustedCloses() async throws {
        let result = await second { $0.adjustedCloses = nil }
        #expect(result.restatement?.summary == "adj_close changed on all 40 bars")
        #expect(result.restatement?.lines(1) == ["2020-01-01 adj_close 90.9 -> none"])
        #expect(
            fixture.text() == DownloadFixture.file(fixture.provider["A"], from: "2020-01-01", to: "2020-02-20"))
    }

    @Test("a dividend that is another now is told")
    func changedAction() async throws {
        fixture.provider["A"] = .daily(60)
        fixture.provider["A"].actions = [
            CorporateAction(timestamp: Timestamp("2020-01-10")!, kind: .dividend, value: 0.5),
            CorporateAction(timestamp: Timestamp("2020-02-07")!, kind: .dividend, value: 0.5),
        ]
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        fixture.provider["A"].actions[1].value = 0.25
        let result = await fixture.one(fixture.plan(to: "2020-02-20"))
        #expect(result.notes == ["restated: 2020-02-07 dividend 0.5 -> 0.25"])
        #expect(
            fixture.text("equities/A.actions.csv")
                == "timestamp,action,value\n2020-01-10,dividend,0.5\n2020-02-07,dividend,0.25\n")
    }
}
