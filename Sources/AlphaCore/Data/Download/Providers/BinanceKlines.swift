import Foundation

/// Binance's klines from its market-data host: crypto, `GET /api/v3/klines?symbol=BTCUSDT&interval=1d&startTime=…`.
///
/// Oldest first, at most 1,000 a request, prices as text; the next page begins a millisecond after the last open time,
/// and an empty page is the end. A start before the listing is answered from the listing on.
///
/// Reference: developers.binance.com, Spot REST API, "Kline/Candlestick data".
public struct BinanceKlines: BarProvider {
    public let name = "binance"
    public let defaultBaseURL = URL(string: "https://data-api.binance.vision")!
    public let pace = Duration.milliseconds(100)
    public let intervals = [
        "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w",
    ].compactMap { BarInterval($0) }

    private static let klinesPerPage = 1000
    private static let millisecond: Int64 = 1_000_000

    /// A provider; it keeps nothing from one request to the next.
    public init() {}

    /// The symbol's klines; `BTC-USDT` and `btcusdt` are Binance's `BTCUSDT`.
    public func bars(
        _ request: BarRequest, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> ProvidedBars {
        try request.require(self, has: [.crypto])
        guard let starts = request.starts(in: Self.millisecond), starts.upperBound >= 0 else {
            throw request.noBars(of: name)
        }
        var bars = RequestedBars(request)
        let first = max(starts.lowerBound, 0)
        var next = first
        while next <= starts.upperBound {
            let page = try await klines(request, next...starts.upperBound, at: baseURL, through: fetcher)
            for kline in page { bars.add(kline.bar) }
            // A page that brings nothing newer is an end too: asking on would never stop.
            guard let last = page.map({ $0.bar.timestamp.nanoseconds / Self.millisecond }).max(), last >= next else {
                break
            }
            next = last + 1
            fetcher.note(covered: Double(next - first) / Double(starts.upperBound - first + 1))
        }
        var provided = ProvidedBars()
        provided.bars = try bars.inOrder(of: name)
        return provided
    }

    private func klines(
        _ request: BarRequest, _ milliseconds: ClosedRange<Int64>, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> [Kline] {
        let symbol = request.asset.symbol.uppercased().filter { $0 != "-" && $0 != "/" }
        let url = try ProviderURL.joined(
            baseURL, ["api", "v3", "klines"],
            [
                "symbol": symbol, "interval": request.interval.description, "startTime": "\(milliseconds.lowerBound)",
                "endTime": "\(milliseconds.upperBound)", "limit": "\(Self.klinesPerPage)",
            ])
        let reply = try await fetcher.get(url, headers: ["Accept": "application/json", "User-Agent": "alpha"])
        return try ProviderReply.decoded(reply, as: [Kline].self, of: name) { body in
            guard let refusal = ProviderReply.refusal(Refusal.self, in: body) else { return nil }
            let isDollar = refusal.code == -1121 && symbol.hasSuffix("USD")
            return refusal.msg + (isDollar ? " (Binance has no US dollar; try \(symbol)T)" : "")
        }
    }

    /// `[open time, open, high, low, close, volume, close time, …]`, times in milliseconds, the rest as text.
    private struct Kline: Decodable {
        let bar: Bar

        init(from decoder: any Decoder) throws {
            var row = try decoder.unkeyedContainer()
            let time = try row.decodeTime(unit: BinanceKlines.millisecond)
            let open = try row.decodeDecimalText()
            let high = try row.decodeDecimalText()
            let low = try row.decodeDecimalText()
            let close = try row.decodeDecimalText()
            let volume = try row.decodeDecimalText()
            bar = Bar(timestamp: time, open: open, high: high, low: low, close: close, volume: volume)
        }
    }

    private struct Refusal: Decodable {
        var code: Int
        var msg: String
    }
}
