import AlphaTestSupport
import Foundation
import Testing

/// What every command shares: names, help, exit statuses.
@Suite struct CommandTests {
    @Test(arguments: [
        (["reserch"], "did you mean 'research'"),
        (["engine", "replya"], "did you mean 'replay'"),
        (["data", "sinth"], "did you mean 'synth'"),
    ])
    func aTypoIsAnsweredWithTheNearestName(arguments: [String], hint: String) throws {
        let run = try AlphaCommand.run(arguments)
        #expect(run.status == 64)
        #expect(run.errors.contains(hint), "\(run.errors)")
    }

    @Test(arguments: [
        [], ["research"], ["data", "synth"], ["data", "download"], ["data", "check"], ["data", "mend"],
        ["data", "convert"], ["data", "resample"], ["features"], ["model", "init"], ["model", "predict"], ["evaluate"],
        ["backtest"], ["orders"], ["engine", "replay"], ["report"], ["dashboard"],
    ])
    func everyCommandExplainsItself(path: [String]) throws {
        let run = try AlphaCommand.run(path + ["--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("USAGE: \((["alpha"] + path).joined(separator: " "))"), "\(run.output)")
        #expect(run.output.contains("OVERVIEW"))
    }

    /// The shell's `$0` is `alpha`.
    private func shell(_ script: String) throws -> (status: Int32, output: String, errors: String) {
        try ChildProcess.run(
            URL(fileURLWithPath: "/bin/sh"), ["-c", script, AlphaCommand.executable().path])
    }

    /// By `print` of ours and of ArgumentParser.
    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"),
        arguments: ["evaluate returns.csv", "--help", "--version", "data download --help"])
    func whatCannotBePrintedIsAFailure(arguments: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("date,r\n2024-01-01,0.01\n2024-01-02,-0.02\n2024-01-03,0.01\n", to: "returns.csv")
        let place = "cd '\(folder.url.path)'"
        #expect(try shell("\(place); \"$0\" \(arguments)").status == 0)
        let full = try shell("\(place); \"$0\" \(arguments) >/dev/full")
        #expect(full.status == 74)
        #expect(full.errors == "standard output: No space left on device\n")
    }

    /// `| head`: the signal ends the process; who ignores it is not told anything either.
    @Test func aReaderThatWantsNoMoreIsNoFailure() throws {
        let signalled = try shell("{ sleep 0.5; \"$0\" --help; echo $? >&2; } | :")
        #expect(signalled.errors == "141\n")
        let ignoring = try shell("trap '' PIPE; { sleep 0.5; \"$0\" --help; echo $? >&2; } | :")
        #expect(ignoring.errors == "0\n")
    }

    @Test func theVersionNamesTheBLAS() throws {
        let run = try AlphaCommand.run(["--version"])
        #expect(run.output.hasPrefix("alpha 0."))
        #expect(run.output.contains("BLAS: "))
    }

    static let referenceBLAS = "/usr/lib/x86_64-linux-gnu/blas"

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: referenceBLAS + "/libblas.so.3"),
            "Debian's reference BLAS is absent"))
    func theReferenceBLASIsNamedAndWarnedOf() throws {
        let run = try ChildProcess.run(
            URL(fileURLWithPath: "/usr/bin/env"),
            ["LD_LIBRARY_PATH=\(Self.referenceBLAS)", AlphaCommand.executable().path, "--version"])
        #expect(run.output.contains("(BLAS: reference BLAS)"))
        #expect(run.errors.contains("install libopenblas0-pthread"))
    }
}
