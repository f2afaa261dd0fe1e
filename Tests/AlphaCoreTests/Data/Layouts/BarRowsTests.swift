import Foundation
import Testing

@testable import AlphaCore

struct BarRowsTests {
    let fixture: BarFixture

    init() throws { fixture = try BarFixture() }

    private func layout(
        _ columns: String? = nil, _ delimiter: String = ",", format: String? = nil, zone: String = "UTC",
        scale: Double = 1, comma: Bool = false
    ) throws -> BarLayout {
        var layout = BarLayout()
        layout.columns = try columns.map(BarLayout.columns(named:))
        layout.delimiter = try BarLayout.delimiter(named: delimiter)
        layout.timeFormat = try format.map(TimeFormat.init)
        layout.timeZone = try BarLayout.timeZone(named: zone)
        layout.priceScale = scale
        layout.hasDecimalComma = comma
        return layout
    }

    private func rows(_ text: String, _ layout: BarLayout?) throws -> [BarRow] {
        let reader = try BarRows(try fixture.write(text), layout: layout)
        var rows: [BarRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    private let bar = Bar(
        timestamp: Timestamp(nanoseconds: 1_685_577_660_000_000_000), open: 1.0687, high: 1.0688, low: 1.0685,
        close: 1.0686, volume: 61)

    /// One bar, 2023-06-01T00:01Z, as other sources write it.
    @Test func everyLayoutGivesTheSameBar() throws {
        let plain = "timestamp,open,high,low,close,volume"
        let cases: [(String, BarLayout?)] = [
            ("Date,Open,High,Low,Close,Volume\n2023-06-01 00:01,1.0687,1.0688,1.0685,1.0686,61\n", nil),
            ("Date,Open,High,Low,Close,Volume\n2023-06-01 00:01,1.0687,1.0688,1.0685,1.0686,61\n", try layout()),
            ("1685577660000,1.0687,1.0686,1.0688,1.0685,61\n", try layout("timestamp,o,c,h,l,v")),
            ("20230601 000100;1.0687;1.0688;1.0685;1.0686;61", try layout(plain, ";", format: "%Y%m%d %H%M%S")),
            (
                "20230531 190100;1.0687;1.0688;1.0685;1.0686;61\r\n",
                try layout(plain, ";", format: "%Y%m%d %H%M%S", zone: "EST")
            ),
            ("2023.06.01,00:01,1.0687,1.0688,1.0685,1.0686,61\n", try layout("date,time,o,h,l,c,v")),
            (
                "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<SPREAD>\r\n"
                    + "2023.06.01\t03:01:00\t1.0687\t1.0688\t1.0685\t1.0686\t61\t2\r\n",
                try layout(nil, "tab", zone: "Europe/Athens")
            ),
            (
                "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
                    + "EURUSD,1,20230601,000100,1.0687,1.0688,1.0685,1.0686,61,0\n", try layout()
            ),
            (
                "01.06.2023 02:01|1,0687|1,0688|1,0685|1,0686|61",
                try layout(plain, "|", format: "%d.%m.%Y %H:%M", zone: "Europe/Berlin", comma: true)
            ),
            (
                "time open high low close vol\n2023-06-01T00:01   1.0687 1.0688  1.0685 1.0686   61 \r\n",
                try layout(nil, "space")
            ),
            ("2023-06-01 00:01 1.0687 1.0688 1.0685 1.0686 61", try layout("date,time,o,h,l,c,v", "space")),
            ("\u{FEFF}t,O,H,L,C,V\n1685577660,1.0687,1.0688,1.0685,1.0686,61\n", try layout()),
            (
                "Date,O,H,L,C,Vol\n2023-06-01 00:01,106870,106880,106850,106859.99999999999,61\n",
                try layout(plain, scale: 0.00001)
            ),
            (
                "Price,Close,High,Low,Open,Volume\nTicker,X,X,X,X,X\nDate,,,,,\n2023-06-01 00:01,1.0686,1.0688,1.0685,1.0687,61\n",
                try layout()
            ),
            (
                "time,open,high,low,close,volume\n,X,X,X,X,X\n1685577660,1.0687,1.0688,1.0685,1.0686,61\n",
                try layout(plain)
            ),
            ("1685577660,\"$1.0687\",1.0688,1.0685,1.0686,61,AAPL\n", try layout(plain + ",-")),
        ]
        for (text, layout) in cases {
            let rows = try rows(text, layout)
            #expect(rows.map(\.bar) == [bar], "\(text)")
            #expect(rows.allSatisfy { $0.unreadable == nil }, "\(text)")
            #expect(rows.first?.line == text.utf8.split(separator: UInt8(ascii: "\n")).count, "\(text)")
        }
    }

    /// Without a layout, what the strict reader reads and refuses, over its own cases.
    @Test func withoutALayoutItReadsAsTheStrictReaderDoes() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "rows")
        let cells = ["1", "2.5", " 3 ", "1,5", "$4", "", "nan", "x", "1e3", "-1", "1.5K", "inf", "\"6\""]
        let dates = ["2023-06-01", "2023.06.01", "20230601", "1685577600", "2023-06-01 10:00", "", "06/01/2023"]
        for _ in 0..<500 {
            let picked = (0..<5).map { _ in cells[source.next() % 3 == 0 ? Int(source.next() % UInt64(cells.count)) : 0]
            }
            let row =
                ([dates[Int(source.next() % UInt64(dates.count))]] + picked.map { $0.contains(",") ? "\"\($0)\"" : $0 })
                .joined(separator: ",")
            let text = "Date,Open,High,Low,Close,Volume\n2020-01-01,1,1,1,1,1\n\(row)\n"
            let rows = try rows(text, nil)
            try #require(rows.count == 2)
            let error = try fixture.error(text, onBadBar: .drop)
            #expect((error == nil) == (rows[1].unreadable == nil), "\(row), seed \(seed)")
            if error == nil, let bar = rows[1].bar, bar.fault() == nil {
                #expect(try fixture.read(text).series[1] == bar, "\(row), seed \(seed)")
            }
        }
    }

