import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// Real files of other layouts; what they must become is found by splitting their lines at the separator.
@Suite(.enabled(if: SharedData.isPresent, "shared/data is absent"))
struct RealConversionTests {
    let fixture: ResamplingFixture

    init() throws { fixture = try ResamplingFixture() }

    private func convert(_ path: String, _ change: (inout BarLayout) throws -> Void) throws -> (
        bars: [BarRow], BarConversion
    ) {
        var layout = BarLayout()
        try change(&layout)
        let out = fixture.files.folder.appendingPathComponent("converted.csv")
        let result = try BarConversion.run(SharedData.file(path), layout: layout, to: out)
        let reader = try BarRows(out)
        var rows: [BarRow] = []
        while let row = try reader.next() { rows.append(row) }
        return (rows, result)
    }

    private func lines(_ path: String) throws -> [[Substring]] {
        let gunzip = try ChildProcess.run(
            URL(fileURLWithPath: "/usr/bin/env"), ["gzip", "-dcf", SharedData.file(path).path])
        return gunzip.output.split(whereSeparator: \.isNewline).map {
            $0.split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" }
        }
    }

    /// A year of Bitfinex's minutes, then hours and days of them, each against sums over the file's own lines.
    @Test func bitfinexMinutesBecomeHoursAndDays() throws {
        let path = "minute/bitfinex_BTCUSD_1m_2013.csv.gz"
        let (rows, result) = try convert(path) {
            $0.columns = try BarLayout.columns(named: "timestamp,open,close,high,low,volume")
        }
        let lines = try lines(path)
        try #require(rows.count == lines.count && rows.count == 148_055)
        #expect(result.badBars == 0 && result.barsOutOfOrder == 0)
        struct Sum { var open = 0.0, high = 0.0, low = 0.0, close = 0.0, volume = 0.0 }
        var sums: [Int64: [Int64: Sum]] = [3600: [:], 86_400: [:]]
        for (row, line) in zip(rows, lines) {
            let cells = line.dropFirst().compactMap { Double($0) }
            let (open, close, high, low, volume) = (cells[0], cells[1], cells[2], cells[3], cells[4])
            let seconds = Int64(line[0])! / 1000
            guard row.timestamp?.nanoseconds == seconds * 1_000_000_000, row.open == open, row.high == high,
                row.low == low, row.close == close, row.volume == volume
            else {
                Issue.record("\(line) became \(row)")
                return
            }
            for length in [3600, 86_400] as [Int64] {
                var sum = sums[length]![seconds / length] ?? Sum(open: open, high: high, low: low)
                (sum.high, sum.low, sum.close) = (max(sum.high, high), min(sum.low, low), close)
                sum.volume += volume
                sums[length]![seconds / length] = sum
            }
        }
        for (length, name) in [(3600, "1h"), (86_400, "1d")] as [(Int64, String)] {
            let made = try fixture.resample(
                fixture.files.folder.appendingPathComponent("converted.csv"), to: name, keepsPartial: false
            ).bars
            let expected = sums[length]!.sorted { $0.key < $1.key }
            try #require(made.count == expected.count)
            for (bar, (hour, sum)) in zip(made, expected) {
                #expect(bar.timestamp.nanoseconds == hour * length * 1_000_000_000)
                #expect(bar.open == sum.open && bar.high == sum.high && bar.low == sum.low && bar.close == sum.close)
                #expect(abs(bar.volume - sum.volume) <= 1e-12 * sum.volume)
            }
        }
    }

    @Test func histdataMinutesAreInWinterTime() throws {
        let path = "messy/histdata_EURUSD_M1_202306.csv"
        let (rows, result) = try convert(path) {
            $0.columns = try BarLayout.columns(named: "timestamp,open,high,low,close,volume")
            $0.delimiter = UInt8(ascii: ";")
            $0.timeFormat = try TimeFormat("%Y%m%d %H%M%S")
            $0.timeZone = try BarLayout.timeZone(named: "EST")
        }
        let lines = try lines(path)
        try #require(rows.count == lines.count)
        #expect(result.badBars == 0 && result.barsOutOfOrder == 0)
        let formatter = DateFormatter()
        formatter.dateFormat = "yyyyMMdd HHmmss"
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: -5 * 3600)
        for place in stride(from: 0, to: rows.count, by: 37) {
            let date = try #require(formatter.date(from: String(lines[place][0])))
            #expect(rows[place].timestamp?.nanoseconds == Int64(date.timeIntervalSince1970) * 1_000_000_000)
            #expect(
                [rows[place].open, rows[place].high, rows[place].low, rows[place].close]
                    == lines[place][1...4].map { Double($0)! })
        }
    }

    /// Points with a float's noise become prices of at most six decimals, those that the points have.
    @Test func pointsBecomePrices() throws {
        let path = "ohlcv/fx/EURUSD.csv"
        let (rows, _) = try convert(path) { $0.priceScale = 0.00001 }
        let lines = try lines(path).dropFirst()
        try #require(rows.count == lines.count)
        for (row, line) in zip(rows, lines) {
            let points = line[1...4].map { (Double($0)! * 10).rounded() }
            #expect([row.open, row.high, row.low, row.close] == points.map { $0 / 1e6 })
        }
    }

    @Test func coinbaseNeedsItsColumnsNamed() throws {
        let path = "messy/coinbase-1h-btc-usd.csv"
        #expect(throws: DataError.self) { try convert(path) { _ in } }
        let (rows, result) = try convert(path) {
            $0.columns = try BarLayout.columns(named: "date,-,open,high,low,close,volume,-")
        }
        let lines = try lines(path).dropFirst()
        try #require(rows.count == lines.count)
        var outOfOrder = 0
        for ((row, line), before) in zip(zip(rows, lines), [""] + lines.map { String($0[0]) }) {
            // `YYYY-MM-DD HH:MM` sorts as text.
            if String(line[0]) <= before { outOfOrder += 1 }
            #expect([row.open, row.high, row.low, row.close, row.volume] == line[2...6].map { Double($0)! })
        }
        #expect(result.barsOutOfOrder == outOfOrder && outOfOrder > 14_000)
    }
}
