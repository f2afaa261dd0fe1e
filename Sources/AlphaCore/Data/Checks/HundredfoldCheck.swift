import Foundation

/// Prices a hundred, a thousand… times too large or small: cents for dollars, pounds for pence, in single cells, whole
/// bars or long blocks.
///
/// A cell or bar that is off while its neighbours on both sides agree is wrong for certain. Where the prices stay at the
/// new level, the file is cut into blocks, and at its end the level of two thirds of the bars is taken for the right
/// one. Without such a majority the low prices are blamed: sources quote these markets in the small unit (London's pence,
/// Johannesburg's cents) and fall out of it, not into it.
struct HundredfoldCheck {
    private struct Block {
        /// The power of ten that its prices are at, beside the file's first.
        var level: Int
        var first: CheckedBar
        var last: CheckedBar
        var bars = 0
    }

    private let isNewestFirst: Bool
    private var blocks: [Block] = []
    private var nextLevel = 0

    /// More blocks than this are no blocks.
    private static let blocksMax = 10_000

    init(_ profile: FileProfile) { isNewestFirst = profile.isNewestFirst }

    /// Takes note of a bar whose close is where its neighbours' are.
    mutating func accepted(_ bar: CheckedBar) {
        if blocks.isEmpty || (blocks[blocks.count - 1].level != nextLevel && blocks.count < HundredfoldCheck.blocksMax)
        {
            blocks.append(Block(level: nextLevel, first: bar, last: bar))
        }
        blocks[blocks.count - 1].last = bar
        blocks[blocks.count - 1].bars += 1
    }

    mutating func judge(_ window: PriceWindow, _ findings: inout FindingLog) -> PriceChecks.Verdict {
        let bar = window.bars[window.center]
        let after = window.level(after: window.center, \.close)
        guard let reference = HundredfoldCheck.reference(window.before.map { window.bars[$0].close }, after) else {
            return .unknown
        }
        let cells = [bar.open, bar.high, bar.low, bar.close].map { HundredfoldCheck.power($0 / reference) }
        guard cells.contains(where: { $0 != 0 }) else { return .unknown }
        let power = cells[3]
        if power == 0 {
            say(bar, cells, reference, &findings)
            return .explained
        }
        guard let before = window.before else { return .unknown }
        if let after, HundredfoldCheck.power(after / reference) == power {
            return entersBlock(window, before, power) ? .explained : .unknown
        }
        guard after.map({ abs(log($0 / reference)) < log(10) }) ?? true else { return .unknown }
        say(bar, cells, reference, &findings)
        return .off(1)
    }

    /// What a price is compared with: the middle of what stands before and after it, where these agree.
    private static func reference(_ before: Double?, _ after: Double?) -> Double? {
        guard let before, let after else { return before ?? after }
        return abs(log(after / before)) < log(3) ? (before * after).squareRoot() : before
    }

    /// Whether the new level begins between two bars, as no market's does, and not with a split that the volume shows.
    private mutating func entersBlock(_ window: PriceWindow, _ before: Int, _ power: Int) -> Bool {
        let (bar, reference) = (window.bars[window.center], window.bars[before])
        let leap = isNewestFirst ? bar.close / reference.open : bar.open / reference.close
        guard HundredfoldCheck.power(leap) == power else { return false }
        if let volumes = VolumeRatio(window), abs(volumes.logRatio + Double(power) * log(10)) < log(3) { return false }
        nextLevel += power
        return true
    }

    private func say(_ bar: CheckedBar, _ cells: [Int], _ reference: Double, _ findings: inout FindingLog) {
        let names = ["open", "high", "low", "close"]
        let values = [bar.open, bar.high, bar.low, bar.close]
        let wrong = (0..<4).filter { cells[$0] != 0 }
        let list = wrong.map { "\(names[$0]) \(Evidence.number(values[$0]))" }.joined(separator: ", ")
        findings.add(
            .hundredfold, .error, line: bar.line,
            "\(list): \(HundredfoldCheck.times(cells[wrong[0]])) the \(Evidence.number(reference)) beside it")
    }

    mutating func finish(_ findings: inout FindingLog) {
        guard blocks.count > 1 else { return }
        var bars: [Int: Int] = [:]
        for block in blocks { bars[block.level, default: 0] += block.bars }
        let total = bars.values.reduce(0, +)
        let most = bars.max { ($0.value, $0.key) < ($1.value, $1.key) }!
        let isClear = most.value * 3 >= total * 2
        let right = isClear ? most.key : bars.keys.max()!
        let example = blocks.first { $0.level == right }!.first.close
        for block in blocks where block.level != right {
            let times = HundredfoldCheck.times(block.level - right)
            let doubt = isClear ? "" : "; or it is the others that are wrong"
            findings.add(
                .hundredfold, .error, line: block.first.line,
                "the prices of \(Evidence.lines(block.first.line, block.last.line)) (\(Evidence.count(block.bars, "bar"))) are "
                    + "\(times) the others: \(Evidence.number(block.first.close)) beside \(Evidence.number(example))\(doubt)"
            )
        }
    }

    /// The power of ten, at least 2 and at most 6 in size, that a ratio is within a factor of √2 of; 0 for none.
    static func power(_ ratio: Double) -> Int {
        guard ratio > 50 || ratio < 0.02 else { return 0 }
        let exponent = log10(ratio)
        let power = exponent.rounded()
        return abs(exponent - power) < 0.15 && 2...6 ~= abs(power) ? Int(power) : 0
    }

    private static func times(_ power: Int) -> String {
        let size = Evidence.grouped(Int(pow(10, Double(abs(power)))))
        return power > 0 ? "\(size) times" : "1/\(size) of"
    }
}
