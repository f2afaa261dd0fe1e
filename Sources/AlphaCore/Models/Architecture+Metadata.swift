extension Architecture {
    /// The sizes as a weights file's metadata has them.
    public var metadata: [String: String] {
        switch self {
        case .lstm(let sizes):
            ["family": "lstm", "hidden": "\(sizes.hidden)", "layers": "\(sizes.layers)", "dropout": "\(sizes.dropout)"]
        case .tcn(let sizes):
            [
                "family": "tcn", "channels": sizes.channels.map(String.init).joined(separator: ","),
                "kernel": "\(sizes.kernel)", "dropout": "\(sizes.dropout)",
            ]
        case .transformer(let sizes):
            [
                "family": "transformer", "d_model": "\(sizes.width)", "heads": "\(sizes.heads)",
                "layers": "\(sizes.layers)", "feed_forward": "\(sizes.feedForward)", "dropout": "\(sizes.dropout)",
            ]
        }
    }

    /// The architecture whose weights a file holds, and the number of its features.
    ///
    /// Sizes are read off the tensors' names and shapes, so a file saved from PyTorch without metadata will do; what
    /// shapes cannot tell (attention heads, dropout) comes from the metadata, or is the default. `badData` when the
    /// tensors are those of no family.
    public static func read(_ weights: Safetensors, file: String) throws(DataError) -> (Architecture, features: Int) {
        func shape(_ name: String, _ dimensions: Int) throws(DataError) -> [Int] {
            guard let shape = weights.tensors[name]?.shape, shape.count == dimensions, shape.allSatisfy({ $0 > 0 })
            else {
                throw DataError(.badData, file: file, problem: "tensor '\(name)' is missing or has the wrong shape")
            }
            return shape
        }
        func count(_ name: (Int) -> String) -> Int {
            var number = 0
            while weights.tensors[name(number)] != nil { number += 1 }
            return number
        }
        let architecture: Architecture
        let features: Int
        if weights.tensors["lstm.weight_ih_l0"] != nil {
            features = try shape("lstm.weight_ih_l0", 2)[1]
            let hidden = try shape("lstm.weight_hh_l0", 2)[1]
            architecture = .lstm(.init(hidden: hidden, layers: count { "lstm.weight_ih_l\($0)" }))
        } else if weights.tensors["network.0.conv1.weight"] != nil {
            let first = try shape("network.0.conv1.weight", 3)
            features = first[1]
            var channels: [Int] = []
            for number in 0..<count({ "network.\($0).conv1.weight" }) {
                channels.append(try shape("network.\(number).conv1.weight", 3)[0])
            }
            architecture = .tcn(.init(channels: channels, kernel: first[2]))
        } else if weights.tensors["input_proj.weight"] != nil {
            let projection = try shape("input_proj.weight", 2)
            features = projection[1]
            let feedForward = try shape("encoder.layers.0.linear1.weight", 2)[0]
            let heads = weights.metadata["heads"].flatMap { Int($0) } ?? TransformerConfiguration().heads
            guard heads > 0, projection[0] % heads == 0, projection[0] % 2 == 0 else {
                throw DataError(
                    .badData, file: file, problem: "d_model \(projection[0]) is odd or no multiple of the heads",
                    found: "\(heads)")
            }
            let layers = count { "encoder.layers.\($0).linear1.weight" }
            architecture = .transformer(
                .init(width: projection[0], heads: heads, layers: layers, feedForward: feedForward))
        } else {
            throw DataError(.badData, file: file, problem: "the tensors are those of no model family")
        }
        var withDropout = architecture
        if let text = weights.metadata["dropout"], let dropout = Float(text), (0..<1).contains(dropout) {
            withDropout.dropout = dropout
        }
        return (withDropout, features)
    }
}
