import AlphaCore
import ArgumentParser
import Foundation

/// `alpha features bench`: how fast the features are computed.
struct FeaturesBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast all features are computed, on one thread.",
        discussion: """
            Computes every feature of a random walk of minute bars in memory; making the bars is not measured. The \
            total shares what features have in common (MACD's line), each feature's own time does not.

            With --json it prints one JSON object: rows, rows_per_second, seconds, features (how many), \
            seconds_by_feature.

            EXAMPLE
              alpha features bench --rows 1000000 --json
            """)

    @Option(help: "How many bars.")
    var rows = 1_000_000

    @Option(help: "How often; the fastest counts.")
    var repeats = 3

    /// `alpha features`, whose `--json` it shares: the outer command takes the flag wherever it stands.
    @ParentCommand var parent: FeaturesCommand

    func validate() throws {
        guard rows > 0, repeats > 0 else { throw ValidationError("--rows and --repeats must be positive") }
    }

    func run() throws {
        let result = FeatureBenchmark(rows: rows, repeats: repeats)
        guard parent.json else {
            for (name, seconds) in zip(result.features, result.secondsByFeature) {
                print("\(name.padding(toLength: 20, withPad: " ", startingAt: 0))\(milliseconds(seconds)) ms")
            }
            print("\(result.features.count) features, \(rows) rows: \(milliseconds(result.seconds)) ms")
            return
        }
        print(try JSONText.encode(Output(result)), terminator: "")
    }

    private func milliseconds(_ seconds: Double) -> String { String(format: "%.1f", seconds * 1000) }

    private struct Output: Encodable {
        var rows: Int
        var rowsPerSecond: Double
        var seconds: Double
        var features: Int
        var secondsByFeature: [String: Double]

        init(_ result: FeatureBenchmark) {
            rows = result.rows
            rowsPerSecond = result.rowsPerSecond
            seconds = result.seconds
            features = result.features.count
            secondsByFeature = Dictionary(uniqueKeysWithValues: zip(result.features, result.secondsByFeature))
        }

        enum CodingKeys: String, CodingKey {
            case rows, seconds, features
            case rowsPerSecond = "rows_per_second"
            case secondsByFeature = "seconds_by_feature"
        }
    }
}
