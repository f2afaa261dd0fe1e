import Foundation
import Testing

@testable import AlphaCore

/// The families and AdamW against PyTorch's own values (Tests/Fixtures/models.json, made by Tools/golden_models.py).
struct GoldenModelTests {
    struct Fixture: Decodable {
        var cases: [Case]
        var adamw: Steps
    }

    struct Case: Decodable, CustomTestStringConvertible {
        var family: String
        var metadata: [String: String]
        var x_shape: [Int]
        var x: [Float]
        var y: [Double]
        var forecast: [Double]
        var loss: Double
        var shapes: [String: [Int]]
        var parameters: [String: [Float]]
        var gradients: [String: [Float]]

        var testDescription: String { "\(family) \(x_shape)" }

        var weights: Safetensors {
            Safetensors(
                tensors: parameters.reduce(into: [:]) { $0[$1.key] = .init(shape: shapes[$1.key]!, values: $1.value) },
                metadata: metadata)
        }
    }

    struct Steps: Decodable {
        var start: [Float]
        var gradients: [[Float]]
        var after: [[Float]]
        var norms: [Double]
    }

    static let fixture: Fixture = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/models.json")
        guard let data = try? Data(contentsOf: file), let fixture = try? JSONDecoder().decode(Fixture.self, from: data)
        else { preconditionFailure("cannot read \(file.path)") }
        return fixture
    }()

    @Test(arguments: fixture.cases)
    func forecastsAndGradientsArePyTorchs(_ golden: Case) throws {
        let network = try FittedNetwork(golden.weights, file: "golden")
        #expect(network.architecture.family.rawValue == golden.family)
        let (samples, lookback) = (golden.x_shape[0], golden.x_shape[1])
        let forecasts = network.forecast(tensor: golden.x, samples: samples, lookback: lookback)
        for (ours, theirs) in zip(forecasts, golden.forecast) { #expect(abs(ours - theirs) < 1e-5) }
        let gradients = network.gradients(x: .init(shape: golden.x_shape, values: golden.x), y: golden.y)
        #expect(abs(Double(gradients.tensors["loss"]!.values[0]) - golden.loss) < 1e-5)
        #expect(gradients.tensors.count == golden.gradients.count + 1)
        for (name, theirs) in golden.gradients {
            let ours = try #require(gradients.tensors[name]).values
            try #require(ours.count == theirs.count)
            let largest = theirs.map(abs).max() ?? 0
            let worst = zip(ours, theirs).map { abs($0 - $1) }.max() ?? 0
            #expect(worst <= 1e-4 * largest + 1e-7, "\(name): \(worst) of \(largest)")
        }
    }

    @Test func namesAndShapesComeInTheStateDictionarysOrder() throws {
        let layout = Architecture(.transformer).layout(features: 9)
        #expect(
            layout.entries.prefix(7).map(\.name) == [
                "input_proj.weight", "input_proj.bias", "encoder.layers.0.self_attn.in_proj_weight",
                "encoder.layers.0.self_attn.in_proj_bias", "encoder.layers.0.self_attn.out_proj.weight",
                "encoder.layers.0.self_attn.out_proj.bias", "encoder.layers.0.linear1.weight",
            ])
        // Counts by sum(p.numel() for p in module.parameters()) at the default sizes and 9 features.
        #expect(Architecture(.lstm).layout(features: 9).count == 52673)
        #expect(Architecture(.tcn).layout(features: 9).count == 31265)
        #expect(layout.count == 67777)
    }

    @Test func adamWAndClippingArePyTorchs() {
        let golden = Self.fixture.adamw
        var options = TrainingOptions()
        options.weightDecay = 0.1
        let optimizer = AdamW(count: golden.start.count, options: options, arena: Arena())
        var parameters = golden.start
        for (step, gradients) in golden.gradients.enumerated() {
            let norm = optimizer.step(&parameters, gradients: gradients, rate: 1e-2)
            #expect(abs(norm - golden.norms[step]) < 1e-5)
            let worst = zip(parameters, golden.after[step]).map { abs($0 - $1) }.max()!
            #expect(worst < 1e-6, "step \(step): \(worst)")
        }
    }

    @Test func weightsOfAnotherShapeOrFamilyAreRefused() throws {
        var weights = Self.fixture.cases[0].weights
        weights.tensors["head.1.bias"] = .init(shape: [2], values: [0, 0])
        #expect(throws: DataError.self) { try FittedNetwork(weights, file: "w") }
        weights = Self.fixture.cases[0].weights
        weights.tensors["stray"] = .init(shape: [1], values: [0])
        #expect(throws: DataError.self) { try FittedNetwork(weights, file: "w") }
        weights = Self.fixture.cases[0].weights
        weights.tensors["head.0.weight"] = nil
        #expect(throws: DataError.self) { try FittedNetwork(weights, file: "w") }
        #expect(throws: DataError.self) { try FittedNetwork(Safetensors(tensors: [:]), file: "w") }
    }
}
