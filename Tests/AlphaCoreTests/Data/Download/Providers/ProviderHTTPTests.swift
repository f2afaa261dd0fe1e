import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// The providers over a real connection to a server on this machine.
struct ProviderHTTPTests {
    private static let ways: [@Sendable (LoopbackServer.Reply) -> LoopbackServer.Reply] = [
        { $0 }, { $0.gzip }, { $0.delivered(.chunked(31)) }, { $0.gzip.delivered(.chunked(200)) },
        { $0.delivered(.trickled(bytes: 1000, every: .milliseconds(1))) },
    ]

    @Test(arguments: ProviderDialect.all, [0, 1, 2, 3, 4])
    func barsComeThroughEveryWayOfSending(_ dialect: ProviderDialect, way: Int) async throws {
        var source = RandomSource(seed: 1, stream: "http")
        let bars = dialect.randomBars(320, &source)
        let answer = dialect.answer(having: bars, atMost: min(dialect.limit, 320))
        let server = try LoopbackServer { Self.ways[way](answer($0)) }
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        let provided = try await dialect.provider.bars(request, at: server.url, through: URLSessionTransport())
        #expect(provided.bars == bars)
        #expect(server.requests.allSatisfy { $0.headers["accept"] == "application/json" })
        let agent = dialect.provider.name == "yahoo" ? "Mozilla/5.0 " : "alpha"
        #expect(server.requests.allSatisfy { $0.headers["user-agent"]?.hasPrefix(agent) == true })
    }

    /// The base has moved: its address says where to, for every request anew.
    @Test(arguments: ProviderDialect.all)
    func redirectsAreFollowed(_ dialect: ProviderDialect) async throws {
        var source = RandomSource(seed: 2, stream: "http")
        let bars = dialect.randomBars(30, &source)
        let answer = dialect.answer(having: bars)
        let server = try LoopbackServer { request in
            let moved = "/new"
            guard request.target.hasPrefix(moved) else { return .redirect(to: moved + request.target, status: 301) }
            return answer(request)
        }
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        let base = server.url.appendingPathComponent("old/")
        let provided = try await dialect.provider.bars(request, at: base, through: URLSessionTransport())
        #expect(provided.bars == bars)
        #expect(server.requests[0].path.hasPrefix("/old/") && server.requests[1].path.hasPrefix("/new/old/"))
    }

    @Test(arguments: ProviderDialect.all)
    func refusalsAndPagesOfWordsComeThrough(_ dialect: ProviderDialect) async throws {
        let request = dialect.request(from: Timestamp("2024-01-02")!, to: Timestamp("2024-01-05")!)
        for refusal in dialect.refusals {
            let server = try LoopbackServer(replies: refusal.reply.gzip)
            let error = await #expect(throws: DownloadError.self) {
                try await dialect.provider.bars(request, at: server.url, through: URLSessionTransport())
            }
            #expect(error == refusal.error)
        }
        let server = try LoopbackServer(replies: .html("<html>Will be right back</html>"))
        let error = await #expect(throws: DownloadError.self) {
            try await dialect.provider.bars(request, at: server.url, through: URLSessionTransport())
        }
        #expect(error == .malformed("\(dialect.provider.name): the reply is a web page instead of data"))
    }

    /// What the client makes of an encoded address on its way: nothing.
    @Test(arguments: [("^GSPC", "%5EGSPC"), ("A/B &+?#%;=ü", "A%2FB%20%26%2B%3F%23%25%3B%3D%C3%BC")])
    func encodedSymbolsReachTheServer(symbol: String, path: String) async throws {
        let server = try LoopbackServer(replies: .json(YahooReply().json))
        let request = BarRequest(
            asset: Asset(symbol: symbol, assetClass: .equities), interval: .day, start: Timestamp("2024-01-02")!,
            end: Timestamp("2024-01-05")!)
        await #expect(throws: DownloadError.self) {
            try await YahooChart().bars(request, at: server.url, through: URLSessionTransport())
        }
        #expect(server.requests.map(\.path) == ["/v8/finance/chart/\(path)"])
        #expect(server.requests[0].query["events"] == "div,splits")
    }
}
