import Foundation

/// Sizes of a Transformer family member.
public struct TransformerConfiguration: Hashable, Sendable, Codable {
    /// d_model: width of every layer; even, and a multiple of `heads`.
    public var width: Int
    /// Attention heads.
    public var heads: Int
    /// Encoder layers.
    public var layers: Int
    /// Width of the feed-forward part.
    public var feedForward: Int
    /// Probability of dropping attention weights, feed-forward activations and each branch's output.
    public var dropout: Float

    /// The default sizes are those of the research run.
    public init(width: Int = 64, heads: Int = 4, layers: Int = 2, feedForward: Int = 128, dropout: Float = 0.1) {
        precondition(width > 0 && width % 2 == 0 && heads > 0 && width % heads == 0, "width \(width), heads \(heads)")
        precondition(
            layers > 0 && feedForward > 0 && (0..<1).contains(dropout), "\(layers), \(feedForward), \(dropout)")
        self.width = width
        self.heads = heads
        self.layers = layers
        self.feedForward = feedForward
        self.dropout = dropout
    }
}

/// The Transformer family: `input_proj` + sinusoidal positions → post-norm encoder layers → the last bar → LayerNorm → Linear.
///
/// Since the head reads the last bar alone, the last layer asks for that bar alone: exact, and 1.7 times less work.
final class TransformerAlpha: Network {
    let layout: ParameterLayout
    let chunk: Int
    let lookback: Int
    let features: Int
    private let width: Int
    private let projection: Linear
    private var layers: [EncoderLayer]
    private let norm: LayerNorm
    private let head: Linear
    private let arena = Arena()
    private let positions: [Float]
    private let start: UnsafeMutablePointer<Float>
    private let embedded: UnsafeMutablePointer<Float>
    private let normOutput: UnsafeMutablePointer<Float>
    private let normGradient: UnsafeMutablePointer<Float>
    private let gradientBuffer: UnsafeMutablePointer<Float>
    private let scratch: EncoderLayer.Scratch
    private var parameters: UnsafePointer<Float>?
    private var input: UnsafePointer<Float>?

    init(_ configuration: TransformerConfiguration, features: Int, lookback: Int, chunk: Int) {
        self.chunk = chunk
        self.lookback = lookback
        self.features = features
        width = configuration.width
        let arena = arena
        var layout = ParameterLayout()
        projection = Linear("input_proj", inputs: features, outputs: configuration.width, layout: &layout)
        layers = (0..<configuration.layers).map { number in
            EncoderLayer(
                "encoder.layers", number: number, configuration: configuration, samples: chunk, lookback: lookback,
                queries: number == configuration.layers - 1 ? 1 : lookback, layout: &layout, arena: arena)
        }
        norm = LayerNorm("head.0", rows: chunk, width: configuration.width, layout: &layout, arena: arena)
        head = Linear("head.1", inputs: configuration.width, outputs: 1, layout: &layout)
        positions = TransformerAlpha.positions(lookback: lookback, width: configuration.width)
        let rows = chunk * lookback
        start = arena.floats(lookback * configuration.width)
        embedded = arena.floats(rows * configuration.width)
        normOutput = arena.floats(chunk * configuration.width)
        normGradient = arena.floats(chunk * configuration.width)
        gradientBuffer = arena.floats(rows * configuration.width)
        scratch = .init(
            width: configuration.width, feedForward: configuration.feedForward, samples: chunk, lookback: lookback,
            arena: arena)
        self.layout = layout
    }

    /// Sinusoidal positions `[lookback, width]` (Vaswani et al. 2017), rounded as PyTorch's float32 arithmetic does.
    static func positions(lookback: Int, width: Int) -> [Float] {
        var result = [Float](repeating: 0, count: lookback * width)
        for pair in 0..<(width / 2) {
            let frequency = exp(Float(2 * pair) * Float(-log(10000.0) / Double(width)))
            for time in 0..<lookback {
                let angle = Float(time) * frequency
                result[time * width + 2 * pair] = sin(angle)
                result[time * width + 2 * pair + 1] = cos(angle)
            }
        }
        return result
    }

    func prepare(_ parameters: UnsafePointer<Float>) {
        self.parameters = parameters
        let bias = projection.bias(parameters)
        for index in 0..<(lookback * width) { start[index] = positions[index] + bias[index % width] }
    }

    func forward(_ input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, dropout: DropoutKey?) {
        guard let parameters else { preconditionFailure("forward before prepare") }
        self.input = input
        let rows = chunk * lookback
        LinearAlgebra.kernels.fillRows(rows: chunk, width: lookback * width, with: start, embedded)
        projection.forward(rows: rows, x: input, y: embedded, accumulating: true, parameters: parameters)
        var x = UnsafePointer(embedded)
        for number in layers.indices {
            layers[number].forward(x: x, parameters: parameters, dropout: dropout)
            x = UnsafePointer(layers[number].output)
        }
        norm.forward(x: x, y: normOutput, parameters: parameters)
        head.forward(rows: chunk, x: normOutput, y: output, parameters: parameters)
    }

    func backward(
        _ outputGradient: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?
    ) {
        guard let parameters, let input else { preconditionFailure("backward before forward") }
        head.backward(
            rows: chunk, x: normOutput, yGradient: outputGradient, xGradient: normGradient, parameters: parameters,
            gradients: gradients)
        norm.backward(yGradient: normGradient, xGradient: normGradient, parameters: parameters, gradients: gradients)
        var slope = normGradient
        for number in stride(from: layers.count - 1, through: 0, by: -1) {
            layers[number].backward(
                x: number == 0 ? embedded : layers[number - 1].output, outputGradient: slope, xGradient: gradientBuffer,
                scratch: scratch, parameters: parameters, gradients: gradients)
            slope = gradientBuffer
        }
        projection.backward(
            rows: chunk * lookback, x: input, yGradient: slope, xGradient: inputGradient, parameters: parameters,
            gradients: gradients)
    }

    func finish(_ gradients: UnsafeMutablePointer<Float>) {}
}
