import Foundation

/// Kraken's candles: crypto, `GET /0/public/OHLC?pair=XBTUSD&interval=1440&since=…`.
///
/// One request and no pages: Kraken gives the newest 720 candles of an interval and nothing older, whatever `since`; a
/// note says so when more was asked for. The result stands under Kraken's own name of the pair (`XXBTZUSD`), and errors
/// come with status 200: a rate limit stands for a 429 and a busy or broken service for a 503, which are asked again and
/// end as `refused` with that status; any other keeps the 200.
///
/// Reference: docs.kraken.com, Spot REST API, "Get OHLC data".
public struct KrakenOHLC: BarProvider {
    public let name = "kraken"
    public let defaultBaseURL = URL(string: "https://api.kraken.com")!
    public let pace = Duration.seconds(1)
    public let intervals = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w", "15d"].compactMap { BarInterval($0) }

    private static let second: Int64 = 1_000_000_000
    /// Kraken's own names of two coins; it knows the others by the usual ones.
    private static let coins = ["BTC": "XBT", "DOGE": "XDG"]

    /// A provider; it keeps nothing from one request to the next.
    public init() {}

    /// The pair's candles; `BTC-USD` is Kraken's `XBTUSD`, a symbol without a dash goes as it is.
    public func bars(
        _ request: BarRequest, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> ProvidedBars {
        try request.require(self, has: [.crypto])
        guard let starts = request.starts(in: Self.second), starts.upperBound >= 0 else {
            throw request.noBars(of: name)
        }
        // `since` is the last candle that is not wanted.
        let since = max(starts.lowerBound - Int64(request.interval.seconds), 0)
        let url = try ProviderURL.joined(
            baseURL, ["0", "public", "OHLC"],
            [
                "pair": Self.pair(request.asset.symbol), "interval": "\(request.interval.seconds / 60)",
                "since": "\(since)",
            ])
        let fetched = try await fetcher.get(url, headers: ["Accept": "application/json", "User-Agent": "alpha"])
        let reply = try ProviderReply.decoded(fetched, as: Reply.self, of: name) { body in
            ProviderReply.refusal(Reply.self, in: body)?.error.joined(separator: ", ")
        }
        if let error = Refusal(error: reply.error).words {
            throw .refused(status: Self.status(of: error), message: ProviderReply.oneLine(error))
        }
        guard let candles = reply.result?.candles else {
            throw .malformed("\(name): there are no candles in the result")
        }
        return try provided(candles, of: request, warnings: reply.error)
    }

    private func provided(
        _ candles: [Candle], of request: BarRequest, warnings: [String]
    ) throws(DownloadError) -> ProvidedBars {
        var bars = RequestedBars(request)
        for candle in candles { bars.add(candle.bar) }
        var limit: String?
        if let oldest = candles.map(\.bar.timestamp).min(), request.misses(before: oldest) {
            limit = "kraken gives only the newest 720 bars of \(request.interval), the first of them of \(oldest)"
        }
        var provided = ProvidedBars()
        provided.bars = try bars.inOrder(of: name, ifNone: limit)
        provided.notes = limit.map { ["\($0); asked for bars from \(request.start) on"] } ?? []
        provided.notes += warnings.map { "\(name): \(ProviderReply.oneLine($0))" }
        return provided
    }

    public func meantStatus(of reply: HTTPReply) -> Int {
        guard reply.status == 200, let refusal = ProviderReply.refusal(Refusal.self, in: reply.body)?.words else {
            return reply.status
        }
        return Self.status(of: refusal)
    }

    private static func pair(_ symbol: String) -> String {
        symbol.uppercased().split { $0 == "-" || $0 == "/" }.map { coins[String($0)] ?? String($0) }.joined()
    }

    private static func status(of error: String) -> Int {
        if error.contains("Rate limit") || error.contains("Too many requests") || error.contains("lockout") {
            return 429
        }
        let isTheirs = error.hasPrefix("EService:") || error.contains("Internal error")
        return isTheirs ? 503 : 200
    }

    /// The one member that says whether a reply is a refusal.
    private struct Refusal: Decodable {
        var error: [String]

        /// The first error; warnings, which begin with a W, are none.
        var words: String? { error.first { !$0.hasPrefix("W") } }
    }

    private struct Reply: Decodable {
        var error: [String]
        var result: Pairs?
    }

    /// The candles under the pair's name, beside `last`.
    private struct Pairs: Decodable {
        var candles: [Candle]?

        init(from decoder: any Decoder) throws {
            let pairs = try decoder.container(keyedBy: Name.self)
            for name in pairs.allKeys where name.stringValue != "last" {
                guard candles == nil else {
                    throw DecodingError.dataCorruptedError(
                        forKey: name, in: pairs, debugDescription: "candles of more than one pair")
                }
                candles = try pairs.decode([Candle].self, forKey: name)
            }
        }

        struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }

            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }
    }

    /// `[time, open, high, low, close, average price, volume, trades]`, the time in seconds, the rest as text.
    private struct Candle: Decodable {
        let bar: Bar

        init(from decoder: any Decoder) throws {
            var row = try decoder.unkeyedContainer()
            let time = try row.decodeTime(unit: KrakenOHLC.second)
            let open = try row.decodeDecimalText()
            let high = try row.decodeDecimalText()
            let low = try row.decodeDecimalText()
            let close = try row.decodeDecimalText()
            _ = try row.decodeDecimalText()
            let volume = try row.decodeDecimalText()
            bar = Bar(timestamp: time, open: open, high: high, low: low, close: close, volume: volume)
        }
    }
}
