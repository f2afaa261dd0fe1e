import Foundation
import Testing

@testable import AlphaCore

@Suite("Download: files of others")
struct DownloadOwnershipTests {
    let fixture: DownloadFixture
    let other = MarketProvider("other")

    init() throws {
        fixture = try DownloadFixture()
        fixture.provider["A"] = .daily(60)
        other["A"] = .daily(60)
    }

    private func source(_ first: MarketProvider, isNamed: Bool) -> DownloadSource {
        DownloadSource(first, isNamed: isNamed, known: [fixture.provider, other])
    }

    @Test("bars of one provider are never put beside another's")
    func anotherProvider() async throws {
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let before = fixture.text()
        let plan = fixture.plan { $0.source = source(other, isNamed: true) }
        let result = await fixture.one(plan)
        #expect(result.failure?.kind == .left)
        #expect(
            result.failure?.description
                == "the file is left as it is: its bars are market's, and other's are not put beside them "
                + "(--replace downloads it whole)")
        #expect(fixture.text() == before)
        #expect(other.takeRequests().isEmpty, "nothing is asked in vain")
        var replacing = plan
        replacing.replaces = true
        #expect(await fixture.one(replacing).outcome == .replaced)
        #expect(try fixture.entry()?["provider"] as? String == "other")
        #expect(fixture.text() == DownloadFixture.file(other["A"], from: "2020-01-01", to: "2020-03-01"))
    }

    @Test("when the user names no provider, the file's own goes on")
    func ownProvider() async throws {
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let result = await fixture.one(fixture.plan { $0.source = source(other, isNamed: false) })
        #expect(result.outcome == .appended && result.provider == "market")
        #expect(result.notes == ["the file's bars are market's, so market was asked"])
    }

    @Test("a file that was changed by hand is added to where its last bars are the provider's")
    func handEdited() async throws {
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let edited = try #require(fixture.text()).replacingOccurrences(of: "2020-01-05,", with: "2020-01-05T00:00:00Z,")
        try fixture.write(edited)
        let result = await fixture.one(fixture.plan(to: "2020-02-10"))
        #expect(result.outcome == .appended && result.newBars == 9)
        #expect(result.notes == ["the file was changed since it was downloaded"])
        #expect(try fixture.entry()?["foreign_until"] as? String == "2020-01-31")
        let next = await fixture.one(fixture.plan(to: "2020-02-20"))
        #expect(next.outcome == .appended && next.notes.isEmpty)
        #expect(try fixture.entry()?["foreign_until"] as? String == "2020-01-31")
        fixture.provider["A"].split(2, on: "2020-02-25")
        let restated = await fixture.one(fixture.plan())
        #expect(restated.failure?.kind == .left)
        #expect(restated.failure?.description.contains("its bars until 2020-01-31 are not a download's") == true)
    }

    @Test("one whose last bars are others is left alone")
    func handEditedEnd() async throws {
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let edited = try #require(fixture.text()).replacingOccurrences(of: "2020-01-31,125", with: "2020-01-31,125.5")
        #expect(edited != fixture.text())
        try fixture.write(edited)
        let result = await fixture.one(fixture.plan(to: "2020-02-10"))
        #expect(result.failure?.kind == .left)
        #expect(
            result.failure?.description.contains("was changed since it was downloaded, and market has other bars")
                == true)
        #expect(fixture.text() == edited)
    }

    @Test("a file that the manifest does not know is added to where it fits")
    func foreign() async throws {
        let market = fixture.provider["A"]
        let theirs = DownloadFixture.file(market, from: "2020-01-10", to: "2020-02-01")
        try fixture.write(theirs)
        let result = await fixture.one(fixture.plan(from: "2020-01-10", to: "2020-02-10"))
        #expect(result.outcome == .appended && result.newBars == 9)
        #expect(result.notes == ["the manifest does not know the file"])
        #expect(fixture.text() == DownloadFixture.file(market, from: "2020-01-10", to: "2020-02-10"))
        #expect(try fixture.entry()?["foreign_until"] as? String == "2020-01-31")
    }

    @Test("and where it is complete, it does not become ours")
    func foreignAndComplete() async throws {
        try fixture.write(DownloadFixture.file(fixture.provider["A"], from: "2020-01-01", to: "2020-03-01"))
        #expect(await fixture.one(fixture.plan()).outcome == .current)
        #expect(fixture.text("manifest.json") == nil)
    }

    @Test(
        "what cannot be added to is left alone, and said why",
        arguments: [
            ("Date,Open,High,Low,Close,Volume\n2020-01-01,1,1,1,1,1\n", "the columns are not those of a download"),
            ("timestamp,open,high,low,close,volume,mine\n2020-01-01,1,1,1,1,1,1\n", "the columns are not those"),
            ("timestamp,open,high,low,close,volume\n2020-01-01,1,1,2,1,1\n", "A.csv:2: column 'low': the low is above"),
            ("timestamp,open,high,low,close,volume\n2020-01-01,1,x,1,1,1\n", "A.csv:2: column 'high': cannot be read"),
            ("timestamp,open,high,low,close,volume\n", "holds no bars"),
            (
                "timestamp,open,high,low,close,volume\n2020-01-02,1,1,1,1,1\n2020-01-01,1,1,1,1,1\n",
                "A.csv:3: column 'timestamp': is not after the bar before, 2020-01-02"
            ),
            ("", "the file is empty"),
        ])
    func unfit(text: String, problem: String) async throws {
        try fixture.write(text)
        let result = await fixture.one(fixture.plan())
        #expect(result.failure?.kind == .left)
        #expect(result.failure?.description.contains(problem) == true, "\(result)")
        #expect(fixture.text() == text)
        #expect(fixture.provider.takeRequests().isEmpty)
        #expect(await fixture.one(fixture.plan { $0.replaces = true }).outcome == .replaced)
    }

    @Test("a gzipped file of the symbol is not joined by a second one")
    func gzipped() async throws {
        try fixture.write("", to: "equities/A.csv.gz")
        try fixture.write("", to: "crypto/B.csv")
        fixture.provider["B"] = .daily(60)
        let results = await fixture.run(fixture.plan(["A", "B"]))
        #expect(results[0].failure?.description.contains("equities/A.csv.gz stands there already") == true)
        #expect(results[1].notes.first?.contains("crypto/B.csv has the same symbol") == true)
        #expect(fixture.text() == nil)
    }

    @Test("bars of another length are refused, by the manifest's word or the file's spacing")
    func anotherInterval() async throws {
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        let hourly = await fixture.one(fixture.plan { $0.interval = .hour })
        #expect(hourly.failure?.kind == .left)
        #expect(hourly.failure?.description.contains("its bars are of 1d, not of 1h") == true, "\(hourly)")
        try FileManager.default.removeItem(at: fixture.folder.appendingPathComponent("manifest.json"))
        let inferred = await fixture.one(fixture.plan { $0.interval = .hour })
        #expect(inferred.failure?.description.contains("its bars are 1440 minutes apart, not 1h") == true)
    }

    @Test("a file that changes during the download is not overwritten")
    func changedMeanwhile() async throws {
        _ = await fixture.one(fixture.plan(to: "2020-02-01"))
        fixture.provider["A"].pages = 1
        let path = fixture.folder.appendingPathComponent("equities/A.csv")
        let result = await fixture.one(fixture.plan(), through: Meddler(path: path))
        #expect(result.failure?.kind == .file(.inputOutput), "\(result)")
        #expect(fixture.text() == "mine\n")
    }

    /// Writes a file of its own when it is asked for something.
    private struct Meddler: HTTPFetching {
        let path: URL

        func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
            try? Data("mine\n".utf8).write(to: path)
            return HTTPReply(status: 200, body: Data())
        }
    }
}
