import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

struct YahooChartTests {
    private static let base = URL(string: "http://yahoo.test")!

    private func fetch(
        _ reply: YahooReply, _ symbol: String = "AAPL", _ assetClass: AssetClass = .equities, from start: String,
        to end: String
    ) async throws(DownloadError) -> ProvidedBars {
        let fetcher = DirectFetcher { _ in .json(reply.json) }
        return try await YahooChart().bars(
            BarRequest(
                asset: Asset(symbol: symbol, assetClass: assetClass), interval: BarInterval(reply.interval)!,
                start: Timestamp(start)!, end: Timestamp(end)!),
            at: Self.base, through: fetcher)
    }

    private static func seconds(_ text: String) -> Int64 { Timestamp(text)!.nanoseconds / 1_000_000_000 }

    /// Openings in UTC and the local date that each belongs to, on both sides of each change of the clocks.
    @Test(arguments: [
        ("America/New_York", "2024-03-08T14:30:00Z", "2024-03-08"),
        ("America/New_York", "2024-03-11T13:30:00Z", "2024-03-11"),
        ("America/New_York", "2024-11-01T13:30:00Z", "2024-11-01"),
        ("America/New_York", "2024-11-04T14:30:00Z", "2024-11-04"),
        ("Europe/London", "2024-03-29T00:00:00Z", "2024-03-29"),
        ("Europe/London", "2024-03-31T23:00:00Z", "2024-04-01"),
        ("Europe/London", "2024-10-24T23:00:00Z", "2024-10-25"),
        ("Europe/London", "2024-10-28T00:00:00Z", "2024-10-28"),
        ("Europe/London", "2024-03-28T08:00:00Z", "2024-03-28"),
        ("Europe/London", "2024-04-02T07:00:00Z", "2024-04-02"),
        ("Asia/Tokyo", "2024-01-04T00:00:00Z", "2024-01-04"),
        ("Asia/Hong_Kong", "2024-01-02T01:30:00Z", "2024-01-02"),
        ("Australia/Sydney", "2024-01-01T23:00:00Z", "2024-01-02"),
        ("Australia/Sydney", "2024-07-02T00:00:00Z", "2024-07-02"),
        ("Pacific/Auckland", "2024-01-02T21:00:00Z", "2024-01-03"),
        ("America/Sao_Paulo", "2018-11-05T12:00:00Z", "2018-11-05"),
        ("UTC", "2024-03-10T00:00:00Z", "2024-03-10"),
        ("America/New_York", "1927-12-30T15:00:00Z", "1927-12-30"),
    ])
    func aDayIsTheExchangesDate(zone: String, opening: String, date: String) async throws {
        var reply = YahooReply(zone: zone, rows: [YahooReply.Row(Self.seconds(opening), price: 10)])
        let provided = try await fetch(reply, from: "1900-01-01", to: "2025-01-01")
        #expect(provided.bars.map(\.timestamp.description) == [date])
        let day = try #require(Timestamp(date))
        let next = Timestamp(nanoseconds: day.nanoseconds + Timestamp.day).description
        let alone = try await fetch(reply, from: date, to: next)
        #expect(alone.bars == provided.bars, "asked for alone")
        // As the time of the last trade it is that moment to the second, and nothing is read into a full hour.
        reply.meta = #","regularMarketTime":\#(Self.seconds(opening))"#
        let live = try await fetch(reply, from: date, to: next)
        #expect(live.bars == provided.bars, "as the last trade")
        await #expect(throws: DownloadError.self) { try await self.fetch(reply, from: next, to: "2025-01-01") }
    }

    /// Yahoo stamps some days of markets around the clock with 22:00 or 23:00 when the clocks have changed in between.
    @Test func anHourBeforeMidnightIsTheNextDay() async throws {
        let rows = ["2022-01-03T02:00:00Z", "2022-01-05T02:00:00Z", "2022-01-06T03:00:00Z"]
        let reply = YahooReply(
            zone: "America/Sao_Paulo", rows: rows.map { YahooReply.Row(Self.seconds($0), price: 10) })
        let provided = try await fetch(reply, from: "2022-01-01", to: "2023-01-01")
        #expect(provided.bars.map(\.timestamp.description) == ["2022-01-03", "2022-01-05", "2022-01-06"])
    }

