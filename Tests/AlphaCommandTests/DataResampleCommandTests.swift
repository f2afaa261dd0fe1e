import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha data resample")
struct DataResampleCommandTests {
    let folder: TemporaryFolder

    /// New York's session of 2023-06-01 in half-hours, one before it and one after, and the day after's first two hours.
    init() throws {
        folder = try TemporaryFolder()
        var text = "timestamp,open,high,low,close,volume\n"
        for (day, hours) in [("01", 13..<21), ("02", 13..<16)] {
            for (place, hour) in hours.enumerated() {
                for minute in ["00", "30"] { text += "2023-06-\(day)T\(hour):\(minute):00Z,\(10 + place),20,5,11,2\n" }
            }
        }
        try folder.write(text, to: "in.csv")
    }

    private func resample(_ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        try AlphaCommand.run(["data", "resample", "in.csv"] + arguments, in: folder.url)
    }

    @Test("makes days of a session, and says what it left out")
    func sessions() throws {
        let arguments = [
            "--to", "1d", "--session", "09:30-16:00", "--time-zone", "America/New_York", "--out", "out.csv",
        ]
        let run = try resample(arguments)
        #expect(run.status == 0)
        #expect(run.output == "out.csv: 1 bar of 1d from 22 bars, 2023-06-01 to 2023-06-01\n")
        #expect(
            run.errors == """
                4 bars outside 09:30-16:00 America/New_York left out
                the last bar, 2023-06-02, is not whole: dropped, --keep-partial keeps it

                """)
        let text = "timestamp,open,high,low,close,volume\n2023-06-01,10,20,5,11,26\n"
        #expect(try String(contentsOf: folder.file("out.csv"), encoding: .utf8) == text)
        let kept = try resample(arguments + ["--keep-partial", "--json"])
        #expect(kept.errors.contains("the last bar, 2023-06-02, is not whole: kept"))
        let summary = try #require(try JSONSerialization.jsonObject(with: Data(kept.output.utf8)) as? [String: Any])
        #expect(summary["bars"] as? Int == 2 && summary["source_bars"] as? Int == 22)
        #expect(summary["bars_outside_session"] as? Int == 4 && summary["partial_bar"] as? String == "2023-06-02")
        #expect(summary["source_interval"] as? String == "30m" && summary["interval"] as? String == "1d")
        #expect(
            try String(contentsOf: folder.file("out.csv"), encoding: .utf8) == text + "2023-06-02,10,20,5,11,10\n")
    }

    @Test("drops bad bars when asked to")
    func badBars() throws {
        let text = try String(contentsOf: folder.file("in.csv"), encoding: .utf8)
        try folder.write(text.replacing("T14:00:00Z,11,20", with: "T14:00:00Z,11,2"), to: "in.csv")
        let refused = try resample(["--to", "1h", "--out", "out.csv"])
        #expect(refused.status == 65 && refused.errors.hasPrefix("in.csv:4: column 'high': "))
        let dropped = try resample(["--to", "1h", "--out", "out.csv", "--on-bad-bar", "drop"])
        #expect(dropped.status == 0)
        #expect(dropped.errors.hasPrefix("2 bad bars dropped, the first: in.csv:4: column 'high': "))
    }

    @Test(
        "tells usage from bad data, and leaves nothing behind",
        arguments: [
            (["--to", "soon"], 64, "no length of a bar"), (["--to", "2d"], 64, "less than a day, 1d or 1w"),
            (["--to", "1h", "--session", "9-16"], 64, "no session such as"),
            (["--to", "1h", "--time-zone", "CST"], 64, "unknown time zone"), ([], 64, "--to"),
            (["--to", "1h", "--out", "in.csv"], 64, "is the file that is read"),
            (["--to", "45m"], 65, "45m is no multiple"),
            (["--to", "5m"], 65, "none of 5m can be made"),
            (["--to", "1h", "--session", "03:15-04:15"], 65, "in.csv: no bar lies in the session"),
        ] as [([String], Int32, String)])
    func statuses(arguments: [String], status: Int32, message: String) throws {
        let run = try resample((arguments.contains("--out") ? [] : ["--out", "out.csv"]) + arguments)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["in.csv"])
    }
}
