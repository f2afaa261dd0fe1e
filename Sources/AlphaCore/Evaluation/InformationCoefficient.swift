/// How well scores agreed with what came true.
///
/// Per bar, across the assets that have both a score and a label there, at least two: Pearson's correlation (`ic`) and
/// Spearman's (`rank_ic`), then the mean over the bars, as Qlib and alphalens have them. Bars without variance on either
/// side have none. With one asset alone the correlation is taken over time instead, and there is no `icir`.
public struct InformationCoefficient: Sendable, Equatable {
    /// A score beside its label.
    public struct Pair: Sendable, Equatable {
        /// The bar's place on the time axis.
        public var time: Int
        /// The forecast.
        public var score: Double
        /// What came true.
        public var label: Double

        /// A score beside its label at a time.
        public init(time: Int, score: Double, label: Double) {
            self.time = time
            self.score = score
            self.label = label
        }
    }

    /// Mean of the bars' Pearson correlations.
    public let ic: Double?
    /// Mean of the bars' Spearman correlations.
    public let rankIC: Double?
    /// Mean of the bars' Pearson correlations over their deviation (ddof 1), not annualised.
    public let icir: Double?
    /// Share of pairs with sign(score) = sign(label).
    public let hitRate: Double?
    /// How many bars had a correlation.
    public let bars: Int

    /// The agreement of the pairs, whose times must not decrease; `assetCount` is the number of assets that scores are for.
    public init(_ pairs: [Pair], assetCount: Int) {
        hitRate =
            pairs.isEmpty
            ? nil : Double(pairs.count { sign($0.score) == sign($0.label) }) / Double(pairs.count)
        if assetCount == 1 {
            let scores = pairs.map(\.score)
            let labels = pairs.map(\.label)
            ic = SampleStatistics.correlation(scores, labels)
            rankIC = SampleStatistics.correlation(SampleStatistics.ranks(scores), SampleStatistics.ranks(labels))
            icir = nil
            bars = 0
            return
        }
        var correlations: [Double] = []
        var rankCorrelations: [Double] = []
        var first = 0
        while first < pairs.count {
            var end = first
            while end < pairs.count, pairs[end].time == pairs[first].time { end += 1 }
            precondition(end == pairs.count || pairs[end].time > pairs[first].time, "times decrease at pair \(end)")
            let scores = pairs[first..<end].map(\.score)
            let labels = pairs[first..<end].map(\.label)
            if let one = SampleStatistics.correlation(scores, labels) { correlations.append(one) }
            let ranks = (SampleStatistics.ranks(scores), SampleStatistics.ranks(labels))
            if let one = SampleStatistics.correlation(ranks.0, ranks.1) { rankCorrelations.append(one) }
            first = end
        }
        ic = SampleStatistics.mean(correlations)
        rankIC = SampleStatistics.mean(rankCorrelations)
        let deviation = SampleStatistics.deviation(correlations, ddof: 1)
        icir = ic.flatMap { mean in deviation.map { mean / $0 } }
        bars = correlations.count
    }
}

/// −1, 0 or 1.
private func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
