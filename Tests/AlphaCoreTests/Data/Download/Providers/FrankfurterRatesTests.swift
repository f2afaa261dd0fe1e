import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

struct FrankfurterRatesTests {
    private static let base = URL(string: "http://frankfurter.test")!

    private func fetch(
        _ rates: String, _ symbol: String = "EURUSD", amount: String = "1.0", through fetcher: DirectFetcher? = nil
    ) async throws(DownloadError) -> ProvidedBars {
        let body = #"{"amount":\#(amount),"base":"EUR","start_date":"","end_date":"","rates":{\#(rates)}}"#
        return try await FrankfurterRates().bars(
            BarRequest(
                asset: Asset(symbol: symbol, assetClass: .fx), interval: .day,
                start: Timestamp("2024-01-01T10:00:00Z")!, end: Timestamp("2024-01-06T15:00:00Z")!),
            at: Self.base, through: fetcher ?? DirectFetcher { _ in .json(body) })
    }

    @Test(arguments: [
        ("EURUSD", "EUR", "USD"), ("eur-gbp", "EUR", "GBP"), ("USD/JPY", "USD", "JPY"), ("CHFSEK=X", "CHF", "SEK"),
    ])
    func asksForWholeDaysOfTheTwoCurrencies(symbol: String, from: String, to: String) async throws {
        let fetcher = DirectFetcher { _ in .json(#"{"message":"not found"}"#, status: 404) }
        await #expect(throws: DownloadError.refused(status: 404, message: "not found")) {
            try await self.fetch("", symbol, through: fetcher)
        }
        #expect(fetcher.requests.map(\.path) == ["/v1/2024-01-02..2024-01-05"])
        #expect(fetcher.requests[0].query == ["base": from, "symbols": to])
    }

    @Test(arguments: [
        "EUR", "EURO-USD", "EUR-US", "EURUSDX", "EU-RUSD", "EUR--USD", "EURUSD=Y", "€URUSD", "EUREUR", "12",
    ])
    func whatIsNoPairIsRefused(symbol: String) async throws {
        let fetcher = DirectFetcher { _ in .json("{}") }
        let error = await #expect(throws: DownloadError.self) { try await self.fetch("", symbol, through: fetcher) }
        #expect(error == .unsupported("frankfurter has pairs of two currencies such as EURUSD, not '\(symbol)'"))
        #expect(fetcher.requests.isEmpty)
    }

    @Test func aFixingIsABarOfOnePrice() async throws {
        let provided = try await fetch(
            """
            "2024-01-04":{"USD":1.0953},"2023-12-29":{"USD":1.105},"2024-01-02":{"USD":1.0956,"GBP":0.9},\
            "2024-01-03":{},"2024-01-06":{"USD":9}
            """)
        let fixings = [("2024-01-02", 1.0956), ("2024-01-04", 1.0953)]
        #expect(
            provided.bars
                == fixings.map { date, rate in
                    Bar(timestamp: Timestamp(date)!, open: rate, high: rate, low: rate, close: rate, volume: 0)
                })
        #expect(provided.notes == ["one price a day: ECB fixings, open = high = low = close"])
    }

    @Test func ratesOfAnAmountAreOfOne() async throws {
        let provided = try await fetch(#""2024-01-02":{"USD":219.12}"#, amount: "200")
        #expect(provided.bars.map(\.close) == [219.12 / 200])
        for amount in ["0", "1e-320"] {
            let error = await #expect(throws: DownloadError.self) {
                try await self.fetch(#""2024-01-02":{"USD":219.12}"#, amount: amount)
            }
            #expect(error?.description.contains("for an amount of") == true)
        }
    }

    @Test(arguments: ["2024-1-2", "2024-02-30", "1704153600", "2024-01-02T00:00:00Z", "", "2024-01-02\u{7}"])
    func aKeyThatIsNoDateIsMalformed(key: String) async throws {
        let written = key.replacingOccurrences(of: "\u{7}", with: "\\u0007")
        let error = await #expect(throws: DownloadError.self) { try await self.fetch(#""\#(written)":{"USD":1.5}"#) }
        guard case .malformed(let problem) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problem.hasPrefix("frankfurter: '") && problem.hasSuffix("' is no date"), "\(problem)")
    }
}
