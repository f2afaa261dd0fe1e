/// One post-norm encoder layer, as `torch.nn.TransformerEncoderLayer` with ReLU.
///
/// a = norm1(x + dropout(attention(x))), y = norm2(a + dropout(linear2(dropout(relu(linear1(a)))))). Made for the last bar
/// alone (`queries` 1) it computes that bar's output and nothing that no one reads.
struct EncoderLayer {
    /// Buffers of the backward pass that all layers of a network share.
    struct Scratch {
        let attention: MultiHeadAttention.Scratch
        let branch: UnsafeMutablePointer<Float>
        let hidden: UnsafeMutablePointer<Float>

        init(width: Int, feedForward: Int, samples: Int, lookback: Int, arena: Arena) {
            attention = .init(width: width, samples: samples, lookback: lookback, arena: arena)
            branch = arena.floats(samples * lookback * width)
            hidden = arena.floats(samples * lookback * feedForward)
        }
    }

    private let width: Int
    private let samples: Int
    private let lookback: Int
    private let queries: Int
    private var attention: MultiHeadAttention
    private let linear1: Linear
    private let linear2: Linear
    private let norm1: LayerNorm
    private let norm2: LayerNorm
    private let sites: (DropoutSite, DropoutSite, DropoutSite)
    private var masks: (DropoutMask, DropoutMask, DropoutMask) = (.none, .none, .none)
    private let asking: UnsafeMutablePointer<Float>
    private let askingGradient: UnsafeMutablePointer<Float>
    private let branch: UnsafeMutablePointer<Float>
    private let middle: UnsafeMutablePointer<Float>
    private let hidden: UnsafeMutablePointer<Float>
    /// The layer's output, `[samples·queries, width]`.
    let output: UnsafeMutablePointer<Float>

    /// Layer number `number` of the encoder `name`.
    init(
        _ name: String, number: Int, configuration: TransformerConfiguration, samples: Int, lookback: Int, queries: Int,
        layout: inout ParameterLayout, arena: Arena
    ) {
        let prefix = "\(name).\(number)"
        let width = configuration.width
        let rows = samples * queries
        self.width = width
        self.samples = samples
        self.lookback = lookback
        self.queries = queries
        let dropout = configuration.dropout
        attention = MultiHeadAttention(
            "\(prefix).self_attn", width: width, heads: configuration.heads, samples: samples, lookback: lookback,
            queries: queries, dropout: dropout, site: 4 * number, layout: &layout, arena: arena)
        linear1 = Linear("\(prefix).linear1", inputs: width, outputs: configuration.feedForward, layout: &layout)
        linear2 = Linear("\(prefix).linear2", inputs: configuration.feedForward, outputs: width, layout: &layout)
        norm1 = LayerNorm("\(prefix).norm1", rows: rows, width: width, layout: &layout, arena: arena)
        norm2 = LayerNorm("\(prefix).norm2", rows: rows, width: width, layout: &layout, arena: arena)
        let hiddenCount = rows * configuration.feedForward
        sites = (
            DropoutSite(site: 4 * number + 1, probability: dropout, count: rows * width, arena: arena),
            DropoutSite(site: 4 * number + 2, probability: dropout, count: hiddenCount, arena: arena),
            DropoutSite(site: 4 * number + 3, probability: dropout, count: rows * width, arena: arena)
        )
        asking = arena.floats(queries == lookback ? 0 : rows * width)
        askingGradient = arena.floats(queries == lookback ? 0 : rows * width)
        branch = arena.floats(rows * width)
        middle = arena.floats(rows * width)
        hidden = arena.floats(hiddenCount)
        output = arena.floats(rows * width)
    }

    private var rows: Int { samples * queries }
    /// Where the asking row of a sample stands in x when only the last bar asks.
    private func lastRow(_ sample: Int) -> Int { (sample * lookback + lookback - 1) * width }

    /// Writes `output` from x `[samples·lookback, width]`.
    mutating func forward(x: UnsafePointer<Float>, parameters: UnsafePointer<Float>, dropout: DropoutKey?) {
        masks = (sites.0.draw(dropout), sites.1.draw(dropout), sites.2.draw(dropout))
        var source = x
        if queries != lookback {
            for sample in 0..<samples { (asking + sample * width).update(from: x + lastRow(sample), count: width) }
            source = UnsafePointer(asking)
        }
        attention.forward(x: x, asking: source, y: branch, parameters: parameters, dropout: dropout)
        norm1.forward(
            x: source, branch: branch, branchBias: attention.projection.bias(parameters), mask: masks.0, y: middle,
            parameters: parameters)
        linear1.forward(rows: rows, x: middle, y: hidden, addingBias: false, parameters: parameters)
        LinearAlgebra.kernels.reluForward(
            rows: rows, width: linear1.outputs, hidden, bias: linear1.bias(parameters), mask: masks.1)
        linear2.forward(rows: rows, x: hidden, y: branch, addingBias: false, parameters: parameters)
        norm2.forward(
            x: middle, branch: branch, branchBias: linear2.bias(parameters), mask: masks.2, y: output,
            parameters: parameters)
    }

    /// From the output's gradient, which is overwritten, to x's `[samples·lookback, width]`.
    ///
    /// The two may be the same buffer only when every bar asks.
    func backward(
        x: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>, xGradient: UnsafeMutablePointer<Float>,
        scratch: Scratch, parameters: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>
    ) {
        let everyBarAsks = queries == lookback
        let slope = everyBarAsks ? xGradient : askingGradient
        norm2.backward(
            yGradient: outputGradient, mask: masks.2, xGradient: slope, branchGradient: scratch.branch,
            branchBiasGradient: linear2.bias(gradients), parameters: parameters, gradients: gradients)
        linear2.backward(
            rows: rows, x: hidden, yGradient: scratch.branch, xGradient: scratch.hidden, addingBias: false,
            parameters: parameters, gradients: gradients)
        LinearAlgebra.kernels.reluBackward(
            rows: rows, width: linear1.outputs, output: hidden, scale: masks.1.scale, gradient: scratch.hidden,
            biasGradient: linear1.bias(gradients))
        linear1.backward(
            rows: rows, x: middle, yGradient: scratch.hidden, xGradient: slope, accumulating: true, addingBias: false,
            parameters: parameters, gradients: gradients)
        norm1.backward(
            yGradient: slope, mask: masks.0, xGradient: slope, branchGradient: scratch.branch,
            branchBiasGradient: attention.projection.bias(gradients), parameters: parameters, gradients: gradients)
        attention.backward(
            x: x, asking: everyBarAsks ? x : UnsafePointer(asking), yGradient: scratch.branch, askingGradient: slope,
            xGradient: xGradient, accumulating: everyBarAsks, scratch: scratch.attention, parameters: parameters,
            gradients: gradients)
        guard !everyBarAsks else { return }
        for sample in 0..<samples {
            LinearAlgebra.add(slope + sample * width, to: xGradient + lastRow(sample), count: width)
        }
    }
}