    @Test func rowsWithoutAPriceAreCountedAndOnesWithoutAVolumeHaveNone() async throws {
        let opening = Self.seconds("2024-01-02T14:30:00Z")
        var rows = (0..<8).map { YahooReply.Row(opening + $0 * 86_400, price: 100 + Double($0)) }
        rows[1].open = nil
        rows[2].close = nil
        rows[3] = YahooReply.Row(rows[3].seconds, nil, nil, nil, nil, nil, nil)
        rows[4].volume = nil
        rows[5].adjusted = nil
        rows[7] = YahooReply.Row(rows[7].seconds, nil, nil, nil, nil, nil, nil)
        // The last row is not over yet, so its emptiness says nothing.
        let provided = try await fetch(YahooReply(rows: rows), from: "2024-01-02", to: "2024-01-09T15:00:00Z")
        #expect(provided.bars.map(\.close) == [100, 104, 106])
        #expect(provided.bars.map(\.volume) == [10, 0, 10])
        #expect(provided.adjustedCloses == [100, 104, 106])
        #expect(provided.emptyRows == 4)
        let none = await #expect(throws: DownloadError.self) {
            try await self.fetch(YahooReply(rows: [rows[3]]), from: "2024-01-01", to: "2024-02-01")
        }
        #expect(none?.description.hasSuffix("1 rows without prices") == true)
    }

    @Test func dividendsAndSplitsStandAtTheirDates() async throws {
        var reply = YahooReply(rows: [YahooReply.Row(Self.seconds("2024-03-11T13:30:00Z"), price: 100)])
        let date = { (text: String) in Self.seconds(text) }
        reply.events = """
            "events":{"dividends":{"1":{"amount":0.24,"date":\(date("2024-03-11T13:30:00Z"))},\
            "2":{"amount":0.1,"date":\(date("2024-02-09T14:30:00Z"))},\
            "0":{"amount":9,"date":\(date("2023-12-29T14:30:00Z"))}},\
            "splits":{"3":{"date":\(date("2024-03-11T13:30:00Z")),"numerator":4,"denominator":1,"splitRatio":"4:1"},\
            "4":{"date":\(date("2024-03-08T14:30:00Z")),"numerator":3.0,"denominator":2,"splitRatio":"3:2"},\
            "5":{"date":\(date("2024-03-12T13:30:00Z")),"numerator":1,"denominator":10,"splitRatio":"1:10"}}},
            """
        let provided = try await fetch(reply, from: "2024-01-01", to: "2024-03-12T20:00:00Z")
        let actions = [
            ("2024-02-09", CorporateAction.Kind.dividend, 0.1), ("2024-03-08", .split, 1.5),
            ("2024-03-11", .dividend, 0.24), ("2024-03-11", .split, 4),
        ].map { CorporateAction(timestamp: Timestamp($0.0)!, kind: $0.1, value: $0.2) }
        #expect(provided.actions == actions)
        for numbers in ["4,\"denominator\":0", "0,\"denominator\":3", "-1,\"denominator\":3"] {
            reply.events = """
                "events":{"splits":{"3":{"date":\(date("2024-03-11T13:30:00Z")),"numerator":\(numbers)}}},
                """
            let error = await #expect(throws: DownloadError.self) {
                try await self.fetch(reply, from: "2024-01-01", to: "2024-03-12T20:00:00Z")
            }
            #expect(error?.description.contains("a split of") == true)
        }
    }

    @Test func whatDoesNotFitTogetherIsMalformed() async throws {
        let opening = Self.seconds("2024-01-02T14:30:00Z")
        let rows = (0..<3).map { YahooReply.Row(opening + $0 * 86_400, price: 100) }
        let good = YahooReply(rows: rows).json
        let changes = [
            (#""low":[100.0,"#, #""low":["#, "2 of low beside 3 timestamps"),
            (#""volume":[10.0,"#, #""volume":[10.0,10.0,"#, "4 of volume beside 3 timestamps"),
            (#""adjclose":[100.0,"#, #""adjclose":["#, "2 of adjclose beside 3 timestamps"),
            (#""open":[100.0,100.0,100.0],"#, "", "0 of open beside 3 timestamps"),
            ("America/New_York", "America/Atlantis", "no time zone 'America/Atlantis'"),
            (#""dataGranularity":"1d""#, #""dataGranularity":"1wk""#, "bars of 1wk instead of 1d"),
            ("[\(opening),", "[\(Int64.max),", "\(Int64.max) is no time"),
            ("[\(opening),", "[\(Int64.min),", "\(Int64.min) is no time"),
            ("[\(opening),", "[99999999999999999999,", "a number in it fits nowhere"),
            ("[\(opening),", "[true,", "chart.result[0].timestamp[0] is not a number"),
            (#""close":[100.0,"#, #""close":[false,"#, "chart.result[0].indicators.quote[0].close[0] is not a number"),
            (
                #""close":[100.0,"#, #""close":["100.0","#,
                "chart.result[0].indicators.quote[0].close[0] is not a number"
            ),
            (#""close":[100.0,"#, #""close":[1e999,"#, "not JSON"),
        ]
        for (old, new, words) in changes {
            let body = good.replacingOccurrences(of: old, with: new)
            #expect(body != good, "\(old) is not in the reply")
            let error = await #expect(throws: DownloadError.self) {
                try await YahooChart().bars(
                    BarRequest(
                        asset: Asset(symbol: "AAPL", assetClass: .equities), interval: .day,
                        start: Timestamp("2000-01-01")!, end: Timestamp("2025-01-01")!),
                    at: Self.base, through: DirectFetcher { _ in .json(body) })
            }
            #expect(
                error == .malformed(error?.description ?? "") && error?.description.contains(words) == true,
                "\(String(describing: error))")
        }
    }

    /// What the server reads in the request line.
    @Test(arguments: [
        ("^GSPC", AssetClass.equities, "%5EGSPC"), ("BRK-B", .equities, "BRK-B"), ("7203.T", .equities, "7203.T"),
        ("EURUSD", .fx, "EURUSD%3DX"), ("eur-usd", .fx, "EURUSD%3DX"), ("EURUSD=X", .fx, "EURUSD%3DX"),
        ("JPY=X", .fx, "JPY%3DX"), ("DX-Y.NYB", .fx, "DX-Y.NYB"), ("BTC-USD", .crypto, "BTC-USD"),
        ("A/B &+?#%ü", .equities, "A%2FB%20%26%2B%3F%23%25%C3%BC"),
    ])
    func symbolsArePercentEncoded(symbol: String, assetClass: AssetClass, path: String) async throws {
        let fetcher = DirectFetcher { _ in .json(YahooReply().json) }
        await #expect(throws: DownloadError.self) {
            try await YahooChart().bars(
                BarRequest(
                    asset: Asset(symbol: symbol, assetClass: assetClass), interval: .day,
                    start: Timestamp("2024-01-02")!, end: Timestamp("2024-01-04T12:00:00.5Z")!),
                at: Self.base, through: fetcher)
        }
        let request = try #require(fetcher.requests.first)
        #expect(request.path == "/v8/finance/chart/\(path)")
        #expect(
            request.query == [
                "period1": "\(Self.seconds("2024-01-01"))", "period2": "\(Self.seconds("2024-01-04T12:00:01Z"))",
                "interval": "1d", "events": "div,splits",
            ])
        #expect(request.headers["user-agent"]?.hasPrefix("Mozilla/5.0 ") == true)
    }

    @Test func beforeTheFirstTradeThereAreNoBars() async throws {
        let words = #"{"code":"Bad Request","description":"Data doesn't exist for startDate = 1, endDate = 2"}"#
        let fetcher = DirectFetcher { _ in .json(#"{"chart":{"result":null,"error":\#(words)}}"#, status: 400) }
        let error = await #expect(throws: DownloadError.self) {
            try await YahooChart().bars(
                BarRequest(
                    asset: Asset(symbol: "NEW", assetClass: .equities), interval: .day,
                    start: Timestamp("1990-01-02")!, end: Timestamp("1990-02-02")!),
                at: Self.base, through: fetcher)
        }
        #expect(error == .noBars("yahoo has no finished 1d bar of NEW from 1990-01-02 until before 1990-02-02"))
    }
}
