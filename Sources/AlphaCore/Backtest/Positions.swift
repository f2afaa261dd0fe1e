/// The weights that a strategy decides on at the close of every bar.
///
/// Scores → `WeightScheme` → the mean of the last h signals (a bar without a score, and a bar before the first, count 0,
/// so every signal gets 1/h of the equity for h bars) → volatility target → asset cap → gross cap. A weight is decided at
/// the asset's own bars alone. The gross cap is kept at every time over all assets: those without a bar keep the weight
/// they have, the others share what is left. What is decided at a time depends on nothing after it, to the bit.
public struct Positions: Sendable {
    /// `weights[a][t]`: the share of the equity, signed, that is wanted of asset `a` after the close of time `t`.
    ///
    /// NaN where the asset has no bar, and before the panel's first score.
    public let weights: [[Double]]
    /// The time of the first score; `nil` when there is none.
    public let start: Int?

    /// Decides the weights of every bar from the first score to the panel's end.
    public init(scores: ScoreTable, panel: Panel, options: BacktestOptions) {
        options.check()
        precondition(
            scores.values.count == panel.series.count
                && scores.values.allSatisfy { $0.count == panel.timestamps.count },
            "scores of \(scores.values.count) assets for a panel of \(panel.series.count)")
        let blank = [Double](repeating: .nan, count: panel.timestamps.count)
        var weights = Array(repeating: blank, count: panel.series.count)
        start = scores.times?.lowerBound
        if let start {
            var desk = Desk(scores: scores, panel: panel, options: options)
            for time in start..<panel.timestamps.count {
                for (asset, weight) in desk.decide(at: time) { weights[asset][time] = weight }
            }
        }
        self.weights = weights
    }
}

/// What is remembered from bar to bar while weights are decided.
private struct Desk {
    let scores: ScoreTable
    let panel: Panel
    let options: BacktestOptions
    let scheme: WeightScheme
    /// `returns[a][t]`, close to close, 0 without a bar; empty without a volatility target.
    let returns: [[Double]]
    /// The last h signals of each asset, the oldest first.
    var signals: [[Double]]
    /// The weights before caps, of the asset's latest bar.
    var wanted: [Double]
    /// The weights after caps.
    var decided: [Double]
    /// The time of each asset's latest bar that had a score; −1 once a bar had none.
    var scoredAt: [Int]
    /// Absolute scores of each asset's last bars, for `proportional`.
    var magnitudes: [[Double]]

    init(scores: ScoreTable, panel: Panel, options: BacktestOptions) {
        self.scores = scores
        self.panel = panel
        self.options = options
        scheme = options.weightScheme.resolved(assets: panel.series.count)
        returns = options.volatilityTarget == nil ? [] : Desk.returns(of: panel)
        let none = [Double](repeating: 0, count: panel.series.count)
        (wanted, decided) = (none, none)
        signals = Array(repeating: [], count: none.count)
        magnitudes = Array(repeating: [], count: none.count)
        scoredAt = Array(repeating: -1, count: none.count)
    }

    /// The weights of the assets that have a bar at the time; times must come in order.
    mutating func decide(at time: Int) -> [(asset: Int, weight: Double)] {
        let present = panel.series.indices.filter { panel.bar(of: $0, at: time) != nil }
        for asset in present { note(asset, at: time) }
        let alive = panel.series.indices.filter { isAlive($0, at: time) }
        let values = scheme.weights(
            alive.map { scores.values[$0][scoredAt[$0]] },
            scales: alive.map {
                magnitudes[$0].isEmpty ? 0 : magnitudes[$0].compensatedSum() / Double(magnitudes[$0].count)
            })
        let signal = Dictionary(uniqueKeysWithValues: zip(alive, values))
        for asset in present {
            signals[asset].append(signal[asset] ?? 0)
            if signals[asset].count > options.horizon { signals[asset].removeFirst() }
            wanted[asset] = signals[asset].compensatedSum() / Double(options.horizon)
        }
        let scale = options.volatilityTarget?.scale(of: wanted, returns: returns, at: time) ?? 1
        for asset in present {
            decided[asset] = max(-options.assetCap, min(options.assetCap, wanted[asset] * scale))
        }
        capGross(of: present)
        return present.map { ($0, decided[$0]) }
    }

    /// Takes note of the asset's score at its bar.
    private mutating func note(_ asset: Int, at time: Int) {
        let score = scores.values[asset][time]
        scoredAt[asset] = score.isFinite ? time : -1
        guard scheme == .proportional, score.isFinite else { return }
        magnitudes[asset].append(abs(score))
        if magnitudes[asset].count > WeightScheme.proportionalWindow { magnitudes[asset].removeFirst() }
    }

    /// Whether the asset has a score that is not too old.
    private func isAlive(_ asset: Int, at time: Int) -> Bool {
        guard scoredAt[asset] >= 0 else { return false }
        let age = panel.timestamps[time].nanoseconds(since: panel.timestamps[scoredAt[asset]])
        return age <= Int64(options.scoreLifetimeDays) * Timestamp.day
    }

    /// Scales the weights of the assets that can still be decided into what the others leave of the gross cap.
    private mutating func capGross(of present: [Int]) {
        var (own, others) = (CompensatedSum(), CompensatedSum())
        let isPresent = Set(present)
        for (asset, weight) in decided.enumerated() {
            if isPresent.contains(asset) { own.add(abs(weight)) } else { others.add(abs(weight)) }
        }
        guard own.value + others.value > options.grossCap, own.value > 0 else { return }
        let room = max(0, options.grossCap - others.value)
        for asset in present { decided[asset] *= min(1, room / own.value) }
    }

    private static func returns(of panel: Panel) -> [[Double]] {
        panel.series.indices.map { asset in
            var returns = [Double](repeating: 0, count: panel.timestamps.count)
            let close = panel.series[asset].close
            for bar in close.indices.dropFirst() {
                returns[panel.timeIndex[asset][bar]] = close[bar] / close[bar - 1] - 1
            }
            return returns
        }
    }
}
