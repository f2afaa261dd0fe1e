import Testing

@testable import AlphaCore

/// Each layer by finite differences, on every parameter and on the input.
struct LayerGradientTests {
    let check = FiniteDifference()

    @Test(arguments: [(1, 1, 1), (7, 3, 5), (4, 17, 2)])
    func linear(_ rows: Int, _ inputs: Int, _ outputs: Int) {
        let operands = Operands(seed: 1)
        defer { withExtendedLifetime(operands) {} }
        var layout = ParameterLayout()
        let layer = Linear("linear", inputs: inputs, outputs: outputs, layout: &layout)
        let parameters = operands.normal(layout.count)
        let x = operands.normal(rows * inputs)
        let weights = operands.normal(rows * outputs)
        let (y, gradients) = (operands.zeros(rows * outputs), operands.zeros(layout.count))
        let xGradient = operands.zeros(rows * inputs)
        func loss() -> Double {
            layer.forward(rows: rows, x: x, y: y, parameters: parameters)
            return weighted(y, weights, count: rows * outputs)
        }
        layer.backward(
            rows: rows, x: x, yGradient: weights, xGradient: xGradient, parameters: parameters, gradients: gradients)
        expectAgreement("parameter", parameters, gradients, layout.count, loss)
        expectAgreement("x", x, xGradient, rows * inputs, loss)
    }

    @Test(arguments: [(1, 3, false), (3, 7, true), (2, 18, true), (5, 16, false)])
    func layerNormOfASumWithDropout(_ rows: Int, _ width: Int, _ masked: Bool) {
        let operands = Operands(seed: 2)
        defer { withExtendedLifetime(operands) {} }
        var layout = ParameterLayout()
        let layer = LayerNorm("norm", rows: rows, width: width, layout: &layout, arena: operands.arena)
        let count = rows * width
        let parameters = operands.normal(layout.count)
        let (x, branch, branchBias) = (operands.normal(count), operands.normal(count), operands.normal(width))
        let weights = operands.normal(count)
        let site = DropoutSite(site: 1, probability: 0.4, count: count, arena: operands.arena)
        let mask = site.draw(masked ? DropoutKey(seed: 5, step: 1, chunk: 0) : nil)
        let (y, gradients) = (operands.zeros(count), operands.zeros(layout.count))
        func loss() -> Double {
            layer.forward(x: x, branch: branch, branchBias: branchBias, mask: mask, y: y, parameters: parameters)
            return weighted(y, weights, count: count)
        }
        _ = loss()
        let (xGradient, branchGradient) = (operands.zeros(count), operands.zeros(count))
        let branchBiasGradient = operands.zeros(width)
        layer.backward(
            yGradient: weights, mask: mask, xGradient: xGradient, branchGradient: branchGradient,
            branchBiasGradient: branchBiasGradient, parameters: parameters, gradients: gradients)
        expectAgreement("parameter", parameters, gradients, layout.count, loss)
        expectAgreement("x", x, xGradient, count, loss)
        expectAgreement("branch", branch, branchGradient, count, loss)
        expectAgreement("branch bias", branchBias, branchBiasGradient, width, loss)
    }

    @Test(arguments: [(1, 1, 3, 1), (5, 2, 3, 2), (9, 1, 2, 4), (4, 3, 3, 8)])
    func causalConvolution(_ lookback: Int, _ samples: Int, _ kernel: Int, _ dilation: Int) {
        let operands = Operands(seed: 3)
        defer { withExtendedLifetime(operands) {} }
        var layout = ParameterLayout()
        let layer = CausalConvolution(
            "conv", inputs: 3, outputs: 2, kernel: kernel, dilation: dilation, lookback: lookback, samples: samples,
            layout: &layout, arena: operands.arena)
        let parameters = operands.normal(layout.count)
        let rows = lookback * samples
        let (x, weights) = (operands.normal(rows * 3), operands.normal(rows * 2))
        let (y, gradients, xGradient) = (
            operands.zeros(rows * 2), operands.zeros(layout.count), operands.zeros(rows * 3)
        )
        func loss() -> Double {
            layer.prepare(parameters)
            layer.forward(x: x, y: y)
            return weighted(y, weights, count: rows * 2)
        }
        _ = loss()
        layer.backward(x: x, yGradient: weights, xGradient: xGradient)
        layer.finish(gradients)
        let biasCount = 2  // added by the kernel that follows
        expectAgreement("weight", parameters, gradients, layout.count - biasCount, loss)
        expectAgreement("x", x, xGradient, rows * 3, loss)
    }

