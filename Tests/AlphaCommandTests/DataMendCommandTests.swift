import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha data mend")
struct DataMendCommandTests {
    /// Newest first; one row in cents, one twice, and a split 2:1 between 5 and 6 January that was missed.
    static let faulty = """
        Date,Open,High,Low,Close,Adj Close,Volume
        2020-01-09,10.1,10.4,10,10.3,10.3,400
        2020-01-08,1020,1030,1000,1010,1010,500
        2020-01-07,10,10.3,9.9,10.2,10.2,300
        2020-01-07,10,10.3,9.9,10.2,10.2,300
        2020-01-06,10.1,10.2,9.9,10,10,200
        2020-01-05,20,20.4,19.8,20.2,20.2,100
        2020-01-04,19.6,20.2,19.6,20,20,50

        """
    static let mended = """
        timestamp,open,high,low,close,volume,adj_close
        2020-01-04,9.8,10.1,9.8,10,100,10
        2020-01-05,10,10.2,9.9,10.1,200,10.1
        2020-01-06,10.1,10.2,9.9,10,200,10
        2020-01-07,10,10.3,9.9,10.2,300,10.2
        2020-01-08,10.2,10.3,10,10.1,500,10.1
        2020-01-09,10.1,10.4,10,10.3,400,10.3

        """

    private func text(_ folder: TemporaryFolder, _ path: String) throws -> String {
        try String(contentsOf: folder.file(path), encoding: .utf8)
    }

    @Test("writes the mended bars into a new folder and says what it did", arguments: ["--split", "actions", "column"])
    func mends(listing: String) throws {
        let folder = try TemporaryFolder()
        var arguments = ["data", "mend", "A.csv", "--out", "new/B.csv"]
        var file = Self.faulty
        switch listing {
        case "--split": arguments += ["--split", "2020-01-06=2:1"]
        case "actions": try folder.write("timestamp,action,value\n2020-01-07,split,2\n", to: "A.actions.csv")
        default:
            let lines = Self.faulty.split(separator: "\n").enumerated().map { number, line in
                "\(line),\(number == 0 ? "Stock Splits" : line.hasPrefix("2020-01-06") ? "2.0" : "0.0")"
            }
            file = lines.joined(separator: "\n") + "\n"
        }
        try folder.write(file, to: "A.csv")
        let run = try AlphaCommand.run(arguments, in: folder.url)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.isEmpty)
        #expect(try text(folder, "new/B.csv") == Self.mended)
        #expect(try text(folder, "A.csv") == file)
        for line in [
            "A.csv -> new/B.csv: 7 rows in, 6 out", "mended  order\n  line 3, 2020-01-08: 7 rows stood newest first",
            "mended  repeated: 1 row\n  line 5, 2020-01-07: the same in everything as line 4",
            "mended  hundredfold: 1 row\n  line 3, 2020-01-08: open 1020 -> 10.2, high 1030 -> 10.3,",
            "mended  split: 2 rows\n  line 8, 2020-01-04: open 19.6 -> 9.8,", "volume 50 -> 100",
        ] { #expect(run.output.contains(line), "\(run.output)") }
        // What was told on the command line is the user's to tell again; a list goes with the file.
        let hasList = listing != "--split"
        #expect(FileManager.default.fileExists(atPath: folder.file("new/B.actions.csv").path) == hasList)
        #expect(run.output.contains("its splits and dividends: new/B.actions.csv") == hasList)
        if hasList {
            let day = listing == "column" ? "06" : "07"
            #expect(try text(folder, "new/B.actions.csv") == "timestamp,action,value\n2020-01-\(day),split,2\n")
        }
        let again = try AlphaCommand.run(["data", "mend", "new/B.csv", "--dry-run"], in: folder.url)
        #expect(again.output == "new/B.csv (nothing written): 6 rows in, 6 out\nnothing to mend\n")
    }

