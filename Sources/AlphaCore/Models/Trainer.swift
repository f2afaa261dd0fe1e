/// One fit at work: a network, its parameters and their optimiser, and the buffers of one chunk; nothing is allocated later.
///
/// A step gathers the windows of its batch a chunk at a time, runs each chunk forward and backward while its activations are
/// in cache, and moves the parameters once. Results are a function of the options, seed and data alone.
final class Trainer {
    private let network: any Network
    private let options: TrainingOptions
    private let scale: LabelScale
    private let optimizer: AdamW
    private let arena = Arena()
    private let parameters: UnsafeMutablePointer<Float>
    private let gradients: UnsafeMutablePointer<Float>
    private let best: UnsafeMutablePointer<Float>
    private let input: UnsafeMutablePointer<Float>
    private let output: UnsafeMutablePointer<Float>
    private let outputGradient: UnsafeMutablePointer<Float>
    private let dropoutSeed: UInt64

    /// A trainer that starts from the given parameters.
    init(
        _ architecture: Architecture, features: Int, lookback: Int, options: TrainingOptions, scale: LabelScale,
        initial: [Float], dropoutSeed: UInt64
    ) {
        precondition(options.batch > 0 && options.epochs >= 0, "batch \(options.batch), epochs \(options.epochs)")
        LinearAlgebra.useSingleThreadedBLAS()
        let chunk = architecture.chunk(lookback: lookback, batch: options.batch)
        network = architecture.makeNetwork(features: features, lookback: lookback, chunk: chunk)
        self.options = options
        self.scale = scale
        self.dropoutSeed = dropoutSeed
        let count = network.layout.count
        precondition(initial.count == count, "\(initial.count) values, \(count) parameters")
        parameters = arena.floats(count)
        parameters.update(from: initial, count: count)
        gradients = arena.floats(count)
        best = arena.floats(count)
        input = arena.floats(chunk * lookback * features)
        output = arena.floats(chunk)
        outputGradient = arena.floats(chunk)
        optimizer = AdamW(count: count, options: options, arena: arena)
    }

    /// The parameters as they are now.
    var values: [Float] { Array(UnsafeBufferPointer(start: parameters, count: network.layout.count)) }

    /// One optimiser step on the samples, of `total` in the whole fit; returns their mean squared error before the step.
    func step(_ batch: ArraySlice<Sample>, windows: Windows, total: Int) -> Double {
        gradients.update(repeating: 0, count: network.layout.count)
        network.prepare(parameters)
        var loss = 0.0
        var start = batch.startIndex
        var chunkNumber: UInt32 = 0
        while start < batch.endIndex {
            let part = batch[start..<min(start + network.chunk, batch.endIndex)]
            let key = DropoutKey(seed: dropoutSeed, step: UInt32(optimizer.steps), chunk: chunkNumber)
            loss += forward(part, windows: windows, dropout: key, count: batch.count)
            network.backward(outputGradient, gradients: gradients, inputGradient: nil)
            start += part.count
            chunkNumber += 1
        }
        network.finish(gradients)
        let rate = options.rate(step: optimizer.steps, of: total)
        optimizer.step(parameters, gradients: gradients, rate: rate)
        return loss / Double(batch.count)
    }

    /// The samples' mean squared error on the standardised label, dropout off.
    func loss(_ samples: [Sample], windows: Windows) -> Double {
        network.prepare(parameters)
        var loss = 0.0
        for start in stride(from: 0, to: samples.count, by: network.chunk) {
            let part = samples[start..<min(start + network.chunk, samples.count)]
            loss += forward(part, windows: windows, dropout: nil, count: samples.count)
        }
        return loss / Double(samples.count)
    }

    /// Forecasts of one chunk: its sum of squared errors, and the gradient of the mean over `count` samples.
    private func forward(
        _ part: ArraySlice<Sample>, windows: Windows, dropout: DropoutKey?, count: Int
    ) -> Double {
        let size = network.lookback * network.features
        windows.gather(part, into: UnsafeMutableBufferPointer(start: input, count: network.chunk * size))
        let missing = network.chunk - part.count
        (input + part.count * size).update(repeating: 0, count: missing * size)
        network.forward(input, output: output, dropout: dropout)
        var sum = 0.0
        for (position, sample) in part.enumerated() {
            let error = output[position] - scale.standardised(sample.label)
            sum += Double(error) * Double(error)
            outputGradient[position] = 2 * error / Float(count)
        }
        (outputGradient + part.count).update(repeating: 0, count: missing)
        return sum
    }

    /// Runs the epochs: shuffled batches, early stop on validation, and the best weights back at the end.
    ///
    /// Without validation samples every epoch runs and the last weights stay. Throws `lossNotFinite`.
    func fit(
        _ data: TrainingData, model: String, context: TrainingContext
    ) throws(TrainingError) -> [EpochRecord] {
        var order = data.train
        var random = RandomSource(seed: context.seed, stream: "\(model) shuffle", context.fold)
        let steps = (order.count + options.batch - 1) / options.batch
        var records: [EpochRecord] = []
        var bestLoss = Double.infinity
        var epochsSinceBest = 0
        for epoch in stride(from: 1, through: options.epochs, by: 1) {
            order.shuffle(using: &random)
            var sum = 0.0
            for start in stride(from: 0, to: order.count, by: options.batch) {
                let batch = order[start..<min(start + options.batch, order.count)]
                let loss = step(batch, windows: data.windows, total: steps * options.epochs)
                guard loss.isFinite else {
                    throw .lossNotFinite(model: model, fold: context.fold, epoch: epoch)
                }
                sum += loss * Double(batch.count)
            }
            var record = EpochRecord(epoch: epoch, trainLoss: sum / Double(order.count), validationLoss: nil)
            if !data.validation.isEmpty {
                let validationLoss = loss(data.validation, windows: data.windows)
                guard validationLoss.isFinite else {
                    throw .lossNotFinite(model: model, fold: context.fold, epoch: epoch)
                }
                record.validationLoss = validationLoss
                epochsSinceBest += 1
                if validationLoss < bestLoss {
                    bestLoss = validationLoss
                    epochsSinceBest = 0
                    best.update(from: parameters, count: network.layout.count)
                }
            }
            records.append(record)
            context.onEpoch(record)
            if epochsSinceBest >= options.patience && !data.validation.isEmpty { break }
        }
        if bestLoss < .infinity { parameters.update(from: best, count: network.layout.count) }
        return records
    }
}
