extension FittedNetwork {
    /// The loss and every gradient for a tensor `x` `[samples, lookback, features]` and labels `y` `[samples]`.
    ///
    /// Dropout off; mean squared error on the standardised label. The result has the tensors `loss` (a scalar), one gradient
    /// a parameter under its own name, and `x`.
    public func gradients(x: Safetensors.Tensor, y: [Double]) -> Safetensors {
        precondition(x.shape.count == 3 && x.shape[0] == y.count, "x \(x.shape), \(y.count) labels")
        LinearAlgebra.useSingleThreadedBLAS()
        let (samples, lookback, features) = (x.shape[0], x.shape[1], x.shape[2])
        let chunk = architecture.chunk(lookback: lookback)
        let network = architecture.makeNetwork(features: features, lookback: lookback, chunk: chunk)
        let arena = Arena()
        let size = lookback * features
        let values = arena.floats(parameters.count)
        values.update(from: parameters, count: parameters.count)
        let slopes = arena.floats(parameters.count)
        let input = arena.floats(chunk * size)
        let inputGradient = arena.floats(chunk * size)
        let output = arena.floats(chunk)
        let outputGradient = arena.floats(chunk)
        var loss = 0.0
        var xGradient: [Float] = []
        network.prepare(values)
        for start in stride(from: 0, to: samples, by: chunk) {
            let count = min(chunk, samples - start)
            input.update(repeating: 0, count: chunk * size)
            for index in 0..<(count * size) { input[index] = x.values[start * size + index] }
            network.forward(input, output: output, dropout: nil)
            outputGradient.update(repeating: 0, count: chunk)
            for index in 0..<count {
                let error = output[index] - labelScale.standardised(y[start + index])
                loss += Double(error) * Double(error) / Double(samples)
                outputGradient[index] = 2 * error / Float(samples)
            }
            network.backward(outputGradient, gradients: slopes, inputGradient: inputGradient)
            xGradient.append(contentsOf: UnsafeBufferPointer(start: inputGradient, count: count * size))
        }
        network.finish(slopes)
        var tensors = network.layout.tensors(Array(UnsafeBufferPointer(start: slopes, count: parameters.count)))
        tensors["loss"] = Safetensors.Tensor(shape: [], values: [Float(loss)])
        tensors["x"] = Safetensors.Tensor(shape: x.shape, values: xGradient)
        return Safetensors(tensors: tensors)
    }
}
