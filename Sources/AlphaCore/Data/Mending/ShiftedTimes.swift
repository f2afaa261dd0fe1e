/// Names bars that stand twice, some whole quarters of an hour apart: a part of the file is in another time zone. It
/// changes nothing: which part is right cannot be told.
///
/// Three bars or more, each the same as another in all prices and its volume, at one and the same distance of up to 26
/// hours. Bars without volume or with one price only do not count, they repeat by themselves.
public struct ShiftedTimes: Mend {
    /// A look without settings.
    public init() {}

    private static let distanceMax = 26 * (Timestamp.day / 24)
    private static let quarter = Timestamp.day / 96
    private static let leastPairs = 3

    private struct Numbers: Hashable {
        var open, high, low, close, volume: Double
    }

    public func mend(_ rows: inout [BarRow]) -> MendOutcome {
        var outcome = MendOutcome()
        var seen: [Numbers: Int] = [:]
        var pairs: [Int64: [Int]] = [:]
        for (number, row) in rows.enumerated() where row.high > row.low && row.volume > 0 {
            let key = Numbers(open: row.open, high: row.high, low: row.low, close: row.close, volume: row.volume)
            if let twin = seen[key] {
                let distance = row.timestamp!.nanoseconds(since: rows[twin].timestamp!)
                if distance > 0, distance <= ShiftedTimes.distanceMax, distance % ShiftedTimes.quarter == 0 {
                    pairs[distance, default: []].append(number)
                }
            }
            seen[key] = number
        }
        for (distance, found) in pairs.sorted(by: { $0.key < $1.key }) where found.count >= ShiftedTimes.leastPairs {
            let hours = NumberText.shortest(Double(distance) / Double(Timestamp.day / 24))
            let why = "bars stand twice, \(hours) h apart: a part of the file is in another time zone; which is right?"
            outcome.left.append(Unmended(rows[found[0]], .timeZone, rows: found.count, why: why))
        }
        return outcome
    }
}
