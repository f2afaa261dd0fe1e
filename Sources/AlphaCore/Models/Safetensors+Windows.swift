import Foundation

extension FittedNetwork {
    /// The network whose weights are in the file.
    public init(contentsOf url: URL) throws(DataError) {
        try self.init(Safetensors.read(url), file: url.path)
    }
}

extension Safetensors {
    /// The tensor `x`, `[samples, lookback, features]` with the given number of features; `badData` otherwise.
    public func windows(features: Int, file: String) throws(DataError) -> Tensor {
        guard let x = tensors["x"] else { throw DataError(.badData, file: file, problem: "tensor 'x' is missing") }
        guard x.shape.count == 3, x.shape[1] > 0, x.shape[2] == features else {
            throw DataError(
                .badData, file: file, problem: "tensor 'x' must have shape [samples, lookback, \(features)]",
                found: "\(x.shape)")
        }
        return x
    }

    /// The tensor `y`, one finite label a sample; `badData` otherwise.
    public func labels(samples: Int, file: String) throws(DataError) -> [Double] {
        guard let y = tensors["y"] else { throw DataError(.badData, file: file, problem: "tensor 'y' is missing") }
        guard y.shape == [samples], samples > 0 else {
            throw DataError(
                .badData, file: file, problem: "tensor 'y' must have shape [\(samples)]", found: "\(y.shape)")
        }
        return y.values.map(Double.init)
    }
}
