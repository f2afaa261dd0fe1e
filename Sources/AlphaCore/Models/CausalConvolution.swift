/// A causal dilated convolution over time, as `torch.nn.Conv1d` on an input padded by (kernel − 1)·dilation zeros on the left.
///
/// y[t] = b + Σ_j W[:, :, j]·x[t − (kernel − 1 − j)·dilation]. Activations are time-major `[lookback, samples, channels]`,
/// so each tap is one matrix product over neighbouring rows, and bars before the first are simply left out: no padding, no
/// copy of shifted inputs.
struct CausalConvolution {
    let inputs: Int
    let outputs: Int
    let kernel: Int
    let dilation: Int
    let lookback: Int
    let samples: Int
    private let weight: Int
    private let bias: Int
    private let forwardWeight: UnsafeMutablePointer<Float>
    private let backwardWeight: UnsafeMutablePointer<Float>
    private let weightGradient: UnsafeMutablePointer<Float>

    /// Registers `name.weight` `[outputs, inputs, kernel]` and `name.bias`, uniform on ±1/√(inputs·kernel).
    init(
        _ name: String, inputs: Int, outputs: Int, kernel: Int, dilation: Int, lookback: Int, samples: Int,
        layout: inout ParameterLayout, arena: Arena
    ) {
        self.inputs = inputs
        self.outputs = outputs
        self.kernel = kernel
        self.dilation = dilation
        self.lookback = lookback
        self.samples = samples
        let start = ParameterLayout.Initialiser.uniform(bound: 1 / Float(inputs * kernel).squareRoot())
        weight = layout.add("\(name).weight", [outputs, inputs, kernel], start)
        bias = layout.add("\(name).bias", [outputs], start)
        forwardWeight = arena.floats(kernel * inputs * outputs)
        backwardWeight = arena.floats(kernel * inputs * outputs)
        weightGradient = arena.floats(kernel * inputs * outputs)
    }

    /// Where the bias stands in the parameters: the kernel after the convolution adds it.
    func bias(_ parameters: UnsafePointer<Float>) -> UnsafePointer<Float> { parameters + bias }
    /// Where the bias stands in the gradients.
    func bias(_ gradients: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> { gradients + bias }

    /// Packs the weights tap by tap, `[kernel, inputs, outputs]` and `[kernel, outputs, inputs]`, and clears the gradients.
    func prepare(_ parameters: UnsafePointer<Float>) {
        for output in 0..<outputs {
            for input in 0..<inputs {
                for tap in 0..<kernel {
                    let value = parameters[weight + (output * inputs + input) * kernel + tap]
                    forwardWeight[(tap * inputs + input) * outputs + output] = value
                    backwardWeight[(tap * outputs + output) * inputs + input] = value
                }
            }
        }
        weightGradient.update(repeating: 0, count: kernel * inputs * outputs)
    }

    /// Each tap that reaches a bar of the window, with the number of bars it reaches back; tap `kernel − 1` comes first.
    @inline(__always)
    private func eachTap(_ body: (_ tap: Int, _ back: Int) -> Void) {
        for tap in stride(from: kernel - 1, through: 0, by: -1) {
            let back = (kernel - 1 - tap) * dilation
            if back < lookback { body(tap, back) }
        }
    }

    /// y without the bias.
    func forward(x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>) {
        eachTap { tap, back in
            LinearAlgebra.multiply(
                rows: (lookback - back) * samples, columns: outputs, inner: inputs, .init(x, stride: inputs),
                .init(forwardWeight + tap * inputs * outputs, stride: outputs), into: y + back * samples * outputs,
                stride: outputs, accumulating: back > 0)
        }
    }

    /// Gathers the gradient of W, and writes that of x when it is wanted.
    func backward(x: UnsafePointer<Float>, yGradient: UnsafePointer<Float>, xGradient: UnsafeMutablePointer<Float>?) {
        eachTap { tap, back in
            let rows = (lookback - back) * samples
            let slope = yGradient + back * samples * outputs
            LinearAlgebra.multiply(
                rows: inputs, columns: outputs, inner: rows, .init(x, stride: inputs, transposed: true),
                .init(slope, stride: outputs), into: weightGradient + tap * inputs * outputs, stride: outputs,
                accumulating: true)
            guard let xGradient else { return }
            LinearAlgebra.multiply(
                rows: rows, columns: inputs, inner: outputs, .init(slope, stride: outputs),
                .init(backwardWeight + tap * inputs * outputs, stride: inputs), into: xGradient, stride: inputs,
                accumulating: back > 0)
        }
    }

    /// Adds the gathered gradient of W to the parameter's.
    func finish(_ gradients: UnsafeMutablePointer<Float>) {
        for output in 0..<outputs {
            for input in 0..<inputs {
                for tap in 0..<kernel {
                    gradients[weight + (output * inputs + input) * kernel + tap] +=
                        weightGradient[(tap * inputs + input) * outputs + output]
                }
            }
        }
    }
}
