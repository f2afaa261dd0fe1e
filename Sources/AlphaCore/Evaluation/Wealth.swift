import Foundation

/// What 1 becomes under a series of simple returns.
struct Wealth {
    /// ln of the final wealth, −∞ when it is 0; `nil` when more than everything was lost in a period.
    let logarithm: Double?
    /// min(W/max W − 1), the starting 1 included.
    let maxDrawdown: Double

    init(_ returns: [Double]) {
        var logarithm = CompensatedSum()
        var isLost = false
        var isDebt = false
        var (wealth, peak, drawdown) = (1.0, 1.0, 0.0)
        for value in returns {
            if value < -1 { isDebt = true }
            if value == -1 { isLost = true }
            if value > -1 { logarithm.add(log1p(value)) }
            wealth *= 1 + value
            peak = max(peak, wealth)
            drawdown = min(drawdown, wealth / peak - 1)
        }
        self.logarithm = isDebt ? nil : isLost ? -.infinity : logarithm.value
        maxDrawdown = drawdown
    }
}
