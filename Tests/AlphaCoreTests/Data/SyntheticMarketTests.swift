import Foundation
import Testing

@testable import AlphaCore

/// Statistics that the tests of the synthetic market need, written plainly.
private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
        xy += (a - meanX) * (b - meanY)
        xx += (a - meanX) * (a - meanX)
        yy += (b - meanY) * (b - meanY)
    }
    return xy / (xx * yy).squareRoot()
}

private func variance(_ x: [Double]) -> Double {
    let mean = x.reduce(0, +) / Double(x.count)
    return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count - 1)
}

private func logReturns(_ series: BarSeries) -> [Double] {
    zip(series.close.dropFirst(), series.close).map { log($0 / $1) }
}

private func market(assets: Int, bars: Int, ic: Double, seed: UInt64 = 7) -> SyntheticMarket {
    var configuration = SyntheticMarket.Configuration()
    configuration.assets = assets
    configuration.bars = bars
    configuration.informationCoefficient = ic
    configuration.seed = seed
    return SyntheticMarket(configuration)
}

struct ReversalSignalTests {
    /// The stated number against a simulation of the definition that shares nothing with the market.
    @Test(arguments: [0.08, 0.3, 0.5])
    func theBestForecastCorrelatesAsStated(ic: Double) {
        let signal = ReversalSignal(informationCoefficient: ic)
        #expect(abs(signal.shockWeights.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
        var source = RandomSource(seed: 3)
        let shocks = (0..<50_000).map { _ in source.normal() }
        let returns = (5..<shocks.count).map { time in
            (0...5).reduce(0) { $0 + signal.shockWeights[$1] * shocks[time - $1] }
        }
        var (forecasts, sums) = ([Double](), [Double]())
        for time in 0..<(returns.count - 5) {
            forecasts.append((0..<5).reduce(0) { $0 + signal.forecastWeights[$1] * shocks[time + 5 - $1] })
            sums.append(returns[(time + 1)...(time + 5)].reduce(0, +))
        }
        #expect(abs(correlation(forecasts, sums) - ic) < 0.03)
    }

    @Test func nothingIsPlantedAtZero() {
        let signal = ReversalSignal(informationCoefficient: 0)
        #expect(signal.shockWeights == [1, 0, 0, 0, 0, 0])
        #expect(signal.forecastWeights == [0, 0, 0, 0, 0])
    }
}

struct SyntheticMarketTests {
    /// What a model could do: the stated number, from the maker's own forecast and from closes alone.
    @Test func theRealisedCoefficientIsTheStatedOne() {
        let market = market(assets: 12, bars: 20_000, ic: 0.08)
        var (own, seen) = (0.0, 0.0)
        for asset in market.assets {
            let close = asset.series.close
            let times = 70..<(close.count - 5)
            let future = times.map { close[$0 + 5] / close[$0] - 1 }
            own += correlation(times.map { asset.forecast[$0] * asset.volatility[$0] }, future) / 12
            seen += correlation(forecastFromCloses(close, times), future) / 12
        }
        // Overlapping five-bar returns of twelve assets with a common factor: a standard error near 0.006.
        #expect(abs(own - 0.08) < 0.02, "\(own)")
        #expect(abs(seen - 0.08) < 0.025, "\(seen)")
    }

    /// −[5·r(t) + … + r(t−4)], each over the standard deviation of the 60 returns before it, times today's.
    private func forecastFromCloses(_ close: [Double], _ times: Range<Int>) -> [Double] {
        let returns = [0] + zip(close.dropFirst(), close).map { log($0 / $1) }
        var (sums, squares) = ([0.0], [0.0])
        for value in returns {
            sums.append(sums[sums.count - 1] + value)
            squares.append(squares[squares.count - 1] + value * value)
        }
        let deviation = returns.indices.map { time -> Double in
            guard time >= 61 else { return 1 }
            let mean = (sums[time] - sums[time - 60]) / 60
            return ((squares[time] - squares[time - 60]) / 60 - mean * mean).squareRoot()
        }
        return times.map { time in
            -(0..<5).reduce(0) { $0 + Double(5 - $1) * returns[time - $1] / deviation[time - $1] } * deviation[time]
        }
    }

    @Test func atZeroThereIsNothingToFind() {
        let market = market(assets: 6, bars: 8000, ic: 0)
        let found = market.assets.map { asset in
            let close = asset.series.close
            let times = 70..<(close.count - 5)
            return correlation(forecastFromCloses(close, times), times.map { close[$0 + 5] / close[$0] - 1 })
        }
        let mean = found.reduce(0, +) / 6
        #expect(abs(mean) < 0.04, "\(mean)")
        #expect(market.assets.allSatisfy { $0.forecast.allSatisfy { $0 == 0 } })
    }

    @Test func barsAreThoseOfAMarket() {
        for asset in market(assets: 6, bars: 5000, ic: 0.08).assets {
            let (series, symbol) = (asset.series, asset.series.asset.symbol)
            for position in 0..<series.count {
                let bar = series[position]
                #expect(bar.low > 0 && bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close))
                #expect(bar.volume >= 0 && bar.volume.isFinite)
            }
            let returns = logReturns(series)
            let sizes = returns.map(abs)
            for lag in [1, 5, 20] {
                let clustering = correlation(Array(sizes.dropLast(lag)), Array(sizes.dropFirst(lag)))
                #expect(clustering > 0.02, "\(symbol): |r| correlates \(clustering) with itself \(lag) bars later")
            }
            let fourth = returns.reduce(0) { $0 + pow($1, 4) } / Double(returns.count) / pow(variance(returns), 2)
            #expect(3.5 < fourth && fourth < 8, "\(symbol): kurtosis \(fourth)")
            let goesWith = correlation(series.volume.dropFirst().map(log), sizes)
            #expect(goesWith > 0.3, "\(symbol): log volume correlates \(goesWith) with |r|")
            let periods = Calendar.periodsPerYear(of: series)
            let ratio = (variance(returns) * periods).squareRoot() / asset.annualVolatility
            #expect(0.7 < ratio && ratio < 1.35, "\(symbol): volatility is \(ratio) of the stated")
        }
    }

