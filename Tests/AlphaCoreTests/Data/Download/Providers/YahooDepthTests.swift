import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// How far back Yahoo keeps bars within the day, and what is made of a request for more.
struct YahooDepthTests {
    private static let base = URL(string: "http://yahoo.test")!
    private static let end = Timestamp("2024-06-03T15:07:00Z")!
    private static let day: Int64 = 86_400

    private func request(_ interval: String, days: Int64) -> BarRequest {
        let start = Timestamp(nanoseconds: Self.end.nanoseconds - days * Timestamp.day)
        return ProviderDialect.yahoo(interval).request(from: start, to: Self.end)
    }

    private static func window(_ request: LoopbackServer.Request) -> Range<Int64> {
        Int64(request.query["period1"]!)!..<Int64(request.query["period2"]!)!
    }

    /// Rows of every hour of the window, on the minute.
    private static func reply(_ request: LoopbackServer.Request) -> LoopbackServer.Reply {
        let window = window(request)
        let first = (window.lowerBound + 3599) / 3600 * 3600
        let rows = stride(from: first, to: window.upperBound, by: 3600).map { YahooReply.Row($0, price: 5) }
        return .json(YahooReply(interval: request.query["interval"]!, rows: rows).json)
    }

    private static let refusal = LoopbackServer.Reply.json(
        #"{"chart":{"result":null,"error":{"code":"Unprocessable Entity","#
            + #""description":"1m data not available for startTime=1. The requested range must be within the last 30 days."}}}"#,
        status: 422)

    @Test(
        arguments: [
            ("1m", 3, 1, 3), ("1m", 20, 3, 20), ("1m", 100, 5, 30), ("5m", 100, 1, 60), ("2m", 59, 1, 59),
            ("30m", 61, 1, 60), ("1h", 900, 1, 730), ("1h", 300, 1, 300),
        ] as [(String, Int64, Int, Int64)])
    func asksForWhatYahooKeeps(interval: String, days: Int64, requests: Int, kept: Int64) async throws {
        let fetcher = DirectFetcher(Self.reply)
        let request = request(interval, days: days)
        let provided = try await YahooChart().bars(request, at: Self.base, through: fetcher)
        let windows = fetcher.requests.map(Self.window)
        #expect(windows.count == requests)
        let end = Self.end.nanoseconds / 1_000_000_000
        let start = days > kept ? end - kept * Self.day + 600 : end - days * Self.day
        #expect(windows.first?.upperBound == end && windows.last?.lowerBound == start)
        #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.lowerBound == $1.upperBound }, "newest first")
        if interval == "1m" { #expect(windows.allSatisfy { $0.count <= 7 * Int(Self.day) }) }
        let hours = stride(from: (start + 3599) / 3600 * 3600, through: end - Int64(request.interval.seconds), by: 3600)
        #expect(provided.bars.map(\.seconds) == Array(hours))
        #expect(provided.notes.isEmpty == (days <= kept))
        if days > kept {
            let words =
                "yahoo keeps bars of \(interval) for \(kept) days, the first of them of \(provided.bars[0].timestamp)"
            #expect(provided.notes == ["\(words); asked for bars from \(request.start) on"])
        }
    }

    @Test func aRefusedOlderWindowEndsTheAskingWithANote() async throws {
        let fetcher = DirectFetcher { $0.number < 2 ? Self.reply($0) : Self.refusal }
        let provided = try await YahooChart().bars(request("1m", days: 29), at: Self.base, through: fetcher)
        #expect(fetcher.requests.count == 3)
        #expect(provided.bars.first?.timestamp.description == "2024-05-21")
        #expect(provided.notes.count == 1)
        #expect(provided.notes[0].contains("keeps bars of 1m for 30 days, the first of them of 2024-05-21;"))
    }

    @Test func aRefusedNewestWindowIsARefusal() async throws {
        let fetcher = DirectFetcher { _ in Self.refusal }
        let error = await #expect(throws: DownloadError.self) {
            try await YahooChart().bars(self.request("1m", days: 29), at: Self.base, through: fetcher)
        }
        #expect(error?.description.hasPrefix("status 422: 1m data not available") == true)
        #expect(fetcher.requests.count == 1)
    }

    @Test func anotherFailureOfAnOlderWindowIsNotPassedOver() async throws {
        let fetcher = DirectFetcher { $0.number < 2 ? Self.reply($0) : .text("Too Many Requests", status: 429) }
        let error = await #expect(throws: DownloadError.self) {
            try await YahooChart().bars(self.request("1m", days: 29), at: Self.base, through: fetcher)
        }
        #expect(error == .refused(status: 429, message: "Too Many Requests"))
    }

    @Test func anEmptyWindowIsPassedOver() async throws {
        let fetcher = DirectFetcher { $0.number == 1 ? .json(YahooReply(interval: "1m").json) : Self.reply($0) }
        let provided = try await YahooChart().bars(request("1m", days: 20), at: Self.base, through: fetcher)
        #expect(fetcher.requests.count == 3)
        let hours = Set(provided.bars.map { $0.seconds })
        #expect(Self.window(fetcher.requests[1]).allSatisfy { !hours.contains($0) })
        #expect(hours.contains(Self.window(fetcher.requests[2]).lowerBound / 3600 * 3600 + 3600))
        #expect(provided.notes.isEmpty)
    }
}
