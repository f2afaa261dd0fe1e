import Foundation
import Testing

@testable import AlphaCore

@Suite("Download: manifest.json")
struct DownloadManifestTests {
    let fixture: DownloadFixture

    init() throws { fixture = try DownloadFixture() }

    @Test("two downloads into one folder at once lose no entry, and one symbol in both ends well")
    func concurrent() async throws {
        let symbols = (0..<16).map { "S\($0)" }
        for symbol in symbols { fixture.provider[symbol] = .daily(20) }
        let plans = [symbols.prefix(9), symbols.suffix(9)].map { names in
            fixture.plan(Array(names)) { $0.parallel = 9 }
        }
        async let first = fixture.run(plans[0])
        async let second = fixture.run(plans[1])
        let results = await first + second
        #expect(results.allSatisfy { $0.failure == nil }, "\(results.compactMap(\.failure))")
        for symbol in symbols {
            let path = "equities/\(symbol).csv"
            let digest = try SHA256.digest(of: fixture.folder.appendingPathComponent(path))
            #expect(try fixture.entry(path)?["sha256"] as? String == digest, "\(symbol)")
        }
        let parts = fixture.files.filter { $0.hasSuffix(".part") }
        #expect(parts.isEmpty)
    }

    @Test("what others put there is kept, at every level; the text is stable")
    func unknownKeys() async throws {
        fixture.provider["A"] = .daily(60)
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let text = try #require(fixture.text("manifest.json"))
        let marked = text.replacingOccurrences(
            of: "\"actions\" : 0,", with: "\"actions\" : 0, \"theirs\": [1, 2.5, null, true, \"ä\", {\"b\": {}}],"
        ).replacingOccurrences(of: "{\n  \"files\"", with: "{\"more\": 1e300, \"files\"")
        #expect(marked != text)
        try fixture.write(marked, to: "manifest.json")
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        let kept = try #require(try fixture.entry()?["theirs"] as? [Any])
        #expect(kept.count == 6 && kept[1] as? Double == 2.5 && kept[4] as? String == "ä")
        let after = try #require(fixture.text("manifest.json"))
        #expect(after.contains("\"more\" : 1e+300") || after.contains("\"more\" : 1e300"), "\(after)")
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        #expect(fixture.text("manifest.json")?.components(separatedBy: "\"theirs\"").count == 2)
        let again = fixture.text("manifest.json")
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        #expect(fixture.text("manifest.json") == again)
    }

    @Test(
        "a broken manifest is named, and nothing is downloaded",
        arguments: [
            "", "{", "[]", "{\"files\": 3}", "{\"files\": {\"equities/A.csv\": []}}", "\u{0}", "{\"a\": 1e999}",
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
        ])
    func broken(text: String) async throws {
        fixture.provider["A"] = .daily(60)
        try fixture.write(text, to: "manifest.json")
        let download = Download(fixture.plan(), makeFetcher: { _, _ in NoFetcher() })
        let error = #expect(throws: DataError.self) { try download.check() }
        #expect(error?.kind == .badData)
        #expect(error?.file.hasSuffix("manifest.json") == true)
        let result = await download.run().results[0]
        #expect(result.failure?.kind == .file(.badData))
        #expect(fixture.provider.takeRequests().isEmpty)
        #expect(fixture.text("manifest.json") == text && fixture.text() == nil)
    }

    @Test("an object without files is a manifest of nothing yet")
    func withoutFiles() async throws {
        fixture.provider["A"] = .daily(60)
        try fixture.write("{\"seed\": 7}", to: "manifest.json")
        #expect(await fixture.one(fixture.plan()).outcome == .new)
        #expect(fixture.text("manifest.json")?.contains("\"seed\" : 7") == true)
    }

