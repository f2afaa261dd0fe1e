import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// The row of the session that is not over, and the price of now that Yahoo adds behind it.
struct YahooLiveRowTests {
    private static let base = URL(string: "http://yahoo.test")!

    private static func seconds(_ text: String) -> Int64 { Timestamp(text)!.nanoseconds / 1_000_000_000 }

    private func bars(
        _ reply: YahooReply, from start: String, to end: String
    ) async throws(DownloadError) -> [Bar] {
        let request = BarRequest(
            asset: Asset(symbol: "X", assetClass: .equities), interval: BarInterval(reply.interval)!,
            start: Timestamp(start)!, end: Timestamp(end)!)
        let fetcher = DirectFetcher { _ in .json(reply.json) }
        return try await YahooChart().bars(request, at: Self.base, through: fetcher).bars
    }

    /// Thursday and Friday in New York, where Friday's session ends at 21:00 in UTC.
    private func week(lastRow: YahooReply.Row, lastTrade: String) -> YahooReply {
        let sessions = [
            YahooReply.Row(Self.seconds("2024-01-04T14:30:00Z"), price: 100), lastRow,
        ]
        let period =
            #"{"start":\#(Self.seconds("2024-01-05T14:30:00Z")),"end":\#(Self.seconds("2024-01-05T21:00:00Z"))}"#
        return YahooReply(
            rows: sessions,
            meta: #","regularMarketTime":\#(Self.seconds(lastTrade)),"currentTradingPeriod":{"regular":\#(period)}"#)
    }

    @Test func aSessionUnderWayIsNoBar() async throws {
        let row = YahooReply.Row(Self.seconds("2024-01-05T19:12:07Z"), price: 101)
        let reply = week(lastRow: row, lastTrade: "2024-01-05T19:12:07Z")
        for end in ["2024-01-05T19:12:30Z", "2024-01-05T20:59:59Z"] {
            let bars = try await bars(reply, from: "2024-01-01", to: end)
            #expect(bars.map(\.timestamp.description) == ["2024-01-04"], "\(end)")
        }
    }

    @Test(arguments: ["2024-01-05T14:30:00Z", "2024-01-05T21:00:00Z", "2024-01-05T21:00:01Z"])
    func aSessionThatHasEndedIsABarOnTheSameEvening(stamp: String) async throws {
        let row = YahooReply.Row(Self.seconds(stamp), price: 101)
        let reply = week(lastRow: row, lastTrade: "2024-01-05T21:00:01Z")
        for end in ["2024-01-05T21:00:02Z", "2024-01-05T23:00:00Z", "2024-01-06", "2024-01-07T12:00:00Z"] {
            let bars = try await bars(reply, from: "2024-01-01", to: end)
            #expect(bars.map(\.timestamp.description) == ["2024-01-04", "2024-01-05"], "\(end)")
        }
    }

    @Test func aLiveRowBehindTheRequestIsNoBar() async throws {
        let row = YahooReply.Row(Self.seconds("2024-01-05T19:12:07Z"), price: 101)
        let reply = week(lastRow: row, lastTrade: "2024-01-05T19:12:07Z")
        let bars = try await bars(reply, from: "2024-01-01", to: "2024-01-05")
        #expect(bars.map(\.timestamp.description) == ["2024-01-04"])
    }

    /// On a Saturday, Yahoo answers a request for that day with Friday's live row.
    @Test func aLiveRowBeforeTheRequestIsNoBar() async throws {
        var reply = week(
            lastRow: YahooReply.Row(Self.seconds("2024-01-05T21:00:01Z"), price: 101), lastTrade: "2024-01-05T21:00:01Z"
        )
        reply.rows.removeFirst()
        await #expect(throws: DownloadError.self) {
            try await self.bars(reply, from: "2024-01-06", to: "2024-01-06T18:00:00Z")
        }
    }

