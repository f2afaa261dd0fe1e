#!/usr/bin/env python3
"""Expected values of the evaluation tests, computed with numpy and scipy by the definitions that the code cites.

    python3 Tools/golden_statistics.py > Tests/AlphaCoreTests/Evaluation/GoldenStatistics.swift
    swift format -i Tests/AlphaCoreTests/Evaluation/GoldenStatistics.swift

Where empyrical-reloaded is installed, every figure that it has is compared with it as well.
"""
import itertools
import math
import sys

import numpy as np
from scipy import stats

try:
    import empyrical
except ImportError:
    empyrical = None


def sharpe_inference(r):
    n, sr = len(r), np.mean(r) / np.std(r, ddof=1)
    spread = 1 - stats.skew(r) * sr + (stats.kurtosis(r, fisher=False) - 1) / 4 * sr**2
    return n, sr, spread


def psr(r, benchmark=0.0):
    n, sr, spread = sharpe_inference(r)
    return stats.norm.cdf((sr - benchmark) * math.sqrt(n - 1) / math.sqrt(spread))


def min_trl(r, confidence=0.95):
    _, sr, spread = sharpe_inference(r)
    return 1 + spread * (stats.norm.ppf(confidence) / sr) ** 2 if sr > 0 else None


def statistics(r, a):
    n = len(r)
    wealth = np.concatenate([[1.0], np.cumprod(1 + r)])
    drawdown = np.min(wealth / np.maximum.accumulate(wealth) - 1)
    cagr = wealth[-1] ** (a / n) - 1
    losses = np.minimum(r, 0)
    has_losses = losses.sum() < 0
    tail = np.sort(r)[: int((n - 1) * 0.05) + 1]
    return {
        "cagr": cagr,
        "volatility": np.std(r, ddof=1) * math.sqrt(a),
        "sharpe": np.mean(r) / np.std(r, ddof=1) * math.sqrt(a),
        "sortino": np.mean(r) * a / (math.sqrt(np.mean(losses**2)) * math.sqrt(a)) if has_losses else None,
        "max_drawdown": drawdown,
        "calmar": cagr / abs(drawdown) if drawdown < 0 else None,
        "omega": np.maximum(r, 0).sum() / -losses.sum() if has_losses else None,
        "tail_ratio": abs(np.percentile(r, 95)) / abs(np.percentile(r, 5)),
        "var_95": np.percentile(r, 5),
        "cvar_95": tail.mean(),
        "skew": stats.skew(r),
        "kurtosis": stats.kurtosis(r, fisher=False),
        "psr": psr(r),
        "min_trl": min_trl(r),
    }


def compare_with_empyrical(r, a, found):
    if empyrical is None:
        return
    reference = {
        "cagr": empyrical.annual_return(r, annualization=a),
        "volatility": empyrical.annual_volatility(r, annualization=a),
        "sharpe": empyrical.sharpe_ratio(r, annualization=a),
        "sortino": empyrical.sortino_ratio(r, annualization=a),
        "max_drawdown": empyrical.max_drawdown(r),
        "calmar": empyrical.calmar_ratio(r, annualization=a),
        "omega": empyrical.omega_ratio(r, annualization=a),
        "tail_ratio": empyrical.tail_ratio(r),
        "var_95": empyrical.value_at_risk(r, cutoff=0.05),
        "cvar_95": empyrical.conditional_value_at_risk(r, cutoff=0.05),
    }
    for name, value in reference.items():
        mine = found[name]
        if mine is None:
            assert not math.isfinite(value), (name, value)
        else:
            assert math.isclose(mine, value, rel_tol=1e-10), (name, mine, value)


def benchmark_statistics(r, b, a):
    beta = np.cov(r, b, ddof=0)[0, 1] / np.var(b)
    alpha = (1 + np.mean(r - beta * b)) ** a - 1
    if empyrical is not None:
        assert math.isclose(alpha, empyrical.alpha(r, b, annualization=a), rel_tol=1e-10)
        assert math.isclose(beta, empyrical.beta(r, b), rel_tol=1e-10)
    return alpha, beta


