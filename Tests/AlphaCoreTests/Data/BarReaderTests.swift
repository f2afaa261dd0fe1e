import Foundation
import Testing

@testable import AlphaCore

struct BarReaderTests {
    let fixture: BarFixture

    init() throws { fixture = try BarFixture() }

    private let expected = [
        Bar(
            timestamp: Timestamp(nanoseconds: 1_420_156_800_000_000_000), open: 10, high: 12, low: 9.5, close: 11,
            volume: 100),
        Bar(
            timestamp: Timestamp(nanoseconds: 1_420_416_000_000_000_000), open: 11, high: 11, low: 10, close: 10.25,
            volume: 0),
    ]

    @Test(arguments: [
        "timestamp,open,high,low,close,volume\n2015-01-02,10,12,9.5,11,100\n2015-01-05,11,11,10,10.25,0\n",
        "Date,Open,High,Low,Close,Volume\n2015-01-02,10,12,9.5,11,100\n2015-01-05,11,11,10,10.25,0",
        "\u{FEFF}DATETIME,OPEN,HIGH,LOW,CLOSE,VOLUME\r\n2015-01-02T00:00:00Z,10,12,9.5,11,100\r\n2015-01-05,11,11,10,10.25,0\r\n",
        "volume,close,low,high,open,Open time,Close time\n100,11,9.5,12,10,1420156800000,9\n0,10.25,10,11,11,1420416000000,9\n",
        "\"Time\",\"Open\",\"High\",\"Low\",\"Close\",\"Vol.\",Name\n1420156800,\"10\",12,9.5,11,0.1K,\"a,b\"\n1420416000,11,11,10,10.25,-,x\n"
            .replacingOccurrences(of: ",-,", with: ",0,"),
        "timestamp,open,high,low,close,volume\n,X,X,X,X,X\n2015-01-02,10,12,9.5,11,100\n2015-01-05,11,11,10,10.25,0\n",
        "Price,Close,High,Low,Open,Volume\nTicker,X,X,X,X,X\nDate,,,,,\n2015-01-02,11,12,9.5,10,100\n2015-01-05,10.25,11,10,11,0\n",
        "Date,open,high,low,close,tick_volume\n2015-01-02,10.0,12,9.5,11.0,1e2\n2015-01-05, 11 ,11.00,+10,10.25,0.0\n",
        "timestamp,open,high,low,close,tick_volume,volume\n2015-01-02,10,12,9.5,11,7,100\n2015-01-05,11,11,10,10.25,7,0\n",
        "timestamp,open,high,low,close,volume\n2015-01-02 03:00:00+03:00,10,12,9.5,11,100\n\n2015-01-05,11,11,10,10.25,0\n\n",
        "timestamp,open,high,low,close,volume\n1420156800000000,10,12,9.5,11,100\n1420416000000000,11,11,10,10.25,0\n",
        "timestamp,open,high,low,close,volume\n1420156800000000000,10,12,9.5,11,100\n1420416000000000000,11,11,10,10.25,0\n",
        "Date,Open,High,Low,Close,Adj Close,Volume\n2015-01-02,10,12,9.5,11,11,100\n2015-01-05,11,11,10,10.25,10.25,0\n",
    ])
    func everySourceGivesTheSameBars(text: String) throws {
        let plain = try fixture.read(text)
        #expect(plain.series.bars == expected)
        #expect(plain.report.bars == 2)
        #expect(plain.report.droppedBars == 0 && plain.report.mendedBars == 0)
        let packed = try fixture.write(BarFixture.gzipped(Array(text.utf8)), "bars.csv.gz")
        #expect(try BarReader.read(packed, asset: BarFixture.asset).series.bars == expected)
    }

