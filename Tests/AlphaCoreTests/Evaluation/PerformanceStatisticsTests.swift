import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite struct PerformanceStatisticsTests {
    @Test(arguments: GoldenStatistics.series)
    func equalsTheReference(series: GoldenStatistics.Series) {
        let statistics = PerformanceStatistics(returns: series.returns, periodsPerYear: series.periodsPerYear)
        let found = statistics.dictionary
        for (name, expected) in series.expected {
            #expect(
                isClose(found[name] ?? nil, expected, absolute: 1e-14),
                "\(series.name): \(name) is \(String(describing: found[name])), not \(String(describing: expected))")
        }
    }

    @Test(.enabled(if: SharedData.isPresent, "shared/data is absent"))
    func equalsTheExpectedFiguresOfRealReturns() throws {
        let columns = try ReturnsFile.read(SharedData.file("metrics/returns_756.csv"), columns: ["r", "b"])
        let found = PerformanceStatistics(returns: columns[0], periodsPerYear: 252).dictionary
        let expected: [String: Double] = [
            "sharpe": -0.09405674499067697, "sortino": -0.13051229811637768, "max_drawdown": -0.25083662409147994,
            "cagr": -0.027061530938555345, "cvar_95": -0.021286906286159736, "tail_ratio": 0.9119464726169042,
            "omega": 0.9851684237569082, "psr": 0.4353199843551185,
        ]
        #expect(columns[0].count == 756)
        for (name, value) in expected {
            #expect(isClose(found[name] ?? nil, value), "\(name) is \(String(describing: found[name])), not \(value)")
        }
        #expect(found["min_trl"] == .some(nil))
        let lifted = PerformanceStatistics(returns: columns[0].map { $0 + 0.001 }, periodsPerYear: 252)
        #expect(isClose(lifted.minimumTrackRecord, 309.2271449219797))
    }

    @Test func riskFreeAndRequiredReturnsAreTakenOff() {
        let returns = GoldenStatistics.series[1].returns
        let shifted = PerformanceStatistics(returns: returns.map { $0 - 0.0005 }, periodsPerYear: 365)
        let found = PerformanceStatistics(returns: returns, periodsPerYear: 365, riskFree: 0.0005, required: 0.0005)
        #expect(isClose(found.sharpe, shifted.sharpe))
        #expect(isClose(found.sortino, shifted.sortino))
        #expect(isClose(found.omega, shifted.omega))
        #expect(isClose(found.probabilisticSharpe, shifted.probabilisticSharpe))
    }

    @Test func whatTheDataCannotGiveIsAbsent() {
        let none = PerformanceStatistics(returns: [], periodsPerYear: 252)
        #expect(none.table.allSatisfy { $0.value == nil })
        let one = PerformanceStatistics(returns: [0.01], periodsPerYear: 252).dictionary
        for name in ["volatility", "sharpe", "sortino", "calmar", "omega", "tail_ratio", "skew", "kurtosis", "psr"] {
            #expect(one[name] == .some(nil), "\(name) of one return")
        }
        #expect(isClose(one["cagr"] ?? nil, pow(1.01, 252) - 1))
        let broken = PerformanceStatistics(returns: [0.01, .nan, 0.02], periodsPerYear: 252)
        #expect(broken.table.allSatisfy { $0.value == nil })
        let debt = PerformanceStatistics(returns: [0.1, -1.5, 0.2], periodsPerYear: 252)
        #expect(debt.cagr == nil && isClose(debt.maxDrawdown, -1.6))
        let lost = PerformanceStatistics(returns: [0.1, -1, 0.2], periodsPerYear: 252)
        #expect(lost.cagr == -1 && lost.maxDrawdown == -1)
    }

    /// A price that grows by the same share every bar has returns that differ by rounding, and no Sharpe ratio.
    @Test(arguments: [0.01, 0.0001, 1e-7, 0.0])
    func nearlyConstantReturnsHaveNoSharpeRatio(growth: Double) {
        var prices = [100.0]
        for _ in 0..<300 { prices.append(prices[prices.count - 1] * (1 + growth)) }
        let returns = zip(prices.dropFirst(), prices).map { $0 / $1 - 1 }
        let statistics = PerformanceStatistics(returns: returns, periodsPerYear: 252)
        #expect(statistics.sharpe == nil && statistics.probabilisticSharpe == nil && statistics.skewness == nil)
        #expect(statistics.kurtosis == nil && statistics.minimumTrackRecord == nil && statistics.sortino == nil)
        #expect(statistics.omega == nil && statistics.calmar == nil)
        #expect((statistics.volatility ?? 1) < 1e-13)
        let varied = returns.enumerated().map { $1 + ($0 % 2 == 0 ? 1e-9 : -1e-9) }
        #expect(PerformanceStatistics(returns: varied, periodsPerYear: 252).volatility! > 1e-9)
        #expect(PerformanceStatistics(returns: varied, periodsPerYear: 252).kurtosis != nil)
    }

    @Test func leverageScalesWhatItShould() {
        let returns = GoldenStatistics.series[1].returns
        let single = PerformanceStatistics(returns: returns, periodsPerYear: 365)
        let half = PerformanceStatistics(returns: returns.map { $0 / 2 }, periodsPerYear: 365)
        #expect(isClose(half.sharpe, single.sharpe, relative: 1e-13))
        #expect(isClose(half.sortino, single.sortino, relative: 1e-13))
        #expect(isClose(half.volatility, single.volatility! / 2, relative: 1e-13))
        #expect(isClose(half.skewness, single.skewness, relative: 1e-12))
    }

    @Test func meansOfLargeNumbersLoseNothing() {
        let small = [0.1, 0.2, 0.4, 0.8]
        let shifted = SampleMoments(small.map { $0 + 1e6 })
        let plain = SampleMoments(small)
        #expect(isClose(shifted.deviation, plain.deviation, relative: 1e-9))
        #expect(isClose(shifted.skewness, plain.skewness, relative: 1e-8))
        var sum = CompensatedSum()
        for term in [1.0, 1e100, 1.0, -1e100] { sum.add(term) }
        #expect(sum.value == 2)
        var infinite = CompensatedSum()
        for term in [1.0, .infinity, 1.0] { infinite.add(term) }
        #expect(infinite.value == .infinity)
    }

    @Test func benchmarkEqualsTheReference() {
        let returns = GoldenStatistics.series[0].returns
        let found = BenchmarkStatistics(
            returns: returns, benchmark: GoldenStatistics.benchmark, periodsPerYear: 252)
        #expect(isClose(found.beta, GoldenStatistics.beta))
        #expect(isClose(found.alpha, GoldenStatistics.alpha))
        let itself = BenchmarkStatistics(returns: returns, benchmark: returns, periodsPerYear: 252)
        #expect(isClose(itself.beta, 1) && isClose(itself.alpha, 0, absolute: 1e-13))
        let flat = BenchmarkStatistics(returns: [0.1, 0.2], benchmark: [0.1, 0.1], periodsPerYear: 252)
        #expect(flat.beta == nil && flat.alpha == nil)
    }

    @Test func turnoverEqualsTheReference() {
        let found = Turnover.perBar(traded: GoldenStatistics.traded, gross: GoldenStatistics.gross)
        for (value, expected) in zip(found, GoldenStatistics.turnover) { #expect(isClose(value, expected)) }
        #expect(Turnover.perBar(traded: [1], gross: [0])[0].isNaN)
    }
}
