/// How far apart the bars of a file are, learnt from the gaps between them.
struct BarSpacing {
    /// The smallest gap in nanoseconds; `nil` until there were two bars.
    private(set) var shortest: Int64?
    /// The longest time of which every gap is a multiple.
    private(set) var divisor: Int64 = 0
    private var last: Timestamp?

    /// Adds the next bar, which is after the one before.
    mutating func add(_ timestamp: Timestamp) {
        defer { last = timestamp }
        guard let last else { return }
        let gap = timestamp.nanoseconds(since: last)
        shortest = min(shortest ?? gap, gap)
        // Of a gap that is too long to be counted it is not known what it is a multiple of.
        guard gap < .max else { return }
        if divisor == 0 || !gap.isMultiple(of: divisor) { divisor = BarSpacing.greatestDivisor(divisor, gap) }
    }

    /// How long a bar is: what every gap is a multiple of, so that minutes without a trade do not matter; from 23 hours
    /// on, where summer time moves bars by an hour, the smallest gap.
    var barLength: Int64? {
        shortest.map { $0 >= 23 * 3_600_000_000_000 ? $0 : divisor }
    }

    /// Why no bars of that length can be made of these; `nil` when they can.
    func problem(making length: BarInterval) -> String? {
        guard let shortest, let barLength else { return nil }
        let apart = "the bars are \(BarSpacing.text(barLength)) apart"
        if length.nanoseconds < shortest {
            return shortest == barLength
                ? "\(apart): none of \(length) can be made of them"
                : "the bars are at least \(BarSpacing.text(shortest)) apart: none of \(length) can be made of them"
        }
        return length.nanoseconds.isMultiple(of: divisor) ? nil : "\(apart), of which \(length) is no multiple"
    }

    static func text(_ nanoseconds: Int64) -> String {
        if nanoseconds == .max { return "more than 292 years" }
        return BarInterval(nanoseconds: nanoseconds)?.description
            ?? "\(NumberText.shortest(Double(nanoseconds) / 1e9)) s"
    }

    private static func greatestDivisor(_ first: Int64, _ second: Int64) -> Int64 {
        var (first, second) = (first, second)
        while second != 0 { (first, second) = (second, first % second) }
        return first
    }
}
