import AlphaTestSupport
import Foundation
import Testing

/// `alpha data check` and `alpha data mend` on a file that is not laid out as ours.
@Suite("alpha data check, alpha data mend: files of another layout")
struct DataLayoutOptionsTests {
    static let layout = [
        "--columns", "timestamp,o,h,l,c,volume", "--delimiter", ";", "--time-format", "%d.%m.%Y", "--decimal-comma",
    ]
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func alpha(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
        try AlphaCommand.run(["data"] + arguments + Self.layout, in: folder.url)
    }

    @Test("the bars are checked as they are meant, each finding at its line in the file")
    func checks() throws {
        try folder.write("01.06.2023;1,5;2;1;1,75;7\n02.06.2023;1,5;1,25;1;1,75;7\n", to: "in.csv")
        let run = try alpha("check", "in.csv", "--only", "bad_bar,unreadable")
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.output.contains("in.csv:2: error bad_bar: high: "), "\(run.output)")
        #expect(run.output.contains("in.csv: 2 bars"), "\(run.output)")
        #expect(!run.output.contains("unreadable"))
        let plain = try AlphaCommand.run(["data", "check", "in.csv"], in: folder.url)
        #expect(plain.status == 2 && plain.output.contains("error unreadable"), "\(plain.output)")
    }

    @Test("the bars are mended as they are meant, and written in our layout")
    func mends() throws {
        try folder.write(
            "02.06.2023;1,5;2;1;1,75;7\n01.06.2023;1,5;2;1;1,5;1.000\n01.06.2023;1,5;2;1;1,5;1.000\n", to: "in.csv")
        let run = try alpha("mend", "in.csv", "--out", "out.csv")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("in.csv -> out.csv: 3 rows in, 2 out"), "\(run.output)")
        #expect(
            try String(contentsOf: folder.file("out.csv"), encoding: .utf8)
                == "timestamp,open,high,low,close,volume\n2023-06-01,1.5,2,1,1.5,1000\n2023-06-02,1.5,2,1,1.75,7\n")
    }

    @Test("a layout that cannot be is a usage error", arguments: [["check"], ["mend", "--out", "out.csv"]])
    func usage(command: [String]) throws {
        try folder.write("x\n", to: "in.csv")
        let run = try AlphaCommand.run(
            ["data"] + command + ["in.csv", "--columns", "timestamp,opne,h,l,c"], in: folder.url)
        #expect(run.status == 64)
        #expect(run.errors.contains("did you mean 'open'"), "\(run.errors)")
    }
}
