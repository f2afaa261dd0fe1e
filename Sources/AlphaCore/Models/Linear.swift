/// y = x·Wᵀ + b, as `torch.nn.Linear`: W `[outputs, inputs]`, b `[outputs]`.
struct Linear {
    let inputs: Int
    let outputs: Int
    private let weight: Int
    private let bias: Int

    /// Registers `name.weight` and `name.bias`, uniform on ±1/√inputs as PyTorch's.
    ///
    /// - Parameters:
    ///   - zeroBias: whether b starts at 0, as in an attention's output projection.
    ///   - isConvolution: whether W has the shape `[outputs, inputs, 1]` of a convolution over one bar.
    init(
        _ name: String, inputs: Int, outputs: Int, zeroBias: Bool = false, isConvolution: Bool = false,
        layout: inout ParameterLayout
    ) {
        self.inputs = inputs
        self.outputs = outputs
        let bound = 1 / Float(inputs).squareRoot()
        let shape = isConvolution ? [outputs, inputs, 1] : [outputs, inputs]
        weight = layout.add("\(name).weight", shape, .uniform(bound: bound))
        bias = layout.add("\(name).bias", [outputs], zeroBias ? .constant(0) : .uniform(bound: bound))
    }

    /// Where the bias stands in the parameters.
    func bias(_ parameters: UnsafePointer<Float>) -> UnsafePointer<Float> { parameters + bias }
    /// Where the bias stands in the gradients.
    func bias(_ gradients: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> { gradients + bias }

    /// y `[rows, outputs]` from x `[rows, inputs]` of the given stride.
    ///
    /// Without `addingBias` b is left to another kernel; when `accumulating`, what y holds takes its place.
    func forward(
        rows: Int, x: UnsafePointer<Float>, stride: Int? = nil, y: UnsafeMutablePointer<Float>, addingBias: Bool = true,
        accumulating: Bool = false, parameters: UnsafePointer<Float>
    ) {
        if addingBias && !accumulating {
            LinearAlgebra.kernels.fillRows(rows: rows, width: outputs, with: parameters + bias, y)
        }
        LinearAlgebra.multiply(
            rows: rows, columns: outputs, inner: inputs, .init(x, stride: stride ?? inputs),
            .init(parameters + weight, stride: inputs, transposed: true), into: y, stride: outputs,
            accumulating: addingBias || accumulating)
    }

    /// Adds the gradients of W and, if asked, of b; writes (or adds) the gradient of x when it is wanted.
    func backward(
        rows: Int, x: UnsafePointer<Float>, stride: Int? = nil, yGradient: UnsafePointer<Float>,
        xGradient: UnsafeMutablePointer<Float>?, accumulating: Bool = false, addingBias: Bool = true,
        parameters: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>
    ) {
        LinearAlgebra.multiply(
            rows: outputs, columns: inputs, inner: rows, .init(yGradient, stride: outputs, transposed: true),
            .init(x, stride: stride ?? inputs), into: gradients + weight, stride: inputs, accumulating: true)
        if addingBias {
            LinearAlgebra.kernels.addColumnSums(
                rows: rows, width: outputs, of: yGradient, stride: outputs, to: gradients + bias)
        }
        guard let xGradient else { return }
        LinearAlgebra.multiply(
            rows: rows, columns: inputs, inner: outputs, .init(yGradient, stride: outputs),
            .init(parameters + weight, stride: inputs), into: xGradient, stride: inputs, accumulating: accumulating)
    }
}
