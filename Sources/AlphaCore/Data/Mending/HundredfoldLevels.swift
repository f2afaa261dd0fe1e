import Foundation

/// At which power of a hundred each of a chain of prices stands, relative to its neighbours.
///
/// The path of levels −1, 0, 1 with the least sum of |log price step that is left| and a penalty for each change of
/// level is found exactly (Viterbi 1967). A step between two prices is then *plain* when what is left of it is small;
/// the chain is cut at every other one, because nothing is known there of how the levels on its two sides compare.
struct HundredfoldLevels {
    /// Each price's level, comparable within its part only.
    let levels: [Int]
    /// Whether the chain is cut before each price.
    private var isCut: [Bool]

    /// ln 100.
    static let step = log(100.0)
    /// What a change of level costs, in the logarithm of a price.
    private static let penalty = 1.0
    /// A change of level must explain its step but for this much: a factor of 1.42 either way.
    static let changeTolerance = 0.35
    /// A step within a level may be a little over a factor of 2 in the price, or the chain is cut there.
    private static let stepTolerance = log(2.2)
    /// Steps below this are never cheaper with a change of level: without any above there is nothing to find.
    private static let leastStep = (step + penalty) / 2

    /// The levels of a chain of log prices; `nil` when no step is large enough for a change of level.
    ///
    /// - Parameter splits: Listed splits, by the places at which they may show and the logarithms of their ratios: a
    ///   step there that is nearer to one of them than to a power of a hundred is the split's, not a change of level.
    init?(_ logs: [Double], splits: [(places: Range<Int>, ratio: Double)] = []) {
        guard logs.count > 1 else { return nil }
        var isFlat = true
        var steps = [Double](repeating: 0, count: logs.count)
        for place in 1..<logs.count {
            var step = logs[place] - logs[place - 1]
            for split in splits where split.places.contains(place) {
                step = HundredfoldLevels.withoutSplit(step, split.ratio)
            }
            steps[place] = step
            if abs(step) > HundredfoldLevels.leastStep { isFlat = false }
        }
        if isFlat { return nil }
        levels = HundredfoldLevels.cheapestPath(steps)
        isCut = [Bool](repeating: false, count: logs.count)
        for place in 1..<logs.count {
            let change = levels[place] - levels[place - 1]
            let rest = abs(steps[place] - Double(change) * HundredfoldLevels.step)
            let tolerance = change == 0 ? HundredfoldLevels.stepTolerance : HundredfoldLevels.changeTolerance
            isCut[place] = rest > tolerance
        }
    }

    /// The parts into which the chain is cut: ranges that follow one another.
    var parts: [Range<Int>] { HundredfoldLevels.ranges(levels.indices) { isCut[$0] } }

    /// The runs of one level within a part, or the whole chain.
    func runs(in part: Range<Int>) -> [Range<Int>] {
        HundredfoldLevels.ranges(part) { levels[$0] != levels[$0 - 1] }
    }

    /// Cuts the chain before the place, too.
    mutating func cut(before place: Int) { isCut[place] = true }

    private static func ranges(_ whole: Range<Int>, cutBefore: (Int) -> Bool) -> [Range<Int>] {
        let starts = [whole.lowerBound] + whole.dropFirst().filter(cutBefore)
        return zip(starts, starts.dropFirst() + [whole.upperBound]).map { $0..<$1 }
    }

    /// Whether a step is about a hundred either way.
    static func isStep(_ size: Double) -> Bool { abs(abs(size) - step) <= changeTolerance }

    /// What is left of a step when a listed split explains it better than a change of level does.
    ///
    /// A split that was missed is a step down by its ratio. The way up, into bars that were not adjusted, is believed
    /// only of ratios that would be taken for a change of level otherwise: the way out of a price a hundredfold too
    /// large over a missed 1:10 looks like the way into a missed 10:1.
    private static func withoutSplit(_ size: Double, _ split: Double) -> Double {
        let rest = abs(size) - abs(split)
        let nearest = (abs(size) / step).rounded() * step
        guard size * split < 0 || abs(split) > leastStep, abs(rest) <= max(changeTolerance, 0.15 * abs(split)),
            abs(rest) <= abs(abs(size) - nearest)
        else { return size }
        return size < 0 ? -rest : rest
    }

    /// The levels whose path costs least; ties go to staying.
    private static func cheapestPath(_ steps: [Double]) -> [Int] {
        var costs = [0.0, 0.0, 0.0]
        var cameFrom = [UInt8](repeating: 0, count: 3 * steps.count)
        for place in 1..<steps.count {
            var next = [0.0, 0.0, 0.0]
            for level in 0..<3 {
                next[level] = costs[level] + abs(steps[place])
                cameFrom[3 * place + level] = UInt8(level)
                for before in 0..<3 where before != level {
                    let rest = abs(steps[place] - Double(level - before) * step)
                    let cost = costs[before] + rest + penalty
                    if cost < next[level] {
                        next[level] = cost
                        cameFrom[3 * place + level] = UInt8(before)
                    }
                }
            }
            costs = next
        }
        var level = costs.indices.min { costs[$0] < costs[$1] }!
        var levels = [Int](repeating: 0, count: steps.count)
        for place in steps.indices.reversed() {
            levels[place] = level - 1
            level = Int(cameFrom[3 * place + level])
        }
        return levels
    }
}
