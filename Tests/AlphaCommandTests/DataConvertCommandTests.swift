import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha data convert")
struct DataConvertCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func convert(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        try AlphaCommand.run(["data", "convert"] + arguments, in: folder.url)
    }

    private func text(_ path: String) throws -> String { try String(contentsOf: folder.file(path), encoding: .utf8) }

    @Test("brings a headerless file with semicolons and its own times into our layout")
    func converts() throws {
        try folder.write(
            "20230601 000000;1.0687;1.0688;1.0685;1.0686;7\n20230601 000100;1.1;1.2;1;1.1;8\n", to: "in.csv")
        let run = try convert([
            "in.csv", "--out", "data/fx/EURUSD.csv", "--columns", "timestamp,open,high,low,close,volume", "--delimiter",
            ";", "--time-format", "%Y%m%d %H%M%S", "--time-zone", "-05:00",
        ])
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output == "data/fx/EURUSD.csv: 2 bars from 2023-06-01T05:00:00Z to 2023-06-01T05:01:00Z\n")
        #expect(
            try text("data/fx/EURUSD.csv") == """
                timestamp,open,high,low,close,volume
                2023-06-01T05:00:00Z,1.0687,1.0688,1.0685,1.0686,7
                2023-06-01T05:01:00Z,1.1,1.2,1,1.1,8

                """)
    }

    @Test("takes columns that begin with a dash, tabs by name, points and decimal commas")
    func options() throws {
        try folder.write("X\t01/06/2023\t130583,99999999999\t131073\t130453\t130935\n", to: "in.csv")
        let run = try convert([
            "in.csv", "--out", "out.csv", "--columns", "-,date,o,h,l,c", "--delimiter", "tab", "--time-format",
            "%d/%m/%Y",
            "--price-scale", "0.00001", "--decimal-comma",
        ])
        #expect(run.status == 0)
        #expect(run.errors == "in.csv: there is no column of volumes: every volume is 0\n")
        #expect(try text("out.csv").split(separator: "\n")[1] == "2023-06-01,1.30584,1.31073,1.30453,1.30935,0")
    }

    @Test("says what it passed on and what to do about it")
    func passesOn() throws {
        try folder.write(
            "Date,Open,High,Low,Close,Volume\n2023-06-02,1,2,1,1,5\n2023-06-01,1,0.5,1,1,5\n", to: "in.csv")
        let run = try convert(["in.csv", "--out", "out.csv", "--json"])
        #expect(run.status == 0)
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("1 bad bar passed on, the first: in.csv:3: column 'High': ") == true)
        #expect(lines.first?.hasSuffix("alpha data check out.csv names them all") == true)
        #expect(lines.last?.hasPrefix("1 bar out of order or repeated passed on, the first: in.csv:3: ") == true)
        #expect(lines.last?.contains("alpha data mend") == true)
        let summary = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(summary["bars"] as? Int == 2 && summary["bad_bars"] as? Int == 1)
        #expect(summary["bars_out_of_order"] as? Int == 1 && summary["first_timestamp"] as? String == "2023-06-01")
    }

    @Test(
        "tells usage from bad data and missing input, and leaves nothing behind",
        arguments: [
            (["--columns", "timestamp,open,high,low"], 64, "lack 'close'"),
            (["--columns", "timestamp,opne,high,low,close"], 64, "did you mean 'open'"),
            (["--delimiter", "ab"], 64, "cannot separate"), (["--time-format", "%Y%Q"], 64, "%Q"),
            (["--time-zone", "America/NewYork"], 64, "America/New_York"),
            (["--price-scale", "0"], 64, "must be positive"),
            (["--price-scale", "-1"], 64, "must be positive"), (["--out", "x.csv.gz"], 64, ".gz"),
            (["--out", "./in.csv"], 64, "is the file that is read"),
            (["--time-format", "%d.%m.%Y"], 65, "in.csv:2: column 'Date'"),
            (["--columns", "-,timestamp,open,high,low,close"], 65, "in.csv:2: column 'timestamp'"),
            (["--delimiter", ";"], 65, "in.csv:1"), (["--out", "in.csv/x.csv"], 73, "in.csv"),
        ] as [([String], Int32, String)])
    func statuses(arguments: [String], status: Int32, message: String) throws {
        let input = "Date,Open,High,Low,Close,Volume\n2023-06-01,1,2,1,1,5\n"
        try folder.write(input, to: "in.csv")
        let run = try convert(["in.csv"] + (arguments.contains("--out") ? [] : ["--out", "out.csv"]) + arguments)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["in.csv"])
        #expect(try text("in.csv") == input)
    }

    @Test("a missing file ends with 66")
    func missing() throws {
        #expect(try convert(["none.csv", "--out", "out.csv"]).status == 66)
    }
}
