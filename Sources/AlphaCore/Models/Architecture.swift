/// The three neural families, by the names that tables, files and the command line use.
public enum ModelFamily: String, CaseIterable, Hashable, Sendable, Codable {
    case lstm
    case tcn
    case transformer
}

/// A family with its sizes: everything that decides a network's parameters but the number of features.
public enum Architecture: Hashable, Sendable, Codable {
    case lstm(LSTMConfiguration)
    case tcn(TCNConfiguration)
    case transformer(TransformerConfiguration)

    /// The family at its default sizes.
    public init(_ family: ModelFamily) {
        switch family {
        case .lstm: self = .lstm(LSTMConfiguration())
        case .tcn: self = .tcn(TCNConfiguration())
        case .transformer: self = .transformer(TransformerConfiguration())
        }
    }

    /// Which family it is.
    public var family: ModelFamily {
        switch self {
        case .lstm: .lstm
        case .tcn: .tcn
        case .transformer: .transformer
        }
    }

    /// The probability of dropout while training.
    public var dropout: Float {
        get {
            switch self {
            case .lstm(let sizes): sizes.dropout
            case .tcn(let sizes): sizes.dropout
            case .transformer(let sizes): sizes.dropout
            }
        }
        set {
            switch self {
            case .lstm(var sizes):
                sizes.dropout = newValue
                self = .lstm(sizes)
            case .tcn(var sizes):
                sizes.dropout = newValue
                self = .tcn(sizes)
            case .transformer(var sizes):
                sizes.dropout = newValue
                self = .transformer(sizes)
            }
        }
    }

    /// The parameters' names, shapes and places for the given number of features a bar.
    public func layout(features: Int) -> ParameterLayout {
        makeNetwork(features: features, lookback: 1, chunk: 1).layout
    }

    /// A network that processes `chunk` samples at a time.
    func makeNetwork(features: Int, lookback: Int, chunk: Int) -> any Network {
        precondition(features > 0 && lookback > 0 && chunk > 0, "\(features), \(lookback), \(chunk)")
        switch self {
        case .lstm(let sizes): return LSTMAlpha(sizes, features: features, lookback: lookback, chunk: chunk)
        case .tcn(let sizes): return TCNAlpha(sizes, features: features, lookback: lookback, chunk: chunk)
        case .transformer(let sizes):
            return TransformerAlpha(sizes, features: features, lookback: lookback, chunk: chunk)
        }
    }

    /// Samples that are processed together, at most `batch`: as many as keep a layer's activations in the second-level cache.
    ///
    /// The LSTM goes through time with all samples at once; the others take whole windows, about 512 bars in all.
    func chunk(lookback: Int, batch: Int = .max) -> Int {
        switch self {
        case .lstm: min(batch, 128)
        case .tcn, .transformer: min(batch, max(1, min(128, 512 / lookback)))
        }
    }
}
