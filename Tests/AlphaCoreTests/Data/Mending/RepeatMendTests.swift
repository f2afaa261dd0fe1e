import Foundation
import Testing

@testable import AlphaCore

/// Rows of one time and one bar that differ in what they say of dividends and splits alone.
struct RepeatMendTests {
    private func row(_ line: Int, dividend: Double = 0, split: Double = 0, close: Double = 10) -> BarRow {
        BarRow(
            line: line, timestamp: Timestamp("2020-01-07"), open: 10, high: 11, low: 9, close: close, volume: 300,
            dividend: dividend, splitRatio: split)
    }

    @Test(
        arguments: [
            ([0, 0.5], 0.5), ([0.5, 0], 0.5), ([0.5, 0.5, 0], 0.5), ([0.5, 0.1], 0), ([0.5, 0.1, 0.5], 0), ([0, 0], 0),
        ] as [([Double], Double)])
    func oneBarStaysWithWhatTheyAgreeOn(named: [Double], expected: Double) {
        for isSplit in [false, true] {
            var rows = named.enumerated().map { place, value in
                row(place + 2, dividend: isSplit ? 0 : value, split: isSplit ? value : 0)
            }
            let outcome = RepeatMend().mend(&rows)
            #expect(outcome.repairs.map(\.line) == Array(3..<named.count + 2) && outcome.left.isEmpty)
            #expect(rows == [row(2, dividend: isSplit ? 0 : expected, split: isSplit ? expected : 0)])
        }
    }

    @Test func barsThatDifferAllStay() {
        var rows = [row(2), row(3, close: 10.5), row(4)]
        let outcome = RepeatMend().mend(&rows)
        #expect(rows == [row(2), row(3, close: 10.5)])
        #expect(outcome.repairs.map(\.line) == [4] && outcome.left.map(\.kind) == [.repeated])
    }

    /// The dividends are not written: what was mended holds no row twice.
    @Test func mendingWhatWasMendedChangesNothing() throws {
        let fixture = try BarFixture()
        let file = try fixture.write(
            "Date,Open,High,Low,Close,Volume,Dividends\n2020-01-07,10,11,9,10,300,0.5\n2020-01-07,10,11,9,10,300,0.1\n"
                + "2020-01-08,10,11,9,10.5,300,0\n", "A.csv")
        let (once, twice) = (
            fixture.folder.appendingPathComponent("B.csv"), fixture.folder.appendingPathComponent("C.csv")
        )
        #expect(try BarFileMending().mend(file, to: once).rowsOut == 2)
        #expect(try BarFileMending().mend(once, to: twice).repairs.isEmpty)
        #expect(try Data(contentsOf: once) == Data(contentsOf: twice))
    }
}
