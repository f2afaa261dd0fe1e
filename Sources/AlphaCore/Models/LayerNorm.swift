/// y = (z − mean)/√(variance + 1e-5) · gain + bias over each row, z = x + dropout(branch), as `torch.nn.LayerNorm`.
///
/// Keeps the normalised rows of the last forward pass, up to the number of rows it is made for.
struct LayerNorm {
    let rows: Int
    let width: Int
    private let gain: Int
    private let bias: Int
    private let normalized: UnsafeMutablePointer<Float>
    private let reciprocalDeviation: UnsafeMutablePointer<Float>

    /// Registers `name.weight` (ones) and `name.bias` (zeros).
    init(_ name: String, rows: Int, width: Int, layout: inout ParameterLayout, arena: Arena) {
        self.rows = rows
        self.width = width
        gain = layout.add("\(name).weight", [width], .constant(1))
        bias = layout.add("\(name).bias", [width], .constant(0))
        normalized = arena.floats(rows * width)
        reciprocalDeviation = arena.floats(rows)
    }

    /// y `[rows, width]` from x of the given stride and the branch `[rows, width]`, to which its own bias is added first.
    func forward(
        x: UnsafePointer<Float>, stride: Int? = nil, branch: UnsafePointer<Float>? = nil,
        branchBias: UnsafePointer<Float>? = nil, mask: DropoutMask = .none, y: UnsafeMutablePointer<Float>,
        parameters: UnsafePointer<Float>
    ) {
        LinearAlgebra.kernels.layerNormForward(
            rows: rows, width: width, x: x, stride: stride ?? width, branch: branch, branchBias: branchBias, mask: mask,
            gain: parameters + gain, bias: parameters + bias, normalized: normalized,
            reciprocalDeviation: reciprocalDeviation, output: y)
    }

    /// The gradient of z, which is x's (in place allowed), and the branch's; adds those of gain, bias and branch bias.
    func backward(
        yGradient: UnsafePointer<Float>, mask: DropoutMask = .none, xGradient: UnsafeMutablePointer<Float>,
        branchGradient: UnsafeMutablePointer<Float>? = nil, branchBiasGradient: UnsafeMutablePointer<Float>? = nil,
        parameters: UnsafePointer<Float>, gradients: UnsafeMutablePointer<Float>
    ) {
        LinearAlgebra.kernels.layerNormBackward(
            rows: rows, width: width, outputGradient: yGradient, normalized: normalized,
            reciprocalDeviation: reciprocalDeviation, gain: parameters + gain, mask: mask, inputGradient: xGradient,
            branchGradient: branchGradient, branchBiasGradient: branchBiasGradient, gainGradient: gradients + gain,
            biasGradient: gradients + bias)
    }
}
