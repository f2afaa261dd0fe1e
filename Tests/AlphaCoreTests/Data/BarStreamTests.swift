import Foundation
import Testing

@testable import AlphaCore

/// The strict reader that holds a bar against the one that holds them all.
struct BarStreamTests {
    /// A file of good, bad, mendable and repeated bars at random: kept, mended, dropped and refused alike.
    @Test func itJudgesAsTheReaderDoes() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "stream")
        let fixture = try BarFixture()
        for round in 0..<40 {
            let url = try fixture.write(text(rows: 60, faults: round % 4, &source))
            let read = try BarReader.read(url, asset: BarFixture.asset, onBadBar: .drop)
            let stream = try BarStream(url, onBadBar: .drop)
            var bars: [Bar] = []
            while let (bar, _) = try stream.next() { bars.append(bar) }
            #expect(bars == read.series.bars, "seed \(seed)")
            #expect(stream.bars == read.report.bars && stream.mendedBars == read.report.mendedBars, "seed \(seed)")
            #expect(stream.droppedBars == read.report.droppedBars, "seed \(seed)")
            #expect(stream.firstDropped == read.report.firstDropped, "seed \(seed)")
            #expect(try refusal(of: url) == read.report.firstDropped, "seed \(seed)")
        }
    }

    /// The error that the strict stream ends with; `nil` when it ends well.
    private func refusal(of url: URL) throws -> DataError? {
        let stream = try BarStream(url)
        do {
            while try stream.next() != nil {}
            return nil
        } catch {
            return error
        }
    }

    private func text(rows: Int, faults: Int, _ source: inout RandomSource) -> String {
        var text = "Date,Open,High,Low,Close,Volume,Dividends\n,X,X,X,X,X,X\n"
        var time: Int64 = 1_500_000_000
        for _ in 0..<rows {
            time += Int64(source.next() % 40 == 0 && faults > 0 ? 0 : 60)
            var cells = ["\(time)", "10", "12", "9", "11", "5", "none of its business"]
            if source.next() % 20 == 0 {
                let fault = [("2", "10.999998"), ("2", "10.5"), ("5", "-1"), ("3", ""), ("0", ""), ("4", "0")]
                let choice = fault[Int(source.next() % UInt64(1 + faults * 2 - (faults > 2 ? 1 : 0)))]
                cells[Int(choice.0)!] = choice.1
            }
            text += cells.joined(separator: ",") + "\n"
        }
        return text
    }

    @Test func whatIsNoNumberOrTimeIsRefusedWithEitherPolicy() throws {
        let fixture = try BarFixture()
        for (row, column) in [("x,1,1,1,1,1", "timestamp"), ("2020-01-01,1,1,x,1,1", "low"), ("2020-01-01,1,1", "low")]
        {
            let url = try fixture.write(BarFixture.header + row + "\n")
            for policy in BadBarPolicy.allCases {
                let error = #expect(throws: DataError.self) { try BarStream(url, onBadBar: policy).next() }
                #expect(error?.line == 2 && error?.column == column, "\(String(describing: error))")
                #expect(error == (try? fixture.error(BarFixture.header + row + "\n", onBadBar: policy)))
            }
        }
    }
}
