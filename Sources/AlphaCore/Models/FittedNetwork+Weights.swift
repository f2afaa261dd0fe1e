import Foundation

extension FittedNetwork {
    /// The weights under the names of PyTorch's `state_dict`; sizes, features, label scale and learning curve as metadata.
    public func safetensors(metadata: [String: String]) -> Safetensors? {
        let layout = architecture.layout(features: featureNames.count)
        var entries = architecture.metadata
        entries["format"] = "pt"
        entries["features"] = "\(featureNames.count)"
        entries["feature_names"] = featureNames.joined(separator: ",")
        entries["lookback"] = "\(lookback)"
        entries["label_mean"] = "\(labelScale.mean)"
        entries["label_deviation"] = "\(labelScale.deviation)"
        entries["training_epochs"] = "\(epochs.count)"
        entries["training_batch"] = "\(options.batch)"
        entries["training_learning_rate"] = "\(options.learningRate)"
        entries["training_weight_decay"] = "\(options.weightDecay)"
        entries["training_schedule"] = options.schedule.rawValue
        entries["training_loss"] = epochs.map { "\($0.trainLoss)" }.joined(separator: ",")
        entries["validation_loss"] = epochs.map { NumberText.shortest($0.validationLoss) }.joined(separator: ",")
        entries.merge(metadata) { _, given in given }
        return Safetensors(tensors: layout.tensors(parameters), metadata: entries)
    }

    /// The network whose weights the file's contents are; `badData` about `file` when they are those of no family.
    ///
    /// Feature names default to `x0`, `x1`, … and the label scale to none, as for weights saved from PyTorch.
    public init(_ weights: Safetensors, file: String) throws(DataError) {
        let (architecture, features) = try Architecture.read(weights, file: file)
        let layout = architecture.layout(features: features)
        let parameters = try layout.flat(weights.tensors, file: file)
        var names = weights.metadata["feature_names"].map { $0.split(separator: ",").map(String.init) } ?? []
        if names.count != features { names = (0..<features).map { "x\($0)" } }
        var scale = LabelScale()
        for (key, place) in [("label_mean", \LabelScale.mean), ("label_deviation", \LabelScale.deviation)] {
            guard let text = weights.metadata[key] else { continue }
            guard let value = Double(text), value.isFinite else {
                throw DataError(.badData, file: file, problem: "metadata '\(key)' is not a number", found: text)
            }
            scale[keyPath: place] = value
        }
        let lookback = weights.metadata["lookback"].flatMap { Int($0) } ?? 1
        self.init(
            architecture: architecture, featureNames: names, lookback: max(lookback, 1), parameters: parameters,
            labelScale: scale)
    }

    /// Fresh weights of the architecture, drawn from the seed as a fit in fold 0 draws them.
    public static func fresh(
        _ architecture: Architecture, featureNames: [String], lookback: Int, seed: UInt64
    ) -> FittedNetwork {
        var random = RandomSource(seed: seed, stream: "\(architecture.family.rawValue) weights", 0)
        let values = architecture.layout(features: featureNames.count).initialValues(using: &random)
        return FittedNetwork(
            architecture: architecture, featureNames: featureNames, lookback: lookback, parameters: values)
    }
}