def deflated_sharpe(trials):
    n = trials.shape[1]
    ratios = trials.mean(axis=0) / trials.std(axis=0, ddof=1)
    gamma = np.euler_gamma
    top = (1 - gamma) * stats.norm.ppf(1 - 1 / n) + gamma * stats.norm.ppf(1 - 1 / (n * math.e))
    return psr(trials[:, ratios.argmax()], math.sqrt(np.var(ratios, ddof=1)) * top)


def overfitting(trials, blocks):
    length, n = len(trials) // blocks, trials.shape[1]
    parts = [trials[i * length : (i + 1) * length] for i in range(blocks)]

    def ratios(chosen):
        rows = np.concatenate([parts[i] for i in chosen])
        return rows.mean(axis=0) / rows.std(axis=0, ddof=1)

    splits = list(itertools.combinations(range(blocks), blocks // 2))
    worse = 0
    for inside in splits:
        best = ratios(inside).argmax()
        outside = ratios([i for i in range(blocks) if i not in inside])
        worse += stats.rankdata(outside)[best] / (n + 1) <= 0.5
    return worse / len(splits)


def information(time, asset, fold, score, label, minimum):
    def numbers(mask):
        ics, ranked = [], []
        for t in np.unique(time[mask]):
            at = mask & (time == t)
            if at.sum() >= minimum and np.ptp(score[at]) > 0 and np.ptp(label[at]) > 0:
                ics.append(stats.pearsonr(score[at], label[at])[0])
                ranked.append(stats.spearmanr(score[at], label[at])[0])
        hits = np.mean(np.sign(score[mask]) == np.sign(label[mask]))
        return np.mean(ics), np.mean(ranked), np.mean(ics) / np.std(ics, ddof=1), hits

    known = ~np.isnan(label)
    return [numbers(known)] + [numbers(known & (fold == k)) for k in np.unique(fold)]


def turnover(traded, gross):
    """pyfolio.txn.get_turnover with denominator AGB, on values instead of frames."""
    before = np.concatenate([[0.0], gross[:-1]])
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(traded / ((before + gross) / 2))


# --- as Swift -------------------------------------------------------------------------------------------------------


def number(value):
    return "nil" if value is None else repr(float(value))


def array(values):
    lines, line = [], ""
    for value in values:
        text = str(value) if isinstance(value, (int, np.integer)) else number(value)
        if len(line) + len(text) > 95:
            lines.append(line)
            line = ""
        line += text + ", "
    return "[\n" + "".join(f"            {part.rstrip()}\n" for part in lines + [line]) + "        ]"


def series(random):
    yield "daily", np.round(random.normal(4e-4, 0.012, 61), 6), 252
    yield "heavyTails", np.round(random.standard_t(3, 120) * 0.01 + 0.001, 6), 365
    yield "hourlyWithTies", np.round(random.normal(1e-4, 0.002, 97), 3), 252 * 7
    yield "largeLosses", np.array([0.4, -0.9, 0.7, 0.1, -0.5, 2.0, -0.25]), 12
    yield "allGains", np.array([0.01, 0.02, 0.005, 0.0125]), 252
    yield "twoReturns", np.array([0.03, -0.01]), 252


def main():
    random = np.random.default_rng(20240611)
    out = [
        "// Made by Tools/golden_statistics.py; not to be edited.",
        "",
        "/// What numpy and scipy give for small inputs.",
        "enum GoldenStatistics {",
        "    struct Series: Sendable {",
        "        var name: String",
        "        var periodsPerYear: Double",
        "        var returns: [Double]",
        "        var expected: [String: Double?]",
        "    }",
        "",
        "    static let series: [Series] = [",
    ]
    daily = None
    for name, r, a in series(random):
        daily = r if daily is None else daily
        found = statistics(r, a)
        compare_with_empyrical(r, a, found)
        expected = "".join(f"            \"{key}\": {number(value)},\n" for key, value in found.items())
        out.append(
            f"        Series(name: \"{name}\", periodsPerYear: {a}, returns: {array(r)}, expected: [\n{expected}        ]),"
        )
    out.append("    ]\n")

    benchmark = np.round(0.6 * daily + random.normal(2e-4, 0.008, len(daily)), 6)
    alpha, beta = benchmark_statistics(daily, benchmark, 252)
    out.append(f"    /// Beside `series[0]`.\n    static let benchmark: [Double] = {array(benchmark)}")
    out.append(f"    static let alpha = {number(alpha)}\n    static let beta = {number(beta)}\n")

    trials = np.round(random.normal(2e-4, 0.01, (43, 6)), 5)
    out.append(f"    /// Trials one after another, 43 periods each.\n    static let trials: [Double] = {array(trials.T.ravel())}")
    out.append(f"    static let deflatedSharpe = {number(deflated_sharpe(trials))}")
    out.append(f"    static let overfitting4 = {number(overfitting(trials, 4))}")
    out.append(f"    static let overfitting10 = {number(overfitting(trials, 10))}\n")

    time, asset = (grid.ravel() for grid in np.meshgrid(np.arange(24), np.arange(5), indexing="ij"))
    keep = random.uniform(size=time.size) > 0.25
    time, asset = time[keep], asset[keep]
    fold = time // 8
    score = np.round(random.normal(0, 1, time.size), 1)
    label = np.round(0.3 * score + random.normal(0, 1, time.size), 2)
    label[random.uniform(size=time.size) < 0.1] = np.nan
    score[time == 5] = 0.5  # a bar without variance
    found = information(time, asset, fold, score, label, 3)
    out.append(f"    static let time: [Int] = {array(time)}\n    static let asset: [Int] = {array(asset)}")
    out.append(f"    static let score: [Double] = {array(score)}")
    out.append(f"    static let label: [Double?] = {array([None if math.isnan(x) else x for x in label])}")
    out.append("    /// IC, rank IC, ICIR and hit rate: over all folds (of eight times each), then fold by fold.")
    rows = "".join("        [" + ", ".join(number(x) for x in row) + "],\n" for row in found)
    out.append(f"    static let information: [[Double]] = [\n{rows}    ]\n")
    one = asset == 2
    known = one & ~np.isnan(label)
    out.append(f"    /// Over time, of asset 2 alone.\n    static let pearsonOverTime = {number(stats.pearsonr(score[known], label[known])[0])}")
    out.append(f"    static let spearmanOverTime = {number(stats.spearmanr(score[known], label[known])[0])}\n")

    traded = np.array([0.0, 1.0, 0.3, 0.0, 1.1, 0.0, 0.5])
    gross = np.array([0.0, 1.02, 0.9, 0.95, 0.0, 0.0, 0.5])
    out.append(f"    static let traded: [Double] = {array(traded)}\n    static let gross: [Double] = {array(gross)}")
    out.append(f"    static let turnover: [Double] = {array(turnover(traded, gross))}\n")

    probabilities = [1e-300, 1e-100, 1e-20, 1e-9, 1e-4, 0.01, 0.05, 0.07, 0.2, 0.4, 0.5, 0.55, 0.9, 0.975, 1 - 1e-9]
    out.append(f"    static let probabilities: [Double] = {array(probabilities)}")
    out.append(f"    static let quantiles: [Double] = {array(stats.norm.ppf(probabilities))}")
    points = [-37.0, -20.0, -8.5, -3.0, -1.0, -1e-3, 0.0, 0.5, 1.96, 6.0, 9.0]
    out.append(f"    static let points: [Double] = {array(points)}")
    out.append(f"    static let cumulative: [Double] = {array(stats.norm.cdf(points))}")
    out.append("}")
    print("\n".join(out))
    print("compared with empyrical" if empyrical else "empyrical is not installed", file=sys.stderr)


main()
