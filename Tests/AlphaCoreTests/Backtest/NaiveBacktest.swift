import Foundation

@testable import AlphaCore

/// The backtest once more, slowly: dictionaries of bars by symbol and time, cash and holdings instead of profits.
struct NaiveBacktest {
    struct Row {
        var timestamp: Timestamp
        var equity: Double
        var cost: Double
        var turnover: Double
        var grossExposure: Double
        var netExposure: Double
    }

    let options: BacktestOptions
    let scheme: WeightScheme
    var symbols: [String] = []
    var times: [Timestamp] = []
    var bars: [String: [Timestamp: Bar]] = [:]
    var scores: [String: [Timestamp: Double]] = [:]
    var rows: [Row] = []
    /// Units held of each symbol after each time.
    var held: [Timestamp: [String: Double]] = [:]
    private var raw: [Timestamp: [String: Double]] = [:]
    private var ownTimesLatestFirst: [String: [Timestamp]] = [:]

    init(_ market: RandomMarket, options: BacktestOptions) {
        self.options = options
        scheme = options.weightScheme.resolved(assets: market.bars.count)
        for asset in market.bars.indices {
            let symbol = market.symbol(asset)
            symbols.append(symbol)
            bars[symbol] = [:]
            scores[symbol] = [:]
            for (time, timestamp) in market.timestamps.enumerated() {
                bars[symbol]![timestamp] = market.bars[asset][time]
                if !market.scores[asset][time].isNaN { scores[symbol]![timestamp] = market.scores[asset][time] }
            }
            ownTimesLatestFirst[symbol] = bars[symbol]!.keys.sorted(by: >)
        }
        times = market.timestamps.filter { time in symbols.contains { bars[$0]![time] != nil } }
        run()
    }

    private var start: Timestamp { scores.values.flatMap(\.keys).min()! }

    /// The asset's own times up to and including one, latest first.
    private func ownTimes(_ symbol: String, upTo time: Timestamp) -> [Timestamp] {
        ownTimesLatestFirst[symbol]!.filter { $0 <= time }
    }

    /// The score that counts for an asset at a time, if any.
    private func score(_ symbol: String, at time: Timestamp) -> Double? {
        guard let last = ownTimes(symbol, upTo: time).first, let score = scores[symbol]![last] else { return nil }
        let days = Double(time.nanoseconds - last.nanoseconds) / 86_400e9
        return days <= Double(options.scoreLifetimeDays) ? score : nil
    }

    private func rawWeights(at time: Timestamp) -> [String: Double] {
        var alive: [String: Double] = [:]
        for symbol in symbols { if let score = score(symbol, at: time) { alive[symbol] = score } }
        let n = Double(alive.count)
        switch scheme {
        case .sign: return alive.mapValues { $0 == 0 ? 0 : ($0 > 0 ? 1 : -1) / n }
        case .proportional:
            return Dictionary(
                uniqueKeysWithValues: alive.map { symbol, score in
                    let past = ownTimes(symbol, upTo: time).compactMap { scores[symbol]![$0] }.prefix(60)
                    let scale = past.reduce(0) { $0 + abs($1) } / Double(past.count)
                    return (symbol, scale > 0 ? max(-1, min(1, score / scale)) / n : 0)
                })
        case .rank, .zscore, .automatic:
            var values = alive
            if scheme == .rank {
                values = alive.mapValues { own in
                    Double(alive.values.count { $0 < own }) + Double(alive.values.count { $0 == own } + 1) / 2
                }
            }
            let mean = values.values.reduce(0, +) / n
            let gross = values.values.reduce(0) { $0 + abs($1 - mean) }
            return values.mapValues { gross < 1e-9 ? 0 : ($0 - mean) / gross }
        }
    }

    private func wanted(_ symbol: String, at time: Timestamp) -> Double {
        let own = ownTimes(symbol, upTo: time).filter { $0 >= start }.prefix(options.horizon)
        return own.reduce(0) { $0 + (raw[$1]![symbol] ?? 0) } / Double(options.horizon)
    }

    private func volatilityScale(at time: Timestamp) -> Double {
        guard let target = options.volatilityTarget else { return 1 }
        let place = times.firstIndex(of: time)!
        let window = times[max(1, place + 1 - target.window)...place]
        guard window.count * 2 >= target.window else { return 1 }
        let weights = symbols.map { wanted($0, at: time) }
        let series = window.map { moment in
            zip(symbols, weights).reduce(0.0) { sum, pair in
                let own = ownTimes(pair.0, upTo: moment)
                guard own.count > 1, own[0] == moment else { return sum }
                let change = bars[pair.0]![own[0]]!.close / bars[pair.0]![own[1]]!.close - 1
                return sum + pair.1 * change
            }
        }
        let mean = series.reduce(0, +) / Double(series.count)
        let variance = series.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(series.count - 1)
        return variance.squareRoot() <= 1e-12 ? 1 : target.annual / (variance * target.periodsPerYear).squareRoot()
    }

