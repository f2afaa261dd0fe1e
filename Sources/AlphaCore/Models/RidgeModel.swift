/// Ridge regression on the features of the window's last bar: the linear baseline, solved by LAPACK.
///
/// Features are standardised and the label centred on the training samples; β = (XᵀX/n + λI)⁻¹·Xᵀy/n. λ is the one of
/// `penalties` with the smallest squared error on the validation samples, the first when there are none or on a tie.
public struct RidgeModel: Model {
    /// The λ to choose from, per sample and in units of a standardised feature's variance; all positive.
    public var penalties: [Double]

    /// A ridge regression that chooses among the penalties.
    public init(penalties: [Double] = [0.1, 0.001, 0.01, 1, 10]) {
        precondition(!penalties.isEmpty && penalties.allSatisfy { $0 > 0 }, "penalties \(penalties)")
        self.penalties = penalties
    }

    /// `ridge`.
    public var name: String { "ridge" }

    public func train(on data: TrainingData, context: TrainingContext) throws -> any FittedModel {
        guard !data.train.isEmpty else { throw TrainingError.noSamples(model: name, fold: context.fold) }
        let columns = data.windows.featureCount
        var x: [Double] = []
        x.reserveCapacity(data.train.count * columns)
        for sample in data.train { x.append(contentsOf: RidgeModel.lastBar(sample, data.windows)) }
        let centre = RidgeModel.columnMeans(x, columns: columns)
        let squares = RidgeModel.columnMeans(
            x.enumerated().map { (index, value) in
                let centred = value - centre[index % columns]
                return centred * centred
            }, columns: columns)
        let deviation = squares.map { $0 > 0 ? $0.squareRoot() : 1 }
        for index in x.indices { x[index] = (x[index] - centre[index % columns]) / deviation[index % columns] }
        let scale = LabelScale(data.train)
        let rows = data.train.count
        let gram = LinearAlgebra.gram(x, rows: rows, columns: columns)
        let moments = LinearAlgebra.product(
            transposed: x, rows: rows, columns: columns, data.train.map { $0.label - scale.mean })

        var best: (error: Double, model: FittedRidge)?
        for penalty in penalties {
            var system = gram.map { $0 / Double(rows) }
            for column in 0..<columns { system[column * columns + column] += penalty }
            guard let weights = LinearAlgebra.solve(positiveDefinite: system, moments.map { $0 / Double(rows) }) else {
                continue
            }
            let model = FittedRidge(
                centre: centre, deviation: deviation, weights: weights, intercept: scale.mean, penalty: penalty)
            let error = zip(model.forecast(data.validation, windows: data.windows), data.validation)
                .reduce(0) { $0 + ($1.0 - $1.1.label) * ($1.0 - $1.1.label) }
            if error < best?.error ?? .infinity { best = (error, model) }
        }
        guard let best else { throw TrainingError.lossNotFinite(model: name, fold: context.fold, epoch: 0) }
        return best.model
    }

    private static func lastBar(_ sample: Sample, _ windows: Windows) -> [Double] {
        let columns = windows.featureCount
        return windows.rows[sample.asset][(sample.bar * columns)..<((sample.bar + 1) * columns)].map(Double.init)
    }

    private static func columnMeans(_ x: [Double], columns: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: columns)
        for (index, value) in x.enumerated() { sums[index % columns] += value }
        return sums.map { $0 / Double(x.count / max(columns, 1)) }
    }
}

/// A ridge regression after its fit.
public struct FittedRidge: FittedModel {
    let centre: [Double]
    let deviation: [Double]
    let weights: [Double]
    let intercept: Double
    /// The λ that was chosen.
    public let penalty: Double

    public var epochs: [EpochRecord] { [] }

    public func forecast(_ samples: [Sample], windows: Windows) -> [Double] {
        samples.map { sample in
            forecast(windows.rows[sample.asset], from: sample.bar * weights.count)
        }
    }

    public func forecast(tensor: [Float], samples: Int, lookback: Int) -> [Double] {
        let size = lookback * weights.count
        precondition(tensor.count == samples * size, "\(tensor.count) values for \(samples) × \(size)")
        return (0..<samples).map { forecast(tensor, from: ($0 + 1) * size - weights.count) }
    }

    /// None: a linear model has no PyTorch module to load into.
    public func safetensors(metadata: [String: String]) -> Safetensors? { nil }

    private func forecast(_ rows: [Float], from start: Int) -> Double {
        var sum = intercept
        for column in weights.indices {
            sum += weights[column] * (Double(rows[start + column]) - centre[column]) / deviation[column]
        }
        return sum
    }
}
