import AlphaTestSupport
import Foundation
import Testing

/// An option that does not exist is named, whatever else is missing or wrong for want of it.
@Suite struct MistypedOptionTests {
    @Test(arguments: [
        // What is required is missing for it.
        ("data convert in.csv --oot out.csv", "--oot", "--out"),
        ("data resample in.csv --too 1h --out o.csv", "--too", "--to"),
        ("data synth --oit x", "--oit", "--out"),
        ("data download --aset-class fx --symbol EURUSD --start 2020-01-01", "--aset-class", "--asset-class"),
        ("backtest --signal s.csv --data d --out o", "--signal", "--signals"),
        ("orders --position p.csv --data d --out o.csv", "--position", "--positions"),
        ("model init --familiy lstm --features 3 --lookback 4 --out w", "--familiy", "--family"),
        ("model predict --weight w --input x --out y", "--weight", "--weights"),
        // A check of the command's own comes first.
        ("evaluate --trails=t.csv", "--trails", "--trials"),
        ("engine replay o.csv --book b.csv --fromat lobster", "--fromat", "--format"),
        ("engine replay o.csv --snapshot-every 3 --jornal j", "--jornal", "--journal"),
        ("engine bench --thread 3 --messages 0", "--thread", "--threads"),
        ("data check x.csv --jump-deviations 1 --jsn", "--jsn", "--json"),
        ("data mend x.csv --split none --dryrun", "--dryrun", "--dry-run"),
        ("features bench --rows 0 --repeat 3", "--repeat", "--repeats"),
    ])
    func isNamed(line: String, typed: String, meant: String) throws {
        let run = try AlphaCommand.run(line.split(separator: " ").map(String.init))
        #expect(run.status == 64)
        #expect(
            run.errors.hasPrefix("Error: Unknown option '\(typed)'. Did you mean '\(meant)'?\nUsage: alpha "),
            "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    /// What is right is not called mistyped: values that look like options, options of the command above, what follows `--`.
    @Test(arguments: [
        ("data convert in.csv --delimiter --oot", "--out <file>"),
        ("features --json bench --rows 0", "--rows and --repeats must be positive"),
        ("data synth -- --oot", "--out <DIR>"),
        ("data convert in.csv", "Missing expected argument '--out <file>'"),
    ])
    func othersAreNot(line: String, words: String) throws {
        let run = try AlphaCommand.run(line.split(separator: " ").map(String.init))
        #expect(run.status == 64)
        #expect(run.errors.contains(words) && !run.errors.contains("Unknown option"), "\(run.errors)")
    }
}
