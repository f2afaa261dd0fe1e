import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

struct KrakenOHLCTests {
    private static let base = URL(string: "http://kraken.test")!

    private func request(_ symbol: String = "BTC-USD") -> BarRequest {
        BarRequest(
            asset: Asset(symbol: symbol, assetClass: .crypto), interval: .day, start: Timestamp("2024-01-01")!,
            end: Timestamp("2024-03-01")!)
    }

    private func fetch(_ body: String) async throws(DownloadError) -> ProvidedBars {
        try await KrakenOHLC().bars(request(), at: Self.base, through: DirectFetcher { _ in .json(body) })
    }

    private static func candle(_ date: String) -> String {
        #"[\#(Timestamp(date)!.nanoseconds / 1_000_000_000),"1.5","2","1","1.75","1.6","12.5",3]"#
    }

    @Test(arguments: [
        ("BTC-USD", "XBTUSD"), ("btc/eur", "XBTEUR"), ("ETH-BTC", "ETHXBT"), ("DOGE-USD", "XDGUSD"),
        ("XBTUSD", "XBTUSD"), ("SOL-USD", "SOLUSD"),
    ])
    func pairsHaveKrakensNames(symbol: String, pair: String) async throws {
        let fetcher = DirectFetcher { _ in .json(#"{"error":[],"result":{"X":[],"last":0}}"#) }
        await #expect(throws: DownloadError.self) {
            try await KrakenOHLC().bars(self.request(symbol), at: Self.base, through: fetcher)
        }
        #expect(fetcher.requests.count == 1)
        let since = Timestamp("2023-12-31")!.nanoseconds / 1_000_000_000
        #expect(fetcher.requests[0].path == "/0/public/OHLC")
        #expect(fetcher.requests[0].query == ["pair": pair, "interval": "1440", "since": "\(since)"])
    }

    @Test func aRequestForMoreThanKrakenGivesIsNoted() async throws {
        let dialect = ProviderDialect.kraken("1h")
        var source = RandomSource(seed: 1, stream: "kraken")
        let bars = dialect.randomBars(1000, &source)
        let fetcher = DirectFetcher(dialect.answer(having: bars))
        let end = bars.end(dialect.interval)
        let newest = Array(bars.suffix(720))
        let whole = try await KrakenOHLC().bars(
            dialect.request(from: bars[0].timestamp, to: end), at: Self.base, through: fetcher)
        #expect(whole.bars == newest)
        #expect(
            whole.notes == [
                "kraken gives only the newest 720 bars of 1h, the first of them of \(newest[0].timestamp); "
                    + "asked for bars from \(bars[0].timestamp) on"
            ])
        let part = try await KrakenOHLC().bars(
            dialect.request(from: newest[0].timestamp, to: end), at: Self.base, through: fetcher)
        #expect(part.bars == newest && part.notes.isEmpty)
        let tooOld = await #expect(throws: DownloadError.self) {
            try await KrakenOHLC().bars(
                dialect.request(from: bars[0].timestamp, to: bars[100].timestamp), at: Self.base, through: fetcher)
        }
        #expect(
            tooOld?.description.contains(": kraken gives only the newest 720 bars of 1h, the first of them") == true)
    }

    @Test func warningsAreNotes() async throws {
        let provided = try await fetch(
            #"{"error":["WGeneral:Mind the gap"],"result":{"XXBTZUSD":[\#(Self.candle("2024-01-01"))],"last":1}}"#)
        #expect(provided.bars.count == 1)
        #expect(provided.notes == ["kraken: WGeneral:Mind the gap"])
    }

    @Test(arguments: [
        (#"{"error":[]}"#, "there are no candles in the result"),
        (#"{"error":[],"result":{"last":1}}"#, "there are no candles in the result"),
        (#"{"error":[],"result":{"A":[],"B":[],"last":1}}"#, "candles of more than one pair"),
        (#"{"result":{"A":[]}}"#, "error is not there"), (#"{"error":"no","result":{}}"#, "error is not a list"),
        (#"{"error":[],"result":{"A":{}}}"#, "result.A is not a list"),
        (#"{"error":[],"result":{"A":[[1,"1","1","1","1","1"]]}}"#, "result.A[0]"),
        (#"{"error":[],"result":{"A":[[1,"1","1","1","NaN","1","1",1]]}}"#, "result.A[0]: 'NaN' is no number"),
    ])
    func resultsThatAreNoneAreMalformed(body: String, words: String) async throws {
        let error = await #expect(throws: DownloadError.self) { try await self.fetch(body) }
        guard case .malformed(let problem) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problem.hasPrefix("kraken: ") && problem.contains(words), "\(problem)")
    }

    @Test func onlyRateLimitsAndTheirOwnTroublesAreTransient() async throws {
        for (words, isTransient) in [
            ("EAPI:Rate limit exceeded", true), ("EGeneral:Too many requests", true), ("EService:Unavailable", true),
            ("EService:Busy", true), ("EGeneral:Internal error", true), ("EGeneral:Temporary lockout", true),
            ("EQuery:Unknown asset pair", false), ("EGeneral:Invalid arguments", false),
        ] {
            let error = await #expect(throws: DownloadError.self) { try await self.fetch(#"{"error":["\#(words)"]}"#) }
            #expect(error?.isTransient == isTransient)
            // 429 and 503 are what Kraken means; the 200 with which it says no is nothing to tell.
            let status = words.contains("EService") || words.contains("Internal") ? 503 : 429
            #expect(error?.description == (isTransient ? "status \(status): \(words)" : "answered \(words)"))
        }
    }
}
