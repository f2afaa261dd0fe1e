import Foundation

/// How long runs of something are in a file (bars missing in a row, equal bars in a row), to tell which are unusual.
///
/// Markets make such runs too: a quiet night has many empty minutes, and they come in clusters. What is usual is learnt
/// from the file in two ways, see `unusual`.
struct RunLengths {
    /// How many runs are of each length; the last place has all that are longer.
    private var lengths = [Int](repeating: 0, count: 257)
    /// The same in classes of lengths, each three times the one before: 1–2, 3–8, 9–26, 27–80, …
    private var classes = [Int](repeating: 0, count: 40)
    /// How many runs were counted.
    private(set) var count = 0

    /// Counts a run; its length is at least 1.
    mutating func add(_ length: Int) {
        precondition(length > 0, "a run of \(length)")
        lengths[min(length, lengths.count - 1)] += 1
        classes[RunLengths.class(of: length)] += 1
        count += 1
    }

    /// The length from which on a run is unusual in a file of so many rows; `nil` when none is.
    ///
    /// Where there is at most one run for 5,000 rows (and never fewer than four), every one is.
    func unusual(rows: Int) -> Int? {
        if count <= max(3, rows / 5000) { return count > 0 ? 1 : nil }
        return [standingApart, beyondTail].compactMap(\.self).min()
    }

    /// Natural runs thin out from class to class. A fault stands apart: after a class without any, or as a class with
    /// more than twice as many as the one below it.
    private var standingApart: Int? {
        if classes[0] == 0 { return 1 }
        return classes.indices.dropFirst().first { place in
            let (below, here) = (classes[place - 1], classes[place])
            return here > 0 && (below == 0 || here > 2 * below + 2)
        }.map(RunLengths.shortest)
    }

    /// Natural runs end with a chance that can be counted as long as there are ten of them. Going on from there with the
    /// best chance of lasting that was seen on the way, a thousandth of a run is left to be longer than this, half as
    /// much again for good measure.
    private var beyondTail: Int? {
        var atLeast = count
        var lasting = 0.0
        for length in 1..<(lengths.count - 1) {
            let longer = atLeast - lengths[length]
            guard atLeast >= 10 else {
                guard lasting < 1, atLeast > 0 else { return nil }
                let left = lasting > 0 ? log(Double(atLeast) / 0.001) / -log(lasting) : 1
                return Int((1.5 * (Double(length) + left)).rounded(.up))
            }
            lasting = max(lasting, Double(longer + 1) / Double(atLeast + 1))
            atLeast = longer
        }
        return nil
    }

    private static func `class`(of length: Int) -> Int {
        var place = 0
        var end = 3
        while length >= end, place < 38 {
            place += 1
            end *= 3
        }
        return place
    }

    private static func shortest(ofClass place: Int) -> Int {
        var start = 1
        for _ in 0..<place { start *= 3 }
        return start
    }
}
