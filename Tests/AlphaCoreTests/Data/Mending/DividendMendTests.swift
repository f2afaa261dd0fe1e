import Foundation
import Testing

@testable import AlphaCore

@Suite struct DividendMendTests {
    /// Daily bars whose adjusted closes follow from the dividends on these rows.
    private func adjusted(_ dividends: [Int: Double], seed: UInt64 = 9) -> PlantedFaults {
        var planted = PlantedFaults(seed: seed)
        var factor = 1.0
        for row in planted.rows.indices.reversed() {
            planted.rows[row].adjustedClose = planted.rows[row].close * factor
            guard let dividend = dividends[row] else { continue }
            planted.rows[row].dividend = dividend
            factor *= 1 - dividend / planted.rows[row - 1].close
        }
        return planted
    }

    @Test func agreeingDividendsChangeNothing() {
        var planted = adjusted([50: 1, 100: 0.5, 250: 2])
        #expect(BarMender().mend(&planted.rows) == MendOutcome())
    }

    /// Any of the dividends is missed; the listing stands in the rows or beside them.
    @Test(arguments: [[50], [100], [250], [50, 250], [50, 100, 250]], [true, false])
    func missedDividendsAreTakenOff(missed: [Int], isBeside: Bool) {
        let dividends = [50: 1.0, 100: 0.5, 250: 2]
        let clean = adjusted(dividends)
        var planted = adjusted(dividends.filter { !missed.contains($0.key) })
        for (row, dividend) in dividends { planted.rows[row].dividend = isBeside ? 0 : dividend }
        var mender = BarMender()
        if isBeside {
            mender.dividends = dividends.map {
                CorporateAction(timestamp: clean.rows[$0.key].timestamp!, kind: .dividend, value: $0.value)
            }
        }
        let outcome = mender.mend(&planted.rows)
        #expect(firstDifference(planted.rows, clean.rows, ulps: 4) == nil)
        #expect(outcome.repairs.map { $0.line - 2 } == Array(0..<missed.max()!))
        #expect(outcome.left.isEmpty)
        #expect(mender.mend(&planted.rows).repairs.isEmpty)
    }

    @Test func capitalGainsCountedTwiceAreMadeAnew() {
        let clean = adjusted([100: 0.5, 250: 2])
        var planted = adjusted([100: 0.5, 250: 2.8])
        planted.rows[250].dividend = 2
        var mender = BarMender()
        #expect(mender.mend(&planted.rows).left.map(\.kind) == [.dividend])
        mender.capitalGains = [252: 0.8]
        let outcome = mender.mend(&planted.rows)
        #expect(firstDifference(planted.rows, clean.rows, ulps: 4) == nil)
        #expect(outcome.repairs.map { $0.line - 2 } == Array(0..<250))
    }

    /// A dividend in another unit, or one that is not what was taken off, is named and left.
    @Test(arguments: [(0.5, 50.0), (5, 0.5), (0.5, 1), (0, 60)])
    func disagreementsAreLeft(takenOff: Double, listed: Double) {
        var planted = adjusted(takenOff > 0 ? [100: takenOff] : [:])
        planted.rows[100].dividend = listed
        let rows = planted.rows
        let outcome = BarMender().mend(&planted.rows)
        #expect(outcome.repairs.isEmpty)
        #expect(outcome.left.map(\.kind) == [.dividend])
        #expect(outcome.left.first?.line == 102)
        #expect(firstDifference(planted.rows, rows) == nil)
    }
}
