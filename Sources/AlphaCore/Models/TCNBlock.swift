/// One residual block of a temporal convolution network (Bai et al. 2018, without weight norm).
///
/// y = relu(dropout(relu(conv2(dropout(relu(conv1(x)))))) + x), the input passing through a convolution over one bar where
/// widths differ. Activations are time-major `[lookback, samples, channels]`.
struct TCNBlock {
    let inputs: Int
    let outputs: Int
    private let rows: Int
    private let convolution1: CausalConvolution
    private let convolution2: CausalConvolution
    private let downsample: Linear?
    private let sites: (DropoutSite, DropoutSite)
    private let hidden1: UnsafeMutablePointer<Float>
    private let hidden2: UnsafeMutablePointer<Float>
    private let residual: UnsafeMutablePointer<Float>?
    private var masks: (DropoutMask, DropoutMask) = (.none, .none)
    /// The block's output, `[lookback, samples, outputs]`.
    let output: UnsafeMutablePointer<Float>

    /// Block number `number` of the network `name`, with dilation 2^number.
    init(
        _ name: String, number: Int, inputs: Int, outputs: Int, kernel: Int, dropout: Float, lookback: Int,
        samples: Int,
        layout: inout ParameterLayout, arena: Arena
    ) {
        self.inputs = inputs
        self.outputs = outputs
        rows = lookback * samples
        let prefix = "\(name).\(number)"
        let dilation = 1 << number
        convolution1 = CausalConvolution(
            "\(prefix).conv1", inputs: inputs, outputs: outputs, kernel: kernel, dilation: dilation, lookback: lookback,
            samples: samples, layout: &layout, arena: arena)
        convolution2 = CausalConvolution(
            "\(prefix).conv2", inputs: outputs, outputs: outputs, kernel: kernel, dilation: dilation,
            lookback: lookback,
            samples: samples, layout: &layout, arena: arena)
        downsample =
            inputs == outputs
            ? nil
            : Linear(
                "\(prefix).downsample", inputs: inputs, outputs: outputs, isConvolution: true, layout: &layout)
        let count = rows * outputs
        sites = (
            DropoutSite(site: 2 * number, probability: dropout, count: count, arena: arena),
            DropoutSite(site: 2 * number + 1, probability: dropout, count: count, arena: arena)
        )
        hidden1 = arena.floats(count)
        hidden2 = arena.floats(count)
        residual = downsample == nil ? nil : arena.floats(count)
        output = arena.floats(count)
    }

    /// Packs the weights and clears the gathered gradients.
    func prepare(_ parameters: UnsafePointer<Float>) {
        convolution1.prepare(parameters)
        convolution2.prepare(parameters)
    }

    /// Writes `output` from x `[lookback, samples, inputs]`.
    mutating func forward(x: UnsafePointer<Float>, parameters: UnsafePointer<Float>, dropout: DropoutKey?) {
        let kernels = LinearAlgebra.kernels
        masks = (sites.0.draw(dropout), sites.1.draw(dropout))
        convolution1.forward(x: x, y: hidden1)
        kernels.reluForward(
            rows: rows, width: outputs, hidden1, bias: convolution1.bias(parameters), mask: masks.0)
        convolution2.forward(x: hidden1, y: hidden2)
        kernels.reluForward(
            rows: rows, width: outputs, hidden2, bias: convolution2.bias(parameters), mask: masks.1)
        if let downsample, let residual {
            downsample.forward(rows: rows, x: x, y: residual, parameters: parameters)
            kernels.residualReLU(hidden2, residual, into: output, count: rows * outputs)
        } else {
            kernels.residualReLU(hidden2, x, into: output, count: rows * outputs)
        }
    }

    /// From the output's gradient, which is overwritten, to x's if it is wanted; `scratch` are two buffers of rows·outputs.
    func backward(
        x: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>, xGradient: UnsafeMutablePointer<Float>?,
        scratch: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>), parameters: UnsafePointer<Float>,
        gradients: UnsafeMutablePointer<Float>
    ) {
        let kernels = LinearAlgebra.kernels
        let count = rows * outputs
        kernels.reluBackward(
            rows: rows, width: outputs, output: output, scale: 1, gradient: outputGradient, biasGradient: nil)
        scratch.0.update(from: outputGradient, count: count)
        kernels.reluBackward(
            rows: rows, width: outputs, output: hidden2, scale: masks.1.scale, gradient: scratch.0,
            biasGradient: convolution2.bias(gradients))
        convolution2.backward(x: hidden1, yGradient: scratch.0, xGradient: scratch.1)
        kernels.reluBackward(
            rows: rows, width: outputs, output: hidden1, scale: masks.0.scale, gradient: scratch.1,
            biasGradient: convolution1.bias(gradients))
        convolution1.backward(x: x, yGradient: scratch.1, xGradient: xGradient)
        if let downsample {
            downsample.backward(
                rows: rows, x: x, yGradient: outputGradient, xGradient: xGradient, accumulating: true,
                parameters: parameters, gradients: gradients)
        } else if let xGradient {
            LinearAlgebra.add(outputGradient, to: xGradient, count: count)
        }
    }

    /// Adds the gathered gradients to the parameters'.
    func finish(_ gradients: UnsafeMutablePointer<Float>) {
        convolution1.finish(gradients)
        convolution2.finish(gradients)
    }
}