    /// What each asset with a bar is to have after a time; `decided` is what the others were told before.
    private func decide(at time: Timestamp, _ decided: inout [String: Double]) {
        let present = symbols.filter { bars[$0]![time] != nil }
        let scale = volatilityScale(at: time)
        for symbol in present {
            decided[symbol] = max(-options.assetCap, min(options.assetCap, wanted(symbol, at: time) * scale))
        }
        let others = symbols.filter { !present.contains($0) }.reduce(0) { $0 + abs(decided[$1] ?? 0) }
        let own = present.reduce(0) { $0 + abs(decided[$1]!) }
        guard own > 0, own + others > options.grossCap else { return }
        for symbol in present { decided[symbol]! *= min(1, max(0, options.grossCap - others) / own) }
    }

    private func cost(_ symbol: String, upTo time: Timestamp, traded: Double, notional: Double) -> Double {
        let history = ownTimes(symbol, upTo: time).prefix(20).reversed().map { bars[symbol]![$0]! }
        let value = history.reduce(0) { $0 + $1.volume * $1.close } / Double(history.count)
        let returns = zip(history.dropFirst(), history).map { $0.close / $1.close - 1 }
        let mean = returns.reduce(0, +) / Double(returns.count)
        let variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(returns.count - 1)
        switch options.slippage.name {
        case "quadratic": return 5e-4 * abs(traded) + 1e-4 * traded * traded
        case "square-root":
            let impact = returns.count > 1 && value > 0 ? (variance * notional / value).squareRoot() : 0
            return abs(traded) * (5e-4 + impact)
        case "almgren-chriss":
            let share = value > 0 ? notional / value : 0
            return abs(traded) * (5e-4 + 0.005 * share + (0.1 - 0.01 * 0.1 / 2) * share)
        default: return 0
        }
    }

    private mutating func run() {
        var decided: [String: Double] = [:]
        /// Decisions by symbol, with the time at which each was made.
        var pending: [String: (weight: Double, time: Timestamp)] = [:]
        var lastWeight: [String: Double] = [:]
        var units: [String: Double] = [:]
        var cash = 1.0
        var last: [String: Double] = [:]
        func value(_ transform: (Double) -> Double = { $0 }) -> Double {
            symbols.reduce(0) { $0 + transform((units[$1] ?? 0) * (last[$1] ?? 0)) }
        }
        var grossBefore = 0.0
        var equityBefore = 1.0
        for time in times {
            guard time >= start else {
                for symbol in symbols { if let bar = bars[symbol]![time] { last[symbol] = bar.close } }
                continue
            }
            var costs = 0.0
            var traded = 0.0
            if time > start {
                if options.fill == .nextOpen {
                    for symbol in symbols { if let bar = bars[symbol]![time] { last[symbol] = bar.open } }
                }
                let equity = cash + value()
                for symbol in symbols {
                    guard let decision = pending[symbol] else { continue }
                    guard options.fill == .close || bars[symbol]![time] != nil else { continue }
                    pending[symbol] = nil
                    let price = last[symbol]!
                    let change = decision.weight * equity / price - (units[symbol] ?? 0)
                    let share = change * price / equity
                    let step = abs((lastWeight[symbol] ?? .infinity) - decision.weight)
                    let unchanged = options.rebalancing == .onChange && step <= 1e-12
                    lastWeight[symbol] = decision.weight
                    let isInBand = decision.weight != 0 && abs(share) < options.noTradeBand
                    if unchanged || isInBand || abs(share) <= 1e-12 { continue }
                    let paid =
                        equity
                        * cost(
                            symbol, upTo: decision.time, traded: share,
                            notional: abs(change) * price * options.capital)
                    costs += paid
                    traded += abs(change) * price
                    cash -= change * price + paid
                    units[symbol, default: 0] += change
                    if decision.weight == 0 { units[symbol] = 0 }
                }
            }
            for symbol in symbols { if let bar = bars[symbol]![time] { last[symbol] = bar.close } }
            let equity = cash + value()
            let gross = value { abs($0) }
            rows.append(
                Row(
                    timestamp: time, equity: equity, cost: costs / equityBefore,
                    turnover: traded == 0 ? 0 : traded / ((grossBefore + gross) / 2), grossExposure: gross / equity,
                    netExposure: value() / equity))
            held[time] = units
            (equityBefore, grossBefore) = (equity, gross)
            raw[time] = rawWeights(at: time)
            decide(at: time, &decided)
            for symbol in symbols where bars[symbol]![time] != nil { pending[symbol] = (decided[symbol]!, time) }
        }
    }
}
