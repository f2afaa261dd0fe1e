/// How skill and forecasts of a model change with the size of the noise on its inputs.
struct RobustnessCurve {
    /// The points, by growing size; the first is size 0, the clean forecasts.
    let points: [RobustnessPoint]

    /// The curve of one model over all folds' probed samples.
    ///
    /// `noise[k]` are the forecasts for `clean[k]`'s samples of one fold, all folds with the same sizes and trials. The
    /// spread is in units of the clean forecasts' deviation.
    init(clean: [[Prediction]], noise: [[Robustness.Forecasts]]) {
        let all = clean.flatMap { $0 }
        let unit = SampleMoments(all.map(\.yPred)).meaningfulDeviation
        let base = InformationCoefficient(predictions: all).ic
        var points = [RobustnessPoint(size: 0, ic: base, icLoss: base.map { _ in 0 }, spread: 0)]
        for place in noise.first?.indices ?? 0..<0 {
            let trials = noise[0][place].trials.indices.map { trial in noise.flatMap { $0[place].trials[trial] } }
            let ics = trials.compactMap { forecasts in
                InformationCoefficient(
                    predictions: zip(all, forecasts).map { prediction, forecast in
                        var noisy = prediction
                        noisy.yPred = forecast
                        return noisy
                    }
                ).ic
            }
            let mean = ics.isEmpty ? nil : ics.reduce(0, +) / Double(ics.count)
            let spread = Robustness.spread(of: trials)
            points.append(
                RobustnessPoint(
                    size: noise[0][place].size, ic: mean, icLoss: base.flatMap { base in mean.map { base - $0 } },
                    spread: spread.flatMap { spread in unit.map { spread / $0 } }))
        }
        self.points = points
    }
}
