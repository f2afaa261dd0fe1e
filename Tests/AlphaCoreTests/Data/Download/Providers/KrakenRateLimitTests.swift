import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// What Kraken refuses in a reply of status 200 is asked again like a refusal of status 429 or 503.
struct KrakenRateLimitTests {
    private static let bars =
        #"{"error":[],"result":{"XXBTZUSD":[[1704067200,"1.5","2","1","1.75","1.6","12.5",3]],"last":0}}"#
    private let clock = VirtualClock()

    private func refusal(_ words: String) -> LoopbackServer.Reply { .json(#"{"error":["\#(words)"]}"#) }

    private func fetch(
        _ server: LoopbackServer, retries: Int = 4, onRetry: @escaping @Sendable (Retry) -> Void = { _ in }
    ) async throws(DownloadError) -> ProvidedBars {
        let provider = KrakenOHLC()
        let fetcher = RetryingFetcher(
            URLSessionTransport(timeout: 600), policy: RetryPolicy(retries: retries),
            pacer: Pacer(pace: provider.pace, clock: clock), clock: clock, seed: 7,
            meantStatus: { provider.meantStatus(of: $0) }, onRetry: onRetry)
        let request = BarRequest(
            asset: Asset(symbol: "BTC-USD", assetClass: .crypto), interval: .day, start: Timestamp("2024-01-01")!,
            end: Timestamp("2024-03-01")!)
        return try await provider.bars(request, at: server.url, through: fetcher)
    }

    @Test(arguments: [
        ("EAPI:Rate limit exceeded", 429), ("EGeneral:Too many requests", 429), ("EService:Unavailable", 503),
    ])
    func aRateLimitThatPassesIsWaitedFor(words: String, status: Int) async throws {
        let server = try LoopbackServer(replies: refusal(words), refusal(words), .json(Self.bars))
        let told = Journal<DownloadError>()
        let provided = try await fetch(server) { told.add($0.reason) }
        #expect(provided.bars.map(\.close) == [1.75])
        #expect(server.requests.count == 3)
        #expect(told.entries == Array(repeating: .refused(status: status, message: ""), count: 2))
    }

    @Test func aRateLimitThatStaysEndsAsOne() async throws {
        let server = try LoopbackServer(replies: refusal("EAPI:Rate limit exceeded"))
        let error = await #expect(throws: DownloadError.self) { try await fetch(server, retries: 2) }
        #expect(error == .refused(status: 429, message: "EAPI:Rate limit exceeded"))
        #expect(server.requests.count == 3)
    }

    @Test(arguments: ["EQuery:Unknown asset pair", "EGeneral:Invalid arguments"])
    func otherRefusalsAreNotAskedAgain(words: String) async throws {
        let server = try LoopbackServer(replies: refusal(words), .json(Self.bars))
        let error = await #expect(throws: DownloadError.self) { try await fetch(server) }
        #expect(error == .refused(status: 200, message: words))
        #expect(server.requests.count == 1)
        #expect(clock.sleeps.isEmpty)
    }

    @Test func warningsAndOtherStatusesStandForThemselves() {
        let kraken = KrakenOHLC()
        #expect(kraken.meantStatus(of: .text(#"{"error":["WGeneral:Too many requests"],"result":{}}"#)) == 200)
        #expect(kraken.meantStatus(of: .text(#"{"error":["EAPI:Rate limit exceeded"]}"#, status: 520)) == 520)
        for body in ["", "[]", "<html>", #"{"error":"EAPI:Rate limit exceeded"}"#, Self.bars] {
            #expect(kraken.meantStatus(of: .text(body)) == 200, "\(body)")
        }
        #expect(CoinbaseCandles().meantStatus(of: .text(#"{"error":["EAPI:Rate limit exceeded"]}"#)) == 200)
    }
}
