import AlphaCore
import ArgumentParser
import Foundation

extension ModelFamily: ExpressibleByArgument {}

/// `alpha model`: the neural families by themselves.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Fresh weights, forecasts, gradients and speed of the model families lstm, tcn and transformer.",
        discussion: """
            Weights are safetensors files whose tensors have the names and shapes of PyTorch's state_dict:

              alpha model init --family lstm --features 9 --lookback 64 --out w.safetensors
              alpha model predict --weights w.safetensors --input x.safetensors --out y.safetensors
            """,
        subcommands: [ModelInit.self, ModelPredict.self, ModelGradients.self, ModelBench.self])
}

/// `alpha model init`.
struct ModelInit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes fresh weights of a family, initialised as PyTorch initialises each layer.")

    @Option(help: "The family: lstm, tcn or transformer.")
    var family: ModelFamily
    @Option(help: "Features of a bar.")
    var features: Int
    @Option(help: "Bars of a window; kept in the metadata.")
    var lookback: Int
    @Option(help: "The safetensors file to write.")
    var out: String
    @Option(help: "Decides every value.")
    var seed: UInt64 = 7

    func validate() throws {
        guard features > 0 else { throw ValidationError("--features must be at least 1, not \(features).") }
        guard lookback > 0 else { throw ValidationError("--lookback must be at least 1, not \(lookback).") }
    }

    func run() throws {
        let network = FittedNetwork.fresh(
            Architecture(family), featureNames: (0..<features).map { "x\($0)" }, lookback: lookback, seed: seed)
        try network.safetensors(metadata: ["seed": "\(seed)"])?.write(to: URL(fileURLWithPath: out))
    }
}

/// `alpha model predict`.
struct ModelPredict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Forecasts for a tensor of windows: x [samples, lookback, features] in, y [samples] out.",
        discussion: "Forecasts are in the label's own units: what the metadata says of its scale is undone.")

    @Option(help: "The safetensors file of weights.")
    var weights: String
    @Option(help: "The safetensors file with the tensor x.")
    var input: String
    @Option(help: "The safetensors file to write, with the tensor y.")
    var out: String

    func run() throws {
        let network = try FittedNetwork(contentsOf: URL(fileURLWithPath: weights))
        let x = try Safetensors.read(URL(fileURLWithPath: input)).windows(
            features: network.featureNames.count, file: input)
        let forecasts = network.forecast(tensor: x.values, samples: x.shape[0], lookback: x.shape[1])
        let y = Safetensors.Tensor(shape: [forecasts.count], values: forecasts.map(Float.init))
        try Safetensors(tensors: ["y": y]).write(to: URL(fileURLWithPath: out))
    }
}

/// `alpha model gradients`.
struct ModelGradients: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gradients",
        abstract: "The loss and every gradient for windows x and labels y: one tensor a parameter, x, and loss.",
        discussion: "Dropout is off; the loss is the mean squared error on the standardised label.")

    @Option(help: "The safetensors file of weights.")
    var weights: String
    @Option(help: "The safetensors file with the tensors x [samples, lookback, features] and y [samples].")
    var input: String
    @Option(help: "The safetensors file to write.")
    var out: String

    func run() throws {
        let network = try FittedNetwork(contentsOf: URL(fileURLWithPath: weights))
        let contents = try Safetensors.read(URL(fileURLWithPath: input))
        let x = try contents.windows(features: network.featureNames.count, file: input)
        let y = try contents.labels(samples: x.shape[0], file: input)
        try network.gradients(x: x, y: y).write(to: URL(fileURLWithPath: out))
    }
}

/// `alpha model bench`.
struct ModelBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures training, inference and single-window latency on random windows, on one thread.",
        discussion: """
            Prints one JSON object a family, e.g.

              alpha model bench --family lstm --batch 256 --lookback 64 --features 32
            """)

    @Option(help: "The family: lstm, tcn or transformer (default: all three).")
    var family: ModelFamily?
    @Option(help: "Samples of one optimiser step.")
    var batch = 256
    @Option(help: "Bars of a window.")
    var lookback = 64
    @Option(help: "Features of a bar.")
    var features = 32
    @Option(help: "Probability of dropout while training.")
    var dropout: Float = 0.1
    @Option(help: "Seconds to measure for.")
    var seconds = 3.0

    func validate() throws {
        guard batch > 0, lookback > 0, features > 0 else {
            throw ValidationError("--batch, --lookback and --features must be at least 1.")
        }
        guard (0..<1).contains(dropout) else { throw ValidationError("--dropout must be in [0, 1), not \(dropout).") }
        guard seconds > 0 else { throw ValidationError("--seconds must be positive, not \(seconds).") }
    }

    func run() throws {
        for family in family.map({ [$0] }) ?? ModelFamily.allCases {
            var architecture = Architecture(family)
            architecture.dropout = dropout
            var benchmark = ModelBenchmark(architecture)
            benchmark.batch = batch
            benchmark.lookback = lookback
            benchmark.features = features
            benchmark.seconds = seconds
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            print(String(decoding: try encoder.encode(benchmark.run()), as: UTF8.self))
        }
    }
}
