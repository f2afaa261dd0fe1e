/// The bars of one asset as a provider gives them and a file of ours holds them: not adjusted, the adjusted closes beside.
///
/// Times are strictly increasing and every bar is good (`Bar.fault`), but perhaps for rounding.
struct BarHistory: Sendable, Equatable {
    /// The bars in order of time.
    var bars: [Bar] = []
    /// The close adjusted for splits and dividends, one a bar; `nil` where the source has none.
    var adjustedCloses: [Double]?

    /// How many bars there are.
    var count: Int { bars.count }
    /// The first bar's time; `nil` when there are none.
    var first: Timestamp? { bars.first?.timestamp }
    /// The last bar's time; `nil` when there are none.
    var last: Timestamp? { bars.last?.timestamp }

    /// The bars for whose times the condition holds.
    func filtered(_ isWanted: (Timestamp) -> Bool) -> BarHistory {
        let places = bars.indices.filter { isWanted(bars[$0].timestamp) }
        return BarHistory(
            bars: places.map { bars[$0] }, adjustedCloses: adjustedCloses.map { all in places.map { all[$0] } })
    }

    /// These bars with those of another history that come before the first of them or after the last; both have adjusted
    /// closes or neither has.
    func extended(by other: BarHistory) -> BarHistory {
        guard let first, let last else { return other }
        let before = other.filtered { $0 < first }
        let after = other.filtered { $0 > last }
        return BarHistory(
            bars: before.bars + bars + after.bars,
            adjustedCloses: adjustedCloses.map { own in
                (before.adjustedCloses ?? []) + own + (after.adjustedCloses ?? [])
            })
    }
}
