import Foundation
import Testing

@testable import AlphaCore

/// Paths, classes, calendars that files learn from one another, broken files, and what a report says.
struct DataCheckTests {
    let fixture: BarFixture

    init() throws { fixture = try BarFixture() }

    private func check(
        _ names: [String], _ change: (inout DataCheck.Options) -> Void = { _ in }
    ) throws -> DataCheckReport {
        var options = DataCheck.Options()
        change(&options)
        let paths = names.map { $0.isEmpty ? fixture.folder.path : fixture.folder.appendingPathComponent($0).path }
        return try DataCheck.run(paths, options: options)
    }

    private func write(_ bars: CleanBars, _ name: String) throws { _ = try fixture.write(bars.text, name) }

    @Test func foldersAndFilesAreFoundOnce() throws {
        try write(CleanBars(.equitiesDaily, count: 300, seed: 1), "equities/B.csv")
        try write(CleanBars(.equitiesDaily, count: 300, seed: 1), "equities/A.csv")
        try write(CleanBars(.cryptoDaily, count: 300, seed: 2), "crypto/C.csv")
        try write(CleanBars(.fxDaily, count: 300, seed: 3), "D.csv")
        _ = try fixture.write("timestamp,action,value\n", "crypto/C.actions.csv")
        _ = try fixture.write("x", ".hidden.csv")
        _ = try fixture.write("x", "notes.txt")
        let packed = Array(CleanBars(.cryptoDaily, count: 300, seed: 4).text.utf8)
        _ = try fixture.write(BarFixture.gzipped(packed), "crypto/E.csv.gz")
        let report = try check(["", "crypto/C.csv"])
        #expect(
            report.files.map { $0.path.split(separator: "/").last! } == [
                "D.csv", "A.csv", "B.csv", "C.csv", "E.csv.gz",
            ])
        #expect(report.files.map(\.assetClass) == [nil, .equities, .equities, .crypto, .crypto])
        #expect(report.count == 0, "\(report.text)")
        #expect(report.files.map(\.rows) == Array(repeating: 300, count: 5))
        #expect(report.files[0].calendar == "Mon-Fri" && report.files[3].calendar == "every day")
        #expect(report.files.allSatisfy { $0.interval == "1d" })
        #expect(try check(["D.csv"]) { $0.assetClass = .fx }.files[0].assetClass == .fx)
    }

    @Test func whatIsNotThereIsNoInput() throws {
        for name in ["nowhere.csv", "nowhere/"] {
            let error = #expect(throws: DataError.self) { try check([name]) }
            #expect(error?.kind == .noInput)
        }
        try FileManager.default.createDirectory(
            at: fixture.folder.appendingPathComponent("empty"), withIntermediateDirectories: true)
        #expect(throws: DataError.self) { try check(["empty"]) }
        let error = #expect(throws: DataError.self) { try DataCheck.run(["/dev/null"], options: DataCheck.Options()) }
        #expect(error?.kind == .noInput)
    }

    /// A file that is no bar file is a finding of its own, and the others are checked.
    @Test func brokenFilesAreFindings() throws {
        try write(CleanBars(.cryptoDaily, count: 200, seed: 1), "good.csv")
        let header = "timestamp,open,high,low,close,volume\n"
        let row = "2020-01-0"
        let broken: [(name: String, text: String, line: Int?)] = [
            ("1-empty.csv", "", 1), ("2-header.csv", header, nil), ("3-other.csv", "a,b\n1,2\n", 1),
            ("4-headerless.csv", "1577836800000,1,1,1,1,1\n", 1),
            ("5-quote.csv", header + "\(row)1,1,1,1,1,1\n\(row)2,\"1,1,1,1,1\n", 3),
            ("6-nul.csv", header + "\(row)1,1,1,1,1,1\n\(row)2,1,\u{0},1,1,1\n\(row)3,1,1,1,1,1\n", 3),
        ]
        for (name, text, _) in broken { _ = try fixture.write(text, name) }
        let gzip = BarFixture.gzipped(Array(CleanBars(.cryptoDaily, count: 5000, seed: 1).text.utf8))
        _ = try fixture.write(Array(gzip.prefix(gzip.count / 2)), "7-cut.csv.gz")
        let report = try check([""])
        for (file, expected) in zip(report.files, broken) {
            let first = try #require(file.findings.first { $0.line == expected.line })
            #expect(first.kind == .unreadable && first.severity == .error, "\(file.path): \(first.evidence)")
        }
        #expect(report.files[4].findings.map(\.line) == [nil, 3])
        #expect(report.files[6].findings.contains { $0.kind == .unreadable && $0.evidence.contains("gzip") })
        #expect(report.files[7].count == 0 && report.files[7].path.hasSuffix("good.csv"))
    }

    /// A mistyped year, as far away as times can be told: a finding at its line, and the others are checked as ever.
    @Test(arguments: ["2200-01-08", "2261-12-31", "1678-01-01", "1849-12-31T23:59:59.999999999Z", "2140-01-01"])
    func timesFarFromAnyBarsAreFindings(time: String) throws {
        let clean = CleanBars(.cryptoDaily, count: 200, seed: 1)
        var rows = clean.text.split(separator: "\n").map(String.init)
        let cells = rows[100].split(separator: ",").dropFirst().joined(separator: ",")
        rows.insert("\(time),\(cells)", at: 101)
        _ = try fixture.write(rows.joined(separator: "\n"), "X.csv")
        let report = try check(["X.csv"])
        #expect(report.files[0].findings.map(\.line) == [102], "\(report.text)")
        #expect(report.files[0].findings.map(\.kind) == [.badBar], "\(report.text)")
        #expect(report.files[0].interval == "1d" && report.files[0].rows == 201)
        _ = try fixture.write(rows[0] + "\n2020-01-01,1,1,1,1,1\n\(time),1,1,1,1,1\n", "Y.csv")
        #expect(try check(["Y.csv"]).files[0].findings.contains { $0.line == 3 && $0.severity == .error })
    }

    @Test func rowsThatAreNoneArePassedOver() throws {
        var bars = CleanBars(.cryptoDaily, count: 200, seed: 1)
        for place in stride(from: 20, to: 180, by: 20) { bars.rows[place].text = "2010-02-30,1,2" }
        bars.rows[15].text = "\(Timestamp(nanoseconds: bars.rows[15].time)),1,2,3,4,5,6"
        try write(bars, "X.csv")
        let found = try check(["X.csv"]).files[0].findings
        #expect(found.map(\.line) == [17, 22, 42, 62, 82, 102, 122, 142, 162])
        #expect(found.allSatisfy { $0.kind == .unreadable })
    }

    /// Fifteen stocks of one exchange: what one of them lacks is a gap, what all lack a holiday.
    @Test func equitiesTellOneAnothersHolidays() throws {
        var expected: [String: [Int]] = [:]
        for number in 0..<5 {
            var bars = CleanBars(.equitiesDaily, count: 700, seed: UInt64(number))
            // The same days for all.
            let days = CleanBars(.equitiesDaily, count: 700, seed: 0).rows.map(\.time)
            for place in bars.rows.indices { bars.rows[place].time = days[place] }
            let missing = [100 + 50 * number, 600 - 30 * number]
            for place in missing.sorted(by: >) { bars.rows.remove(at: place) }
            expected["S\(number).csv"] = missing.sorted().enumerated().map { $1 - $0 + 2 }
            try write(bars, "equities/S\(number).csv")
        }
        for file in try check([""]).files {
            let name = String(file.path.split(separator: "/").last!)
            #expect(file.findings.map { $0.line ?? 0 } == expected[name])
            #expect(file.findings.allSatisfy { $0.kind == .gap && $0.severity == .warning })
            #expect(file.findings.allSatisfy { $0.evidence.contains("4 of 5 files") })
        }
        // Alone, a file cannot know.
        #expect(try check(["equities/S0.csv"]).count == 0)
    }

    @Test func findingsAreCappedChosenAndCounted() throws {
        var bars = CleanBars(.cryptoDaily, count: 400, seed: 1)
        for place in stride(from: 10, to: 390, by: 10) { bars.rows[place].volume = -1 }
        for place in [55, 155] { bars.rows[place].scale(by: 100) }
        bars.roundFinely()
        try write(bars, "X.csv")
        let all = try check(["X.csv"])
        #expect(all.count == 40 && all.files[0].findings.count == 40)
        let capped = try check(["X.csv"]) { $0.findingsMax = 5 }
        #expect(capped.count == 40)
        #expect(
            capped.files[0].findings == all.files[0].findings.filter { ($0.line ?? 0) <= 52 || $0.kind == .hundredfold }
        )
        #expect(capped.files[0].more == [.badBar: 33])
        #expect(capped.text.contains("and 33 more of bad_bar"))
        let chosen = try check(["X.csv"]) { $0.kinds = [.hundredfold] }
        #expect(chosen.files[0].findings.map(\.line) == [57, 157])
    }

    @Test func resultsDoNotDependOnThreads() throws {
        for number in 0..<6 {
            var bars = CleanBars(.cryptoDaily, count: 300, seed: UInt64(number))
            bars.rows.swapAt(50 + number, 51 + number)
            try write(bars, "crypto/S\(number).csv")
        }
        let one = try check([""]).text
        #expect(try check([""]) { $0.threads = 4 }.text == one)
    }

    @Test func actionsBesideTheFileAreKnown() throws {
        var bars = CleanBars(.equitiesDaily, count: 600, seed: 3)
        let day = Timestamp(nanoseconds: bars.rows[300].time)
        _ = try fixture.write("timestamp,action,value\n\(day),split,4\n", "equities/X.actions.csv")
        try write(bars, "equities/X.csv")
        #expect(try check(["equities/X.csv"]).count == 0)
        for place in 0..<300 { bars.rows[place].scale(by: 4) }
        bars.roundFinely()
        try write(bars, "equities/X.csv")
        let found = try check(["equities/X.csv"]).files[0].findings
        #expect(found.map(\.kind) == [.split] && found.map(\.line) == [301] && found.map(\.severity) == [.error])
        #expect(found[0].evidence.contains("the 4:1 split listed at \(day)"))
        _ = try fixture.write("timestamp,action,value\n\(day),merger,4\n", "equities/X.actions.csv")
        #expect(try check(["equities/X.csv"]).files[0].findings.map(\.kind) == [.unreadable])
    }

    @Test func theReportAsJSON() throws {
        var bars = CleanBars(.cryptoDaily, count: 100, seed: 1)
        bars.rows[40].volume = -1
        try write(bars, "X.csv")
        _ = try fixture.write("", "Y.csv")
        let report = try check(["X.csv", "Y.csv"])
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(try JSONText.encode(report).utf8)) as? [String: Any])
        let files = try #require(json["files"] as? [[String: Any]])
        #expect(files.map { $0["rows"] as? Int } == [100, 0])
        #expect(files[0]["interval"] as? String == "1d" && files[0]["class"] is NSNull && files[1]["first"] is NSNull)
        #expect(files.map { $0["findings"] as? Int } == [1, 1])
        let findings = try #require(json["findings"] as? [[String: Any]])
        #expect(findings.map { $0["kind"] as? String } == ["bad_bar", "unreadable"])
        #expect(findings[0]["line"] as? Int == 42 && findings[0]["severity"] as? String == "error")
        #expect((json["more"] as? [String: Any])?.isEmpty == true)
        #expect(report.text.split(separator: "\n").last == "2 files, 100 bars: 2 findings in 2 files (2 errors)")
    }

    /// Summer time does not shift a file's sessions, nor does a short day leave a gap: see `CleanBars`; but daily bars
    /// written as New York's midnights in UTC, 05:00 and 04:00, are as they should be too.
    @Test func localMidnightsAreNoShift() throws {
        var bars = CleanBars(.equitiesDaily, count: 900, seed: 5)
        for place in bars.rows.indices {
            let day = Int(bars.rows[place].time / Timestamp.day)
            bars.rows[place].time += CleanBars.isSummer(day) ? 4 * .hour : 5 * .hour
        }
        try write(bars, "X.csv")
        #expect(try check(["X.csv"]).count == 0)
        // Tokyo's are 15:00 the day before.
        for place in bars.rows.indices {
            bars.rows[place].time = bars.rows[place].time / Timestamp.day * Timestamp.day - 9 * .hour
        }
        try write(bars, "X.csv")
        let report = try check(["X.csv"])
        #expect(report.count == 0 && report.files[0].calendar == "Mon-Fri")
    }
}
