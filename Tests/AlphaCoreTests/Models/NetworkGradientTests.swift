import Testing

@testable import AlphaCore

/// Whole networks by finite differences, dropout's masks held fixed, at odd sizes.
struct NetworkGradientTests {
    static let small: [Architecture] = [
        .lstm(.init(hidden: 3, layers: 2, dropout: 0.3)),
        .lstm(.init(hidden: 5, layers: 1, dropout: 0.3)),
        .tcn(.init(channels: [3, 3, 2], kernel: 3, dropout: 0.3)),
        .transformer(.init(width: 4, heads: 2, layers: 2, feedForward: 3, dropout: 0.3)),
    ]

    @Test(arguments: small, [(3, 1, 7), (1, 5, 1), (2, 6, 3)])
    func everyParameterAndTheInput(_ architecture: Architecture, _ shape: (features: Int, lookback: Int, batch: Int)) {
        let operands = Operands(seed: 17)
        defer { withExtendedLifetime(operands) {} }
        let network = architecture.makeNetwork(
            features: shape.features, lookback: shape.lookback, chunk: shape.batch)
        let count = network.layout.count
        let size = shape.batch * shape.lookback * shape.features
        let parameters = operands.normal(count, deviation: 0.5)
        let (x, weights) = (operands.normal(size), operands.normal(shape.batch))
        let (y, gradients, xGradient) = (operands.zeros(shape.batch), operands.zeros(count), operands.zeros(size))
        for key in [nil, DropoutKey(seed: 3, step: 5, chunk: 2)] {
            func loss() -> Double {
                network.prepare(parameters)
                network.forward(x, output: y, dropout: key)
                return weighted(y, weights, count: shape.batch)
            }
            _ = loss()
            gradients.update(repeating: 0, count: count)
            network.backward(weights, gradients: gradients, inputGradient: xGradient)
            network.finish(gradients)
            let check = FiniteDifference(step: 5e-3, tolerance: 5e-3)
            var found = check.disagreements("x", values: x, gradient: xGradient, count: size, loss: loss)
            for entry in network.layout.entries {
                found += check.disagreements(
                    entry.name, values: parameters + entry.offset, gradient: gradients + entry.offset,
                    count: entry.count, loss: loss)
            }
            #expect(found.isEmpty, "\(found.prefix(5).joined(separator: "\n"))")
        }
    }

    /// The gradient of a batch is the sum of its chunks'; leaving the input's gradient out changes nothing else.
    @Test(arguments: small)
    func gradientsAddUpOverChunks(_ architecture: Architecture) {
        let operands = Operands(seed: 23)
        defer { withExtendedLifetime(operands) {} }
        let (features, lookback) = (2, 4)
        let whole = architecture.makeNetwork(features: features, lookback: lookback, chunk: 4)
        let half = architecture.makeNetwork(features: features, lookback: lookback, chunk: 2)
        let count = whole.layout.count
        let parameters = operands.normal(count, deviation: 0.5)
        let (x, weights) = (operands.normal(4 * lookback * features), operands.normal(4))
        let (a, b, y) = (operands.zeros(count), operands.zeros(count), operands.zeros(4))
        whole.prepare(parameters)
        whole.forward(x, output: y, dropout: nil)
        whole.backward(weights, gradients: a, inputGradient: operands.zeros(4 * lookback * features))
        whole.finish(a)
        half.prepare(parameters)
        for part in 0..<2 {
            half.forward(x + part * 2 * lookback * features, output: y, dropout: nil)
            half.backward(weights + part * 2, gradients: b, inputGradient: nil)
        }
        half.finish(b)
        for index in 0..<count { #expect(abs(a[index] - b[index]) < 2e-5 * max(1, abs(a[index]))) }
    }

    @Test func dropoutChangesWithItsKeyAndNothingElse() {
        for architecture in Self.small where architecture != .lstm(.init(hidden: 5, layers: 1, dropout: 0.3)) {
            let operands = Operands(seed: 31)
            defer { withExtendedLifetime(operands) {} }
            let network = architecture.makeNetwork(features: 2, lookback: 6, chunk: 3)
            network.prepare(operands.normal(network.layout.count, deviation: 0.5))
            let x = operands.normal(3 * 6 * 2)
            func output(_ key: DropoutKey?) -> [Float] {
                let y = operands.zeros(3)
                network.forward(x, output: y, dropout: key)
                return Array(UnsafeBufferPointer(start: y, count: 3))
            }
            let key = DropoutKey(seed: 3, step: 5, chunk: 2)
            #expect(output(key) == output(key))
            #expect(output(nil) == output(nil))
            #expect(output(key) != output(nil))
            #expect(output(key) != output(DropoutKey(seed: 3, step: 6, chunk: 2)))
            #expect(output(key) != output(DropoutKey(seed: 4, step: 5, chunk: 2)))
            #expect(output(key) != output(DropoutKey(seed: 3, step: 5, chunk: 3)))
        }
    }
}
