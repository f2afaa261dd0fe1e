import Foundation
import Testing

@testable import AlphaCore

/// What was mended is mended: a second mend of what the first one wrote finds nothing and writes the same bytes.
@Suite struct MendTwiceTests {
    /// More of them by hand: `ALPHA_MEND_CASES=100000 swift test --filter MendTwice`.
    private static let cases = ProcessInfo.processInfo.environment["ALPHA_MEND_CASES"].flatMap(Int.init) ?? 400

    /// Small files of every fault at once: repeats, rows of one time that differ, hundredfold errors, splits missed, listed
    /// or both, dividends, capital gains, cells that are no price, any order.
    @Test func mendingTwiceIsMendingOnceInRandomFiles() throws {
        let fixture = try BarFixture()
        let seed = UInt64.random(in: 0..<1_000_000_000)
        var (broken, repaired) = (0, 0)
        for number in 0..<Self.cases {
            var file = RandomBarFile(seed: seed, number)
            let mending = file.mending()
            let text = file.text()
            let report = try difference(of: Array(text.utf8), mending, in: fixture)
            if report.why != nil { broken += 1 }
            if report.repairs > 0 { repaired += 1 }
            guard let why = report.why, broken <= 3 else { continue }
            Issue.record("seed \(seed), case \(number), \(mending): \(why)\n\(text)")
        }
        #expect(broken == 0, "\(broken) of \(Self.cases) files, seed \(seed)")
        #expect(repaired > Self.cases / 4, "\(repaired) of \(Self.cases) files were mended at all, seed \(seed)")
    }

    /// Two mends that undo each other's work: neither is right, and what stays is what they would go round from again.
    @Test func repairsWithoutEndAreNotMade() {
        struct Doubling: Mend {
            var factor: Double
            func mend(_ rows: inout [BarRow]) -> MendOutcome {
                var outcome = MendOutcome()
                for row in rows.indices where (rows[row].close > 15) == (factor < 1) {
                    rows[row].close *= factor
                    outcome.repairs.append(Repair(rows[row], .split, why: "by \(factor)"))
                }
                return outcome
            }
        }
        let planted = PlantedFaults(closes: [10, 10, 20])
        var rows = planted.rows
        let settled = BarMender.settle(&rows, by: [Doubling(factor: 0.5)])
        #expect(settled.repairs.map(\.line) == [4] && settled.left.isEmpty)
        #expect(rows.map(\.close) == [10, 10, 10])
        let endless = BarMender.settle(&rows, by: [Doubling(factor: 0.5), Doubling(factor: 2)])
        #expect(endless.repairs.isEmpty && endless.left.map(\.kind) == [.split] && endless.left[0].rows == 3)
        #expect(rows.map(\.close) == [10, 10, 10])
    }

    /// What fuzzing has broken it by, and the files that it began with: two options, then the bytes.
    @Test func mendingTwiceIsMendingOnceInTheFuzzersSeeds() throws {
        let fixture = try BarFixture()
        let tests = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let seeds = tests.appendingPathComponent("Fuzz/Seeds/mend")
        let names = try FileManager.default.contentsOfDirectory(atPath: seeds.path).sorted()
        #expect(names.count >= 5)
        for name in names {
            let bytes = try Data(contentsOf: seeds.appendingPathComponent(name))
            var mending = BarFileMending()
            mending.badBars = (bytes[0] &- 48) % 2 == 0 ? .keep : .drop
            mending.splits = (bytes[1] &- 48) % 2 == 0 ? [] : [ListedSplit("2020-01-06=2:1")!]
            let file = bytes.dropFirst(bytes[2] == 10 ? 3 : 2)
            let report = try difference(of: Array(file), mending, in: fixture)
            #expect(report.why == nil, "\(name)")
        }
    }

    /// What is wrong with a second mend; `nil` when nothing is.
    private func difference(
        of bytes: [UInt8], _ mending: BarFileMending, in fixture: BarFixture
    ) throws -> (why: String?, repairs: Int) {
        let file = try fixture.write(bytes, "in.csv")
        let once = fixture.folder.appendingPathComponent("once.csv")
        let twice = fixture.folder.appendingPathComponent("twice.csv")
        guard let first = try? mending.mend(file, to: once), first.rowsOut > 0 else { return (nil, 0) }
        let taken = first.dropped.count + first.repairs.count { $0.kind == .repeated }
        guard first.rowsOut == first.rowsIn - taken else { return ("rows are lost: \(first.text)", 0) }
        let second = try mending.mend(once, to: twice)
        let isSame = try Data(contentsOf: once) == Data(contentsOf: twice)
        let isDone = second.repairs.isEmpty && second.dropped.isEmpty && isSame
        return (isDone ? nil : "mended twice: \(first.text)\n\(second.text)", first.repairs.count)
    }
}

/// A small file of bars in Yahoo's columns, with faults upon faults.
private struct RandomBarFile {
    private var source: RandomSource
    private var rows: [BarRow] = []
    private var gains: [Int: Double] = [:]
    private static let factors = [100, 0.01, 100, 0.01, 10_000, 2, 0.5, 10, 3, 1e300, 1e-300]
    private static let ratios = [2, 2, 0.5, 4, 10, 0.1, 100, 0.01, 1.5, 1e4, 1e-200, -2]
    private static let prices = [.nan, 0, -1, .infinity, 1e308, .leastNonzeroMagnitude, 10]

