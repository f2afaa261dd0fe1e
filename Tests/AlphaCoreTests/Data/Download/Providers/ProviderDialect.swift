import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// How one provider's server picks bars and words them, so that one suite can speak to all of them.
struct ProviderDialect: Sendable, CustomTestStringConvertible {
    typealias Request = LoopbackServer.Request
    typealias Reply = LoopbackServer.Reply

    /// A refusal that the provider is known to send, and what must be made of it.
    struct Refusal: Sendable {
        var reply: Reply
        var error: DownloadError
    }

    var provider: any BarProvider
    var asset: Asset
    var interval: BarInterval
    /// The most rows that a reply of the real one has.
    var limit: Int
    /// Which bars answer a request, from all that there are, at most so many.
    var picked: @Sendable (Request, [Bar], _ limit: Int) -> [Bar]
    /// Those bars in the provider's words.
    var worded: @Sendable (Request, [Bar]) -> String
    var refusals: [Refusal]
    /// Whether a bar is one price.
    var isFixing = false

    var testDescription: String { "\(provider.name) \(interval)" }

    /// All dialects, some with two intervals because they page in another way.
    static let all = [
        yahoo("1d"), yahoo("1m"), yahoo("1h"), coinbase("1d"), coinbase("1h"), coinbase("1m"), binance("1d"),
        binance("4h"), kraken("1d"), kraken("1h"), frankfurter,
    ]

    /// What an honest server that has these bars and gives at most so many at once answers.
    func answer(having bars: [Bar], atMost limit: Int? = nil) -> @Sendable (Request) -> Reply {
        { request in .json(worded(request, picked(request, bars, limit ?? self.limit))) }
    }

    /// A request for the bars from a moment on and before another one.
    func request(from start: Timestamp, to end: Timestamp) -> BarRequest {
        BarRequest(asset: asset, interval: interval, start: start, end: end)
    }

    /// So many random bars, from 2024-01-02 on unless told otherwise, some missing in between.
    func randomBars(_ count: Int, _ source: inout RandomSource, from first: String = "2024-01-02") -> [Bar] {
        var time = Timestamp(first)!
        return (0..<count).map { _ in
            let bar = randomBar(time, &source)
            let gap = source.next() % 8 == 0 ? 1 + Int64(source.next() % 5) : 1
            time.nanoseconds += gap * interval.nanoseconds
            return bar
        }
    }

    private func randomBar(_ time: Timestamp, _ source: inout RandomSource) -> Bar {
        let level = exp(12 * source.uniform() - 6)
        let prices = (0..<4).map { _ in level * exp(source.normal() / 50) }.sorted()
        if isFixing {
            return Bar(
                timestamp: time, open: prices[0], high: prices[0], low: prices[0], close: prices[0], volume: 0)
        }
        return Bar(
            timestamp: time, open: prices[1], high: prices[3], low: prices[0], close: prices[2],
            volume: (1e6 * source.uniform() * 100).rounded() / 100)
    }
}

extension [Bar] {
    /// The end of the last one.
    func end(_ interval: BarInterval) -> Timestamp {
        Timestamp(nanoseconds: self[count - 1].timestamp.nanoseconds + interval.nanoseconds)
    }
}

extension Bar {
    /// The start in seconds.
    var seconds: Int64 { timestamp.nanoseconds / 1_000_000_000 }
}
