import AlphaTestSupport
import Foundation
import Synchronization

/// A loopback server that answers as Yahoo's chart does, with daily sessions of New York from 2020-01-01 on, one a
/// calendar day.
final class YahooServer: Sendable {
    let server: LoopbackServer
    private let market: Market

    /// What it says of its symbols.
    private final class Market: Sendable {
        let ratio = Mutex(1.0)
        let replies = Mutex<[String: [LoopbackServer.Reply]]>([:])
    }

    /// `http://127.0.0.1:port`.
    var address: String { server.url.absoluteString }
    /// The symbols asked for, and from which day on, in the order of the requests.
    var asked: [String] {
        server.requests.map { request in
            let symbol = request.path.split(separator: "/").last.map { $0.removingPercentEncoding ?? "" } ?? ""
            let day = (Int(request.query["period1"] ?? "") ?? 0) / 86_400 - YahooServer.firstDay
            return "\(symbol) from \(day + 1)"
        }
    }

    init() throws {
        let market = Market()
        self.market = market
        server = try LoopbackServer { request in
            let symbol = request.path.split(separator: "/").last.map(String.init) ?? ""
            let special = market.replies.withLock { replies -> LoopbackServer.Reply? in
                guard var queue = replies[symbol], !queue.isEmpty else { return nil }
                let next = queue.removeFirst()
                if !queue.isEmpty { replies[symbol] = queue }
                return next
            }
            return special ?? YahooServer.chart(request, symbol, ratio: market.ratio.withLock { $0 })
        }
    }

    /// Every price before 2020-03-01 is from now on divided by this.
    func split(_ ratio: Double) { market.ratio.withLock { $0 = ratio } }

    /// Answers a symbol's requests with these, and from the last one on always with it.
    func answer(_ symbol: String, _ replies: LoopbackServer.Reply...) {
        market.replies.withLock { $0[symbol] = replies }
    }

    /// 2020-01-01, in days since 1970.
    private static let firstDay = 18_262

    private static func chart(
        _ request: LoopbackServer.Request, _ symbol: String, ratio: Double
    ) -> LoopbackServer.Reply {
        let (from, to) = (Int(request.query["period1"]!)!, Int(request.query["period2"]!)!)
        // 09:30 in New York, in winter.
        let days = (0..<60).filter { day in from <= opening(day) && opening(day) < to }
        let prices = days.map { Double(100 + $0 * 7 % 13) / ratio }
        func list(_ values: [Double]) -> String { "[" + values.map { "\($0)" }.joined(separator: ",") + "]" }
        return .json(
            """
            {"chart":{"result":[{"meta":{"symbol":"\(symbol)","currency":"USD","exchangeTimezoneName":"America/New_York",
            "dataGranularity":"1d"},"timestamp":[\(days.map { "\(opening($0))" }.joined(separator: ","))],
            "indicators":{"quote":[{"open":\(list(prices)),"high":\(list(prices.map { $0 * 1.25 })),
            "low":\(list(prices.map { $0 * 0.75 })),"close":\(list(prices.map { $0 * 1.125 })),
            "volume":[\(days.map { "\(1000 + $0)" }.joined(separator: ","))]}],
            "adjclose":[{"adjclose":\(list(prices.map { $0 * 0.5 }))}]}}],"error":null}}
            """)
    }

    private static func opening(_ day: Int) -> Int { (firstDay + day) * 86_400 + 52_200 }
}
