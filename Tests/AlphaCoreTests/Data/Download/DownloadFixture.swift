import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// A data folder of a test's own, and a provider to fill it from.
final class DownloadFixture: Sendable {
    let scratch: TemporaryFolder
    let provider: MarketProvider
    /// The data folder; made by the first download.
    var folder: URL { scratch.file("data") }

    init(_ provider: MarketProvider = MarketProvider()) throws {
        scratch = try TemporaryFolder()
        self.provider = provider
    }

    /// A plan for daily bars of equities.
    func plan(
        _ symbols: [String] = ["A"], from start: String = "2020-01-01", to end: String = "2020-03-01",
        _ change: (inout DownloadPlan) -> Void = { _ in }
    ) -> DownloadPlan {
        var plan = DownloadPlan(
            assetClass: .equities, symbols: symbols, interval: .day, start: Timestamp(start)!, end: Timestamp(end)!,
            now: Timestamp("2024-06-01T12:00:00Z")!, source: DownloadSource(provider, known: [provider]),
            folder: DownloadFolder(folder))
        change(&plan)
        return plan
    }

    /// Downloads as planned and gives all results.
    func run(_ plan: DownloadPlan, through fetcher: any HTTPFetching = NoFetcher()) async -> [DownloadResult] {
        await Download(plan, makeFetcher: { _, _ in fetcher }).run().results
    }

    /// The same for a single symbol.
    func one(_ plan: DownloadPlan, through fetcher: any HTTPFetching = NoFetcher()) async -> DownloadResult {
        await run(plan, through: fetcher)[0]
    }

    /// The text of a file below the data folder; `nil` when there is none.
    func text(_ path: String = "equities/A.csv") -> String? {
        try? String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    /// Writes a file below the data folder.
    func write(_ text: String, to path: String = "equities/A.csv") throws {
        try scratch.write(text, to: "data/\(path)")
    }

    /// The files below the data folder, hidden ones too.
    var files: [String] {
        let all = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        return all.filter { path in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(
                atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
            return isThere && !isFolder.boolValue
        }.sorted()
    }

    /// What the manifest says of a file.
    func entry(_ path: String = "equities/A.csv") throws -> [String: Any]? {
        let text = try #require(self.text("manifest.json"))
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return (root?["files"] as? [String: Any])?[path] as? [String: Any]
    }

    /// What a file of the market's bars looks like.
    static func file(_ market: MarketProvider.Market, from start: String, to end: String) -> String {
        let (first, last) = (Timestamp(start)!, Timestamp(end)!)
        let hasAdjusted = market.adjustedCloses != nil
        var text = "timestamp,open,high,low,close,volume\(hasAdjusted ? ",adj_close" : "")\n"
        for (place, bar) in market.bars.enumerated() where bar.timestamp >= first && bar.timestamp < last {
            var values = [bar.open, bar.high, bar.low, bar.close, bar.volume]
            if let adjusted = market.adjustedCloses?[place] { values.append(adjusted) }
            text += ([bar.timestamp.description] + values.map(NumberText.shortest)).joined(separator: ",") + "\n"
        }
        return text
    }
}

/// A network that must not be used.
struct NoFetcher: HTTPFetching {
    func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        throw .unreachable(host: url.host ?? "", problem: "this test has no network")
    }
}
