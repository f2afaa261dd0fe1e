import Foundation

/// Yahoo Finance's chart: equities, funds, indices, fx and crypto, `GET /v8/finance/chart/AAPL?period1=…&period2=…`.
///
/// Daily rows are stamped with their session's opening; a bar's timestamp is the exchange's local date of it, by the
/// exchange's time zone with its daylight saving. Open to close are adjusted for splits, the adjusted close for dividends
/// too. Yahoo keeps minutes for 30 days (7 a request), 2 to 30 minutes for 60 days and hours for 730; a note says so when
/// a request reaches further back.
///
/// Reference: none of Yahoo's own; yfinance's `scrapers/history.py` collects what is known.
public struct YahooChart: BarProvider {
    public let name = "yahoo"
    public let defaultBaseURL = URL(string: "https://query1.finance.yahoo.com")!
    public let pace = Duration.milliseconds(500)
    public let intervals = ["1m", "2m", "5m", "15m", "30m", "1h", "1d"].compactMap { BarInterval($0) }

    /// Yahoo refuses clients that do not look like a browser.
    private static let headers = [
        "Accept": "application/json",
        "User-Agent":
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36",
    ]

    /// A provider; it keeps nothing from one request to the next.
    public init() {}

    /// The symbol's bars, adjusted closes (of days alone), dividends and splits.
    ///
    /// The symbol is Yahoo's (`AAPL`, `^GSPC`, `BRK-B`, `7203.T`, `BTC-USD`); of fx, `EURUSD` and `EUR-USD` are Yahoo's
    /// `EURUSD=X`. A row without one of its prices is left out and counted in `emptyRows`; one with prices and without a
    /// volume has the volume 0. The live price, which Yahoo adds as a last row, is never a bar of its own.
    public func bars(
        _ request: BarRequest, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> ProvidedBars {
        try request.require(self, has: AssetClass.allCases)
        let depth = YahooDepth(of: request.interval)
        var rows = YahooRows(request)
        var isCut = depth.isExceeded(by: request)
        let windows = depth.windows(of: request)
        for (place, window) in windows.enumerated() {
            fetcher.note(covered: Double(place) / Double(windows.count))
            do throws(DownloadError) {
                if let series = try await series(request, in: window, at: baseURL, through: fetcher) {
                    try rows.add(series)
                }
            } catch {
                // What Yahoo no longer keeps it refuses; the newer windows, which were asked first, are still good.
                guard case .refused(status: 422, _) = error, !rows.isEmpty else { throw error }
                isCut = true
                break
            }
        }
        var provided = try rows.provided(by: name)
        if isCut, let first = provided.bars.first {
            provided.notes.append(
                "yahoo keeps bars of \(request.interval) for \(depth.daysKept) days, the first of them of "
                    + "\(first.timestamp); asked for bars from \(request.start) on")
        }
        return provided
    }

    /// The rows between two seconds, the second one excluded; `nil` when there are none.
    private func series(
        _ request: BarRequest, in seconds: Range<Int64>, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> YahooChartReply.Series? {
        let url = try ProviderURL.joined(
            baseURL, ["v8", "finance", "chart", Self.symbol(of: request.asset)],
            [
                "period1": "\(seconds.lowerBound)", "period2": "\(seconds.upperBound)",
                "interval": request.interval.description, "events": "div,splits",
            ])
        let fetched = try await fetcher.get(url, headers: Self.headers)
        // Before the first trade ever there is an error where later there are no rows.
        let isRefused = fetched.status != 200
        let words = isRefused ? ProviderReply.refusal(YahooRefusal.Reply.self, in: fetched.body)?.words : nil
        if fetched.status == 400, words?.hasPrefix("Data doesn't exist") == true { return nil }
        let reply = try ProviderReply.decoded(fetched, as: YahooChartReply.self, of: name) { _ in words }
        if let error = reply.chart.error {
            throw .refused(status: fetched.status, message: ProviderReply.oneLine(error.words))
        }
        return reply.chart.result?.first
    }

    private static func symbol(of asset: Asset) -> String {
        guard asset.assetClass == .fx, let pair = CurrencyPair(asset.symbol) else { return asset.symbol }
        return "\(pair.base)\(pair.quote)=X"
    }
}

/// How long Yahoo keeps bars of an interval, and how much of it one request may span.
private struct YahooDepth {
    /// Both in seconds; `Int64.max` where there is no limit.
    private var kept = Int64.max
    private var perRequest = Int64.max
    private let isDaily: Bool

    private static let day: Int64 = 86_400
    /// Time passes between the request's end, which is now as a rule, and its arrival.
    private static let allowance: Int64 = 600

    init(of interval: BarInterval) {
        isDaily = interval.isDaily
        guard !isDaily else { return }
        kept = (interval == .minute ? 30 : interval < .hour ? 60 : 730) * Self.day
        perRequest = interval == .minute ? 7 * Self.day : kept + 2 * Self.day
    }

    var daysKept: Int64 { kept / Self.day }

    /// Whether the request reaches further back from its own end than Yahoo does from now.
    func isExceeded(by request: BarRequest) -> Bool {
        !isDaily && request.start.units(of: second, rounded: .up) < oldest(request)
    }

    /// What to ask for, in seconds, the newest first; one window for days.
    ///
    /// A day begins a day early, since the session of a date may open on the evening before in UTC.
    func windows(of request: BarRequest) -> [Range<Int64>] {
        let start = request.start.units(of: second, rounded: .down)
        let end = request.end.units(of: second, rounded: .up)
        guard start < end else { return [] }
        guard !isDaily else { return [start - Self.day..<end] }
        let first = max(start, oldest(request))
        var windows: [Range<Int64>] = []
        var upper = end
        while first < upper {
            // Whole days, so that no bar lies across two windows.
            let lower = max(first, (upper - perRequest + Self.day - 1) / Self.day * Self.day)
            windows.append(lower..<upper)
            upper = lower
        }
        return windows
    }

    private func oldest(_ request: BarRequest) -> Int64 {
        request.end.units(of: second, rounded: .down) - kept + Self.allowance
    }

    private var second: Int64 { 1_000_000_000 }
}
