import Foundation
import Testing

@testable import AlphaCore

@Suite("Download: new files, and adding to them")
struct DownloadResumeTests {
    let fixture: DownloadFixture

    init() throws { fixture = try DownloadFixture() }

    private func day(_ text: String) -> Timestamp { Timestamp(text)! }

    @Test("a new file has every bar, its adjusted closes, its actions beside and its origin in the manifest")
    func new() async throws {
        var market = MarketProvider.Market.daily(60)
        market.dividend(0.99, on: "2020-01-20")
        market.split(2, on: "2020-01-10")
        market.emptyRows = 3
        market.notes = ["a note"]
        fixture.provider["A"] = market
        let result = await fixture.one(fixture.plan())
        #expect(result.failure == nil)
        #expect(result.outcome == .new)
        #expect(result.bars == 60 && result.newBars == 60 && result.droppedNullRows == 3)
        #expect(result.first == day("2020-01-01") && result.last == day("2020-02-29"))
        #expect(result.restatement == nil)
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-01", to: "2020-03-01"))
        #expect(
            fixture.text("equities/A.actions.csv")
                == "timestamp,action,value\n2020-01-10,split,2\n2020-01-20,dividend,0.010000000000000009\n")
        let entry = try #require(try fixture.entry())
        #expect(entry["provider"] as? String == "market")
        #expect(entry["base_url"] as? String == "http://127.0.0.1:9")
        #expect(entry["interval"] as? String == "1d")
        #expect(entry["start"] as? String == "2020-01-01" && entry["end"] as? String == "2020-03-01")
        #expect(entry["retrieved"] as? String == "2024-06-01T12:00:00Z")
        #expect(entry["bars"] as? Int == 60 && entry["adjusted_close"] as? Bool == true)
        #expect(entry["first"] as? String == "2020-01-01" && entry["last"] as? String == "2020-02-29")
        #expect(entry["dropped_null_rows"] as? Int == 3 && entry["dropped_bad_bars"] as? Int == 0)
        #expect(entry["notes"] as? [String] == ["a note"] && entry["actions"] as? Int == 2)
        let digest = try SHA256.digest(of: fixture.folder.appendingPathComponent("equities/A.csv"))
        #expect(entry["sha256"] as? String == digest)
        #expect(
            fixture.files == [".manifest.lock", "equities/A.actions.csv", "equities/A.csv", "manifest.json"],
            "nothing else is left behind")
    }

    @Test("BarReader applies the adjusted closes of a downloaded file")
    func adjusted() async throws {
        fixture.provider["A"] = .daily(10)
        _ = await fixture.one(fixture.plan())
        let loaded = try DataFolder.load(fixture.folder)
        let closes = fixture.provider["A"].adjustedCloses
        #expect(loaded.panel.series[0].close == closes)
        #expect(loaded.files[0].mendedBars == 0)
    }

    @Test("no adjusted closes, no column; no actions, no file")
    func plain() async throws {
        let market = MarketProvider.Market.daily(10, adjusted: false)
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan())
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-01", to: "2020-03-01"))
        #expect(fixture.text("equities/A.actions.csv") == nil)
        #expect(try fixture.entry()?["adjusted_close"] as? Bool == false)
    }

    @Test("a second call asks from five bars before the last one on, and adds what is new")
    func append() async throws {
        var market = MarketProvider.Market.daily(60)
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let before = try #require(fixture.text())
        #expect(fixture.provider.takeRequests().map(\.start) == [day("2020-01-01")])
        market.actions = [CorporateAction(timestamp: day("2020-02-10"), kind: .dividend, value: 0.5)]
        fixture.provider["A"] = market
        let result = await fixture.one(fixture.plan(to: "2020-02-20"))
        let requests = fixture.provider.takeRequests()
        #expect(requests.map(\.start) == [day("2020-01-26")] && requests.map(\.end) == [day("2020-02-20")])
        #expect(result.outcome == .appended && result.newBars == 19 && result.bars == 50)
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-01", to: "2020-02-20"))
        #expect(try #require(fixture.text()).hasPrefix(before))
        #expect(fixture.text("equities/A.actions.csv") == "timestamp,action,value\n2020-02-10,dividend,0.5\n")
        #expect(try fixture.entry()?["end"] as? String == "2020-02-20")
        #expect(try fixture.entry()?["start"] as? String == "2020-01-01")
    }

    @Test("when there is nothing new, the file is not touched")
    func current() async throws {
        fixture.provider["A"] = .daily(60)
        _ = await fixture.one(fixture.plan())
        let path = fixture.folder.appendingPathComponent("equities/A.csv").path
        let inode = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        _ = fixture.provider.takeRequests()
        let result = await fixture.one(fixture.plan())
        #expect(result.outcome == .current && result.newBars == 0 && result.bars == 60)
        #expect(fixture.provider.takeRequests().map(\.start) == [day("2020-02-24")])
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int == inode)
    }

    @Test("an end inside the file asks for nothing that could not be there")
    func endInside() async throws {
        fixture.provider["A"] = .daily(60)
        _ = await fixture.one(fixture.plan())
        _ = fixture.provider.takeRequests()
        let result = await fixture.one(fixture.plan(to: "2020-01-20"))
        #expect(result.outcome == .current && result.requests == 0)
        #expect(fixture.provider.takeRequests().isEmpty)
        let partly = await fixture.one(fixture.plan(to: "2020-02-26T12:00:00Z"))
        #expect(partly.outcome == .current && partly.restatement == nil, "\(partly)")
    }

    @Test("a start after the file's last bar leaves no hole")
    func startBehind() async throws {
        let market = MarketProvider.Market.daily(60)
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan(to: "2020-01-15"))
        let result = await fixture.one(fixture.plan(from: "2020-02-10", to: "2020-02-20"))
        #expect(result.outcome == .appended)
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-01", to: "2020-02-20"))
    }

    @Test("the earlier part is asked for up to five bars after the first one, and added before it")
    func earlier() async throws {
        let market = MarketProvider.Market.daily(60)
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan(from: "2020-01-20", to: "2020-02-10"))
        _ = fixture.provider.takeRequests()
        let result = await fixture.one(fixture.plan(from: "2020-01-05", to: "2020-02-20"))
        let requests = fixture.provider.takeRequests()
        #expect(requests.map(\.start) == [day("2020-01-05"), day("2020-02-04")])
        #expect(requests.map(\.end) == [day("2020-01-26"), day("2020-02-20")])
        #expect(result.outcome == .appended && result.newBars == 25)
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-05", to: "2020-02-20"))
        #expect(try fixture.entry()?["start"] as? String == "2020-01-05")
    }

    @Test("what the provider has nothing of is not asked for again")
    func nothingEarlier() async throws {
        let market = MarketProvider.Market.daily(30, from: "2020-02-01")
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan(from: "2010-01-01", to: "2020-02-20"))
        _ = fixture.provider.takeRequests()
        _ = await fixture.one(fixture.plan(from: "2010-01-01", to: "2020-02-25"))
        #expect(fixture.provider.takeRequests().map(\.start) == [day("2020-02-14")])
        let result = await fixture.one(fixture.plan(from: "2000-01-01", to: "2020-02-25"))
        #expect(fixture.provider.takeRequests().map(\.start) == [day("2000-01-01"), day("2020-02-19")])
        #expect(result.outcome == .current)
        _ = await fixture.one(fixture.plan(from: "2000-01-01", to: "2020-02-26"))
        #expect(fixture.provider.takeRequests().map(\.start) == [day("2020-02-19")], "the manifest remembers it")
    }

    @Test("a file of a few bars is asked for whole")
    func small() async throws {
        let market = MarketProvider.Market.daily(60)
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan(from: "2020-01-10", to: "2020-01-11"))
        _ = fixture.provider.takeRequests()
        let result = await fixture.one(fixture.plan(from: "2020-01-05", to: "2020-01-20"))
        #expect(fixture.provider.takeRequests().map(\.start) == [day("2020-01-05")])
        #expect(result.newBars == 14)
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-05", to: "2020-01-20"))
    }

    @Test("a provider that no longer reaches back to the file would leave a hole: the file is left alone")
    func hole() async throws {
        fixture.provider["A"] = .daily(10)
        _ = await fixture.one(fixture.plan(to: "2020-01-11"))
        let before = fixture.text()
        fixture.provider["A"].bars = MarketProvider.Market.daily(30, from: "2020-01-20").bars
        fixture.provider["A"].adjustedCloses = MarketProvider.Market.daily(30, from: "2020-01-20").adjustedCloses
        let result = await fixture.one(fixture.plan())
        #expect(result.failure?.kind == .left)
        #expect(result.failure?.description.contains("there would be a hole") == true, "\(result)")
        #expect(fixture.text() == before)
    }
}
