import Foundation

/// Writes a plausible run folder of made-up numbers: what report and dashboard are developed and tested on.
///
/// The files are written here by hand, as formats.md and cli.md describe them and not by the code under test.
/// The same seed gives the same bytes.
public struct SampleRun {
    /// The assets' names, which may be as hostile as a test likes.
    public var assets = ["AAPL", "BTC-USD", "ETH-USD", "EURUSD", "GBPUSD", "MSFT"]
    /// Bars of the backtest.
    public var bars = 1250
    /// Folds of the walk-forward.
    public var folds = 5
    /// Fixes every number.
    public var seed: UInt64 = 7
    /// The run's own name.
    public var name = "research"

    /// A sample of the default size.
    public init() {}

    private static let families = ["lstm": 0.021, "tcn": 0.016, "transformer": 0.012]
    private static let baselines = ["ridge": 0.034, "momentum": -0.006, "buy_and_hold": 0.004]

    /// Writes every file of the folder, which is made.
    public func write(to folder: URL) throws {
        var random = Dice(state: seed)
        let manager = FileManager.default
        for part in ["signals", "backtest"] {
            try manager.createDirectory(
                at: folder.appendingPathComponent(part), withIntermediateDirectories: true)
        }
        func put(_ text: String, _ path: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent(path))
        }
        try put(configuration, "config.yaml")
        try put(json(manifest), "manifest.json")
        try put(signals(&random), "signals/alpha_ml_signals.csv")
        try put(equity(&random), "backtest/backtest_pnl.csv")
        try put(json(metrics(&random)), "metrics.json")
    }

    private func json(_ object: [String: Any]) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
        return String(decoding: data, as: UTF8.self)
    }

    private var configuration: String {
        "name: \(name)\ndata: data\nmodels: [lstm, tcn, transformer]\nlookback: 64\nhorizon: 5\ntrain: 1000\n"
            + "val: 250\ntest: 250\nepochs: 5\nbatch: 256\nseed: \(seed)\n"
    }

    private var manifest: [String: Any] {
        [
            "version": "0.1.0", "name": name, "seed": Int(seed), "created": "2025-01-31T06:12:45Z", "host": "sample",
            "blas": "OpenBLAS 0.3.21", "inputs": [[String: Any]](),
        ]
    }

    /// The date of a bar: every weekday from 2019-01-01 on.
    public func date(_ bar: Int) -> String {
        let day = bar / 5 * 7 + bar % 5
        let moment = Date(timeIntervalSince1970: 1_546_300_800 + Double(day) * 86_400)
        return String(moment.ISO8601Format().prefix(10))
    }

    private func signals(_ random: inout Dice) -> String {
        var text = "timestamp,asset,score,strategy\n"
        var level = [Double](repeating: 0, count: assets.count)
        for bar in 0..<bars {
            for (place, asset) in assets.enumerated().sorted(by: { $0.element < $1.element }) {
                level[place] = 0.93 * level[place] + 0.004 * random.normal()
                if place == 3, bar < bars / 6 { continue }  // one asset is listed later than the others
                text += "\(date(bar)),\(quoted(asset)),\(level[place]),alpha_ml\n"
            }
        }
        return text
    }

    private func quoted(_ text: String) -> String {
        text.contains { ",\"\n".contains($0) } ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }

    private func equity(_ random: inout Dice) -> String {
        var text = "timestamp,equity,return,gross_return,cost,turnover,gross_exposure,net_exposure\n"
        var wealth = 1.0
        var calm = 1.0
        for bar in 0..<bars {
            calm = max(0.4, min(2.5, calm + 0.05 * random.normal()))
            let gross = 0.0004 + 0.0065 * calm * random.normal()
            let turnover = abs(0.22 + 0.08 * random.normal())
            let cost = turnover * 0.0005 + turnover * turnover * 0.0001
            wealth *= 1 + gross - cost
            let exposure = 0.9 + 0.1 * random.uniform()
            text += "\(date(bar)),\(wealth),\(gross - cost),\(gross),\(cost),\(turnover),\(exposure),"
            text += "\(0.3 * random.normal())\n"
        }
        return text
    }

    private func skill(_ ic: Double, epochs: Int, _ random: inout Dice) -> [String: Any] {
        let length = max(1, bars / max(1, folds))
        let parts = (0..<folds).map { fold -> [String: Any] in
            var validation = 1.05 + 0.05 * random.uniform()
            let records = (0..<epochs).map { epoch -> [String: Any] in
                validation += epoch < 3 ? -0.02 * random.uniform() : 0.01 * random.uniform()
                let train = 1 - 0.03 * Double(epoch) + 0.005 * random.normal()
                return ["epoch": epoch + 1, "train_loss": train, "validation_loss": validation]
            }
            let own = ic + 0.02 * random.normal()
            return [
                "fold": fold, "test_start": date(fold * length), "test_end": date(fold * length + length - 1),
                "ic": own, "rank_ic": own * 0.9, "sharpe": own * 22, "epochs": records,
            ]
        }
        return [
            "ic": ic, "rank_ic": ic * 0.9, "icir": ic * 4, "hit_rate": 0.5 + ic, "sharpe": ic * 20, "folds": parts,
        ]
    }

    private func metrics(_ random: inout Dice) -> [String: Any] {
        var families: [String: Any] = [:]
        var robustness: [String: Any] = [:]
        for (name, ic) in SampleRun.families.sorted(by: { $0.key < $1.key }) {
            families[name] = skill(ic, epochs: 5, &random)
            robustness[name] = [0, 0.1, 0.25, 0.5, 1].map { size -> [String: Any] in
                let kept = ic / (1 + 2 * size)
                return [
                    "size": size, "ic": kept, "ic_loss": ic - kept, "spread": size * (0.8 + 0.2 * random.uniform()),
                ]
            }
        }
        var baselines: [String: Any] = [:]
        for (name, ic) in SampleRun.baselines.sorted(by: { $0.key < $1.key }) {
            baselines[name] = skill(ic, epochs: 0, &random)
        }
        return [
            "data": assets.enumerated().map { place, asset -> [String: Any] in
                [
                    "symbol": asset, "asset_class": ["equities", "crypto", "fx"][place % 3], "bars": 2500,
                    "dropped_bars": place == 2 ? 3 : 0, "first_timestamp": "2015-01-02",
                    "last_timestamp": date(bars - 1),
                ]
            },
            "models": families, "ensemble": skill(0.027, epochs: 0, &random), "baselines": baselines,
            "backtest": [
                "cagr": 0.0612, "volatility": 0.104, "sharpe": 0.623, "sortino": 0.911, "max_drawdown": -0.1337,
                "calmar": 0.458, "omega": 1.112, "tail_ratio": 1.03, "var_95": -0.0104, "cvar_95": -0.0147,
                "skew": -0.11, "kurtosis": 4.2, "psr": 0.913, "dsr": 0.71, "pbo": NSNull(), "min_trl": 1742.3,
                "turnover": 268.4,
            ] as [String: Any],
            "robustness": robustness,
            "execution": [
                "orders": 5120, "trades": 6033, "filled_orders": 4990, "rejected": 0, "fill_rate": 0.983,
                "traded_notional": 1.234e7, "ordered_notional": 1.255e7, "modelled_slippage_basis_points": 5.21,
                "realised_slippage_basis_points": 6.02,
            ] as [String: Any],
            "trials": 6,
            "seconds": ["data": 0.31, "features": 0.82, "models": 96.4, "backtest": 0.4, "execution": 2.71],
        ]
    }
}

/// SplitMix64, so that the sample needs nothing from the code under test.
private struct Dice {
    var state: UInt64

    mutating func uniform() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }

    mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * .pi * uniform())
    }
}
