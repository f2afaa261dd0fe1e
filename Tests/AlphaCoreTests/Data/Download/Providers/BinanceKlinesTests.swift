import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

struct BinanceKlinesTests {
    private static let base = URL(string: "http://binance.test")!

    private func request(_ symbol: String = "BTC-USDT", _ interval: String = "1d") -> BarRequest {
        BarRequest(
            asset: Asset(symbol: symbol, assetClass: .crypto), interval: BarInterval(interval)!,
            start: Timestamp("2024-01-01")!, end: Timestamp("2024-03-01")!)
    }

    @Test func pagesGoOnFromTheLastOpenTime() async throws {
        let dialect = ProviderDialect.binance("1d")
        var source = RandomSource(seed: 1, stream: "binance")
        let bars = dialect.randomBars(30, &source, from: "2024-01-01")
        let fetcher = DirectFetcher(dialect.answer(having: bars, atMost: 12))
        let provided = try await BinanceKlines().bars(request(), at: Self.base, through: fetcher)
        #expect(provided.bars == bars)
        let starts = fetcher.requests.map { Int64($0.query["startTime"]!)! }
        let first = Timestamp("2024-01-01")!.nanoseconds / 1_000_000
        #expect(
            starts == [first, bars[11].seconds * 1000 + 1, bars[23].seconds * 1000 + 1, bars[29].seconds * 1000 + 1])
        let last = Timestamp("2024-02-29")!.nanoseconds / 1_000_000
        for request in fetcher.requests {
            #expect(request.path == "/api/v3/klines")
            #expect(request.query["endTime"] == "\(last)" && request.query["limit"] == "1000")
            #expect(request.query["interval"] == "1d" && request.query["symbol"] == "BTCUSDT")
        }
    }

    @Test func aPageUpToTheEndIsTheLast() async throws {
        let dialect = ProviderDialect.binance("1d")
        var source = RandomSource(seed: 2, stream: "binance")
        let bars = dialect.randomBars(40, &source, from: "2024-01-01")
        let fetcher = DirectFetcher(dialect.answer(having: bars))
        var request = request()
        request.end = bars.end(.day)
        let provided = try await BinanceKlines().bars(request, at: Self.base, through: fetcher)
        #expect(provided.bars == bars && fetcher.requests.count == 1)
    }

    @Test(arguments: ["btcusdt", "BTC-USDT", "BTC/USDT", "BTCUSDT"])
    func symbolsGoWithoutADash(symbol: String) async throws {
        let fetcher = DirectFetcher { _ in .json("[]") }
        await #expect(throws: DownloadError.self) {
            try await BinanceKlines().bars(self.request(symbol), at: Self.base, through: fetcher)
        }
        #expect(fetcher.requests.map { $0.query["symbol"] } == ["BTCUSDT"])
    }

    @Test func whatReadsAsMoreThanASymbolIsEncoded() async throws {
        let fetcher = DirectFetcher { _ in .json("[]") }
        await #expect(throws: DownloadError.self) {
            try await BinanceKlines().bars(self.request("A&limit=1+#?"), at: Self.base, through: fetcher)
        }
        #expect(fetcher.requests[0].query["symbol"] == "A&LIMIT=1+#?")
        #expect(fetcher.requests[0].target.contains("symbol=A%26LIMIT%3D1%2B%23%3F&interval=1d&"))
    }

    @Test func aPairInDollarsIsToldOfTethers() async throws {
        let fetcher = DirectFetcher { _ in .json(#"{"code":-1121,"msg":"Invalid symbol."}"#, status: 400) }
        let error = await #expect(throws: DownloadError.self) {
            try await BinanceKlines().bars(self.request("BTC-USD"), at: Self.base, through: fetcher)
        }
        #expect(
            error == .refused(status: 400, message: "Invalid symbol. (Binance has no US dollar; try BTCUSDT)"))
    }

    @Test func theLaterPageHasTheLastWord() async throws {
        let dialect = ProviderDialect.binance("1d")
        var source = RandomSource(seed: 3, stream: "binance")
        let bars = dialect.randomBars(20, &source, from: "2024-01-01")
        let fetcher = DirectFetcher { request in
            var page = dialect.picked(request, bars, 10)
            if request.number == 1 {
                var restated = bars[9]
                restated.close = 77
                page.insert(restated, at: 0)
            }
            return .json(dialect.worded(request, page))
        }
        let provided = try await BinanceKlines().bars(request(), at: Self.base, through: fetcher)
        #expect(provided.bars.map(\.timestamp) == bars.map(\.timestamp))
        #expect(provided.bars[9].close == 77 && provided.bars[8] == bars[8] && provided.bars[10] == bars[10])
    }

    @Test(arguments: [
        (#"[[1704153600000,"1","2","1","NaN","7"]]"#, "[0]: 'NaN' is no number"),
        (#"[[1704153600000,"1","2","1","inf","7"]]"#, "[0]: 'inf' is no number"),
        (#"[[1704153600000,"1","2","1","1e999","7"]]"#, "[0]: '1e999' is no number"),
        (#"[[1704153600000,"1","2","1","","7"]]"#, "[0]: '' is no number"),
        (#"[[1704153600000,"1","2","1","0x1p3","7"]]"#, "[0]: '0x1p3' is no number"),
        (#"[[1704153600000,"1","2","1",1.5,"7"]]"#, "[0][4] is not a text"),
        (#"[[1704153600000,"1","2","1",true,"7"]]"#, "[0][4] is not a text"),
        (#"[["1704153600000","1","2","1","1","7"]]"#, "[0][0] is not a number"),
        (#"[[false,"1","2","1","1","7"]]"#, "[0][0] is not a number"),
        (#"[[-1704153600000,"1","2","1","1","7"]]"#, "[0]: -1704153600000 is no time"),
        (#"[[1704153600000000000,"1","2","1","1","7"]]"#, "[0]: 1.7041536e+18 is no time"),
        (#"{"rows":[]}"#, "the reply is not a list"),
    ])
    func rowsThatAreNoneAreMalformed(body: String, words: String) async throws {
        let error = await #expect(throws: DownloadError.self) {
            try await BinanceKlines().bars(self.request(), at: Self.base, through: DirectFetcher { _ in .json(body) })
        }
        #expect(error == .malformed("binance: \(words)"))
    }
}
