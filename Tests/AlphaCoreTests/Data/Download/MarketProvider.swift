import Foundation
import Synchronization

@testable import AlphaCore

/// A provider whose bars a test sets, changes and takes away, and which remembers what it was asked for.
final class MarketProvider: BarProvider {
    /// What it has of a symbol.
    struct Market: Sendable {
        var bars: [Bar] = []
        var adjustedCloses: [Double]?
        var actions: [CorporateAction] = []
        var emptyRows = 0
        var notes: [String] = []
        /// What it answers instead.
        var failure: DownloadError?
        /// It gives this as it stands, whatever was asked for.
        var verbatim: ProvidedBars?
        /// So many requests go through the fetcher first.
        var pages = 0
    }

    let name: String
    let defaultBaseURL = URL(string: "http://127.0.0.1:9")!
    let pace = Duration.zero
    let intervals: [BarInterval]
    private let markets = Mutex<[String: Market]>([:])
    private let asked = Mutex<[BarRequest]>([])

    init(_ name: String = "market", intervals: [BarInterval] = [.day, .hour]) {
        self.name = name
        self.intervals = intervals
    }

    subscript(symbol: String) -> Market {
        get { markets.withLock { $0[symbol] ?? Market() } }
        set { markets.withLock { $0[symbol] = newValue } }
    }

    /// What it was asked for since this was called last.
    func takeRequests() -> [BarRequest] {
        asked.withLock { asked in
            defer { asked = [] }
            return asked
        }
    }

    func bars(
        _ request: BarRequest, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> ProvidedBars {
        asked.withLock { $0.append(request) }
        let market = self[request.asset.symbol]
        for page in 0..<market.pages {
            _ = try await fetcher.get(URL(string: "\(baseURL)/\(request.asset.symbol)?page=\(page)")!, headers: [:])
        }
        if let failure = market.failure { throw failure }
        if let verbatim = market.verbatim { return verbatim }
        let places = market.bars.indices.filter { place in
            let time = market.bars[place].timestamp
            return time >= request.start && time.nanoseconds + request.interval.nanoseconds <= request.end.nanoseconds
        }
        guard !places.isEmpty else { throw .noBars("nothing from \(request.start) to \(request.end)") }
        var provided = ProvidedBars()
        provided.bars = places.map { market.bars[$0] }
        provided.adjustedCloses = market.adjustedCloses.map { all in places.map { all[$0] } }
        provided.actions = market.actions.filter { $0.timestamp >= request.start && $0.timestamp < request.end }
        provided.emptyRows = market.emptyRows
        provided.notes = market.notes
        return provided
    }
}

extension MarketProvider.Market {
    /// So many daily bars from a date on, whose prices and volumes differ from bar to bar, adjusted closes beside.
    static func daily(_ count: Int, from first: String = "2020-01-01", adjusted: Bool = true) -> Self {
        let start = Timestamp(first)!.nanoseconds
        let bars = (0..<count).map { day in
            let price = 100 + Double(day * 37 % 101) / 4
            return Bar(
                timestamp: Timestamp(nanoseconds: start + Int64(day) * Timestamp.day), open: price, high: price + 2,
                low: price - 2, close: price + 1, volume: Double(1000 + day))
        }
        return Self(bars: bars, adjustedCloses: adjusted ? bars.map { $0.close * 0.9 } : nil)
    }

    /// Every price before the date divided, every volume multiplied, as a split of one old share into `ratio` does it.
    mutating func split(_ ratio: Double, on date: String) {
        let time = Timestamp(date)!
        for place in bars.indices where bars[place].timestamp < time {
            bars[place].open /= ratio
            bars[place].high /= ratio
            bars[place].low /= ratio
            bars[place].close /= ratio
            bars[place].volume *= ratio
            adjustedCloses?[place] /= ratio
        }
        actions.append(CorporateAction(timestamp: time, kind: .split, value: ratio))
    }

    /// Every adjusted close before the date times the factor, as a dividend does it.
    mutating func dividend(_ factor: Double, on date: String) {
        let time = Timestamp(date)!
        for place in bars.indices where bars[place].timestamp < time { adjustedCloses?[place] *= factor }
        actions.append(CorporateAction(timestamp: time, kind: .dividend, value: 1 - factor))
    }
}
