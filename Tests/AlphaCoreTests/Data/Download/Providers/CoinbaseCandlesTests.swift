import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

struct CoinbaseCandlesTests {
    private static let base = URL(string: "http://coinbase.test")!

    private func fetch(
        _ dialect: ProviderDialect, _ bars: [Bar], from start: String, to end: String
    ) async throws(DownloadError) -> (bars: [Bar], requests: [LoopbackServer.Request]) {
        let fetcher = DirectFetcher(dialect.answer(having: bars))
        let request = dialect.request(from: Timestamp(start)!, to: Timestamp(end)!)
        let provided = try await CoinbaseCandles().bars(request, at: Self.base, through: fetcher)
        return (provided.bars, fetcher.requests)
    }

    /// Minutes of a whole day of trading, every seventh missing.
    private func day(_ date: String) -> [Bar] {
        let first = Timestamp(date)!.nanoseconds
        return (0..<1440).filter { $0 % 7 != 3 }.map { minute in
            Bar(
                timestamp: Timestamp(nanoseconds: first + Int64(minute) * 60_000_000_000), open: 1, high: 2, low: 0.5,
                close: 1.5, volume: Double(minute))
        }
    }

    @Test func asksForPagesOf300BothEndsIncluded() async throws {
        var source = RandomSource(seed: 1, stream: "coinbase")
        let dialect = ProviderDialect.coinbase("1d")
        let bars = dialect.randomBars(650, &source, from: "2020-01-01")
        let (_, requests) = try await fetch(dialect, bars, from: "2020-01-01T05:00:00Z", to: "2021-10-01")
        #expect(requests.allSatisfy { $0.path == "/products/BTC-USD/candles" })
        #expect(requests.allSatisfy { $0.query["granularity"] == "86400" && $0.headers["user-agent"] == "alpha" })
        #expect(
            requests.map { [$0.query["start"], $0.query["end"]] } == [
                ["2020-01-02T00:00:00Z", "2020-10-27T00:00:00Z"], ["2020-10-28T00:00:00Z", "2021-08-23T00:00:00Z"],
                ["2021-08-24T00:00:00Z", "2021-09-30T00:00:00Z"],
            ])
    }

    /// Years before a coin was listed cost a request for 300 days, not one for 300 minutes, and the silence between two
    /// days of trading hides neither.
    @Test func asksOnlyForDaysWithTrades() async throws {
        let bars = day("2023-01-05") + day("2023-11-20") + day("2023-11-21")
        let (got, requests) = try await fetch(.coinbase("1m"), bars, from: "2015-01-01", to: "2023-12-31")
        #expect(got == bars)
        let days = requests.filter { $0.query["granularity"] == "86400" }
        #expect(days.count == 11, "3286 days")
        #expect(requests.count < days.count + 6 * 5)
        #expect(requests.count > days.count + 3 * 4)
    }

    /// The candle of a day may come later than those of its minutes.
    @Test func theLastTwoDaysAreAskedForInAnyCase() async throws {
        let dialect = ProviderDialect.coinbase("1m")
        let bars = day("2023-12-30") + day("2023-12-31")
        let fetcher = DirectFetcher { request in
            let isDays = request.query["granularity"] == "86400"
            return .json(dialect.worded(request, isDays ? [] : dialect.picked(request, bars, 300)))
        }
        let request = dialect.request(from: Timestamp("2023-06-01")!, to: Timestamp("2024-01-01")!)
        let provided = try await CoinbaseCandles().bars(request, at: Self.base, through: fetcher)
        #expect(provided.bars == bars)
    }

    @Test func nothingIsAskedForBeforeTheFirstBlock() async throws {
        var source = RandomSource(seed: 2, stream: "coinbase")
        let dialect = ProviderDialect.coinbase("1d")
        let bars = dialect.randomBars(20, &source, from: "2015-07-20")
        let (got, requests) = try await fetch(dialect, bars, from: "1700-01-01", to: "2015-08-01")
        #expect(got == bars.filter { $0.timestamp < Timestamp("2015-08-01")! })
        #expect(requests.count == 9)
        #expect(requests[0].query["start"] == "2009-01-03T00:00:00Z")
        await #expect(throws: DownloadError.self) {
            try await self.fetch(dialect, bars, from: "1700-01-01", to: "2009-01-02")
        }
    }

    @Test func theLaterPageHasTheLastWord() async throws {
        let dialect = ProviderDialect.coinbase("1d")
        var source = RandomSource(seed: 3, stream: "coinbase")
        let bars = dialect.randomBars(400, &source)
        let fetcher = DirectFetcher { request in
            let page = dialect.picked(request, bars, 300)
            guard request.number == 1 else { return .json(dialect.worded(request, page)) }
            var restated = bars[bars.firstIndex(of: page[0])! - 1]
            restated.volume = -1
            return .json(dialect.worded(request, [restated] + page))
        }
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(.day))
        let provided = try await CoinbaseCandles().bars(request, at: Self.base, through: fetcher)
        #expect(provided.bars.map(\.timestamp) == bars.map(\.timestamp))
        #expect(provided.bars.filter { $0.volume == -1 }.count == 1)
    }

    @Test(arguments: [
        ("[[1704153600,1,2,1.5,1.6]]", "[0]"), ("[[1704153600,1,2,1.5,1.6,null]]", "[0][5]"),
        (#"[[1704153600,1,2,1.5,1.6,"7"]]"#, "[0][5]"), ("[[1704153600,1,2,true,1.6,7]]", "[0][3] is not a number"),
        ("[[-1,1,2,1.5,1.6,7]]", "[0]: -1 is no time"), ("[[1e30,1,2,1.5,1.6,7]]", "[0]: 1e+30 is no time"),
        ("[[99999999999,1,2,1.5,1.6,7]]", "[0]: 99999999999 is no time"),
        ("[[1704153600.5,1,2,1.5,1.6,7]]", "[0]: 1704153600.5 is no time"), ("[1]", "[0] is not a list"),
    ])
    func rowsThatAreNoneAreMalformed(body: String, words: String) async throws {
        let error = await #expect(throws: DownloadError.self) {
            try await CoinbaseCandles().bars(
                ProviderDialect.coinbase("1d").request(from: Timestamp("2024-01-01")!, to: Timestamp("2024-02-01")!),
                at: Self.base, through: DirectFetcher { _ in .json(body) })
        }
        guard case .malformed(let problem) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problem.hasPrefix("coinbase: \(words)"), "\(problem)")
    }

    @Test func theEndsOfAPageAreNeverOneMoment() async throws {
        var source = RandomSource(seed: 5, stream: "coinbase")
        let dialect = ProviderDialect.coinbase("1h")
        let bars = dialect.randomBars(400, &source)
        for hours in [1, 300, 301, 600, 601] {
            let start = bars[20].timestamp
            let end = Timestamp(nanoseconds: start.nanoseconds + Int64(hours) * dialect.interval.nanoseconds)
            let (got, requests) = try await fetch(dialect, bars, from: start.description, to: end.description)
            #expect(got == bars.filter { start <= $0.timestamp && $0.timestamp < end }, "\(hours) hours")
            #expect(requests.count == (hours + 299) / 300)
            #expect(requests.allSatisfy { $0.query["start"]! < $0.query["end"]! })
        }
    }

    @Test func theSymbolGoesInUpperCase() async throws {
        var dialect = ProviderDialect.coinbase("1d")
        dialect.asset.symbol = "btc-usd"
        var source = RandomSource(seed: 4, stream: "coinbase")
        let bars = dialect.randomBars(3, &source)
        let (got, requests) = try await fetch(dialect, bars, from: "2024-01-01", to: "2024-06-01")
        #expect(got == bars && requests[0].path == "/products/BTC-USD/candles")
    }
}
