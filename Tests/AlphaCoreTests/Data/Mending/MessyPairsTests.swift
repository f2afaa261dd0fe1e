import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// Yahoo's faulty files against their repaired twins, and clean real data.
@Suite(.enabled(if: SharedData.isPresent, "shared/data is absent"))
struct MessyPairsTests {
    private static let columns = [
        ("Open", "open"), ("High", "high"), ("Low", "low"), ("Close", "close"), ("Adj Close", "adj_close"),
        ("Volume", "volume"),
    ]

    /// Every number of every row, matched by time, to the last digit that the repaired file prints.
    @Test(arguments: [
        ("AET-L-1d-100x-error", Finding.Kind.hundredfold, 14), ("ASAI-L-1h-bad-unit", .hundredfold, 1),
        ("4063-T-1d-bad-stock-split", .split, 9), ("CNE-L-1d-bad-stock-split", .split, 1),
        ("1398-HK-1d-bad-div", .dividend, 613), ("DODFX-1d-cg-double-count", .dividend, 487),
    ])
    func theRepairedTwinIsReproduced(name: String, kind: Finding.Kind, rows: Int) throws {
        let fixture = try BarFixture()
        let out = fixture.folder.appendingPathComponent("out/\(name).csv")
        let report = try BarFileMending().mend(SharedData.file("messy/\(name).csv"), to: out)
        #expect(report.repairs.count { $0.kind == kind } == rows)
        #expect(Set(report.repairs.map(\.kind)).subtracting([kind, .order]).isEmpty)
        let mended = Dictionary(uniqueKeysWithValues: try table(out).map { ($0["timestamp"]!, $0) })
        let expected = try table(SharedData.file("messy/\(name)-fixed.csv"))
        #expect(mended.count == expected.count)
        for row in expected {
            let time = try #require(Timestamp(row["Date"] ?? row["Datetime"] ?? ""))
            let twin = try #require(mended[time.description])
            for (column, mendedColumn) in Self.columns {
                let (text, number) = (row[column]!, twin[mendedColumn]!)
                #expect(agree(number, text), "\(name) \(time) \(column): \(number) instead of \(text)")
            }
        }
    }

    /// Whether the number is the text's within half of the text's last digit, both missing or neither.
    private func agree(_ number: String, _ text: String) -> Bool {
        guard let number = Double(number), let expected = Double(text) else { return number.isEmpty && text.isEmpty }
        let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
        return abs(number - expected) <= 0.5 * pow(10, -Double(decimals)) + 2 * expected.ulp
    }

    private func table(_ url: URL) throws -> [[String: String]] {
        let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = lines[0].split(separator: ",").map(String.init)
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(header, cells))
        }
    }

    /// What was mended once is found clean, though its list of splits is gone.
    @Test(arguments: ["AET-L-1d-100x-error", "4063-T-1d-bad-stock-split", "DODFX-1d-cg-double-count"])
    func aSecondMendFindsNothing(name: String) throws {
        let fixture = try BarFixture()
        let out = fixture.folder.appendingPathComponent("\(name).csv")
        _ = try BarFileMending().mend(SharedData.file("messy/\(name).csv"), to: out)
        let again = fixture.folder.appendingPathComponent("again.csv")
        #expect(try BarFileMending().mend(out, to: again).repairs.isEmpty)
        #expect(try Data(contentsOf: again) == Data(contentsOf: out))
    }

    /// Real files without such faults: nothing is changed, and nothing suspected but bars that any reader refuses.
    @Test(arguments: ["ohlcv", "origin"])
    func cleanFilesStay(folder: String) throws {
        for entry in try DataFolder.entries(of: SharedData.file(folder)) {
            let report = try BarFileMending().mend(entry.url, to: nil)
            #expect(report.repairs.isEmpty, "\(entry.url.lastPathComponent): \(report.repairs.prefix(3))")
            #expect(report.left.allSatisfy { $0.kind == .badBar }, "\(entry.url.lastPathComponent): \(report.left)")
        }
    }

    /// An adjusted split that is listed stays, wherever else it might be looked for.
    @Test func adjustedSplitsStay() throws {
        for (file, first) in [("origin/equities/AAPL.csv", "2015-01-05"), ("ohlcv/equities/AAPL.csv", "2006-01-20")] {
            var mending = BarFileMending()
            mending.splits = ["2014-06-09=7:1", "2020-08-31=4:1"].map { ListedSplit($0)! }
            #expect(try mending.mend(SharedData.file(file), to: nil).repairs.isEmpty)
            let start = Timestamp(first)!.nanoseconds
            mending.splits = (0..<100).flatMap { part in
                [2, 4, 0.1].map {
                    ListedSplit(timestamp: .init(nanoseconds: start + Int64(part) * 30 * Timestamp.day), ratio: $0)
                }
            }
            #expect(try mending.mend(SharedData.file(file), to: nil).repairs.isEmpty)
        }
    }

    /// A hundredth of a real file's rows scaled, its first and last among them, newest first.
    @Test(arguments: 1...5)
    func plantedInRealBars(seed: Int) throws {
        for file in ["origin/equities/AAPL.csv", "ohlcv/crypto/BTC-USD.csv", "ohlcv/fx/EURUSD.csv"] {
            let bars = try BarRows(SharedData.file(file))
            var clean = PlantedFaults([], seed: UInt64(seed))
            while let row = try bars.next() { clean.rows.append(row) }
            clean.rows = Array(clean.rows.suffix(600))
            clean.renumber()
            var planted = clean
            let scaled = planted.scaleRows(by: seed % 2 == 0 ? 100 : 0.01, chance: 0.01)
            planted.rows.reverse()
            let outcome = BarMender().mend(&planted.rows)
            #expect(firstDifference(planted.rows, clean.rows, ulps: 1) == nil, "\(file), seed \(seed)")
            #expect(outcome.repairs.count { $0.kind == .hundredfold } == scaled.count, "\(file), seed \(seed)")
        }
    }
}
