import Foundation

/// A series of returns beside that of a benchmark over the same periods.
public struct BenchmarkStatistics: Sendable {
    /// cov(r − rf, b − rf)/var(b − rf); `nil` when the benchmark has no variance (empyrical `beta`).
    public let beta: Double?
    /// (1 + mean(r − rf − β·(b − rf)))^A − 1: what beta does not explain, a year (empyrical `alpha`).
    public let alpha: Double?

    /// Regresses the returns on the benchmark's, both of one element a period.
    ///
    /// Everything is `nil` for fewer than two periods or a value that is not finite.
    public init(returns: [Double], benchmark: [Double], periodsPerYear: Double, riskFree: Double = 0) {
        precondition(returns.count == benchmark.count, "\(returns.count) returns beside \(benchmark.count)")
        let own = SampleMoments(returns)
        let other = SampleMoments(benchmark)
        guard other.meaningfulDeviation != nil, own.mean.isFinite, other.mean.isFinite else {
            (beta, alpha) = (nil, nil)
            return
        }
        let products = zip(returns, benchmark).lazy.map { ($0 - own.mean) * ($1 - other.mean) }
        let beta = products.compensatedSum() / Double(returns.count) / other.populationVariance
        let residual = own.mean - riskFree - beta * (other.mean - riskFree)
        let alpha = expm1(periodsPerYear * log1p(residual))
        self.beta = beta.isFinite ? beta : nil
        self.alpha = alpha.isFinite ? alpha : nil
    }

    /// Every statistic by its name, in the order of tables.
    public var table: [(name: String, value: Double?)] { [("alpha", alpha), ("beta", beta)] }
}
