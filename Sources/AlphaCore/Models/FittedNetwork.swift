/// A neural family after its fit: the parameters, and what is needed to turn outputs back into the label's units.
public struct FittedNetwork: FittedModel {
    /// The family and its sizes.
    public let architecture: Architecture
    /// The features' names, in the order of the input's last dimension.
    public let featureNames: [String]
    /// Bars of the windows that it was fitted on.
    public let lookback: Int
    /// The parameters, flat as in `architecture.layout`.
    public let parameters: [Float]
    /// The training labels' mean and deviation.
    public let labelScale: LabelScale
    /// How it was fitted.
    public let options: TrainingOptions
    public let epochs: [EpochRecord]

    /// A fitted network of the given parts; there must be as many parameters as the architecture has.
    public init(
        architecture: Architecture, featureNames: [String], lookback: Int, parameters: [Float],
        labelScale: LabelScale = LabelScale(), options: TrainingOptions = TrainingOptions(), epochs: [EpochRecord] = []
    ) {
        let count = architecture.layout(features: featureNames.count).count
        precondition(parameters.count == count, "\(parameters.count) values, \(count) parameters")
        self.architecture = architecture
        self.featureNames = featureNames
        self.lookback = lookback
        self.parameters = parameters
        self.labelScale = labelScale
        self.options = options
        self.epochs = epochs
    }

    public func forecast(_ samples: [Sample], windows: Windows) -> [Double] {
        precondition(
            windows.featureCount == featureNames.count, "\(windows.featureCount) features, \(featureNames.count)")
        return outputs(samples: samples.count, lookback: windows.lookback) { range, buffer in
            windows.gather(samples[range], into: buffer)
        }.map(labelScale.restored)
    }

    public func forecast(tensor: [Float], samples: Int, lookback: Int) -> [Double] {
        outputs(tensor: tensor, samples: samples, lookback: lookback).map(labelScale.restored)
    }

    /// The network's own outputs, on the standardised label, for a tensor `[samples, lookback, features]`.
    func outputs(tensor: [Float], samples: Int, lookback: Int) -> [Float] {
        let size = lookback * featureNames.count
        precondition(tensor.count == samples * size, "\(tensor.count) values for \(samples) × \(size)")
        return tensor.withUnsafeBufferPointer { source in
            outputs(samples: samples, lookback: lookback) { range, buffer in
                let part = UnsafeBufferPointer(rebasing: source[(range.lowerBound * size)..<(range.upperBound * size)])
                _ = buffer.update(fromContentsOf: part)
            }
        }
    }

    /// Runs the network over chunks of fixed size, the last one filled up with zeros, so that a sample's output is the
    /// same to the bit whatever samples follow it.
    private func outputs(
        samples: Int, lookback: Int, gather: (Range<Int>, UnsafeMutableBufferPointer<Float>) -> Void
    ) -> [Float] {
        LinearAlgebra.useSingleThreadedBLAS()
        let chunk = architecture.chunk(lookback: lookback)
        let network = architecture.makeNetwork(features: featureNames.count, lookback: lookback, chunk: chunk)
        let size = lookback * featureNames.count
        let arena = Arena()
        let input = UnsafeMutableBufferPointer(start: arena.floats(chunk * size), count: chunk * size)
        let output = arena.floats(chunk)
        var result: [Float] = []
        result.reserveCapacity(samples)
        parameters.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            network.prepare(start)
            for first in stride(from: 0, to: samples, by: chunk) {
                let range = first..<min(first + chunk, samples)
                gather(range, input)
                for index in (range.count * size)..<(chunk * size) { input[index] = 0 }
                network.forward(input.baseAddress!, output: output, dropout: nil)
                result.append(contentsOf: UnsafeBufferPointer(start: output, count: range.count))
            }
        }
        return result
    }
}