    /// A good bar on line 2, then on line 3 what is broken; the column to be named.
    @Test(arguments: [
        ("2015-01-05,-1,12,9,11,1", "open"), ("2015-01-05,0,12,9,11,1", "open"), ("2015-01-05,,12,9,11,1", "open"),
        ("2015-01-05,10,nan,9,11,1", "high"), ("2015-01-05,10,inf,9,11,1", "high"),
        ("2015-01-05,10,1e999,9,11,1", "high"),
        ("2015-01-05,10,12,-0,11,1", "low"), ("2015-01-05,10,12,NaN,11,1", "low"),
        ("2015-01-05,10,12,9,null,1", "close"),
        ("2015-01-05,10,12,9,-Inf,1", "close"), ("2015-01-05,10,10.9,9,11,1", "high"),
        ("2015-01-05,10,12,10.1,11,1", "low"),
        ("2015-01-05,10,9,12,11,1", "high"), ("2015-01-05,10,12,9,11,-1", "volume"),
        ("2015-01-05,10,12,9,11,", "volume"),
        ("2015-01-05,10,12,9,11,inf", "volume"), ("2015-01-05,10,12,9,11,NA", "volume"),
        ("2015-01-02,10,12,9,11,1", "timestamp"),
        ("2015-01-01,10,12,9,11,1", "timestamp"), (",10,12,9,11,1", "timestamp"), ("2015-01-05,,,,,", "open"),
        ("2015-01-05,10,10.99998,9,11,1", "high"),
    ])
    func aBadBarFailsOrIsDropped(row: String, column: String) throws {
        let text = BarFixture.header + "2015-01-02,10,12,9.5,11,100\n\(row)\n2015-01-06,1,1,1,1,1\n"
        let error = try #require(try fixture.error(text))
        #expect(error.kind == .badData)
        #expect(error.line == 3)
        #expect(error.column == column, "\(error)")
        let dropped = try fixture.read(text, onBadBar: .drop)
        #expect(dropped.series.count == 2)
        #expect(dropped.report.droppedBars == 1)
        #expect(dropped.report.firstDropped == error)
    }

    /// The same place, but what makes the file broken whatever the policy.
    @Test(arguments: [
        ("2015-01-05,abc,12,9,11,1", 3, "open"), ("2015-01-05,10,12,9,1.1.1,1", 3, "close"),
        ("2015-01-05,10,12,9,11,many", 3, "volume"), ("2015-01-05,10,12,9,11,1X", 3, "volume"),
        ("yesterday,10,12,9,11,1", 3, "timestamp"), ("2015-02-30,10,12,9,11,1", 3, "timestamp"),
        ("2015-01-05,10,12", 3, "low"), ("2015-01-05,10,12,9,11,1,7", 3, "7"),
        ("2015-01-05,\"10,12,9,11,1", 3, "open"),
        ("2015-01-05,1\u{0},12,9,11,1", 3, "open"), ("2015-01-05,0x1,12,9,11,1", 3, "open"),
        ("2015-01-05,1;0,12,9,11,1", 3, "open"), ("99999999999999999999,10,12,9,11,1", 3, "timestamp"),
        ("20150105,10,12,9,11,1", 3, "timestamp"), ("2015-01-05,10,12,9,11\r2015-01-06,1", 3, "close"),
        ("2015-01-05,1e,12,9,11,1", 3, "open"),
    ])
    func aBrokenFileFailsWithEitherPolicy(row: String, line: Int, column: String) throws {
        let text = BarFixture.header + "2015-01-02,10,12,9.5,11,100\n\(row)\n2015-01-06,1,1,1,1,1\n"
        for policy in BadBarPolicy.allCases {
            let error = try #require(try fixture.error(text, onBadBar: policy))
            #expect(error.kind == .badData)
            #expect(error.line == line)
            #expect(error.column == column, "\(error)")
        }
    }

    @Test(arguments: [
        ("", 1, nil), (BarFixture.header, 1, nil), ("timestamp,open,high,low,close\n2015-01-02,1,1,1,1\n", 1, "volume"),
        ("timestamp,open,high,low,volume\n2015-01-02,1,1,1,1\n", 1, "close"),
        ("when,open,high,low,close,volume\n2015-01-02,1,1,1,1,1\n", 1, "timestamp"),
        ("timestamp,open,Open,high,low,close,volume\n2015-01-02,1,1,1,1,1,1\n", 1, "Open"),
        ("1364774820000,93.25,93.3,93.3,93.25,93.3\n", 1, "timestamp"),
        ("20230601 000000;1.068700;1.068710;1.068530;1.068530;0\n", 1, "timestamp"),
        (BarFixture.header + "2015-01-02,1,1,1,1,-1\n", 2, "volume"), (BarFixture.header + ",X,X,X,X,X\n", 2, nil),
    ])
    func aFileWithoutBarsIsRefused(text: String, line: Int, column: String?) throws {
        for policy in BadBarPolicy.allCases {
            let error = try #require(try fixture.error(text, onBadBar: policy))
            #expect(error.kind == .badData)
            #expect(error.line == line, "\(error)")
            #expect(error.column == column, "\(error)")
        }
    }

