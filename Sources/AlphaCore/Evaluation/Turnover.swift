/// How much is traded, relative to what is held.
public enum Turnover {
    /// Σ|traded| of each bar over the mean of the gross exposure at the end of the bar before and of this bar.
    ///
    /// Before the first bar nothing is held. 0 where nothing was traded; a bar that only traded away what it had taken on
    /// within the bar has no such ratio and gives NaN. Reference: pyfolio `get_turnover` with `denominator="AGB"`.
    ///
    /// - Parameters:
    ///   - traded: Σ|units·price| traded in each bar.
    ///   - gross: Σ|units·price| held at the end of each bar, in the same currency.
    public static func perBar(traded: [Double], gross: [Double]) -> [Double] {
        precondition(traded.count == gross.count, "\(traded.count) bars traded, \(gross.count) bars held")
        return traded.indices.map { bar in
            ratio(traded: traded[bar], before: bar == 0 ? 0 : gross[bar - 1], after: gross[bar])
        }
    }

    /// The ratio of one bar.
    static func ratio(traded: Double, before: Double, after: Double) -> Double {
        if traded == 0 { return 0 }
        let mean = (before + after) / 2
        return mean > 0 ? traded / mean : .nan
    }
}
