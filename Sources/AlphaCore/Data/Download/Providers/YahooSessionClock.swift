import Foundation

/// Which bar a second of Yahoo's belongs to: the second itself within the day, the exchange's local date for days.
struct YahooSessionClock {
    private let request: BarRequest
    /// `nil` for bars within the day, which need none.
    private let zone: TimeZone?
    private let lastTrade: Int64?
    private let session: YahooChartReply.Period?

    /// The clock of the exchange; refuses (`malformed`) rows of another interval than asked for, and a time zone that
    /// is not known here.
    init(_ meta: YahooChartReply.Meta, _ request: BarRequest) throws(DownloadError) {
        self.request = request
        lastTrade = meta.regularMarketTime
        session = meta.currentTradingPeriod?.regular
        if let granularity = meta.dataGranularity, BarInterval(granularity) != request.interval {
            throw .malformed("yahoo: bars of \(ProviderReply.oneLine(granularity)) instead of \(request.interval)")
        }
        guard request.interval.isDaily else {
            zone = nil
            return
        }
        let name = meta.exchangeTimezoneName ?? ""
        guard let zone = TimeZone(identifier: name) else {
            throw .malformed("yahoo: no time zone '\(ProviderReply.oneLine(name))' is known")
        }
        self.zone = zone
    }

    /// The start of the bar, if it is wanted: inside the request and over by its end.
    ///
    /// A day is over when a day has passed since its midnight in UTC; the one whose session Yahoo calls the current one,
    /// when that session is. `malformed` for a second outside the range of time.
    func wantedStart(_ seconds: Int64) throws(DownloadError) -> Timestamp? {
        guard let moment = Timestamp(count: seconds, of: 1_000_000_000) else {
            throw .malformed("yahoo: \(seconds) is no time")
        }
        guard let zone else { return request.wants(moment) ? moment : nil }
        guard let date = date(of: seconds, in: zone) else { throw .malformed("yahoo: \(seconds) is no time") }
        guard date >= request.start, date < request.end else { return nil }
        if let session, let today = self.date(of: session.start, in: zone),
            today == date || session.start..<max(session.start, session.end) ~= seconds,
            let close = Timestamp(count: session.end, of: 1_000_000_000)
        {
            return close <= request.end ? date : nil
        }
        return date <= request.lastStart ? date : nil
    }

    /// Whether a last row within the day is the price of now and no bar: it bears the time of the last trade, or one
    /// that is not on a minute.
    func isLivePrice(_ seconds: Int64) -> Bool { zone == nil && (seconds == lastTrade || seconds % 60 != 0) }

    /// The local date at that second.
    ///
    /// Markets around the clock are stamped with local midnight, for which Yahoo sometimes takes the wrong side of
    /// daylight saving: a row at 22:00 or 23:00 sharp, when no exchange opens, means the midnight after it. The live row
    /// bears the time of a trade, which may be any.
    private func date(of seconds: Int64, in zone: TimeZone) -> Timestamp? {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let (local, overflow) = seconds.addingReportingOverflow(Int64(offset))
        guard !overflow else { return nil }
        let (quotient, remainder) = local.quotientAndRemainder(dividingBy: 86_400)
        let (day, ofDay) = remainder < 0 ? (quotient - 1, remainder + 86_400) : (quotient, remainder)
        let isEarly = seconds != lastTrade && (ofDay == 22 * 3600 || ofDay == 23 * 3600)
        return Timestamp(count: isEarly ? day + 1 : day, of: Timestamp.day)
    }
}
