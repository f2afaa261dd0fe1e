/// How long runs of something are in a file (bars missing in a row, equal bars in a row), to tell which are unusual.
///
/// Markets make such runs too: a quiet night has many empty minutes. Counted in classes of lengths, each three times
/// the one before, natural runs thin out from class to class, and a fault stands apart: after a class without any, or
/// as a class with more than twice as many as the one below it.
struct RunLengths {
    private var classes = [Int](repeating: 0, count: 40)
    /// How many runs were counted.
    private(set) var count = 0

    /// Counts a run; its length is at least 1.
    mutating func add(_ length: Int) {
        precondition(length > 0, "a run of \(length)")
        classes[RunLengths.class(of: length)] += 1
        count += 1
    }

    /// The length from which on a run is unusual in a file of so many rows; `nil` when none is.
    ///
    /// Where there is at most one run for 5,000 rows (and never fewer than four), every one is.
    func unusual(rows: Int) -> Int? {
        if count <= max(3, rows / 5000) { return count > 0 ? 1 : nil }
        if classes[0] == 0 { return 1 }
        return classes.indices.dropFirst().first { place in
            let (below, here) = (classes[place - 1], classes[place])
            return here > 0 && (below == 0 || here > 2 * below + 2)
        }.map(RunLengths.shortest)
    }

    /// 1–2, 3–8, 9–26, 27–80, …
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
