import Foundation

/// The rows of Yahoo's replies as the bars of a request.
struct YahooRows {
    private let request: BarRequest
    private var rows: [Row] = []
    private var actions: Set<CorporateAction> = []
    private var emptyRows = 0
    private var isAdjusted = true

    private struct Row {
        var bar: Bar
        var adjustedClose: Double?

        /// One row of two of the same session, this one the earlier.
        func joined(with later: Row) -> Row {
            var row = later
            row.bar.open = bar.open
            row.bar.high = max(bar.high, later.bar.high)
            row.bar.low = min(bar.low, later.bar.low)
            row.bar.volume = max(bar.volume, later.bar.volume)
            return row
        }
    }

    /// Nothing yet of the request.
    init(_ request: BarRequest) { self.request = request }

    /// Whether no bar of the request has come yet.
    var isEmpty: Bool { rows.isEmpty }

    /// Takes the wanted rows of a reply.
    mutating func add(_ series: YahooChartReply.Series) throws(DownloadError) {
        guard series.timestamp?.isEmpty == false else { return }
        let clock = try YahooSessionClock(series.meta, request)
        let lists = try Lists(series)
        for (position, seconds) in lists.seconds.enumerated() {
            guard let time = try clock.wantedStart(seconds) else { continue }
            if position == lists.count - 1, clock.isLivePrice(seconds) { continue }
            if let row = lists.row(position, at: time) { rows.append(row) } else { emptyRows += 1 }
        }
        if lists.adjusted == nil { isAdjusted = false }
        try addActions(series.events, clock)
    }

    /// What has been taken, in order of time; `noBars` when there are no bars.
    ///
    /// Rows of one date are one bar: beside the session's row Yahoo sometimes adds the live one.
    func provided(by provider: String) throws(DownloadError) -> ProvidedBars {
        guard !rows.isEmpty else {
            throw request.noBars(of: provider, because: emptyRows > 0 ? "\(emptyRows) rows without prices" : nil)
        }
        var once: [Row] = []
        let order = rows.indices.sorted { (rows[$0].bar.timestamp, $0) < (rows[$1].bar.timestamp, $1) }
        for row in order.map({ rows[$0] }) {
            if let last = once.last, last.bar.timestamp == row.bar.timestamp {
                once[once.count - 1] = request.interval.isDaily ? last.joined(with: row) : row
            } else {
                once.append(row)
            }
        }
        var provided = ProvidedBars()
        provided.bars = once.map(\.bar)
        if isAdjusted { provided.adjustedCloses = once.map { $0.adjustedClose ?? $0.bar.close } }
        provided.actions = actions.sorted {
            ($0.timestamp, $0.kind.rawValue, $0.value) < ($1.timestamp, $1.kind.rawValue, $1.value)
        }
        provided.emptyRows = emptyRows
        return provided
    }

    private mutating func addActions(_ events: YahooChartReply.Events?, _ clock: YahooSessionClock)
        throws(DownloadError)
    {
        for dividend in (events?.dividends ?? [:]).values {
            guard let time = try clock.wantedStart(dividend.date) else { continue }
            actions.insert(CorporateAction(timestamp: time, kind: .dividend, value: dividend.amount))
        }
        for split in (events?.splits ?? [:]).values {
            guard let time = try clock.wantedStart(split.date) else { continue }
            let ratio = split.numerator / split.denominator
            guard ratio > 0, ratio.isFinite else {
                throw .malformed("yahoo: a split of \(split.numerator) for \(split.denominator)")
            }
            actions.insert(CorporateAction(timestamp: time, kind: .split, value: ratio))
        }
    }

    /// A reply's lists, all of one length.
    private struct Lists {
        let seconds: [Int64]
        let open, high, low, close: [Double?]
        let volume, adjusted: [Double?]?

        var count: Int { seconds.count }

        init(_ series: YahooChartReply.Series) throws(DownloadError) {
            seconds = series.timestamp ?? []
            let quote = series.indicators.quote.first
            open = quote?.open ?? []
            high = quote?.high ?? []
            low = quote?.low ?? []
            close = quote?.close ?? []
            volume = quote?.volume
            adjusted = series.indicators.adjclose?.first?.adjclose
            let named: KeyValuePairs = [
                "open": open, "high": high, "low": low, "close": close, "volume": volume, "adjclose": adjusted,
            ]
            for (name, list) in named {
                guard let list, list.count != seconds.count else { continue }
                throw .malformed("yahoo: \(list.count) of \(name) beside \(seconds.count) timestamps")
            }
        }

        /// The row, `nil` when one of its prices is.
        func row(_ position: Int, at time: Timestamp) -> Row? {
            guard let open = open[position], let high = high[position], let low = low[position],
                let close = close[position]
            else { return nil }
            if let adjusted, adjusted[position] == nil { return nil }
            let bar = Bar(
                timestamp: time, open: open, high: high, low: low, close: close, volume: volume?[position] ?? 0)
            return Row(bar: bar, adjustedClose: adjusted?[position])
        }
    }
}