    /// Parkinson's range estimate (1980) and the overnight variance make up the close-to-close variance.
    @Test func rangesFitTheVolatility() {
        for asset in market(assets: 3, bars: 10_000, ic: 0).assets {
            let series = asset.series
            let parkinson =
                zip(series.high, series.low).reduce(0) { $0 + pow(log($1.0 / $1.1), 2) } / Double(series.count)
                / (4 * log(2))
            let overnight = variance(zip(series.open.dropFirst(), series.close).map { log($0 / $1) })
            let total = variance(logReturns(series))
            let ratio = (parkinson + overnight) / total
            #expect(abs(ratio - 1) < 0.06, "\(series.asset.symbol): \(ratio)")
            let share = ["SYN-EQ1": 0.25, "SYN-CR1": 0, "SYN-FX1": 0.02][series.asset.symbol, default: -1]
            #expect(abs(overnight / total - share) < 0.03, "\(series.asset.symbol): \(overnight / total) is overnight")
        }
    }

    @Test func assetsShareAFactor() {
        let assets = market(assets: 7, bars: 5000, ic: 0.08).assets.filter { $0.series.asset.assetClass == .equities }
        #expect(assets.count == 3)
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            let found = correlation(logReturns(assets[first].series), logReturns(assets[second].series))
            let expected = assets[first].factorLoading * assets[second].factorLoading
            #expect(abs(found - expected) < 0.08, "correlation \(found), by the loadings \(expected)")
        }
    }

    @Test func calendarsAndTicksAreThoseOfTheClass() {
        for asset in market(assets: 3, bars: 3000, ic: 0.05).assets {
            let series = asset.series
            let weekdays = Set(series.timestamps.map { ($0.nanoseconds / Timestamp.day + 3) % 7 })
            let isCrypto = series.asset.assetClass == .crypto
            #expect(weekdays == Set(0...(isCrypto ? 6 : 4)))
            #expect(series.timestamps.last?.description == "2024-12-31")
            #expect(series.timestamps.contains { $0.description.hasSuffix("-12-25") } == isCrypto)
            let decimals = series.asset.assetClass == .fx ? 5 : 2
            for price in series.close where price >= 10 || decimals == 5 {
                let written = NumberText.shortest(price).split(separator: ".").dropFirst().first?.count ?? 0
                #expect(written <= decimals || price < 0.01, "\(price)")
            }
        }
    }

    @Test func theSeedDecides() {
        let (first, same, other) = (
            market(assets: 3, bars: 300, ic: 0.08), market(assets: 3, bars: 300, ic: 0.08),
            market(assets: 3, bars: 300, ic: 0.08, seed: 8)
        )
        for number in 0..<3 {
            #expect(first.assets[number].series.bars == same.assets[number].series.bars)
            #expect(first.assets[number].series.close != other.assets[number].series.close)
        }
        // An asset's bars do not depend on which others are made beside it, but for the factor's first day.
        #expect(market(assets: 6, bars: 300, ic: 0.08).assets[2].series.bars == first.assets[2].series.bars)
    }

    /// `data/` is what `alpha data synth --out data` makes.
    @Test func theCommittedSampleIsTheDefault() throws {
        let committed = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("data")
        let fixture = try BarFixture()
        let files = try SyntheticMarket().write(to: fixture.folder)
        #expect(files.count == 6)
        var total = 0
        for name in files.map({ $0.path.dropFirst(fixture.folder.path.count + 1) }) + ["synthetic.yaml"] {
            let made = try Data(contentsOf: fixture.folder.appendingPathComponent(String(name)))
            #expect(try Data(contentsOf: committed.appendingPathComponent(String(name))) == made, "\(name)")
            total += made.count
        }
        #expect(total < 1_500_000)
        let loaded = try DataFolder.load(committed)
        #expect(
            loaded.files.filter { $0.asset.symbol.hasPrefix("SYN-") }.allSatisfy {
                $0.bars == 2500 && $0.mendedBars == 0
            })
    }

    @Test func anotherMarketsFilesAreNotMixedIn() throws {
        let fixture = try BarFixture()
        try market(assets: 3, bars: 10, ic: 0.1).write(to: fixture.folder)
        try market(assets: 3, bars: 20, ic: 0.1).write(to: fixture.folder)
        let error = #expect(throws: DataError.self) {
            try market(assets: 2, bars: 20, ic: 0.1).write(to: fixture.folder)
        }
        #expect(error?.kind == .cannotCreate)
        #expect(error?.file.hasSuffix("SYN-FX1.csv") == true)
    }

    @Test func theSummarySaysWhatWasMade() throws {
        let fixture = try BarFixture()
        let market = market(assets: 2, bars: 10, ic: 0.1)
        let summary = SyntheticMarketSummary(market, files: try market.write(to: fixture.folder))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(summary.json.utf8)) as? [String: Any])
        #expect(object["ic"] as? Double == 0.1)
        #expect(object["seed"] as? Int == 7)
        #expect((object["assets"] as? [[String: Any]])?.map { $0["symbol"] as? String } == ["SYN-EQ1", "SYN-CR1"])
        #expect(summary.table.split(separator: "\n").count == 4)
        #expect(market.statement.contains("information_coefficient: 0.1\n"))
    }
}