    @Test(arguments: [(1, 1, 1), (4, 3, 3), (3, 2, 4)])
    func attention(_ lookback: Int, _ samples: Int, _ queries: Int) {
        guard queries == lookback || queries == 1 else { return attention(lookback, samples, 1) }
        for masked in [false, true] {
            let operands = Operands(seed: 4)
            defer { withExtendedLifetime(operands) {} }
            var layout = ParameterLayout()
            let width = 6
            var layer = MultiHeadAttention(
                "attention", width: width, heads: 2, samples: samples, lookback: lookback, queries: queries,
                dropout: 0.3, site: 0, layout: &layout, arena: operands.arena)
            let parameters = operands.normal(layout.count, deviation: 0.5)
            let key = masked ? DropoutKey(seed: 9, step: 2, chunk: 1) : nil
            let (rows, asked) = (samples * lookback, samples * queries)
            let x = operands.normal(rows * width)
            let asking = operands.normal(asked * width)
            let weights = operands.normal(asked * width)
            let (y, gradients) = (operands.zeros(asked * width), operands.zeros(layout.count))
            func loss() -> Double {
                layer.forward(x: x, asking: asking, y: y, parameters: parameters, dropout: key)
                return weighted(y, weights, count: asked * width)
            }
            _ = loss()
            let (xGradient, askingGradient) = (operands.zeros(rows * width), operands.zeros(asked * width))
            let scratch = MultiHeadAttention.Scratch(
                width: width, samples: samples, lookback: lookback, arena: operands.arena)
            layer.backward(
                x: x, asking: asking, yGradient: weights, askingGradient: askingGradient, xGradient: xGradient,
                accumulating: false, scratch: scratch, parameters: parameters, gradients: gradients)
            expectAgreement("parameter", parameters, gradients, layout.count - width, loss)
            expectAgreement("x", x, xGradient, rows * width, loss)
            expectAgreement("asking", asking, askingGradient, asked * width, loss)
        }
    }

    @Test(arguments: [(1, 2, false), (3, 2, false), (3, 2, true)])
    func encoderLayer(_ lookback: Int, _ samples: Int, _ lastOnly: Bool) {
        let operands = Operands(seed: 5)
        defer { withExtendedLifetime(operands) {} }
        var layout = ParameterLayout()
        let sizes = TransformerConfiguration(width: 4, heads: 2, layers: 1, feedForward: 5, dropout: 0.3)
        var layer = EncoderLayer(
            "layers", number: 0, configuration: sizes, samples: samples, lookback: lookback,
            queries: lastOnly ? 1 : lookback, layout: &layout, arena: operands.arena)
        let parameters = operands.normal(layout.count, deviation: 0.5)
        let (rows, asked) = (samples * lookback, samples * (lastOnly ? 1 : lookback))
        let (x, weights) = (operands.normal(rows * 4), operands.normal(asked * 4))
        func loss() -> Double {
            layer.forward(x: x, parameters: parameters, dropout: DropoutKey(seed: 1, step: 1, chunk: 1))
            return weighted(layer.output, weights, count: asked * 4)
        }
        _ = loss()
        let (slope, xGradient) = (operands.zeros(rows * 4), operands.zeros(rows * 4))
        slope.update(from: weights, count: asked * 4)
        let gradients = operands.zeros(layout.count)
        let scratch = EncoderLayer.Scratch(
            width: 4, feedForward: 5, samples: samples, lookback: lookback, arena: operands.arena)
        layer.backward(
            x: x, outputGradient: slope, xGradient: xGradient, scratch: scratch, parameters: parameters,
            gradients: gradients)
        expectAgreement("parameter", parameters, gradients, layout.count, loss)
        expectAgreement("x", x, xGradient, rows * 4, loss)
    }

    private func expectAgreement(
        _ name: String, _ values: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ count: Int,
        _ loss: () -> Double
    ) {
        let found = check.disagreements(name, values: values, gradient: gradient, count: count, loss: loss)
        #expect(found.isEmpty, "\(found.prefix(5).joined(separator: "\n"))")
    }
}
