import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha features")
struct FeaturesCommandTests {
    static let good = """
        timestamp,open,high,low,close,volume
        2020-01-01,10,11,9,10,100
        2020-01-02,10,12,10,11,200

        """
    static let bad = good + "2020-01-03,10,9,8,10,100\n2020-01-06,11,22,11,22,50\n"

    @Test("writes the chosen columns of every asset and says what it wrote")
    func writes() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.good, to: "data/fx/B.csv")
        try folder.write(Self.good, to: "data/crypto/A.csv")
        let run = try AlphaCommand.run(
            ["features", "--out", "out/table.csv", "--families", "returns", "--features", "vol_roll_sum_20"],
            in: folder.url)
        #expect(run.status == 0)
        #expect(run.output == "out/table.csv: 4 rows, 3 features of 2 assets, 0 bars dropped\n")
        #expect(run.errors.isEmpty)
        #expect(
            try String(contentsOf: folder.file("out/table.csv"), encoding: .utf8) == """
                timestamp,asset,ret_1,log_ret_1,vol_roll_sum_20
                2020-01-01,A,,,
                2020-01-02,A,0.10000000000000009,0.09531017980432493,
                2020-01-01,B,,,
                2020-01-02,B,0.10000000000000009,0.09531017980432493,

                """)
    }

    @Test("stops at a bad bar with 65, its file, line and column, and leaves nothing; drop counts it instead")
    func badBar() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bad, to: "data/fx/B.csv")
        let arguments = ["features", "--out", "out/table.csv", "--features", "ret_1"]
        let failed = try AlphaCommand.run(arguments, in: folder.url)
        #expect(failed.status == 65)
        #expect(failed.errors.contains("data/fx/B.csv:4: column 'high': "))
        #expect(failed.errors.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.file("out/table.csv").path))
        let dropped = try AlphaCommand.run(arguments + ["--on-bad-bar", "drop", "--json"], in: folder.url)
        #expect(dropped.status == 0)
        #expect(dropped.errors.contains("1 bad bar dropped"))
        let summary = try #require(
            try JSONSerialization.jsonObject(with: Data(dropped.output.utf8)) as? [String: Any])
        #expect(summary["dropped_bars"] as? Int == 1)
        #expect(summary["rows"] as? Int == 3)
        #expect(summary["features"] as? [String] == ["ret_1"])
        let lines = try String(contentsOf: folder.file("out/table.csv"), encoding: .utf8).split(separator: "\n")
        #expect(lines.last == "2020-01-06,B,1")
    }

    @Test(
        "tells usage from missing input",
        arguments: [
            (["--out", "x.csv", "--families", "volatlity"], 64, "did you mean 'volatility'?"),
            (["--out", "x.csv", "--features", "vol20"], 64, "did you mean 'vol_20'?"),
            (["--out", "x.csv", "--on-bad-bar", "skip"], 64, "neither fail nor drop"),
            ([], 64, "--out"),
            (["--out", "x.csv", "--data", "nowhere"], 66, "nowhere: no such folder"),
            (["--out", "x.csv", "--symbols", "A,Z"], 66, "'Z'"),
            (["--out", "data/fx/A.csv/x.csv"], 73, "A.csv"),
        ] as [([String], Int32, String)])
    func statuses(arguments: [String], status: Int32, message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.good, to: "data/fx/A.csv")
        let run = try AlphaCommand.run(["features"] + arguments, in: folder.url)
        #expect(run.status == status)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("x.csv").path))
    }

    @Test("bench measures every feature")
    func bench() throws {
        let run = try AlphaCommand.run(["features", "bench", "--rows", "2000", "--repeats", "1", "--json"])
        #expect(run.status == 0)
        let result = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(result["features"] as? Int == (result["seconds_by_feature"] as? [String: Double])?.count)
        let rate = try #require(result["rows_per_second"] as? Double)
        let seconds = try #require(result["seconds"] as? Double)
        #expect(abs(rate * seconds - 2000) < 1e-6)
        #expect(try AlphaCommand.run(["features", "bench", "--rows", "0"]).status == 64)
    }
}
