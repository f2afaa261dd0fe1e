/// How well the forecasts of one model agreed with what came true.
///
/// Across assets: at every bar the correlation of forecast and label over the assets that have both, then the mean over
/// bars (Qlib `calc_ic`, alphalens `factor_information_coefficient`). A bar counts from three assets on; when the
/// predictions know only two assets, from two on, where each bar says +1 or −1. A bar whose forecasts or labels are all
/// the same has no correlation and does not count. With one asset it is the correlation over time, and `icir` is `nil`.
///
/// Forecasts whose label is not known yet are left out.
public struct InformationCoefficient: Sendable {
    /// The correlations at one bar.
    public struct AtBar: Sendable, Hashable {
        /// The bar's place on the panel's time axis.
        public var time: Int
        /// How many assets had both forecast and label.
        public var assets: Int
        /// Pearson; `nil` where it does not exist or the assets are too few.
        public var ic: Double?
        /// Spearman; `nil` likewise.
        public var rankIC: Double?
    }

    /// The numbers of one fold.
    public struct InFold: Sendable {
        /// The fold's number.
        public var fold: Int
        /// Its first and last bar that has a forecast with a label, as places on the time axis.
        public var times: ClosedRange<Int>
        /// The numbers; its own `folds` is empty.
        public var value: InformationCoefficient
    }

    /// Mean Pearson correlation.
    public let ic: Double?
    /// Mean Spearman correlation, equals sharing their mean rank.
    public let rankIC: Double?
    /// Mean of the per-bar IC over its deviation (ddof 1), not annualised; `nil` where the IC does not vary.
    public let icir: Double?
    /// Share of forecasts with sign(score) = sign(label), all bars and assets together; the sign of 0 is 0.
    public let hitRate: Double?
    /// How many forecasts had a label.
    public let count: Int
    /// Bar by bar, in order of time; empty with one asset.
    public let bars: [AtBar]
    /// Fold by fold; as many assets are needed in a bar as over all folds.
    public let folds: [InFold]

    /// The numbers of one model's predictions, in any order.
    public init(predictions: [Prediction]) {
        let models = Set(predictions.map(\.model))
        precondition(models.count <= 1, "predictions of \(models.count) models: \(models.sorted())")
        let known = predictions.compactMap { LabelledForecast($0) }
            .sorted { ($0.time, $0.asset) < ($1.time, $1.asset) }
        let minimum = min(3, Set(known.map(\.asset)).count)
        let folds = Dictionary(grouping: known, by: \.fold).sorted { $0.key < $1.key }
            .map { number, forecasts in
                InFold(
                    fold: number, times: forecasts[0].time...forecasts[forecasts.count - 1].time,
                    value: InformationCoefficient(forecasts, minimumAssets: minimum, folds: []))
            }
        self.init(known, minimumAssets: minimum, folds: folds)
    }

    /// The numbers of every model in the predictions.
    public static func byModel(_ predictions: [Prediction]) -> [String: InformationCoefficient] {
        Dictionary(grouping: predictions, by: \.model).mapValues(InformationCoefficient.init(predictions:))
    }

    /// The numbers of forecasts in order of time.
    private init(_ forecasts: [LabelledForecast], minimumAssets: Int, folds: [InFold]) {
        count = forecasts.count
        self.folds = folds
        let hits = forecasts.count { LabelledForecast.sign($0.score) == LabelledForecast.sign($0.label) }
        hitRate = forecasts.isEmpty ? nil : Double(hits) / Double(forecasts.count)
        guard minimumAssets > 1 else {
            bars = []
            ic = Correlation.pearson(forecasts.map(\.score), forecasts.map(\.label))
            rankIC = Correlation.spearman(forecasts.map(\.score), forecasts.map(\.label))
            icir = nil
            return
        }
        bars = InformationCoefficient.perBar(forecasts, minimumAssets: minimumAssets)
        let series = SampleMoments(bars.compactMap(\.ic))
        let ranked = SampleMoments(bars.compactMap(\.rankIC))
        ic = series.count > 0 ? series.mean : nil
        rankIC = ranked.count > 0 ? ranked.mean : nil
        icir = series.meaningfulDeviation.map { series.mean / $0 }
    }

    private static func perBar(_ forecasts: [LabelledForecast], minimumAssets: Int) -> [AtBar] {
        var bars: [AtBar] = []
        var start = 0
        while start < forecasts.count {
            let time = forecasts[start].time
            let end = forecasts[start...].firstIndex { $0.time != time } ?? forecasts.count
            var bar = AtBar(time: time, assets: end - start, ic: nil, rankIC: nil)
            if bar.assets >= minimumAssets {
                let scores = forecasts[start..<end].map(\.score)
                let labels = forecasts[start..<end].map(\.label)
                bar.ic = Correlation.pearson(scores, labels)
                bar.rankIC = Correlation.spearman(scores, labels)
            }
            bars.append(bar)
            start = end
        }
        return bars
    }
}

/// A forecast whose label is known.
private struct LabelledForecast {
    var time: Int
    var asset: Int
    var fold: Int
    var score: Double
    var label: Double

    init?(_ prediction: Prediction) {
        guard let label = prediction.yTrue, label.isFinite, prediction.yPred.isFinite else { return nil }
        time = prediction.time
        asset = prediction.asset
        fold = prediction.fold
        score = prediction.yPred
        self.label = label
    }

    static func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
