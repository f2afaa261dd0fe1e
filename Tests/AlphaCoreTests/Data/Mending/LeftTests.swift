import Foundation
import Testing

@testable import AlphaCore

/// What has no one right answer is named and stays.
@Suite struct LeftTests {
    private func mend(_ planted: PlantedFaults, _ mender: BarMender = BarMender()) -> MendOutcome {
        var rows = planted.rows
        let outcome = mender.mend(&rows)
        #expect(outcome.repairs.isEmpty, "\(outcome.repairs.prefix(3))")
        #expect(firstDifference(rows, planted.rows) == nil)
        return outcome
    }

    @Test func rowsOfOneTimeThatDiffer() {
        var planted = PlantedFaults(closes: [10, 11, 12, 13])
        planted.rows[2].timestamp = planted.rows[1].timestamp
        let left = mend(planted).left
        #expect(left.map(\.kind) == [.repeated])
        #expect(left[0].rows == 2)
        #expect(left[0].why.contains("lines 3, 4"))
    }

    @Test(arguments: [(4.0, "4:1"), (2, "2:1"), (0.1, "1:10"), (0.2, "1:5")])
    func aStepLikeASplitThatNothingLists(ratio: Double, name: String) {
        var planted = PlantedFaults(seed: 5)
        planted.unadjust(0..<100, for: ratio)
        let left = mend(planted).left
        #expect(left.map(\.kind) == [.split])
        #expect(left.first?.line == 102)
        #expect(left.first?.why.hasSuffix("--split \(planted.rows[100].timestamp!)=\(name)") == true)
    }

    @Test func halfAndHalfIsLeftUntilABarIsTrusted() {
        let clean = PlantedFaults(seed: 3)
        var planted = clean
        for row in stride(from: 0, to: 300, by: 2) { planted.scale(row, by: 100) }
        let left = mend(planted).left
        #expect(left.map(\.kind) == [.hundredfold])
        #expect(left[0].rows == 150)
        var mender = BarMender()
        mender.trusted = clean.rows[7].timestamp
        _ = mender.mend(&planted.rows)
        #expect(firstDifference(planted.rows, clean.rows) == nil)
    }

    /// At a split 1:100 that nothing lists prices step by a hundred, and volumes by a hundred the other way.
    @Test func aHundredfoldStepWithVolumesAgainstIt() {
        var planted = PlantedFaults(seed: 4)
        planted.unadjust(0..<60, for: 0.01)
        let left = mend(planted).left
        #expect(left.map(\.kind).contains(.hundredfold))
        #expect(left[0].why.contains("volumes"))
        planted.rows[60].splitRatio = 0.01
        let clean = PlantedFaults(seed: 4)
        _ = BarMender().mend(&planted.rows)
        #expect(firstDifference(planted.rows, clean.rows, ulps: 4) == nil)
    }

    @Test func timesInAnotherZone() {
        var planted = PlantedFaults(seed: 6, bars: 200, number: 1)
        let hour = Timestamp.day / 24
        for row in planted.rows.indices { planted.rows[row].timestamp = Timestamp(nanoseconds: Int64(row) * hour) }
        planted.rows =
            planted.rows.prefix(105)
            + planted.rows.suffix(100).map { row in
                var row = row
                row.timestamp = Timestamp(nanoseconds: row.timestamp!.nanoseconds + 5 * hour)
                return row
            }
        planted.rows.sort { $0.timestamp! < $1.timestamp! }
        let left = mend(planted).left
        #expect(left.map(\.kind) == [.timeZone])
        #expect(left[0].rows == 5)
        #expect(left[0].why.contains("5 h apart"))
    }

    @Test func barsThatStayBadAreCountedByFault() {
        var planted = PlantedFaults(closes: [10, 11, 12, 13, 14])
        planted.rows[1].high = 9
        planted.rows[2].close = .nan
        planted.rows[4].close = .nan
        planted.rows[3].volume = -1
        let left = mend(planted).left
        #expect(left.map(\.kind) == [.badBar, .badBar, .badBar])
        #expect(left.map(\.line) == [3, 4, 5])
        #expect(left.map(\.rows) == [1, 2, 1])
    }

    /// The words for a bad bar against the strict reader's, on rows with all sorts of faults.
    @Test(arguments: 1...30)
    func faultsAreTheReaders(seed: Int) throws {
        let fixture = try BarFixture()
        var source = RandomSource(seed: UInt64(seed), stream: "faults")
        let values = [10, 10.000001, 9.999999, 11, 0, -1, .nan]
        let cells = (0..<6).map { _ in values[Int(source.next() % 7)] }
        let text =
            "timestamp,open,high,low,close,volume,adj_close\n2020-01-01,"
            + cells.map { $0.isNaN ? "" : NumberText.shortest($0) }.joined(separator: ",") + "\n"
        let rows = try BarRows(try fixture.write(text))
        let fault = try #require(try rows.next()).unusable
        let error = try fixture.error(text)
        #expect(fault?.column.rawValue == error?.column, "seed \(seed): \(text)")
        if let fault, let error { #expect(error.problem.hasPrefix(fault.problem), "seed \(seed): \(text)") }
    }
}
