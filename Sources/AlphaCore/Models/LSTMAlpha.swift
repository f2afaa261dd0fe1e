/// Sizes of an LSTM family member.
public struct LSTMConfiguration: Hashable, Sendable, Codable {
    /// Units of each layer.
    public var hidden: Int
    /// Layers above one another.
    public var layers: Int
    /// Probability of dropping an output on its way from one layer to the next.
    public var dropout: Float

    /// The default sizes are those of the research run.
    public init(hidden: Int = 64, layers: Int = 2, dropout: Float = 0.1) {
        precondition(hidden > 0 && layers > 0 && (0..<1).contains(dropout), "\(hidden), \(layers), \(dropout)")
        self.hidden = hidden
        self.layers = layers
        self.dropout = dropout
    }
}

/// The LSTM family: stacked LSTM layers, the last bar's output → LayerNorm → Linear.
///
/// Parameters are those of PyTorch's `nn.LSTM(F, hidden, layers, batch_first=True, dropout=…)` named `lstm`, and of `head`.
final class LSTMAlpha: Network {
    let layout: ParameterLayout
    let chunk: Int
    let lookback: Int
    let features: Int
    private let layers: [LSTMLayer]
    private let sites: [DropoutSite]
    private let norm: LayerNorm
    private let head: Linear
    private let arena = Arena()
    private let normOutput: UnsafeMutablePointer<Float>
    private let normGradient: UnsafeMutablePointer<Float>
    private var masks: [DropoutMask]
    private var parameters: UnsafePointer<Float>?

    init(_ configuration: LSTMConfiguration, features: Int, lookback: Int, chunk: Int) {
        self.chunk = chunk
        self.lookback = lookback
        self.features = features
        let hidden = configuration.hidden
        let arena = arena
        var layout = ParameterLayout()
        layers = (0..<configuration.layers).map { number in
            LSTMLayer(
                "lstm", number: number, inputs: number == 0 ? features : hidden, hidden: hidden, rows: chunk,
                lookback: lookback, layout: &layout, arena: arena)
        }
        sites = (1..<configuration.layers).map { number in
            DropoutSite(
                site: number, probability: configuration.dropout, count: lookback * chunk * hidden, arena: arena)
        }
        norm = LayerNorm("head.0", rows: chunk, width: hidden, layout: &layout, arena: arena)
        head = Linear("head.1", inputs: hidden, outputs: 1, layout: &layout)
        normOutput = arena.floats(chunk * hidden)
        normGradient = arena.floats(chunk * hidden)
        masks = sites.map { _ in .none }
        self.layout = layout
    }

    func prepare(_ parameters: UnsafePointer<Float>) {
        self.parameters = parameters
        for layer in layers { layer.prepare(parameters) }
    }

    func forward(_ input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, dropout: DropoutKey?) {
        guard let parameters else { preconditionFailure("forward before prepare") }
        for (index, site) in sites.enumerated() { masks[index] = site.draw(dropout) }
        for time in 0..<lookback {
            let bar = layers[0].input(time)
            for sample in 0..<chunk {
                let source = input + (sample * lookback + time) * features
                (bar + sample * layers[0].stride).update(from: source, count: features)
            }
            for (number, layer) in layers.enumerated() {
                let isTop = number == layers.count - 1
                layer.forward(
                    time, above: isTop ? nil : layers[number + 1].input(time),
                    aboveStride: isTop ? 0 : layers[number + 1].stride,
                    mask: isTop ? .none : masks[number].advanced(by: time * chunk * layer.hidden))
            }
        }
        let top = layers[layers.count - 1]
        norm.forward(x: top.output(lookback - 1), stride: top.stride, y: normOutput, parameters: parameters)
        head.forward(rows: chunk, x: normOutput, y: output, parameters: parameters)
    }

    func backward(
        _ outputGradient: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>?
    ) {
        guard let parameters else { preconditionFailure("backward before prepare") }
        head.backward(
            rows: chunk, x: normOutput, yGradient: outputGradient, xGradient: normGradient, parameters: parameters,
            gradients: gradients)
        norm.backward(yGradient: normGradient, xGradient: normGradient, parameters: parameters, gradients: gradients)
        for layer in layers { layer.beginBackward() }
        for time in stride(from: lookback - 1, through: 0, by: -1) {
            for number in stride(from: layers.count - 1, through: 0, by: -1) {
                let layer = layers[number]
                let isTop = number == layers.count - 1
                layer.backward(
                    time, last: isTop ? UnsafePointer(normGradient) : nil,
                    above: isTop ? nil : layers[number + 1].inputGradient,
                    aboveStride: isTop ? 0 : layers[number + 1].stride,
                    mask: isTop ? .none : masks[number].advanced(by: time * chunk * layer.hidden),
                    wantsInputGradient: number > 0 || inputGradient != nil)
            }
            guard let inputGradient else { continue }
            for sample in 0..<chunk {
                let target = inputGradient + (sample * lookback + time) * features
                target.update(from: layers[0].inputGradient + sample * layers[0].stride, count: features)
            }
        }
    }

    func finish(_ gradients: UnsafeMutablePointer<Float>) {
        for layer in layers { layer.finish(gradients) }
    }
}
