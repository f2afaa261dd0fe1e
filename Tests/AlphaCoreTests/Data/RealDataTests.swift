import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite(.enabled(if: SharedData.isPresent, "shared/data is absent"))
struct RealDataTests {
    /// The first bad bar of each folder, found with an independent reading of the files, and what is dropped of each file.
    @Test(arguments: [
        ("origin", "fx/EURUSD.csv:20: column 'low'", ["EURUSD": 80]),
        (
            "ohlcv", "equities/AAPL.csv:1406: column 'High'",
            [
                "AAPL": 2, "BA": 5, "CAT": 11, "CVX": 9, "DIS": 5, "GE": 10, "GS": 10, "IBM": 5, "INTC": 4, "JNJ": 4,
                "JPM": 4, "KO": 6, "MSFT": 2, "PG": 5, "XOM": 8,
            ]
        ),
    ])
    func foldersFailOrLoad(name: String, first: String, dropped: [String: Int]) throws {
        let error = #expect(throws: DataError.self) { try DataFolder.load(SharedData.file(name)) }
        #expect(error?.kind == .badData)
        #expect(error?.description.contains(first) == true, "\(String(describing: error))")
        let loaded = try DataFolder.load(SharedData.file(name), onBadBar: .drop)
        for file in loaded.files {
            #expect(file.droppedBars == dropped[file.asset.symbol] ?? 0, "\(file.asset.symbol)")
            #expect(try file.bars + file.droppedBars == naiveRowCount(file.url), "\(file.asset.symbol)")
        }
    }

    /// Lines that begin with a date, counted without the reader.
    private func naiveRowCount(_ url: URL) throws -> Int {
        try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).count {
            $0.first?.isNumber == true
        }
    }

    /// Each file's closes against a plain split by commas.
    @Test func closesAreThoseInTheFiles() throws {
        for entry in try DataFolder.entries(of: SharedData.file("ohlcv"))
            + DataFolder.entries(of: SharedData.file("origin"))
        {
            let lines = try String(contentsOf: entry.url, encoding: .utf8).split(whereSeparator: \.isNewline)
            var closes: [String: Double] = [:]
            for line in lines.dropFirst() {
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                closes[String(cells[0])] = Double(cells[4])
            }
            let series = try BarReader.read(entry.url, asset: entry.asset, onBadBar: .drop).series
            for (time, close) in zip(series.timestamps, series.close) {
                #expect(closes[time.description] == close, "\(entry.url.lastPathComponent) \(time)")
            }
        }
    }

    @Test func pointsWithFloatNoiseAreReadExactly() throws {
        let url = SharedData.file("ohlcv/fx/EURUSD.csv")
        let read = try BarReader.read(url, asset: Asset(symbol: "EURUSD", assetClass: .fx))
        #expect(read.series[0].open == 130583.99999999999)
        #expect(read.series[0].volume == 55870)
        #expect(read.report.bars == 2400)
    }

    /// Files whose layout is not ours: what stops the reading.
    @Test(arguments: [
        ("minute/bitfinex_BTCUSD_1m_2013.csv.gz", 1, "timestamp", "the file has no header row"),
        ("messy/histdata_EURUSD_M1_202306.csv", 1, "timestamp", "the file has no header row"),
        ("messy/coinbase-1h-btc-usd.csv", 1, "volume", "the header has no such column"),
        ("messy/4063-T-1d-bad-stock-split.csv", 3, "Date", "is not after the bar before, 2023-04-13T15:00:00Z"),
        ("messy/AET-L-1d-100x-error.csv", 3, "Date", "is not after the bar before, 2022-06-05T23:00:00Z"),
    ])
    func otherLayoutsAreRefused(path: String, line: Int, column: String, problem: String) throws {
        for policy in [BadBarPolicy.fail] {
            let error = #expect(throws: DataError.self) {
                try BarReader.read(SharedData.file(path), asset: BarFixture.asset, onBadBar: policy)
            }
            #expect(error?.kind == .badData)
            #expect(error?.line == line)
            #expect(error?.column == column)
            #expect(error?.problem == problem)
        }
    }

    @Test(arguments: ["1398-HK-1d-bad-div.csv", "ASAI-L-1h-bad-unit.csv", "DODFX-1d-cg-double-count.csv"])
    func yahoosFilesInOrderAreRead(name: String) throws {
        let url = SharedData.file("messy/\(name)")
        let read = try BarReader.read(url, asset: BarFixture.asset, onBadBar: .drop)
        #expect(try read.report.bars + read.report.droppedBars == naiveRowCount(url))
        #expect(read.report.bars > 0)
    }

    @Test func theCalendarsAreTheFiles() throws {
        let panel = try DataFolder.load(SharedData.file("origin"), onBadBar: .drop).panel
        #expect(panel.series.map(Calendar.periodsPerYear) == [252, 365, 260])
        #expect(Calendar.periodsPerYear(of: panel) == 365)
    }
}
