/// Sorts rows by time: newest first, scrambled, appended in the wrong place. Rows of one time keep their order.
///
/// Rows without a time must have been taken out before.
public struct OrderMend: Mend {
    /// A mend without settings.
    public init() {}

    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var outcome = MendOutcome()
        let times = rows.map { $0.timestamp! }
        guard let first = times.indices.dropFirst().first(where: { times[$0] < times[$0 - 1] }) else { return outcome }
        let why: String
        if zip(times, times.dropFirst()).allSatisfy({ $0 >= $1 }) {
            why = "\(rows.count) rows stood newest first"
        } else {
            let steps = zip(times, times.dropFirst()).count { $0 > $1 }
            why = "\(steps) of \(rows.count) rows stood before the row above them in time"
        }
        outcome.repairs = [Repair(rows[first], .order, why: why)]
        // The standard library's sort is stable only by promise of its present version: the line decides ties.
        rows = rows.enumerated().sorted { one, other in
            (one.element.timestamp!, one.offset) < (other.element.timestamp!, other.offset)
        }.map(\.element)
        return outcome
    }
}