    @Test func badCellsComeAsTheyAre() throws {
        let text = "2023-06-01,1,x,3,4,5\n,1,2,3,4,5\n2023-06-02,,nan,-3,4,\nsoon,1,2,3,4,5\n2023-06-03,1,2,3,4,5\n"
        for (text, layout) in [
            (BarFixture.header + text, nil), (text, try layout("timestamp,open,high,low,close,volume")),
        ] {
            let rows = try rows(text, layout)
            #expect(rows.count == 5)
            #expect(rows[0].unreadable?.column == "high" && rows[0].unreadable?.found == "x" && rows[0].high.isNaN)
            #expect(rows[1].timestamp == nil && rows[1].unreadable == nil && rows[1].bar == nil)
            #expect(rows[2].open.isNaN && rows[2].high.isNaN && rows[2].low == -3 && rows[2].volume.isNaN)
            #expect(rows[3].unreadable?.column == "timestamp" && rows[3].unreadable?.found == "soon")
            #expect(rows[4].bar?.close == 4 && rows[4].unreadable == nil)
        }
    }

    @Test func aRowOfTheWrongLengthIsPassed() throws {
        let url = try fixture.write(
            "2023-06-01,1,2,1,1,5\n2023-06-02,1,2,1,1\n2023-06-03,1,2,1,1,5,6\n2023-06-04,1,2,1,1,5\n")
        let reader = try BarRows(url, layout: try layout("timestamp,open,high,low,close,volume"))
        #expect(try reader.next()?.line == 1)
        let short = #expect(throws: DataError.self) { try reader.next() }
        #expect(short?.line == 2 && short?.column == "volume")
        let long = #expect(throws: DataError.self) { try reader.next() }
        #expect(long?.line == 3 && long?.problem == "the row has 7 fields, the list of columns 6")
        #expect(try reader.next()?.line == 4)
    }

    @Test func onlyTheFirstRowsMayBeAHeader() throws {
        let layout = try layout("timestamp,open,high,low,close")
        let rows = try rows("a,b,c,d,e\na,b,c,d,e\na,b,c,d,e\na,b,c,d,e\n", layout)
        #expect(rows.map(\.line) == [4])
        #expect(rows[0].unreadable?.column == "timestamp")
        // A row of numbers is none, however wrong its time.
        #expect(try self.rows("never,1,2,3,4\n2023-06-01,1,2,3,4\n", layout).map(\.line) == [1, 2])
    }

