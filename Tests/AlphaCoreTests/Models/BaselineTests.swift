import Testing

@testable import AlphaCore

struct BaselineTests {
    private let context = TrainingContext(seed: 1, fold: 0)

    /// With next to no penalty and no noise the planted coefficients come back: 0.01 and −0.01, intercept 0.002.
    @Test func ridgeRecoversALinearRelation() throws {
        let data = Markets.linear()
        let model = try RidgeModel(penalties: [1e-9]).train(on: data, context: context)
        for (forecast, sample) in zip(model.forecast(data.validation, windows: data.windows), data.validation) {
            #expect(abs(forecast - sample.label) < 1e-8)
        }
    }

    /// One feature: β = cov(x, y)/(var(x)(1 + λ)) in closed form.
    @Test func ridgeShrinksByTheClosedForm() throws {
        let data = Markets.data(features: 1) { rows, bar, noise in Double(rows[bar]) + noise }
        let penalty = 0.5
        let model = try RidgeModel(penalties: [penalty]).train(on: data, context: context)
        let x = data.train.map { Double(data.windows.rows[0][$0.bar]) }
        let y = data.train.map(\.label)
        let count = Double(x.count)
        let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        let variance = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) } / count
        let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / count
        let slope = covariance / (variance * (1 + penalty))
        let forecasts = model.forecast(tensor: [2, -3], samples: 2, lookback: 1)
        #expect(abs(forecasts[0] - (meanY + slope * (2 - meanX))) < 1e-10)
        #expect(abs(forecasts[1] - (meanY + slope * (-3 - meanX))) < 1e-10)
    }

    @Test(arguments: [0, 0.005, 0.02, 0.2])
    func ridgeTakesThePenaltyThatValidationLikesBest(_ noise: Double) throws {
        let data = Markets.linear(noise: noise)
        let errors = try RidgeModel().penalties.map { penalty in
            let model = try RidgeModel(penalties: [penalty]).train(on: data, context: context)
            return zip(model.forecast(data.validation, windows: data.windows), data.validation)
                .reduce(0) { $0 + ($1.0 - $1.1.label) * ($1.0 - $1.1.label) }
        }
        let best = try #require(errors.indices.min { errors[$0] < errors[$1] })
        let chosen = try RidgeModel().train(on: data, context: context)
        #expect((chosen as? FittedRidge)?.penalty == RidgeModel().penalties[best])
        if noise == 0 { #expect(RidgeModel().penalties[best] == 0.001) }
    }

    @Test func ridgeBearsAConstantFeature() throws {
        var data = Markets.linear()
        var rows = data.windows.rows
        for bar in 0..<160 { rows[0][bar * 3 + 2] = 4 }
        data.windows = Windows(lookback: 4, featureNames: ["ret_1", "x1", "x2"], rows: rows)
        let model = try RidgeModel().train(on: data, context: context)
        #expect(model.forecast(data.validation, windows: data.windows).allSatisfy { $0.isFinite })
    }

    @Test func momentumIsTheWindowsReturnInTheLabelsUnits() throws {
        let data = Markets.linear()
        let model = try MomentumModel().train(on: data, context: context)
        let forecasts = model.forecast(data.train, windows: data.windows)
        let sums = data.train.map { sample in
            ((sample.bar - 3)...sample.bar).reduce(0.0) { $0 + Double(data.windows.rows[0][$1 * 3]) }
        }
        let slope = forecasts[0] / sums[0]
        #expect(slope > 0)
        for (forecast, sum) in zip(forecasts, sums) { #expect(abs(forecast - slope * sum) < 1e-12) }
        let mean = forecasts.reduce(0, +) / Double(forecasts.count)
        let variance = forecasts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(forecasts.count)
        #expect(abs(variance.squareRoot() / LabelScale(data.train).deviation - 1) < 1e-9)
    }

    @Test func momentumNeedsAReturn() {
        var data = Markets.linear()
        data.windows = Windows(lookback: 4, featureNames: ["a", "b", "c"], rows: data.windows.rows)
        #expect(throws: TrainingError.self) { try MomentumModel().train(on: data, context: context) }
    }
}