    @Test("a list that stands beside the new file and goes with other bars is replaced; the file's own is not touched")
    func listsBesideTheNewFile() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.faulty, to: "A.csv")
        let list = "timestamp,action,value\n2020-01-06T00:00:00Z,split,2.0\n"
        try folder.write(list, to: "A.actions.csv")
        try folder.write("timestamp,action,value\n2020-01-08,dividend,1\n", to: "B.actions.csv")
        #expect(try AlphaCommand.run(["data", "mend", "A.csv", "--out", "B.csv"], in: folder.url).status == 0)
        #expect(try text(folder, "B.actions.csv") == "timestamp,action,value\n2020-01-06,split,2\n")
        try FileManager.default.moveItem(at: folder.file("A.csv"), to: folder.file("C.csv"))
        #expect(try AlphaCommand.run(["data", "mend", "C.csv", "--out", "B.csv"], in: folder.url).status == 0)
        #expect(try text(folder, "B.actions.csv") == "timestamp,action,value\n")
        #expect(try AlphaCommand.run(["data", "mend", "C.csv", "--out", "A.csv"], in: folder.url).status == 0)
        #expect(try text(folder, "A.actions.csv") == "timestamp,action,value\n")
    }

    @Test("names each repair in JSON; a dry run writes nothing")
    func json() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.faulty, to: "A.csv")
        let run = try AlphaCommand.run(
            ["data", "mend", "A.csv", "--out", "B.csv", "--dry-run", "--json", "--split", "2020-01-06=2"],
            in: folder.url)
        #expect(run.status == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.file("B.csv").path))
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(report["rows_in"] as? Int == 7)
        #expect(report["rows_out"] as? Int == 6)
        #expect((report["left"] as? [Any])?.isEmpty == true)
        let repairs = try #require(report["repairs"] as? [[String: Any]])
        #expect(repairs.map { $0["kind"] as? String } == ["order", "repeated", "hundredfold", "split", "split"])
        #expect(repairs.map { $0["line"] as? Int } == [3, 5, 3, 8, 7])
        try #require(repairs.count == 5)
        #expect(repairs[2]["timestamp"] as? String == "2020-01-08")
        #expect((repairs[2]["old"] as? [String: Double])?["close"] == 1010)
        #expect((repairs[2]["new"] as? [String: Double])?["close"] == 10.1)
        #expect((repairs[4]["new"] as? [String: Double])?["volume"] == 200)
        #expect(repairs.allSatisfy { ($0["why"] as? String)?.isEmpty == false })
    }

    static let bad = """
        timestamp,open,high,low,close,volume
        2020-01-01,10,11,9,10,100
        2020-01-02,,11,9,10,100
        2020-01-03,10,11,9,10,100
        2020-01-03,10,11,9,10.5,100
        2020-01-04,10,9,9,10,100

        """

    @Test("keeps bad bars and names them, or drops them")
    func badBars() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bad, to: "A.csv")
        let kept = try AlphaCommand.run(["data", "mend", "A.csv", "--out", "B.csv"], in: folder.url)
        #expect(kept.status == 0)
        #expect(try text(folder, "B.csv") == Self.bad)
        #expect(
            kept.output.contains("left  bad_bar: 2 rows\n  line 3, 2020-01-02: column 'open': the price is missing"))
        #expect(kept.output.contains("left  repeated: 2 rows\n  line 4, 2020-01-03: lines 4, 5 are of one time"))
        #expect(kept.output.contains("alpha data check"))
        let arguments = ["data", "mend", "A.csv", "--out", "C.csv", "--on-bad-bar", "drop"]
        let dropped = try AlphaCommand.run(arguments, in: folder.url)
        #expect(dropped.status == 0)
        #expect(dropped.output.contains("6 rows in, 2 out") == false)
        #expect(dropped.output.contains("5 rows in, 2 out"), "\(dropped.output)")
        #expect(dropped.output.contains("dropped  repeated: 1 row\n  line 5, 2020-01-03: the time is that of line 4"))
        #expect(!dropped.output.contains("left"))
        #expect(
            try text(folder, "C.csv")
                == "timestamp,open,high,low,close,volume\n2020-01-01,10,11,9,10,100\n2020-01-03,10,11,9,10,100\n")
        #expect(
            try AlphaCommand.run(["features", "--data", ".", "--out", "f.csv"], in: folder.url).status == 66,
            "the folder has no bars by class")
    }

    @Test(
        "stops at what cannot be read, with its line and column, unless told to drop it",
        arguments: [
            ("2020-01-02,x,11,9,10,100", "A.csv:3: column 'open': is not a number (x)"),
            ("2020-13-02,10,11,9,10,100", "A.csv:3: column 'timestamp': is not a date"),
            (",10,11,9,10,100", "A.csv:3: column 'timestamp': the time is missing"),
        ])
    func unreadable(row: String, message: String) throws {
        let folder = try TemporaryFolder()
        let good = "timestamp,open,high,low,close,volume\n2020-01-01,10,11,9,10,100\n"
        try folder.write(good + row + "\n", to: "A.csv")
        let failed = try AlphaCommand.run(["data", "mend", "A.csv", "--out", "B.csv"], in: folder.url)
        #expect(failed.status == 65)
        #expect(failed.errors.hasPrefix(message), "\(failed.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("B.csv").path))
        let arguments = ["data", "mend", "A.csv", "--out", "B.csv", "--on-bad-bar", "drop"]
        let dropped = try AlphaCommand.run(arguments, in: folder.url)
        #expect(dropped.status == 0)
        #expect(dropped.output.contains("dropped  unreadable: 1 row\n  line 3"))
        #expect(try text(folder, "B.csv") == good)
    }

    @Test(
        "tells usage from missing input and bad data",
        arguments: [
            (["A.csv"], 64, "--out"),
            (["A.csv", "--out", "A.csv"], 64, "A.csv itself"),
            (["A.csv", "--out", "./x/../A.csv"], 64, "A.csv itself"),
            (["A.csv", "--out", "link.csv"], 64, "A.csv itself"),
            (["A.csv", "--out", "A.actions.csv"], 64, "A.actions.csv itself"),
            (["A.csv", "--out", "B.csv", "--split", "2020"], 64, "is no split"),
            (["A.csv", "--out", "B.csv", "--trust", "soon"], 64, "is no date"),
            (["A.csv", "--out", "B.csv", "--on-bad-bar", "fail"], 64, "neither keep nor drop"),
            (["none.csv", "--out", "B.csv"], 66, "none.csv: no such file"),
            (["x", "--out", "B.csv"], 66, "folder"),
            (["empty.csv", "--out", "B.csv"], 65, "empty.csv"),
            (["header.csv", "--out", "B.csv"], 65, "holds no bars"),
            (["A.csv", "--out", "B.csv", "--trust", "2030-01-01"], 65, "no bar at or after 2030-01-01"),
            (["badactions.csv", "--out", "B.csv"], 65, "badactions.actions.csv:2: column 'action'"),
            (["A.csv", "--out", "A.csv/B.csv"], 73, "A.csv"),
        ] as [([String], Int32, String)])
    func statuses(arguments: [String], status: Int32, message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.faulty, to: "A.csv")
        try folder.write(Self.faulty, to: "badactions.csv")
        try folder.write("timestamp,action,value\n", to: "A.actions.csv")
        try folder.write("timestamp,action,value\n2020-01-01,spilt,2\n", to: "badactions.actions.csv")
        try folder.write("", to: "empty.csv")
        try folder.write("timestamp,open,high,low,close,volume\n", to: "header.csv")
        try folder.write("", to: "x/y")
        try FileManager.default.createSymbolicLink(
            at: folder.file("link.csv"), withDestinationURL: folder.file("A.csv"))
        let run = try AlphaCommand.run(["data", "mend"] + arguments, in: folder.url)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try text(folder, "A.csv") == Self.faulty)
        #expect(!FileManager.default.fileExists(atPath: folder.file("B.csv").path))
    }

    @Test("explains itself with an example")
    func help() throws {
        let run = try AlphaCommand.run(["data", "mend", "--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("USAGE: alpha data mend"))
        #expect(run.output.contains("alpha data mend AET-L.csv --out"))
    }
}
