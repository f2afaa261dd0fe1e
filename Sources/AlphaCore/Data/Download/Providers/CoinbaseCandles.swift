import Foundation

/// Coinbase Exchange's candles: crypto, `GET /products/BTC-USD/candles?granularity=86400&start=…&end=…`.
///
/// At most 300 candles a request, newest first; hours and days without a trade have none, so an empty page says nothing
/// about the pages before or after it, and a request from long before a coin was listed could take thousands of them.
/// So when a request needs more than `probedFrom` pages, the days with trades are asked for first, at 300 a page, and
/// then only the pages that touch such a day: nothing is guessed, and no bar behind a gap is lost.
///
/// Reference: docs.cdp.coinbase.com, Exchange REST API, "Get product candles".
public struct CoinbaseCandles: BarProvider {
    public let name = "coinbase"
    public let defaultBaseURL = URL(string: "https://api.exchange.coinbase.com")!
    public let pace = Duration.milliseconds(150)
    public let intervals = ["1m", "5m", "15m", "1h", "6h", "1d"].compactMap { BarInterval($0) }

    private static let candlesPerPage: Int64 = 300
    /// From how many pages on the days with trades are asked for first.
    private static let probedFrom = 24
    /// 2009-01-03, when the first block of the first coin was made: no candle is older.
    private static let firstBlock: Int64 = 1_230_940_800

    /// A provider; it keeps nothing from one request to the next.
    public init() {}

    /// The product's candles; the symbol is Coinbase's (`BTC-USD`), in any letter case.
    public func bars(
        _ request: BarRequest, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> ProvidedBars {
        try request.require(self, has: [.crypto])
        let step = Int64(request.interval.seconds)
        guard let starts = request.starts(in: step * 1_000_000_000), starts.upperBound * step >= Self.firstBlock else {
            throw request.noBars(of: name)
        }
        let first = max(starts.lowerBound * step, Self.firstBlock)
        let product = Product(
            symbol: request.asset.symbol.uppercased(), provider: name, baseURL: baseURL, fetcher: fetcher)
        var pages = Self.pages(first...starts.upperBound * step, of: step)
        if pages.count > Self.probedFrom, request.interval < .day {
            let days = try await product.tradedDays(in: first...starts.upperBound * step)
            pages.removeAll { page in !Self.days(of: page).contains { days.contains($0) } }
        }
        var bars = RequestedBars(request)
        for (place, page) in pages.enumerated() {
            for candle in try await product.candles(page, granularity: step) { bars.add(candle.bar) }
            fetcher.note(covered: Double(place + 1) / Double(pages.count))
        }
        var provided = ProvidedBars()
        provided.bars = try bars.inOrder(of: name)
        return provided
    }

    /// The starts of 300 candles at a time: both ends of a page are asked for, so the next one begins a candle later.
    ///
    /// A page of a single candle asks for the one before it as well, since its ends would be one moment.
    private static func pages(_ starts: ClosedRange<Int64>, of step: Int64) -> [ClosedRange<Int64>] {
        stride(from: starts.lowerBound, through: starts.upperBound, by: Int(candlesPerPage * step)).map { first in
            first == starts.upperBound
                ? first - step...first : first...min(first + (candlesPerPage - 1) * step, starts.upperBound)
        }
    }

    /// The numbers of the days that the seconds touch.
    private static func days(of seconds: ClosedRange<Int64>) -> ClosedRange<Int64> {
        seconds.lowerBound / 86_400...seconds.upperBound / 86_400
    }

    /// Where a product's candles are.
    private struct Product {
        var symbol: String
        var provider: String
        var baseURL: URL
        var fetcher: any HTTPFetching

        /// The candles that start from the first second to the last, both included, in Coinbase's order.
        func candles(
            _ seconds: ClosedRange<Int64>, granularity: Int64
        ) async throws(DownloadError) -> [Candle] {
            let url = try ProviderURL.joined(
                baseURL, ["products", symbol, "candles"],
                [
                    "granularity": "\(granularity)", "start": iso8601(seconds.lowerBound),
                    "end": iso8601(seconds.upperBound),
                ])
            let reply = try await fetcher.get(url, headers: ["Accept": "application/json", "User-Agent": "alpha"])
            return try ProviderReply.decoded(reply, as: [Candle].self, of: provider) { body in
                ProviderReply.refusal(Refusal.self, in: body)?.message
            }
        }

        /// The numbers of the days in which the product was traded; the last two are always among them, because a
        /// day's candle may come later than the first ones of its minutes.
        func tradedDays(in seconds: ClosedRange<Int64>) async throws(DownloadError) -> Set<Int64> {
            let day: Int64 = 86_400
            let asked = CoinbaseCandles.days(of: seconds)
            var days: Set = [asked.upperBound - 1, asked.upperBound]
            for page in CoinbaseCandles.pages(asked.lowerBound * day...asked.upperBound * day, of: day) {
                for candle in try await candles(page, granularity: day) {
                    days.insert(candle.bar.timestamp.nanoseconds / Timestamp.day)
                }
            }
            return days
        }

        private func iso8601(_ seconds: Int64) -> String {
            let text = Timestamp(nanoseconds: seconds * 1_000_000_000).description
            return text.contains("T") ? text : text + "T00:00:00Z"
        }
    }

    /// `[time, low, high, open, close, volume]`, the time in seconds.
    private struct Candle: Decodable {
        let bar: Bar

        init(from decoder: any Decoder) throws {
            var row = try decoder.unkeyedContainer()
            let time = try row.decodeTime(unit: 1_000_000_000)
            let low = try row.decode(Double.self)
            let high = try row.decode(Double.self)
            let open = try row.decode(Double.self)
            let close = try row.decode(Double.self)
            let volume = try row.decode(Double.self)
            bar = Bar(timestamp: time, open: open, high: high, low: low, close: close, volume: volume)
        }
    }

    private struct Refusal: Decodable {
        var message: String
    }
}