    @Test("replies are kept as they came, and the manifest has their digests")
    func raw() async throws {
        fixture.provider["A"] = .daily(60)
        fixture.provider["A"].pages = 2
        let plan = fixture.plan(to: "2020-02-01") { $0.keepsRaw = true }
        let result = await fixture.one(plan, through: Pages())
        #expect(result.requests == 2)
        let again = fixture.plan(to: "2020-02-10") { $0.keepsRaw = true }
        _ = await fixture.one(again, through: Pages())
        _ = await fixture.one(
            fixture.plan(to: "2020-02-10") {
                $0.keepsRaw = true
                $0.replaces = true
            }, through: Pages())
        let expected = ["2020-01-01-1", "2020-01-01-2", "2020-01-01-3", "2020-01-01-4", "2020-01-26-1", "2020-01-26-2"]
        #expect(
            fixture.files.filter { $0.hasPrefix("raw/") }
                == expected.map { "raw/market/equities/A/\($0).json.gz" })
        let raw = try #require(try fixture.entry()?["raw"] as? [[String: Any]])
        #expect(raw.count == 2, "the replaced file is made of the last replies alone")
        for (page, entry) in raw.enumerated() {
            let path = try #require(entry["file"] as? String)
            let file = fixture.folder.appendingPathComponent(path)
            #expect(entry["sha256"] as? String == (try SHA256.digest(of: file)))
            #expect(entry["url"] as? String == "http://127.0.0.1:9/A?page=\(page)")
            #expect(entry["status"] as? Int == 200)
            let text = try DelimitedText(file, hasHeader: false)
            #expect(try text.next())
            #expect(text.text(0) == "reply to /A?page=\(page)")
        }
        let request = try #require(try fixture.entry()?["request"] as? [String: Any])
        #expect(request["count"] as? Int == 2 && request["first"] as? String == "http://127.0.0.1:9/A?page=0")
    }

    private func requests() throws -> [[String: Any]] {
        try #require(try fixture.entry()?["requests"] as? [[String: Any]])
    }

    @Test("all calls that made the file are there, in their order; one that changed nothing is not")
    func everyCall() async throws {
        fixture.provider["A"] = .daily(80)
        fixture.provider["A"].pages = 2
        func call(to end: String, at now: String, replaces: Bool = false) async -> DownloadResult {
            await fixture.one(
                fixture.plan(to: end) {
                    $0.now = Timestamp(now)!
                    $0.replaces = replaces
                }, through: Pages())
        }
        _ = await call(to: "2020-02-01", at: "2024-06-01")
        #expect(try requests().map { $0["new_bars"] as? Int } == [31])
        _ = await call(to: "2020-02-10", at: "2024-06-02")
        #expect(await call(to: "2020-02-10", at: "2024-06-03").outcome == .current)
        _ = await call(to: "2020-02-20", at: "2024-06-04")
        let made = try requests()
        #expect(made.map { $0["new_bars"] as? Int } == [31, 9, 10])
        #expect(made.map { $0["retrieved"] as? String } == ["2024-06-01", "2024-06-02", "2024-06-04"])
        #expect(made.allSatisfy { $0["count"] as? Int == 2 && $0["first"] as? String == "http://127.0.0.1:9/A?page=0" })
        let latest = try #require(try fixture.entry()?["request"] as? [String: Any])
        #expect(latest.keys.sorted() == ["count", "first"], "the latest call is told as it ever was")
        _ = await call(to: "2020-02-20", at: "2024-06-05", replaces: true)
        #expect(
            try requests().map { $0["retrieved"] as? String } == ["2024-06-05"], "the file is made of this one alone")
    }

    @Test("a manifest of before the list of calls is read, and its latest call comes first in the list")
    func oldManifest() async throws {
        fixture.provider["A"] = .daily(60)
        fixture.provider["A"].actions = [
            CorporateAction(timestamp: Timestamp("2020-01-10")!, kind: .dividend, value: 0.5)
        ]
        _ = await fixture.one(fixture.plan(to: "2020-02-01") { $0.now = Timestamp("2024-01-01")! })
        let text = try #require(fixture.text("manifest.json"))
        var root = try #require(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)).object)
        var files = try #require(root["files"]?.object)
        var entry = try #require(files["equities/A.csv"]?.object)
        (entry["requests"], entry["actions_sha256"]) = (nil, nil)
        files["equities/A.csv"] = .object(entry)
        root["files"] = .object(files)
        try fixture.write(try JSONText.encode(JSONValue.object(root)), to: "manifest.json")
        #expect(await fixture.one(fixture.plan(to: "2020-02-10")).outcome == .appended)
        let made = try requests()
        #expect(made.map { $0["retrieved"] as? String } == ["2024-01-01", "2024-06-01T12:00:00Z"])
        #expect(made[0]["new_bars"] == nil && made[1]["new_bars"] as? Int == 9)
        #expect(try fixture.entry()?["actions_sha256"] is String)
    }

    @Test("the digest of the splits and dividends is that of their file, and goes when it goes")
    func actionsDigest() async throws {
        var market = MarketProvider.Market.daily(60)
        market.actions = [CorporateAction(timestamp: Timestamp("2020-01-10")!, kind: .dividend, value: 0.5)]
        fixture.provider["A"] = market
        func digest() throws -> String? { try fixture.entry()?["actions_sha256"] as? String }
        func ofFile() throws -> String {
            try SHA256.digest(of: fixture.folder.appendingPathComponent("equities/A.actions.csv"))
        }
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let first = try digest()
        #expect(try first == ofFile())
        market.actions.append(CorporateAction(timestamp: Timestamp("2020-02-05")!, kind: .split, value: 2))
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan(to: "2020-02-10"))
        #expect(try digest() == ofFile() && digest() != first)
        market.actions = []
        fixture.provider["A"] = market
        _ = await fixture.one(fixture.plan(to: "2020-02-10") { $0.replaces = true })
        #expect(try digest() == nil && fixture.text("equities/A.actions.csv") == nil)
        #expect(try fixture.entry()?.keys.contains("actions_sha256") == false)
    }

    private struct Pages: HTTPFetching {
        func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
            HTTPReply(status: 200, body: Data("reply to \(url.path)?\(url.query ?? "")".utf8))
        }
    }
}
