import Foundation
import Synchronization
import Testing

@testable import AlphaCore

@Suite("Download: many symbols, and other providers")
struct DownloadManyTests {
    let fixture: DownloadFixture
    let other = MarketProvider("other")

    init() throws { fixture = try DownloadFixture() }

    @Test("results come in the order of the symbols, and the others go on when one fails")
    func order() async throws {
        let symbols = (0..<10).map { "S\($0)" }
        for symbol in symbols { fixture.provider[symbol] = .daily(20) }
        fixture.provider["S3"].failure = .refused(status: 404, message: "no such symbol")
        let told = Mutex<[String]>([])
        let report = await Download(fixture.plan(symbols), makeFetcher: { _, _ in NoFetcher() }).run { progress in
            if case .ended(let result, let done, let total) = progress {
                told.withLock { $0.append("\(result.symbol) \(done)/\(total)") }
            }
        }
        #expect(report.results.map(\.symbol) == symbols)
        #expect(report.results.map { $0.outcome == .failed } == symbols.map { $0 == "S3" })
        #expect(report.results[3].failure?.description == "market: status 404: no such symbol")
        #expect(report.failed == 1 && report.exitStatus == 75)
        let ends = told.withLock { $0 }
        #expect(ends.count == 10 && Set(ends.map { $0.split(separator: " ")[0] }).count == 10)
        #expect(ends.map { $0.split(separator: " ")[1] } == (1...10).map { "\($0)/10" })
        #expect(fixture.text("equities/S3.csv") == nil && fixture.text("equities/S9.csv") != nil)
        let json = try JSONSerialization.jsonObject(with: Data(try report.json().utf8)) as? [String: Any]
        let rows = try #require(json?["results"] as? [[String: Any]])
        #expect(rows.map { $0["symbol"] as? String } == symbols && json?["failed"] as? Int == 1)
        #expect(rows[3]["error"] as? String == "market: status 404: no such symbol")
        #expect(report.table.split(separator: "\n").count == 11)
    }

    @Test("what is in the way of one symbol's file does not stop the others")
    func linkInTheWay() async throws {
        for symbol in ["A", "B", "C"] { fixture.provider[symbol] = .daily(20) }
        let theirs = try fixture.scratch.write("theirs\n", to: "theirs")
        try fixture.write("", to: "equities/other")
        try FileManager.default.createSymbolicLink(
            at: fixture.folder.appendingPathComponent("equities/B.csv"), withDestinationURL: theirs)
        let download = Download(fixture.plan(["A", "B", "C"]), makeFetcher: { _, _ in NoFetcher() })
        try download.check()
        let report = await download.run()
        #expect(report.results.map(\.outcome) == [.new, .failed, .new])
        #expect(report.results[1].failure?.kind == .file(.cannotCreate) && report.exitStatus == 75)
        #expect(try String(contentsOf: theirs, encoding: .utf8) == "theirs\n")
        // Alone it is told before anything is asked.
        #expect(throws: DataError.self) {
            try Download(fixture.plan(["B"]), makeFetcher: { _, _ in NoFetcher() }).check()
        }
    }

    private func fallingBack(_ change: (inout DownloadPlan) -> Void = { _ in }) -> DownloadPlan {
        fixture.plan {
            $0.source = DownloadSource(fixture.provider, fallback: other, known: [fixture.provider, other])
            $0.source.fallbackDiffers = "its prices are others"
            change(&$0)
        }
    }

    @Test("when the first provider has no answer the fallback is asked, and it is said")
    func fallback() async throws {
        fixture.provider["A"].failure = .unreachable(host: "h", problem: "refused")
        other["A"] = .daily(60)
        let told = Mutex<[String]>([])
        let report = await Download(fallingBack(), makeFetcher: { _, _ in NoFetcher() }).run { progress in
            if case .note(_, let text) = progress { told.withLock { $0.append(text) } }
        }
        let text = "market: h: refused; other is asked instead (its prices are others)"
        #expect(told.withLock { $0 } == [text])
        #expect(report.results[0].notes == [text] && report.results[0].provider == "other")
        #expect(try fixture.entry()?["provider"] as? String == "other")
        // The file is the fallback's now, and goes on with it though the first one answers again.
        fixture.provider["A"] = .daily(60)
        let next = await fixture.one(fallingBack())
        #expect(next.outcome == .current && next.provider == "other")
    }

    @Test("when it has none either, both reasons are told")
    func bothFail() async throws {
        fixture.provider["A"].failure = .timedOut(host: "h", seconds: 1)
        other["A"].failure = .noBars("other has nothing")
        let result = await fixture.one(fallingBack())
        #expect(result.failure?.description == "market: h: no complete reply within 1 s; other has nothing")
    }

    @Test("a file is never continued by the fallback")
    func noFallbackIntoFile() async throws {
        fixture.provider["A"] = .daily(60)
        other["A"] = .daily(60)
        _ = await fixture.one(fallingBack { $0.end = Timestamp("2020-02-01")! })
        fixture.provider["A"].failure = .refused(status: 503, message: "")
        let result = await fixture.one(fallingBack())
        #expect(result.failure?.description == "market: status 503")
        #expect(other.takeRequests().isEmpty)
        #expect(await fixture.one(fallingBack { $0.replaces = true }).provider == "other")
    }

    @Test("a bad bar is no reason to fall back")
    func badBar() async throws {
        fixture.provider["A"] = .daily(60)
        fixture.provider["A"].bars[5].volume = -1
        #expect(await fixture.one(fallingBack()).failure?.kind == .badBar)
        #expect(other.takeRequests().isEmpty)
    }

    @Test("what the provider has no bars of at all is a mistake of the user's")
    func unsupported() async throws {
        fixture.provider["A"].failure = .unsupported("market has no such thing")
        let plan = fixture.plan()
        #expect(await Download(plan, makeFetcher: { _, _ in NoFetcher() }).run().exitStatus == 64)
    }

    @Test("cancelling leaves the old files whole and counts the rest as failed")
    func cancelled() async throws {
        for symbol in ["A", "B"] { fixture.provider[symbol] = .daily(60) }
        _ = await fixture.run(fixture.plan(["A", "B"], to: "2020-02-01"))
        let before = fixture.text()
        fixture.provider["A"].pages = 1
        let begun = AsyncStream<Void>.makeStream()
        let plan = fixture.plan(["A", "B"]) { $0.parallel = 1 }
        let task = Task {
            await Download(plan, makeFetcher: { _, _ in Endless() }).run { progress in
                if case .asking = progress { begun.continuation.yield() }
            }
        }
        for await _ in begun.stream { break }
        task.cancel()
        let report = await task.value
        #expect(report.results.map(\.failure?.kind) == [.cancelled, .cancelled])
        #expect(fixture.text() == before)
        #expect(fixture.files.filter { $0.hasSuffix(".part") }.isEmpty)
    }

    /// Never answers.
    private struct Endless: HTTPFetching {
        func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
            try? await Task.sleep(for: .seconds(3600))
            throw .cancelled
        }
    }
}
