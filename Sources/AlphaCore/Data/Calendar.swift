/// How many periods a year the bars of an asset or a panel have: what statistics are annualised with.
///
/// It comes from the asset's class and the data's own spacing (research.md, "From scores to positions to PnL"): 252
/// days a year for equities, 260 for fx, 365 for crypto; intraday bars a day times that; 52, 12, 4 or 1 for bars of
/// weeks, months, quarters, years.
public enum Calendar {
    /// Trading days a year of a class.
    public static func daysPerYear(of assetClass: AssetClass) -> Double {
        switch assetClass {
        case .equities: 252
        case .fx: 260
        case .crypto: 365
        }
    }

    /// Bars a year of one asset.
    ///
    /// The median time between bars says what they are. Below 20 hours they are intraday: the median count of bars a
    /// UTC day (days cut short at either end of the file do not matter then) times the class's days. Up to 4 days they
    /// are daily, or of two or three days each. Beyond, whatever of 52, 12, 4 and 1 a year is within a fifth of, or the
    /// plain ratio. With fewer than two bars, the class's days.
    public static func periodsPerYear(of series: BarSeries) -> Double {
        let daysPerYear = daysPerYear(of: series.asset.assetClass)
        let times = series.timestamps
        guard times.count > 1 else { return daysPerYear }
        let gapInDays = median(zip(times, times.dropFirst()).map(days(from:to:)))
        if gapInDays < 20.0 / 24 { return daysPerYear * Double(median(barsPerDay(times))) }
        if gapInDays <= 4 { return daysPerYear / max(1, gapInDays.rounded()) }
        let plain = daysOfYear / gapInDays
        return [52.0, 12, 4, 1].first { abs(plain / $0 - 1) < 0.2 } ?? plain
    }

    /// Steps a year of a panel's time axis, the union of its assets' times: what a return series with one row a step
    /// of the axis is annualised with.
    ///
    /// Every bar of the densest calendar is a step, so it is the largest of the assets' own numbers: daily equities
    /// with daily crypto step 365 times a year. Where assets do not share their times (daily bars that start at 00:00
    /// and at 14:30), the union has more steps than any of them; then it is what was counted while all of them trade,
    /// which neither a late listing nor an early end dilutes. An empty panel has 0.
    public static func periodsPerYear(of panel: Panel) -> Double {
        let series = panel.series.filter { $0.count > 0 }
        let densest = series.map(periodsPerYear).max() ?? 0
        guard series.count > 1, let first = series.map({ $0.timestamps[0] }).max(),
            let last = series.map({ $0.timestamps[$0.count - 1] }).min(), first < last
        else { return densest }
        let steps = panel.timestamps.lazy.filter { first <= $0 && $0 <= last }.count - 1
        let years = days(from: first, to: last) / daysOfYear
        let counted = Double(steps) / years
        // Holidays and the year's length move the count of a shared calendar by a few per cent, no more.
        return counted > 1.05 * densest && steps >= 20 ? counted : densest
    }

    /// The length of a year, in days.
    private static let daysOfYear = 365.25

    /// In floating point: the span of two moments may be more nanoseconds than a whole number holds.
    private static func days(from first: Timestamp, to last: Timestamp) -> Double {
        (Double(last.nanoseconds) - Double(first.nanoseconds)) / Double(Timestamp.day)
    }

    /// How many of the times fall on each UTC day that has any.
    private static func barsPerDay(_ times: [Timestamp]) -> [Int] {
        var counts: [Int] = []
        var day: Int64?
        for time in times {
            let (quotient, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: Timestamp.day)
            let today = rest < 0 ? quotient - 1 : quotient
            if today == day { counts[counts.count - 1] += 1 } else { counts.append(1) }
            day = today
        }
        return counts
    }

    /// The upper median.
    private static func median<Value: Comparable>(_ values: [Value]) -> Value {
        values.sorted()[values.count / 2]
    }
}
