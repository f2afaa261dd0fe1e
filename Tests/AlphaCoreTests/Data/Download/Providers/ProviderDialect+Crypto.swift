import AlphaTestSupport
import Foundation

@testable import AlphaCore

extension ProviderDialect {
    static func coinbase(_ interval: String) -> ProviderDialect {
        ProviderDialect(
            provider: CoinbaseCandles(), asset: Asset(symbol: "BTC-USD", assetClass: .crypto),
            interval: BarInterval(interval)!, limit: 300,
            picked: { request, bars, limit in
                let granularity = Int64(request.query["granularity"]!)!
                let ends = ["start", "end"].map { Timestamp(request.query[$0]!)!.nanoseconds / 1_000_000_000 }
                precondition((ends[1] - ends[0]) / granularity < 300, "Coinbase refuses more than 300 candles")
                var seen: Set<Int64> = []
                return bars.compactMap { bar in
                    // Of longer candles only the start matters to who asks for them.
                    let start = bar.seconds / granularity * granularity
                    guard ends[0]...ends[1] ~= start, seen.insert(start).inserted else { return nil }
                    var candle = bar
                    candle.timestamp = Timestamp(nanoseconds: start * 1_000_000_000)
                    return candle
                }
            },
            worded: { _, bars in
                let rows = bars.reversed().map { bar in
                    "[\(bar.seconds),\(bar.low),\(bar.high),\(bar.open),\(bar.close),\(bar.volume)]"
                }
                return "[\(rows.joined(separator: ","))]"
            },
            refusals: [
                Refusal(
                    reply: .json(#"{"message":"Invalid granularity"}"#, status: 400),
                    error: .refused(status: 400, message: "Invalid granularity")),
                Refusal(
                    reply: .json(#"{"message":"NotFound"}"#, status: 404),
                    error: .refused(status: 404, message: "NotFound")),
                Refusal(
                    reply: .json(#"{"message":"Public rate limit exceeded"}"#, status: 429),
                    error: .refused(status: 429, message: "Public rate limit exceeded")),
            ])
    }

    static func binance(_ interval: String) -> ProviderDialect {
        ProviderDialect(
            provider: BinanceKlines(), asset: Asset(symbol: "BTC-USDT", assetClass: .crypto),
            interval: BarInterval(interval)!, limit: 1000,
            picked: { request, bars, limit in
                let ends = ["startTime", "endTime"].map { Int64(request.query[$0]!)! }
                let inside = bars.filter { ends[0]...ends[1] ~= $0.seconds * 1000 }
                return Array(inside.prefix(min(limit, Int(request.query["limit"]!)!)))
            },
            worded: { _, bars in
                let rows = bars.map { bar in
                    """
                    [\(bar.seconds * 1000),"\(bar.open)","\(bar.high)","\(bar.low)","\(bar.close)","\(bar.volume)",\
                    \(bar.seconds * 1000 + 59_999),"1.5",7,"0.5","0.25","0"]
                    """
                }
                return "[\(rows.joined(separator: ","))]"
            },
            refusals: [
                Refusal(
                    reply: .json(#"{"code":-1121,"msg":"Invalid symbol."}"#, status: 400),
                    error: .refused(status: 400, message: "Invalid symbol.")),
                Refusal(
                    reply: .json(#"{"code":-1003,"msg":"Too many requests; \#("IP") banned."}"#, status: 418),
                    error: .refused(status: 418, message: "Too many requests; IP banned.")),
                Refusal(
                    reply: .json(#"{"code":-1003,"msg":"Too much request weight used."}"#, status: 429),
                    error: .refused(status: 429, message: "Too much request weight used.")),
            ])
    }

    static func kraken(_ interval: String) -> ProviderDialect {
        ProviderDialect(
            provider: KrakenOHLC(), asset: Asset(symbol: "BTC-USD", assetClass: .crypto),
            interval: BarInterval(interval)!, limit: 720,
            picked: { request, bars, limit in
                let since = Int64(request.query["since"]!)!
                return bars.suffix(limit).filter { $0.seconds > since }
            },
            worded: { _, bars in
                let rows = bars.map { bar in
                    """
                    [\(bar.seconds),"\(bar.open)","\(bar.high)","\(bar.low)","\(bar.close)","\(bar.close)",\
                    "\(bar.volume)",12]
                    """
                }
                let last = bars.dropLast().last?.seconds ?? 0
                return #"{"error":[],"result":{"XXBTZUSD":[\#(rows.joined(separator: ","))],"last":\#(last)}}"#
            },
            refusals: [
                Refusal(
                    reply: .json(#"{"error":["EQuery:Unknown asset pair"]}"#),
                    error: .refused(status: 200, message: "EQuery:Unknown asset pair")),
                Refusal(
                    reply: .json(#"{"error":["EAPI:Rate limit exceeded"]}"#),
                    error: .refused(status: 429, message: "EAPI:Rate limit exceeded")),
                Refusal(
                    reply: .json(#"{"error":["EGeneral:Too many requests"],"result":{}}"#),
                    error: .refused(status: 429, message: "EGeneral:Too many requests")),
                Refusal(
                    reply: .json(#"{"error":["EService:Unavailable"]}"#),
                    error: .refused(status: 503, message: "EService:Unavailable")),
                Refusal(
                    reply: .json(#"{"error":["EService:Busy"]}"#, status: 520),
                    error: .refused(status: 520, message: "EService:Busy")),
            ])
    }
}
