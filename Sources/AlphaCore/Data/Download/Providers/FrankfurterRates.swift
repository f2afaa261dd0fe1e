import Foundation

/// The European Central Bank's reference rates by Frankfurter: fx, daily, `GET /v1/A..B?base=EUR&symbols=USD`.
///
/// A fixing is one price: open, high, low and close are it, and the volume is 0; a note says so. The bank fixes the euro
/// alone, about 16:00 in Frankfurt, on its working days since 1999; pairs without it are Frankfurter's crosses, rounded.
///
/// Reference: frankfurter.dev, v1.
public struct FrankfurterRates: BarProvider {
    public let name = "frankfurter"
    public let defaultBaseURL = URL(string: "https://api.frankfurter.dev")!
    public let pace = Duration.milliseconds(250)
    public let intervals = [BarInterval.day]

    /// A provider; it keeps nothing from one request to the next.
    public init() {}

    /// The pair's fixings; `EURUSD`, `EUR-USD` and Yahoo's `EURUSD=X` are the same pair.
    ///
    /// A fixing before the request is left out (from a holiday on, Frankfurter answers from the working day before), and
    /// so is a day on which the bank fixed one of the currencies not at all.
    public func bars(
        _ request: BarRequest, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> ProvidedBars {
        try request.require(self, has: [.fx])
        guard let pair = CurrencyPair(request.asset.symbol), pair.base != pair.quote else {
            throw .unsupported("\(name) has pairs of two currencies such as EURUSD, not '\(request.asset.symbol)'")
        }
        guard let days = request.starts(in: Timestamp.day) else { throw request.noBars(of: name) }
        let ends = [days.lowerBound, days.upperBound].map { Timestamp(nanoseconds: $0 * Timestamp.day).description }
        let url = try ProviderURL.joined(
            baseURL, ["v1", "\(ends[0])..\(ends[1])"], ["base": pair.base, "symbols": pair.quote])
        let fetched = try await fetcher.get(url, headers: ["Accept": "application/json", "User-Agent": "alpha"])
        let reply = try ProviderReply.decoded(fetched, as: Reply.self, of: name) { body in
            ProviderReply.refusal(Refusal.self, in: body)?.message
        }
        var provided = ProvidedBars()
        provided.bars = try bars(reply, of: pair.quote, request)
        provided.notes = ["one price a day: ECB fixings, open = high = low = close"]
        return provided
    }

    private func bars(_ reply: Reply, of quote: String, _ request: BarRequest) throws(DownloadError) -> [Bar] {
        var bars = RequestedBars(request)
        for (date, rates) in reply.rates {
            guard let time = Timestamp(date), time.description == date else {
                throw .malformed("\(name): '\(ProviderReply.oneLine(date))' is no date")
            }
            guard let rate = rates[quote] else { continue }
            let price = rate / (reply.amount ?? 1)
            guard price.isFinite else { throw .malformed("\(name): \(rate) for an amount of \(reply.amount ?? 1)") }
            bars.add(Bar(timestamp: time, open: price, high: price, low: price, close: price, volume: 0))
        }
        return try bars.inOrder(of: name)
    }

    private struct Reply: Decodable {
        /// What the rates are of: 1 unless asked otherwise.
        var amount: Double?
        var rates: [String: [String: Double]]
    }

    private struct Refusal: Decodable {
        var message: String
    }
}
