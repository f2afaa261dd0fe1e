/// One layer of `torch.nn.LSTM`, a time step at a time: gates = [x, h]·[W_ih, W_hh]ᵀ + b_ih + b_hh, order i, f, g, o.
///
/// Everything is time-major. Input and state stand side by side in one operand `[lookback + 1, rows, inputs + hidden]`
/// (block t holds x of bar t and h of bar t−1), and so do the two weight matrices, so a step is one matrix product of `rows`
/// rows that stays in the second-level cache.
struct LSTMLayer {
    let inputs: Int
    let hidden: Int
    let rows: Int
    let lookback: Int
    private let inputWeight: Int
    private let stateWeight: Int
    private let inputBias: Int
    private let stateBias: Int

    private let operand: UnsafeMutablePointer<Float>
    private let gates: UnsafeMutablePointer<Float>
    private let cell: UnsafeMutablePointer<Float>
    private let cellTanh: UnsafeMutablePointer<Float>
    private let weight: UnsafeMutablePointer<Float>
    private let bias: UnsafeMutablePointer<Float>
    private let weightGradient: UnsafeMutablePointer<Float>
    private let biasGradient: UnsafeMutablePointer<Float>
    private let operandGradient: UnsafeMutablePointer<Float>
    private let cellGradient: UnsafeMutablePointer<Float>

    /// Registers `name.weight_ih_l<number>` `[4·hidden, inputs]` and its three companions, uniform on ±1/√hidden.
    init(
        _ name: String, number: Int, inputs: Int, hidden: Int, rows: Int, lookback: Int, layout: inout ParameterLayout,
        arena: Arena
    ) {
        self.inputs = inputs
        self.hidden = hidden
        self.rows = rows
        self.lookback = lookback
        let start = ParameterLayout.Initialiser.uniform(bound: 1 / Float(hidden).squareRoot())
        inputWeight = layout.add("\(name).weight_ih_l\(number)", [4 * hidden, inputs], start)
        stateWeight = layout.add("\(name).weight_hh_l\(number)", [4 * hidden, hidden], start)
        inputBias = layout.add("\(name).bias_ih_l\(number)", [4 * hidden], start)
        stateBias = layout.add("\(name).bias_hh_l\(number)", [4 * hidden], start)
        let width = inputs + hidden
        operand = arena.floats((lookback + 1) * rows * width)
        gates = arena.floats(lookback * rows * 4 * hidden)
        cell = arena.floats((lookback + 1) * rows * hidden)
        cellTanh = arena.floats(lookback * rows * hidden)
        weight = arena.floats(4 * hidden * width)
        bias = arena.floats(4 * hidden)
        weightGradient = arena.floats(4 * hidden * width)
        biasGradient = arena.floats(4 * hidden)
        operandGradient = arena.floats(rows * width)
        cellGradient = arena.floats(rows * hidden)
    }

    /// Floats from one row of the operand to the next.
    var stride: Int { inputs + hidden }
    /// Where bar `time`'s input belongs, `[rows, inputs]` of stride `stride`.
    func input(_ time: Int) -> UnsafeMutablePointer<Float> { operand + time * rows * stride }
    /// The output of bar `time`, `[rows, hidden]` of stride `stride`.
    func output(_ time: Int) -> UnsafeMutablePointer<Float> { operand + (time + 1) * rows * stride + inputs }
    /// After `backward`, the gradient of the bar's input, `[rows, inputs]` of stride `stride`.
    var inputGradient: UnsafePointer<Float> { UnsafePointer(operandGradient) }

    /// Packs the weights and clears the gathered gradients.
    func prepare(_ parameters: UnsafePointer<Float>) {
        for unit in 0..<(4 * hidden) {
            (weight + unit * stride).update(from: parameters + inputWeight + unit * inputs, count: inputs)
            (weight + unit * stride + inputs).update(from: parameters + stateWeight + unit * hidden, count: hidden)
            bias[unit] = parameters[inputBias + unit] + parameters[stateBias + unit]
        }
        weightGradient.update(repeating: 0, count: 4 * hidden * stride)
        biasGradient.update(repeating: 0, count: 4 * hidden)
    }

    /// The step of bar `time`; `above` receives the output under the mask, as the next layer's input.
    func forward(_ time: Int, above: UnsafeMutablePointer<Float>?, aboveStride: Int, mask: DropoutMask) {
        let gates = gates + time * rows * 4 * hidden
        LinearAlgebra.multiply(
            rows: rows, columns: 4 * hidden, inner: stride, .init(input(time), stride: stride),
            .init(weight, stride: stride, transposed: true), into: gates, stride: 4 * hidden)
        LinearAlgebra.kernels.lstmGatesForward(
            rows: rows, hidden: hidden, gates: gates, bias: bias, cellBefore: cell + time * rows * hidden,
            cell: cell + (time + 1) * rows * hidden, cellTanh: cellTanh + time * rows * hidden, output: output(time),
            outputStride: stride, above: above, aboveStride: aboveStride, mask: mask)
    }

    /// Before the first step back: no gradient reaches the last cell from the future.
    func beginBackward() { cellGradient.update(repeating: 0, count: rows * hidden) }

    /// The step back through bar `time`, the last bar first.
    ///
    /// The output's gradient is `last` `[rows, hidden]` (given at the last bar alone, if at all), what the bar after left in
    /// the state, and `above` under the mask. Without `wantsInputGradient` the input's part is not computed.
    func backward(
        _ time: Int, last: UnsafePointer<Float>?, above: UnsafePointer<Float>?, aboveStride: Int, mask: DropoutMask,
        wantsInputGradient: Bool
    ) {
        let isLast = time == lookback - 1
        let gates = gates + time * rows * 4 * hidden
        LinearAlgebra.kernels.lstmGatesBackward(
            rows: rows, hidden: hidden, gates: gates, cellBefore: cell + time * rows * hidden,
            cellTanh: cellTanh + time * rows * hidden,
            recurrent: isLast ? last : UnsafePointer(operandGradient + inputs),
            recurrentStride: isLast ? hidden : stride, above: above, aboveStride: aboveStride, mask: mask,
            cellGradient: cellGradient, biasGradient: biasGradient)
        LinearAlgebra.multiply(
            rows: 4 * hidden, columns: stride, inner: rows, .init(gates, stride: 4 * hidden, transposed: true),
            .init(input(time), stride: stride), into: weightGradient, stride: stride, accumulating: true)
        let skipped = wantsInputGradient ? 0 : inputs
        guard time > 0 || wantsInputGradient else { return }
        LinearAlgebra.multiply(
            rows: rows, columns: stride - skipped, inner: 4 * hidden, .init(gates, stride: 4 * hidden),
            .init(weight + skipped, stride: stride), into: operandGradient + skipped, stride: stride)
    }

    /// Adds the gathered gradients to those of the four parameters; both biases have the same.
    func finish(_ gradients: UnsafeMutablePointer<Float>) {
        for unit in 0..<(4 * hidden) {
            let row = weightGradient + unit * stride
            for column in 0..<inputs { gradients[inputWeight + unit * inputs + column] += row[column] }
            for column in 0..<hidden { gradients[stateWeight + unit * hidden + column] += row[inputs + column] }
            gradients[inputBias + unit] += biasGradient[unit]
            gradients[stateBias + unit] += biasGradient[unit]
        }
    }
}
