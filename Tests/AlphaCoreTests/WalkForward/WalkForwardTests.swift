import Testing

@testable import AlphaCore

/// A feature that is the close itself: enough to see what the splitter and the scaler do.
private struct CloseFeature: Feature {
    var name = "close"
    var family = FeatureFamily.returns
    var history = FeatureHistory.window(3)
    func values(of bars: BarSeries) -> [Double] {
        bars.close.enumerated().map { $0.offset < 2 ? .nan : $0.element }
    }
}

/// Assets with gaps of their own on one axis of `count` days.
private func panel(count: Int, seed: UInt64) -> Panel {
    var random = RandomSource(seed: seed)
    return Panel(
        ["A", "B", "C"].map { symbol in
            var bars: [Bar] = []
            for day in 0..<count where symbol == "A" || random.uniform() < 0.8 {
                let price = 100 + random.normal()
                bars.append(
                    Bar(
                        timestamp: Timestamp(nanoseconds: Int64(day) * Timestamp.day), open: price, high: price + 1,
                        low: price - 1, close: price + random.uniform() - 0.5, volume: 1))
            }
            return BarSeries(asset: Asset(symbol: symbol, assetClass: .equities), bars: bars)
        })
}

@Suite struct WalkForwardTests {
    @Test(arguments: [LabelEntry.close, .nextOpen]) func labelIsExitOverEntry(entry: LabelEntry) {
        let series = panel(count: 30, seed: 1).series[0]
        let label = Label(horizon: 4, entry: entry)
        switch entry {
        case .close: #expect(label.value(of: 10, in: series) == series.close[14] / series.close[10] - 1)
        case .nextOpen: #expect(label.value(of: 10, in: series) == series.open[15] / series.open[11] - 1)
        }
        let last = series.count - 1 - (entry == .close ? 4 : 5)
        #expect(label.value(of: last, in: series) != nil)
        #expect(label.value(of: last + 1, in: series) == nil)
    }

    /// Over random panels, splits and horizons: what must hold of every fold.
    @Test(arguments: 0..<20) func foldsNeverOverlapWhatTheyLearnFrom(seed: Int) {
        var random = RandomSource(seed: UInt64(seed), stream: "walk-forward")
        let panel = panel(count: 120, seed: UInt64(seed))
        let table = FeatureTable(panel: panel, features: [CloseFeature()])
        let lookback = Int.random(in: 1...7, using: &random)
        let label = Label(horizon: Int.random(in: 1...9, using: &random), entry: seed % 2 == 0 ? .close : .nextOpen)
        let set = SampleSet(table: table, lookback: lookback, label: label)
        let splitter = Splitter(
            train: 40, validation: Int.random(in: 0...15, using: &random), test: Int.random(in: 1...30, using: &random),
            embargo: Int.random(in: 0...3, using: &random), anchored: Bool.random(using: &random))
        let count = panel.timestamps.count
        let folds = splitter.folds(of: set, timeCount: count)

        var tested: [Sample] = []
        for fold in folds {
            #expect(fold.trainTimes.upperBound == fold.validationTimes.lowerBound, "seed \(seed)")
            #expect(fold.validationTimes.upperBound == fold.testTimes.lowerBound, "seed \(seed)")
            for (part, times) in [(fold.train, fold.trainTimes), (fold.validation, fold.validationTimes)] {
                for sample in part {
                    #expect(times.contains(sample.time), "seed \(seed)")
                    let lastSeen = panel.timeIndex[sample.asset][label.lastBar(of: sample.bar)]
                    #expect(lastSeen + splitter.embargo < times.upperBound, "seed \(seed)")
                    #expect(sample.label.isFinite, "seed \(seed)")
                }
            }
            tested += fold.test
        }
        // Every bar with a window after the first train and validation is tested exactly once, in order.
        let firstTest = splitter.train + splitter.validation
        let expected = set.samples.filter { $0.time >= firstTest }
        #expect(
            tested.map { [$0.time, $0.asset, $0.bar] } == expected.map { [$0.time, $0.asset, $0.bar] }, "seed \(seed)")
        #expect(folds.last?.testTimes.upperBound == count, "seed \(seed)")
    }

    @Test func samplesNeedAWarmWindow() {
        let panel = panel(count: 30, seed: 3)
        let table = FeatureTable(panel: panel, features: [CloseFeature()])
        let set = SampleSet(table: table, lookback: 5, label: Label(horizon: 1))
        #expect(set.samples.map(\.bar).min() == 6)
        #expect(set.samples.count == panel.series.reduce(0) { $0 + $1.count - 6 })
    }

    @Test func tooFewTimestampsGiveNoFold() {
        let splitter = Splitter(train: 100, validation: 20, test: 10)
        #expect(splitter.foldCount(timeCount: 120) == 0)
        #expect(splitter.foldCount(timeCount: 121) == 1)
        #expect(splitter.foldCount(timeCount: 131) == 2)
    }
}

@Suite struct ScalerTests {
    @Test func trainRowsBecomeStandardAndTheFutureDoesNotMatter() {
        let full = panel(count: 100, seed: 5)
        let cut = Panel(full.series.map { $0.prefix($0.count * 7 / 10) })
        let times = 10..<50
        let table = FeatureTable(panel: full, features: [CloseFeature()])
        let scaler = Scaler(fitting: table, times: times)
        let shorter = FeatureTable(panel: cut, features: [CloseFeature()])
        #expect(scaler == Scaler(fitting: shorter, times: times))

        let windows = scaler.windows(of: table, lookback: 4)
        for asset in full.series.indices {
            let rows = full.timeIndex[asset].enumerated().filter { times.contains($0.element) }
                .map { Double(windows.rows[asset][$0.offset]) }
            let mean = rows.reduce(0, +) / Double(rows.count)
            let deviation = (rows.reduce(0) { $0 + $1 * $1 } / Double(rows.count) - mean * mean).squareRoot()
            #expect(abs(mean) < 1e-6)
            #expect(abs(deviation - 1) < 1e-5)
            #expect(windows.rows[asset][0] == 0)  // missing: the mean
        }
    }

    @Test func anUnseenAssetIsScaledByThePoolAndConstantsVanish() {
        let bars = panel(count: 60, seed: 6)
        let late = BarSeries(
            asset: Asset(symbol: "Z", assetClass: .crypto),
            bars: (50..<60).map {
                Bar(
                    timestamp: Timestamp(nanoseconds: Int64($0) * Timestamp.day), open: 1e6, high: 1e6, low: 1e6,
                    close: 1e6, volume: 0)
            })
        let table = FeatureTable(panel: Panel(bars.series + [late]), features: [CloseFeature()])
        let windows = Scaler(fitting: table, times: 0..<40).windows(of: table, lookback: 2)
        #expect(windows.rows[3].last == Float(Scaler.limit))
        let constant = Scaler(fitting: table, times: 50..<60).windows(of: table, lookback: 2)
        #expect(constant.rows[3].allSatisfy { $0 == 0 })
    }
}
