/// Sizes of a TCN family member.
public struct TCNConfiguration: Hashable, Sendable, Codable {
    /// Width of each block; the number of blocks.
    public var channels: [Int]
    /// Taps of each convolution.
    public var kernel: Int
    /// Probability of dropping an activation after each convolution.
    public var dropout: Float

    /// The default sizes are those of the research run.
    public init(channels: [Int] = [32, 32, 64], kernel: Int = 3, dropout: Float = 0.1) {
        precondition(
            !channels.isEmpty && channels.allSatisfy { $0 > 0 } && kernel > 0 && (0..<1).contains(dropout),
            "\(channels), \(kernel), \(dropout)")
        self.channels = channels
        self.kernel = kernel
        self.dropout = dropout
    }
}

/// The TCN family: causal dilated residual blocks `network.{i}`, the mean over time → `head.2` Linear.
final class TCNAlpha: Network {
    let layout: ParameterLayout
    let chunk: Int
    let lookback: Int
    let features: Int
    private var blocks: [TCNBlock]
    private let head: Linear
    private let arena = Arena()
    private let input: UnsafeMutablePointer<Float>
    private let pooled: UnsafeMutablePointer<Float>
    private let pooledGradient: UnsafeMutablePointer<Float>
    private let gradientBuffers: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
    private let scratch: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
    private var parameters: UnsafePointer<Float>?

    init(_ configuration: TCNConfiguration, features: Int, lookback: Int, chunk: Int) {
        self.chunk = chunk
        self.lookback = lookback
        self.features = features
        let arena = arena
        var layout = ParameterLayout()
        let widths = [features] + configuration.channels
        blocks = configuration.channels.indices.map { number in
            TCNBlock(
                "network", number: number, inputs: widths[number], outputs: widths[number + 1],
                kernel: configuration.kernel, dropout: configuration.dropout, lookback: lookback, samples: chunk,
                layout: &layout, arena: arena)
        }
        let last = widths[widths.count - 1]
        head = Linear("head.2", inputs: last, outputs: 1, layout: &layout)
        let rows = lookback * chunk
        let widest = widths.reduce(1, max)
        input = arena.floats(rows * features)
        pooled = arena.floats(chunk * last)
        pooledGradient = arena.floats(chunk * last)
        gradientBuffers = (arena.floats(rows * widest), arena.floats(rows * widest))
        scratch = (arena.floats(rows * widest), arena.floats(rows * widest))
        self.layout = layout
    }

    func prepare(_ parameters: UnsafePointer<Float>) {
        self.parameters = parameters
        for block in blocks { block.prepare(parameters) }
    }

    func forward(_ input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, dropout: DropoutKey?) {
        guard let parameters else { preconditionFailure("forward before prepare") }
        for sample in 0..<chunk {
            for time in 0..<lookback {
                (self.input + (time * chunk + sample) * features).update(
                    from: input + (sample * lookback + time) * features, count: features)
            }
        }
        var x = UnsafePointer(self.input)
        for number in blocks.indices {
            blocks[number].forward(x: x, parameters: parameters, dropout: dropout)
            x = UnsafePointer(blocks[number].output)
        }
        let width = chunk * head.inputs
        pooled.update(repeating: 0, count: width)
        for time in 0..<lookback {
            LinearAlgebra.add(x + time * width, scale: 1 / Float(lookback), to: pooled, count: width)
        }
        head.forward(rows: chunk, x: pooled, y: output, parameters: parameters)
    }

    func backward(
        _ outputGradient: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?
    ) {
        guard let parameters else { preconditionFailure("backward before prepare") }
        head.backward(
            rows: chunk, x: pooled, yGradient: outputGradient, xGradient: pooledGradient, parameters: parameters,
            gradients: gradients)
        let width = chunk * head.inputs
        for index in 0..<width { pooledGradient[index] /= Float(lookback) }
        var (slope, next) = gradientBuffers
        LinearAlgebra.kernels.fillRows(rows: lookback, width: width, with: pooledGradient, slope)
        for number in stride(from: blocks.count - 1, through: 0, by: -1) {
            let isFirst = number == 0
            blocks[number].backward(
                x: isFirst ? input : blocks[number - 1].output, outputGradient: slope,
                xGradient: isFirst && inputGradient == nil ? nil : next, scratch: scratch, parameters: parameters,
                gradients: gradients)
            swap(&slope, &next)
        }
        guard let inputGradient else { return }
        for sample in 0..<chunk {
            for time in 0..<lookback {
                (inputGradient + (sample * lookback + time) * features).update(
                    from: slope + (time * chunk + sample) * features, count: features)
            }
        }
    }

    func finish(_ gradients: UnsafeMutablePointer<Float>) {
        for block in blocks { block.finish(gradients) }
    }
}