    @Test func aFileWithoutHeaderIsCalledThat() throws {
        let error = try fixture.error("1364774820000,93.25,93.3,93.3,93.25,93.3\n1364774880000,100,100,100,100,93.3\n")
        #expect(error?.problem == "the file has no header row")
    }

    @Test func aRoundingBreachIsMended() throws {
        let text = BarFixture.header + "2015-01-02,10,10.999995,10.000005,11,1\n2015-01-05,10,11,10,11,1\n"
        let read = try fixture.read(text)
        #expect(read.report.mendedBars == 1)
        #expect(read.series.high == [11, 11])
        #expect(read.series.low == [10, 10])
    }

    @Test func pricesAreScaledToTheAdjustedClose() throws {
        let read = try fixture.read(
            "Date,Open,High,Low,Close,adj_close,Volume\n2015-01-02,10,12,8,11,5.5,7\n2015-01-05,4,4,4,4,1.7,8\n")
        #expect(
            read.series[0] == Bar(timestamp: expected[0].timestamp, open: 5, high: 6, low: 4, close: 5.5, volume: 7))
        #expect(read.series.close[1] == 1.7)
        #expect(
            read.series.high[1] >= max(read.series.open[1], 1.7) && read.series.low[1] <= min(read.series.open[1], 1.7))
        #expect(read.report.mendedBars == 0)
        let error = try fixture.error("Date,Open,High,Low,Close,Adj Close,Volume\n2015-01-02,10,12,8,11,-5,7\n")
        #expect(error?.column == "Adj Close")
    }

    @Test func timeOrderIsJudgedAgainstTheLastBarKept() throws {
        let text =
            BarFixture.header
            + "2015-01-02,1,1,1,1,1\n2016-01-01,-1,1,1,1,1\n2015-01-05,1,1,1,1,1\n2015-01-03,1,1,1,1,1\n"
        let read = try fixture.read(text, onBadBar: .drop)
        #expect(read.series.timestamps.map(\.description) == ["2015-01-02", "2015-01-05"])
        #expect(read.report.droppedBars == 2)
        #expect(read.report.firstDropped?.line == 3)
    }

    /// Whatever a file holds, it is read or refused with a line; nothing crashes.
    @Test func damagedFilesAreReadOrRefused() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "damage")
        let whole =
            Array(
                "\u{FEFF}Date,Open,High,Low,Close,Adj Close,Volume\r\n,X,X,X,X,X,X\n\"2015-01-02\",10,12,9.5,11,11,1e2\n"
                    .utf8)
            + Array("2015-01-05T10:00:00+01:00,11,11,10,10.25,5.125,0\n1420502400000,1,1,1,1,1,1\n".utf8)
        let tempting = Array("\"\",\n\r\u{0}-+.eE:TZ0919".utf8)
        var (read, refused) = (0, 0)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0...(source.next() % 4) {
                let place = Int(source.next() % UInt64(bytes.count))
                switch source.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: source.next())
                case 1: bytes[place] = tempting[Int(source.next() % UInt64(tempting.count))]
                case 2: bytes.insert(tempting[Int(source.next() % UInt64(tempting.count))], at: place)
                default: bytes.remove(at: place)
                }
            }
            let url = try fixture.write(bytes, "damaged.csv")
            do {
                let bars = try BarReader.read(url, asset: BarFixture.asset, onBadBar: .drop)
                #expect(bars.series.bars.allSatisfy { $0.low > 0 && $0.high < .infinity && $0.low <= $0.high })
                read += 1
            } catch {
                #expect(error.kind == .badData && error.line != nil, "\(error), seed \(seed)")
                refused += 1
            }
        }
        #expect(read > 100 && refused > 100, "\(read) read, \(refused) refused, seed \(seed)")
    }

    /// What is written reads back to the bit.
    @Test func seriesSurviveTheirFile() throws {
        var configuration = SyntheticMarket.Configuration()
        configuration.assets = 3
        configuration.bars = 200
        for asset in SyntheticMarket(configuration).assets {
            let url = fixture.folder.appendingPathComponent("\(asset.series.asset.symbol).csv")
            try asset.series.write(to: url)
            #expect(try BarReader.read(url, asset: asset.series.asset).series.bars == asset.series.bars)
        }
    }
}