    /// The session's row and, as a second one of its date, the live one: whether that repeats the session or is a price
    /// alone, one bar comes of them.
    @Test func twoRowsOfADateAreOneBar() async throws {
        let opening = Self.seconds("2024-01-05T14:30:00Z")
        let closing = Self.seconds("2024-01-05T21:00:01Z")
        var reply = week(lastRow: YahooReply.Row(opening, 10, 14, 9, 12, 1000, 6), lastTrade: "2024-01-05T21:00:01Z")
        let session = Bar(
            timestamp: Timestamp("2024-01-05")!, open: 10, high: 14, low: 9, close: 12.5, volume: 1001)
        for live in [
            YahooReply.Row(closing, 10, 14, 9, 12.5, 1001, 6.25),
            YahooReply.Row(closing, 12.5, 12.5, 12.5, 12.5, 1001, 6.25),
        ] {
            reply.rows = [reply.rows[0], reply.rows[1], live]
            let bars = try await bars(reply, from: "2024-01-05", to: "2024-01-06")
            #expect(bars == [session])
        }
        reply.rows[2] = YahooReply.Row(closing, 15, 16, 8, 15.5, 0, 7)
        let wider = try await bars(reply, from: "2024-01-05", to: "2024-01-06")
        #expect(wider.map(\.high) == [16] && wider.map(\.low) == [8] && wider.map(\.volume) == [1000])
        reply.rows[2] = YahooReply.Row(closing, nil, nil, nil, nil, nil, nil)
        let alone = try await bars(reply, from: "2024-01-05", to: "2024-01-06")
        #expect(alone.map(\.close) == [12])
    }

    /// Sunday evening in New York is Monday's session, and its live row bears Sunday's date.
    @Test func aSessionOverMidnightIsOverWhenItEnds() async throws {
        let trade = Self.seconds("2024-01-08T01:30:00Z")
        let session = #"{"start":\#(trade - 7200),"end":\#(trade + 80_000)}"#
        let reply = YahooReply(
            rows: [
                YahooReply.Row(Self.seconds("2024-01-05T05:00:00Z"), price: 100), YahooReply.Row(trade, price: 101),
            ],
            meta: #","regularMarketTime":\#(trade),"currentTradingPeriod":{"regular":\#(session)}"#)
        let bars = try await bars(reply, from: "2024-01-01", to: "2024-01-08T01:31:00Z")
        #expect(bars.map(\.timestamp.description) == ["2024-01-05"])
    }

    /// A session from Sunday evening to Monday evening in New York, which is Tuesday in UTC, and its row of Monday.
    @Test func aSessionThatBeganTheDayBeforeIsOverWhenItEnds() async throws {
        let trade = Self.seconds("2024-01-08T05:30:00Z")
        let session =
            #"{"start":\#(Self.seconds("2024-01-07T23:30:00Z")),"end":\#(Self.seconds("2024-01-09T01:00:00Z"))}"#
        let reply = YahooReply(
            rows: [
                YahooReply.Row(Self.seconds("2024-01-05T05:00:00Z"), price: 100), YahooReply.Row(trade, price: 101),
            ],
            meta: #","regularMarketTime":\#(trade),"currentTradingPeriod":{"regular":\#(session)}"#)
        for (end, dates) in [
            ("2024-01-09T00:59:59Z", ["2024-01-05"]), ("2024-01-09T01:00:00Z", ["2024-01-05", "2024-01-08"]),
        ] {
            let bars = try await bars(reply, from: "2024-01-01", to: end)
            #expect(bars.map(\.timestamp.description) == dates, "\(end)")
        }
    }

    /// Within the day, the row of the last trade's time or off the minute is the price of now.
    @Test(arguments: ["2024-01-05T21:00:00Z", "2024-01-05T20:59:07Z"])
    func theLastPriceIsNoBar(stamp: String) async throws {
        let times = ["2024-01-05T20:50:00Z", "2024-01-05T20:55:00Z", stamp].map(Self.seconds)
        let reply = YahooReply(
            interval: "5m", rows: times.map { YahooReply.Row($0, price: 100) },
            meta: #","regularMarketTime":\#(Self.seconds("2024-01-05T21:00:00Z"))"#)
        let bars = try await bars(reply, from: "2024-01-05", to: "2024-01-06")
        #expect(bars.map(\.timestamp.description) == ["2024-01-05T20:50:00Z", "2024-01-05T20:55:00Z"])
    }
}
