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
