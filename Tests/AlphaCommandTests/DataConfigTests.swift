import AlphaTestSupport
import Foundation
import Testing

/// `--config FILE` of the commands below `alpha data`.
@Suite("alpha data: --config")
struct DataConfigTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("01.06.2023;1,5;2;1;1,75;7\n02.06.2023;1,5;1,25;1;1,75;7\n", to: "in.csv")
    }

    private func alpha(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
        try AlphaCommand.run(["data"] + arguments, in: folder.url)
    }

    private static let layout = """
        columns: [timestamp, o, h, l, c, volume]
        delimiter: ";"
        time-format: "%d.%m.%Y"
        decimal_comma: true

        """

    @Test("options stand in the file as well, lists and flags too, and are the same as typed")
    func options() throws {
        try folder.write(Self.layout + "only: bad_bar\njson: false\nthreads:\n", to: "check.yaml")
        let run = try alpha("check", "in.csv", "--config", "check.yaml")
        #expect(run.status == 2 && run.errors.isEmpty, "\(run.errors)")
        let typed = try alpha(
            "check", "in.csv", "--columns", "timestamp,o,h,l,c,volume", "--delimiter", ";", "--time-format", "%d.%m.%Y",
            "--decimal-comma", "--only", "bad_bar")
        #expect(run.output == typed.output && typed.output.contains("in.csv:2: error bad_bar"), "\(typed.output)")
    }

    @Test("the command line wins")
    func commandLineWins() throws {
        try folder.write(Self.layout + "only: [bad_bar]\n", to: "check.yaml")
        let run = try alpha("check", "in.csv", "--config=check.yaml", "--only", "gap", "--json")
        #expect(run.status == 0 && run.output.contains("\"findings\" : ["), "\(run.output) \(run.errors)")
    }

    @Test("what is required may come from the file")
    func required() throws {
        try folder.write(Self.layout + "out: out.csv\n", to: "convert.yaml")
        let run = try alpha("convert", "in.csv", "--config", "convert.yaml")
        #expect(run.status == 0 && run.output.hasPrefix("out.csv: 2 bars"), "\(run.output) \(run.errors)")
    }

    @Test(
        "what is wrong with the file is said with its line",
        arguments: [
            (
                "only: bad_bar\njump-deviation: 9\n", 65,
                "c.yaml:2: unknown option 'jump-deviation': did you mean 'jump-deviations'?"
            ),
            ("json: maybe\n", 65, "c.yaml:1: column 'json': is neither true nor false (maybe)"),
            ("only: {a: 1}\n", 65, "c.yaml:1: column 'only': is neither a value nor a list of them"),
            ("- only\n", 65, "c.yaml:1: is no mapping of options to values"),
            ("jump-deviations: 1\n", 64, "--jump-deviations is 1.0, it must be at least 3"),
            ("config: c.yaml\n", 65, "c.yaml:1: unknown option 'config'"),
        ])
    func broken(text: String, status: Int32, words: String) throws {
        try folder.write(text, to: "c.yaml")
        let run = try alpha("check", "in.csv", "--config", "c.yaml")
        #expect(run.status == status && run.errors.contains(words), "\(run.status) \(run.errors)")
    }

    @Test("a file that is not there ends with 66, an empty one is nothing")
    func absent() throws {
        #expect(try alpha("check", "in.csv", "--config", "none.yaml").status == 66)
        try folder.write("", to: "c.yaml")
        #expect(try alpha("check", "in.csv", "--config", "c.yaml").output.contains("unreadable"))
    }
}