    @Test(arguments: [
        ("Date,Symbol,Open,High,Low,Close,VolumeFrom,VolumeTo\n", "volume", "--columns"),
        ("20230601 000000;1.06;1.07;1.05;1.06;0\n", nil, "no header row"),
        ("Date,Open,High,Low\n", "close", "no such column"),
        ("Open,High,Low,Close\n", "timestamp", "no such column"),
        ("Date,Open,High,Low,Close,Close\n", "Close", "twice"),
    ])
    func headersThatLeaveItOpenAreRefused(text: String, column: String?, problem: String) throws {
        let error = try #require(throws: DataError.self) { try BarRows(try fixture.write(text), layout: try layout()) }
        #expect(error.line == 1 && error.column == column && error.problem.contains(problem), "\(error)")
    }

    @Test func actionsAreReadFromTheirColumns() throws {
        let text =
            "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits\n2023-06-01,1,2,1,1,0.5,9,0.25,2\n2023-06-02,1,2,1,1,0.5,9,,0\n"
        for layout in [nil, try layout()] {
            let rows = try rows(text, layout)
            #expect(rows.map(\.dividend) == [0.25, 0] && rows.map(\.splitRatio) == [2, 0])
            #expect(rows.map(\.adjustedClose) == [0.5, 0.5])
        }
        let scaled = try rows(text, try layout(scale: 10))
        #expect(
            scaled[0].dividend == 2.5 && scaled[0].adjustedClose == 5 && scaled[0].splitRatio == 2
                && scaled[0].volume == 9)
    }

    @Test func errorsNameTheColumnsOfTheFile() throws {
        let reader = try BarRows(
            try fixture.write("<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>\n2023.06.01;00:00;1;2;3;4\n"),
            layout: try layout(nil, ";"))
        _ = try reader.next()
        #expect(reader.error(.low, "is it").description.hasSuffix("bars.csv:2: column '<LOW>': is it (3)"))
        #expect(
            reader.error(.timestamp, "is it").description.hasSuffix("bars.csv:2: column '<DATE>': is it (2023.06.01)"))
        #expect(reader.error(.volume, "is it").description.hasSuffix("bars.csv:2: column 'volume': is it"))
        #expect(!reader.hasVolume && !reader.hasAdjustedClose && !reader.hasActions)
    }

    /// Whatever a file holds, its rows come, or an error that names a line; nothing crashes.
    @Test func damagedFilesAreReadOrRefused() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "damage")
        let plain = "timestamp,open,high,low,close,volume"
        let zone = "America/New_York"
        let files: [(String, BarLayout)] = [
            (
                "20231105 013000;1,0687;1.068,8;1,0685;1,0686;61\n20231105 013000;1,0687;1,0688;1,0685;1,0686;61\n",
                try layout(plain, ";", format: "%Y%m%d %H%M%S", zone: zone, scale: 0.00001, comma: true)
            ),
            (
                "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<VOL>\n2023.03.12\t01:30:00\t1.0687\t1.0688\t1.0685\t1\t61\n",
                try layout(nil, "tab", zone: zone, scale: 1e300)
            ),
            (
                "x 12/31/2261 23:59 1e300 $1,234.5 9 9 \n y 1/1/1678 1:00  1 2 1 1\n",
                try layout("-,date,time,open,high,low,close", "space", format: "%m/%d/%Y %H:%M", zone: zone)
            ),
        ]
        let tempting = Array("\"\",;. \t\n\r\u{0}-+$eE:TZ0919".utf8)
        var (read, refused) = (0, 0)
        for (text, layout) in files {
            for _ in 0..<500 {
                var bytes = Array(text.utf8)
                for _ in 0...(source.next() % 4) {
                    let place = Int(source.next() % UInt64(bytes.count))
                    switch source.next() % 4 {
                    case 0: bytes[place] = UInt8(truncatingIfNeeded: source.next())
                    case 1: bytes[place] = tempting[Int(source.next() % UInt64(tempting.count))]
                    case 2: bytes.insert(tempting[Int(source.next() % UInt64(tempting.count))], at: place)
                    default: bytes.remove(at: place)
                    }
                }
                do {
                    let reader = try BarRows(try fixture.write(bytes, "damaged.csv"), layout: layout)
                    while try reader.next() != nil { read += 1 }
                } catch let error as DataError {
                    #expect(error.kind == .badData && error.line != nil, "\(error), seed \(seed)")
                    refused += 1
                }
            }
        }
        #expect(read > 300 && refused > 300, "\(read) read, \(refused) refused, seed \(seed)")
    }
}