    init(seed: UInt64, _ number: Int) {
        source = RandomSource(seed: seed, stream: "mend-twice", number)
        makeRows()
        let faults = 1 + below(6)
        for _ in 0..<faults { plant() }
        if chance(0.3) { rows.shuffle(using: &source) }
    }

    private mutating func below(_ bound: Int) -> Int { Int(source.next() % UInt64(bound)) }
    private mutating func chance(_ share: Double) -> Bool { source.uniform() < share }
    private mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[below(choices.count)] }

    private mutating func range() -> Range<Int> {
        let ends = [below(rows.count + 1), below(rows.count + 1)].sorted()
        return ends[0]..<ends[1]
    }

    private mutating func makeRows() {
        let step = one(of: [1, 1, 1, 3, 40, 4000]) * Timestamp.day / one(of: [1, 1, 24])
        let move = one(of: [0, 0.01, 0.05, 0.3])
        let decimals = pow(10, Double(one(of: [2, 2, 0, 4])))
        let hasAdjusted = chance(0.6)
        var price = one(of: [10, 20, 1000, 0.5])
        var time = Timestamp("2020-01-01")!.nanoseconds
        for _ in 0..<(1 + below(14)) {
            func tick(_ value: Double) -> Double { max(1, (value * decimals).rounded()) / decimals }
            let open = tick(price)
            price *= exp(move * source.normal())
            let close = tick(price)
            rows.append(
                BarRow(
                    line: 0, timestamp: Timestamp(nanoseconds: time), open: open, high: max(open, close),
                    low: min(open, close), close: close, adjustedClose: hasAdjusted ? close : nil,
                    volume: Double(below(1000))))
            time += step
        }
    }

    private mutating func plant() {
        let place = below(rows.count)
        let column = one(of: BarRow.numberColumns)
        switch below(11) {
        case 0: scale(range(), by: one(of: Self.factors))
        case 1: scale(place..<place + 1, by: one(of: Self.factors))
        case 2: rows[place][column] *= one(of: Self.factors)
        case 3:
            let ratio = one(of: Self.ratios)
            let part = range()
            scale(part, by: ratio)
            if chance(0.8) { list(ratio, near: part.upperBound) }
        case 4: list(one(of: Self.ratios), near: place)
        case 5: rows.insert(rows[place], at: place)
        case 6:
            var twin = rows[place]
            if chance(0.5) { twin[column] *= one(of: Self.factors) }
            if chance(0.3) { twin.splitRatio = one(of: Self.ratios) }
            if chance(0.3) { twin.dividend = 0.1 }
            rows.insert(twin, at: place + below(2))
        case 7: rows[place][column] = one(of: Self.prices)
        case 8: payDividend(at: place)
        case 9: rows[place].timestamp = rows[below(rows.count)].timestamp
        default: rows[place].volume = one(of: [0, 1e307, 5, -1])
        }
    }

    private mutating func scale(_ part: Range<Int>, by factor: Double) {
        let movesVolume = chance(0.3)
        for row in part {
            for column in BarRow.priceColumns { rows[row][column] *= factor }
            if let adjusted = rows[row].adjustedClose { rows[row].adjustedClose = adjusted * factor }
            if movesVolume { rows[row].volume /= factor }
        }
    }

    private mutating func list(_ ratio: Double, near place: Int) {
        rows[min(max(0, place + below(3) - 1), rows.count - 1)].splitRatio = ratio
    }

    private mutating func payDividend(at place: Int) {
        let dividend = rows[place].close * one(of: [0.01, 0.05, 0.3])
        rows[place].dividend = dividend
        let gain = one(of: [0, 0, 0.5, 1]) * dividend
        if gain > 0 { gains[place] = gain }
        guard chance(0.7) else { return }
        for row in 0..<place {
            guard let adjusted = rows[row].adjustedClose else { continue }
            rows[row].adjustedClose = adjusted * (1 - (dividend + gain) / max(rows[place].close, 1e-9))
        }
    }

    mutating func mending() -> BarFileMending {
        var mending = BarFileMending()
        mending.badBars = one(of: [.keep, .drop])
        if chance(0.3) {
            let ratio = abs(one(of: Self.ratios))
            mending.splits = [ListedSplit(timestamp: rows[below(rows.count)].timestamp!, ratio: ratio)]
        }
        if chance(0.1) { mending.trusted = rows[below(rows.count)].timestamp }
        return mending
    }

    mutating func text() -> String {
        let hasAdjusted = rows.contains { $0.adjustedClose != nil }
        let (hasActions, hasGains) = (chance(0.9), chance(0.5))
        var text = "Date,Open,High,Low,Close,Volume" + (hasAdjusted ? ",Adj Close" : "")
        text += (hasActions ? ",Dividends,Stock Splits" : "") + (hasGains ? ",Capital Gains" : "") + "\n"
        for (place, row) in rows.enumerated() {
            var numbers = [row.open, row.high, row.low, row.close, row.volume]
            if hasAdjusted { numbers.append(row.adjustedClose ?? .nan) }
            if hasActions { numbers += [row.dividend, row.splitRatio] }
            if hasGains { numbers.append(gains[place] ?? 0) }
            let cells = numbers.map { $0.isNaN ? "" : "\($0)" }
            text += "\(row.timestamp!),\(cells.joined(separator: ","))\n"
        }
        return text
    }
}
