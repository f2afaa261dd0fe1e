import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

/// `alpha features` on real files against pandas, which reads the files and drops their bad bars by itself.
@Suite(
    "alpha features and pandas",
    .enabled(if: SharedData.isPresent, "shared/data is absent"),
    .enabled(if: Python.canImport("pandas"), "python3 cannot import pandas"))
struct PandasFeaturesTests {
    static let names = [
        "ret_1", "log_ret_1", "vol_20", "vol_60", "vol_chg", "vol_zscore_20", "vol_roll_sum_20", "high_low_spread",
        "close_pos_in_bar",
    ]

    @Test("The origin's nine features agree to 1e-9", arguments: ["origin", "ohlcv"])
    func agree(data: String) throws {
        let folder = try TemporaryFolder()
        let (ours, theirs) = (folder.file("alpha.csv"), folder.file("pandas.csv"))
        let input = SharedData.file(data).path
        let alpha = try AlphaCommand.run([
            "features", "--data", input, "--on-bad-bar", "drop", "--out", ours.path, "--features",
            Self.names.joined(separator: ","),
        ])
        try #require(alpha.status == 0, "\(alpha.errors)")
        let python = try Python.run(tool: "pandas_features.py", [input, theirs.path])
        try #require(python.status == 0, "\(python.errors)")
        try compare(rows(ours), rows(theirs))
    }

    private func compare(_ actual: [[Substring]], _ expected: [[Substring]]) throws {
        #expect(actual.first == expected.first)
        #expect(actual.first?.dropFirst(2).map(String.init) == Self.names)
        try #require(actual.count == expected.count)
        var compared = 0
        var differences: [String] = []
        for (row, reference) in zip(actual, expected).dropFirst() {
            try #require(row[..<2] == reference[..<2], "\(row[..<2]) instead of \(reference[..<2])")
            for column in 2..<row.count {
                if row[column].isEmpty && reference[column].isEmpty { continue }
                compared += 1
                let (a, b) = (Double(row[column]) ?? .nan, Double(reference[column]) ?? .nan)
                if !agree(a, b, column: Self.names[column - 2]) {
                    differences.append("\(row[0]) \(row[1]) \(Self.names[column - 2]): \(a), pandas \(b)")
                }
            }
        }
        #expect(differences.isEmpty, "\(differences.count) of \(compared): \(differences.prefix(5))")
        #expect(compared > expected.count * 8)
    }

    private func agree(_ a: Double, _ b: Double, column: String) -> Bool {
        abs(a - b) <= 1e-9 * max(abs(a), abs(b))
    }

    private func rows(_ file: URL) throws -> [[Substring]] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }
}
