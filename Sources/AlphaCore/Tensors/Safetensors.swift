/// The contents of one safetensors file: named float32 tensors and string metadata.
public struct Safetensors: Sendable {
    /// One tensor: its shape, and its values in row-major order.
    public struct Tensor: Sendable, Equatable {
        /// Length of each dimension, outermost first; empty for a scalar.
        public var shape: [Int]
        /// The values, row-major; as many as the shape's product.
        public var values: [Float]

        /// A tensor of the given shape and values.
        public init(shape: [Int], values: [Float]) {
            let count = shape.reduce(1, *)
            precondition(values.count == count, "\(values.count) values in shape \(shape)")
            self.shape = shape
            self.values = values
        }
    }

    /// Tensors by name.
    public var tensors: [String: Tensor]
    /// The `__metadata__` entries.
    public var metadata: [String: String]

    /// A file's contents.
    public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }
}
