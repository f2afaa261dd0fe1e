import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// Real files with faults that are known, each finding looked at: its line, its kind.
@Suite(.enabled(if: SharedData.isPresent, "shared/data is absent"))
struct RealDataCheckTests {
    private func findings(_ path: String) throws -> [Finding] {
        try DataCheck.run([SharedData.file(path).path], options: DataCheck.Options()).files[0].findings
    }

    /// Yahoo's faults: `kind@line`. What stands in a `-fixed` file besides is true of it as well.
    @Test(arguments: [
        ("1398-HK-1d-bad-div", ["bad_bar@615", "dividend@616"]), ("1398-HK-1d-bad-div-fixed", ["bad_bar@615"]),
        ("4063-T-1d-bad-stock-split", ["order@3", "split@15"]), ("4063-T-1d-bad-stock-split-fixed", ["order@3"]),
        (
            "AET-L-1d-100x-error",
            ["hundredfold@2", "stale@2", "order@3", "stale@12", "hundredfold@21"]
        ),
        ("AET-L-1d-100x-error-fixed", ["stale@2", "order@3", "stale@12"]),
        ("ASAI-L-1h-bad-unit", ["hundredfold@13"]), ("ASAI-L-1h-bad-unit-fixed", []),
        ("CNE-L-1d-bad-stock-split", ["order@3", "split@9"]), ("CNE-L-1d-bad-stock-split-fixed", ["order@3"]),
        ("DODFX-1d-cg-double-count", ["dividend@489"]), ("DODFX-1d-cg-double-count-fixed", []),
    ])
    func yahoosFaultsAreFound(name: String, expected: [String]) throws {
        let found = try findings("messy/\(name).csv").map { "\($0.kind.rawValue)@\($0.line ?? 0)" }
        #expect(Set(found) == Set(expected) && found.count == expected.count, "\(found)")
    }

    @Test func theirEvidenceHasTheNumbers() throws {
        func evidence(_ name: String, _ kind: Finding.Kind) throws -> String {
            try findings("messy/\(name).csv").filter { $0.kind == kind }.map(\.evidence).joined(separator: "; ")
        }
        #expect(try evidence("ASAI-L-1h-bad-unit", .hundredfold).hasPrefix("low 0.6, close 0.6: 1/100 of"))
        #expect(try evidence("AET-L-1d-100x-error", .hundredfold).contains("lines 2 to 11 (10 bars) are 1/100"))
        #expect(
            try evidence("4063-T-1d-bad-stock-split", .split).contains("5:1 split listed at 2023-03-30 is not applied"))
        #expect(try evidence("CNE-L-1d-bad-stock-split", .split).contains("0.471429:1 split listed at 2023-05-16"))
        #expect(try evidence("DODFX-1d-cg-double-count", .dividend).contains("applied as 1.254, 1.50 times as much"))
        #expect(try evidence("1398-HK-1d-bad-div", .dividend).contains("0.335715 at 2024-07-08 is not applied"))
    }

    /// The Dow's stocks: bad bars as the strict reader counts them, the day that NASDAQ's three lack, and nothing else.
    @Test func theDowHasBadBarsAndOneGap() throws {
        let report = try DataCheck.run(
            [SharedData.file("ohlcv/equities").path],
            options: {
                var options = DataCheck.Options()
                options.assetClass = .equities
                return options
            }())
        #expect(report.files.count == 15)
        for file in report.files {
            let url = URL(fileURLWithPath: file.path)
            let dropped = try BarReader.read(url, asset: BarFixture.asset, onBadBar: .drop).report.droppedBars
            #expect(file.findings.count { $0.kind == .badBar } == dropped, "\(file.path)")
            let others = file.findings.filter { $0.kind != .badBar }
            let isNasdaq = ["AAPL", "INTC", "MSFT"].contains { file.path.hasSuffix("\($0).csv") }
            #expect(others.map(\.line) == (isNasdaq ? [1070] : []), "\(file.path): \(others.map(\.evidence))")
            #expect(others.allSatisfy { $0.kind == .gap && $0.evidence.hasPrefix("2010-04-01 is missing") })
        }
    }

    @Test func currenciesHaveUnitsAndGaps() throws {
        let points = try findings("ohlcv/fx/EURUSD.csv")
        #expect(points.map(\.kind) == [.unit, .unit] && points.map(\.line) == [nil, 2])
        #expect(points[0].evidence.contains("100,000 times a rate"))
        #expect(points[1].evidence.contains("130583.99999999999 for 130584"))
        let yahoo = try findings("origin/fx/EURUSD.csv")
        #expect(yahoo.count { $0.kind == .badBar } == 80)
        #expect(yahoo.count == 83)
        let gaps = yahoo.filter { $0.kind == .gap }.map { String($0.evidence.prefix(10)) }
        #expect(gaps == ["2017-07-11", "2017-11-16", "2019-05-22"])
    }

    @Test(arguments: [
        "ohlcv/crypto/BTC-USD.csv", "origin/crypto/BTC-USD.csv", "origin/equities/AAPL.csv", "indicators/quotes.csv",
    ])
    func goodFilesHaveNone(path: String) throws { #expect(try findings(path).isEmpty) }

    /// Files whose columns have other names, with ours put in their place.
    private func converted(_ path: String, header: String, dropsHeader: Bool, folder: String) throws -> [Finding] {
        let source = try ByteSource(SharedData.file(path))
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        if dropsHeader { bytes.removeFirst(bytes.firstIndex(of: UInt8(ascii: "\n"))! + 1) }
        let fixture = try BarFixture()
        let url = try fixture.write(Array("\(header)\n".utf8) + bytes, "\(folder)/X.csv")
        return try DataCheck.run([url.path], options: DataCheck.Options()).files[0].findings
    }

    /// Newest first; 15 hours in which Coinbase stood still; five bars pasted in from a zone five hours away.
    @Test func coinbasesScrambledHoursAreFound() throws {
        let found = try converted(
            "messy/coinbase-1h-btc-usd.csv", header: "Date,Symbol,Open,High,Low,Close,Volume,VolumeTo",
            dropsHeader: true,
            folder: "crypto")
        #expect(
            found.map { "\($0.kind.rawValue)@\($0.line ?? 0)" } == [
                "order@3", "stale@7860", "time_zone@14371", "order@14372",
            ])
        #expect(found[2].evidence.contains("5h apart") && found[2].evidence.contains("lines 14372 to 14380"))
        #expect(found[3].evidence.contains("5 rows of lines 14372 to 14380"))
    }

    /// Empty minutes are usual here and no gap; the prints that are found are far off on both sides.
    @Test func bitfinexsBadPrintsAreFound() throws {
        let found = try converted(
            "minute/bitfinex_BTCUSD_1m_2013.csv.gz", header: "timestamp,open,close,high,low,volume", dropsHeader: false,
            folder: "crypto")
        #expect(Set(found.map(\.kind)) == [.jump, .hundredfold])
        #expect(found.filter { $0.kind == .hundredfold }.map(\.line) == [4822, 42662])
        let sure = found.filter { $0.kind == .jump && $0.severity == .warning }
        // 100 between 93.3 and 93.3; 15 for 155; 20 for 100.9.
        #expect(Set([3, 4691, 6390]).isSubset(of: sure.map { $0.line ?? 0 }))
        #expect(found.count < 40, "\(found.count) of 148,055 minutes")
    }
}
