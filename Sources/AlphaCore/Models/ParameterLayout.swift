/// Where each named parameter of a network lies in one flat float32 array, and how it starts out.
///
/// Names and shapes are those of the `state_dict` of the PyTorch module of the same name.
public struct ParameterLayout: Sendable {
    /// How a parameter's values are drawn.
    public enum Initialiser: Hashable, Sendable {
        /// Uniform on ±bound.
        case uniform(bound: Float)
        /// All the same value.
        case constant(Float)
    }

    /// One parameter.
    public struct Entry: Sendable {
        /// The name in the state dictionary: `lstm.weight_ih_l0`.
        public var name: String
        /// Length of each dimension, outermost first.
        public var shape: [Int]
        /// Where it begins in the flat array.
        public var offset: Int
        /// How it starts out.
        public var initialiser: Initialiser
        /// How many values it has.
        public var count: Int { shape.reduce(1, *) }
    }

    /// The parameters, in the order of the flat array, which is the order of the state dictionary.
    public private(set) var entries: [Entry] = []
    /// Values of all parameters together.
    public private(set) var count = 0

    /// Appends a parameter and returns where it begins.
    mutating func add(_ name: String, _ shape: [Int], _ initialiser: Initialiser) -> Int {
        let entry = Entry(name: name, shape: shape, offset: count, initialiser: initialiser)
        precondition(!entries.contains { $0.name == name }, "parameter \(name) twice")
        entries.append(entry)
        count += entry.count
        return entry.offset
    }

    /// Fresh values for all parameters.
    public func initialValues(using random: inout RandomSource) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(count)
        for entry in entries {
            switch entry.initialiser {
            case .uniform(let bound):
                for _ in 0..<entry.count { values.append(Float(2 * random.uniform() - 1) * bound) }
            case .constant(let value):
                values.append(contentsOf: repeatElement(value, count: entry.count))
            }
        }
        return values
    }

    /// The flat array as named tensors.
    public func tensors(_ values: [Float]) -> [String: Safetensors.Tensor] {
        precondition(values.count == count, "\(values.count) values, \(count) parameters")
        return Dictionary(
            uniqueKeysWithValues: entries.map { entry in
                let slice = values[entry.offset..<(entry.offset + entry.count)]
                return (entry.name, Safetensors.Tensor(shape: entry.shape, values: Array(slice)))
            })
    }

    /// The named tensors as one flat array; `badData` about the file when a name or a shape is not the layout's.
    public func flat(_ tensors: [String: Safetensors.Tensor], file: String) throws(DataError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(count)
        for entry in entries {
            guard let tensor = tensors[entry.name] else {
                throw DataError(.badData, file: file, problem: "tensor '\(entry.name)' is missing")
            }
            guard tensor.shape == entry.shape else {
                throw DataError(
                    .badData, file: file, problem: "tensor '\(entry.name)' must have shape \(entry.shape)",
                    found: "\(tensor.shape)")
            }
            values.append(contentsOf: tensor.values)
        }
        if let extra = tensors.keys.sorted().first(where: { name in !entries.contains { $0.name == name } }) {
            throw DataError(.badData, file: file, problem: "tensor '\(extra)' does not belong to the architecture")
        }
        return values
    }
}
