import Foundation
import Testing

@testable import AlphaCore

@Suite struct InformationCoefficientTests {
    private let golden = GoldenStatistics.time.indices.map { row in
        Prediction(
            time: GoldenStatistics.time[row], asset: GoldenStatistics.asset[row], model: "m",
            fold: GoldenStatistics.time[row] / 8, yTrue: GoldenStatistics.label[row],
            yPred: GoldenStatistics.score[row])
    }

    private func numbers(_ found: InformationCoefficient) -> [Double?] {
        [found.ic, found.rankIC, found.icir, found.hitRate]
    }

    @Test func equalsTheReferenceOverallAndByFold() {
        var random = RandomSource(seed: 1)
        let found = InformationCoefficient(predictions: golden.shuffled(using: &random))
        for (value, expected) in zip(numbers(found), GoldenStatistics.information[0]) {
            #expect(isClose(value, expected))
        }
        #expect(found.folds.map(\.fold) == [0, 1, 2])
        for (fold, expected) in zip(found.folds, GoldenStatistics.information.dropFirst()) {
            #expect(zip(numbers(fold.value), expected).allSatisfy { isClose($0, $1) }, "fold \(fold.fold)")
            #expect(fold.times.lowerBound >= fold.fold * 8 && fold.times.upperBound < fold.fold * 8 + 8)
        }
        #expect(found.bars.first { $0.time == 5 }?.ic == nil)
        #expect(found.count == GoldenStatistics.label.count { $0 != nil })
    }

    @Test func oneAssetIsMeasuredOverTime() {
        let found = InformationCoefficient(predictions: golden.filter { $0.asset == 2 })
        #expect(isClose(found.ic, GoldenStatistics.pearsonOverTime))
        #expect(isClose(found.rankIC, GoldenStatistics.spearmanOverTime))
        #expect(found.icir == nil && found.bars.isEmpty && found.folds.count == 3)
    }

    @Test func twoAssetsSayPlusOrMinusOne() {
        let found = InformationCoefficient(predictions: golden.filter { $0.asset < 2 })
        #expect(found.bars.allSatisfy { $0.ic == nil || abs(abs($0.ic!) - 1) < 1e-12 })
        #expect(found.bars.contains { $0.ic != nil })
    }

    @Test func aPerfectForecastIsOneAndItsOppositeMinusOne() {
        let perfect = golden.filter { $0.time != 5 && $0.yTrue != nil }.map { one in
            Prediction(
                time: one.time, asset: one.asset, model: "m", fold: 0, yTrue: one.yTrue, yPred: 3 * one.yTrue! + 1e6)
        }
        let found = InformationCoefficient(predictions: perfect)
        #expect(isClose(found.ic, 1, relative: 1e-9) && isClose(found.rankIC, 1) && found.icir == nil)
        let opposite = perfect.map { one in
            Prediction(time: one.time, asset: one.asset, model: "m", fold: 0, yTrue: one.yTrue, yPred: -one.yTrue!)
        }
        let negative = InformationCoefficient(predictions: opposite)
        #expect(isClose(negative.ic, -1) && isClose(negative.rankIC, -1) && negative.hitRate == 0)
    }

    @Test func whatCannotBeMeasuredIsAbsent() {
        let none = InformationCoefficient(predictions: [])
        #expect(numbers(none).allSatisfy { $0 == nil } && none.folds.isEmpty)
        let constant = golden.map { one in
            Prediction(time: one.time, asset: one.asset, model: "m", fold: 0, yTrue: one.yTrue, yPred: 1)
        }
        let found = InformationCoefficient(predictions: constant)
        #expect(found.ic == nil && found.rankIC == nil && found.icir == nil)
        let positive = golden.count { ($0.yTrue ?? 0) > 0 }
        #expect(found.hitRate == Double(positive) / Double(found.count))
    }

    @Test func modelsAreMeasuredApart() {
        let other = golden.map { one in
            Prediction(time: one.time, asset: one.asset, model: "n", fold: 0, yTrue: one.yTrue, yPred: -one.yPred)
        }
        let found = InformationCoefficient.byModel(golden + other)
        #expect(isClose(found["m"]?.ic, GoldenStatistics.information[0][0]))
        #expect(isClose(found["n"]?.ic, -GoldenStatistics.information[0][0]))
    }

    @Test func ranksOfEqualsAreTheirMean() {
        #expect(Correlation.ranks([3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4])
        #expect(Correlation.ranks([]) == [])
        #expect(Correlation.pearson([1, 1, 1], [1, 2, 3]) == nil)
        #expect(isClose(Correlation.pearson([1e-200, 2e-200, 4e-200], [1e200, 2e200, 4e200]), 1, relative: 1e-12))
        #expect(Correlation.pearson([0.1 + 0.2, 0.3, 0.3], [1, 2, 3]) == nil)
    }
}