/// The quick way through plain rows against the way that knows every rule.
struct PlainBarRowsTests {
    /// One file twice, at random plain, bad, odd or mendable from row to row: as it is, and with every field in quotes,
    /// which the quick way leaves alone.
    @Test(arguments: ["", ",Adj Close"])
    func bothWaysReadTheSame(adjusted: String) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "rows")
        var lines = ["note,Date,Open,High,Low,Close,Volume\(adjusted)"]
        var nanoseconds: Int64 = 1_420_156_800_000_000_000
        for _ in 0..<8000 {
            nanoseconds += Int64(source.next() % 5) * 3_600_000_000_000 * (source.next() % 9 == 0 ? 24 : 1)
            lines.append(row(at: Timestamp(nanoseconds: nanoseconds), isAdjusted: !adjusted.isEmpty, &source))
        }
        let quoted = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" } }
        let fixture = try BarFixture()
        let quick = try fixture.read(lines.joined(separator: "\n"), onBadBar: .drop)
        let whole = try fixture.read(quoted.map { $0.joined(separator: ",") }.joined(separator: "\n"), onBadBar: .drop)
        #expect(quick.series.bars == whole.series.bars, "seed \(seed)")
        #expect(quick.series.count > 3000)
        #expect(quick.report.droppedBars == whole.report.droppedBars && quick.report.droppedBars > 100, "seed \(seed)")
        #expect(quick.report.mendedBars == whole.report.mendedBars && quick.report.mendedBars > 20, "seed \(seed)")
        #expect(quick.report.firstDropped == whole.report.firstDropped, "seed \(seed)")
    }

    private func row(at time: Timestamp, isAdjusted: Bool, _ source: inout RandomSource) -> String {
        let (open, close) = (50 + source.uniform() * 10, 50 + source.uniform() * 10)
        var cells = [
            ["", "x", "1"][Int(source.next() % 3)], "\(time)", "\(open)", "\(max(open, close) + 1)",
            "\(min(open, close) - 1)", "\(close)", "\(source.next() % 10_000)",
        ]
        if isAdjusted { cells.append("\(close / 2)") }
        switch source.next() % 60 {
        case 0: cells[2] = ""
        case 1: cells[Int(2 + source.next() % 4)] = "nan"
        case 2: cells[3] = "\(min(open, close))"
        case 3: cells[4] = "-1"
        case 4, 5: cells[3] = "\(max(open, close) * (1 - 5e-7))"
        case 6: cells[1] = "\(time.nanoseconds / 1_000_000)"
        case 7:
            cells[1] = cells[1].replacingOccurrences(of: "T", with: " ").replacingOccurrences(of: "Z", with: "+02:00")
        case 8: cells[6] = "-0"
        case 9: cells[2] = " \(open)"
        case 10: cells[6] = "1.5K"
        case 11: cells[2] = "1e400"
        default: break
        }
        return cells.joined(separator: ",")
    }

    /// A file of several chunks: rows that straddle them are neither lost nor read twice, and lines are counted on.
    @Test func rowsAcrossChunksAreReadOnce() throws {
        let fixture = try BarFixture()
        var text = BarFixture.header
        for minute in 0..<60_000 {
            let time = Timestamp(nanoseconds: 1_577_836_800_000_000_000 + Int64(minute) * 60_000_000_000)
            text += "\(time),1.5,\(2 + minute % 7),1.25,1.75,\(minute)\n"
        }
        let read = try fixture.read(text)
        #expect(read.series.volume == (0..<60_000).map(Double.init))
        #expect(read.series.high == (0..<60_000).map { Double(2 + $0 % 7) })
        let error = try #require(try fixture.error(text + "2020-01-01,1,1,1,1,1\n"))
        #expect(error.line == 60_002)
    }
}
