import Foundation
import Testing

@testable import AlphaCore

/// What every model must keep, whatever its kind.
struct FittedModelTests {
    static let names = Markets.models.indices

    private func fitted(_ index: Int, _ data: TrainingData, seed: UInt64 = 7, fold: Int = 1) throws -> any FittedModel {
        try Markets.models[index].train(on: data, context: TrainingContext(seed: seed, fold: fold))
    }

    @Test(arguments: names)
    func samplesAppendedLaterChangeNoForecast(_ index: Int) throws {
        let data = Markets.linear(bars: 300)
        let model = try fitted(index, data)
        let all = data.train + data.validation
        let whole = model.forecast(all, windows: data.windows)
        #expect(whole.count == all.count && whole.allSatisfy { $0.isFinite })
        for count in [0, 1, 2, 37, 127, 128, 129, 255, all.count - 1] {
            #expect(model.forecast(Array(all[..<count]), windows: data.windows) == Array(whole[..<count]))
        }
    }

    @Test(arguments: names)
    func otherSamplesValuesChangeNoForecast(_ index: Int) throws {
        let data = Markets.linear()
        let model = try fitted(index, data)
        let (samples, lookback, features) = (40, 4, 3)
        var random = RandomSource(seed: 3)
        let tensor = (0..<(samples * lookback * features)).map { _ in Float(random.normal()) }
        let before = model.forecast(tensor: tensor, samples: samples, lookback: lookback)
        var changed = tensor
        for value in (20 * lookback * features)..<changed.count { changed[value] = Float(100 * random.normal()) }
        let after = model.forecast(tensor: changed, samples: samples, lookback: lookback)
        #expect(before[..<20] == after[..<20])
        #expect(before[20...] != after[20...])
    }

    @Test(arguments: names)
    func aBarAfterTheWindowChangesNoForecastOfTheFit(_ index: Int) throws {
        let data = Markets.linear()
        let model = try fitted(index, data)
        var rows = data.windows.rows
        let firstFuture = 100
        for value in (firstFuture * 3)..<rows[0].count { rows[0][value] += 5 }
        let changed = Windows(lookback: 4, featureNames: data.windows.featureNames, rows: rows)
        let samples = (data.train + data.validation).filter { $0.bar < firstFuture }
        #expect(model.forecast(samples, windows: data.windows) == model.forecast(samples, windows: changed))
    }

    @Test(arguments: names)
    func tensorAndWindowsGiveTheSame(_ index: Int) throws {
        let data = Markets.linear()
        let model = try fitted(index, data)
        let samples = Array(data.validation)
        var tensor = [Float](repeating: 0, count: samples.count * 4 * 3)
        tensor.withUnsafeMutableBufferPointer { data.windows.gather(samples[...], into: $0) }
        let ofTensor = model.forecast(tensor: tensor, samples: samples.count, lookback: 4)
        #expect(ofTensor == model.forecast(samples, windows: data.windows))
    }

    @Test(arguments: names)
    func theSameSeedAndFoldGiveTheSameFitOnAnyThread(_ index: Int) async throws {
        let data = Markets.linear()
        let forecasts = try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<3 {
                group.addTask {
                    let model = try Markets.models[index].train(on: data, context: TrainingContext(seed: 7, fold: 1))
                    return model.forecast(data.validation, windows: data.windows)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(forecasts[0] == forecasts[1] && forecasts[1] == forecasts[2])
        guard Markets.models[index] is NeuralModel else { return }
        for other in [try fitted(index, data, seed: 8), try fitted(index, data, fold: 2)] {
            #expect(other.forecast(data.validation, windows: data.windows) != forecasts[0])
        }
    }

    @Test(arguments: names)
    func withoutSamplesThereIsNoFit(_ index: Int) {
        var data = Markets.linear()
        data.train = []
        #expect(throws: TrainingError.self) { try fitted(index, data) }
    }

    @Test(arguments: names)
    func weightsReadBackForecastTheSame(_ index: Int) throws {
        let data = Markets.linear()
        let model = try fitted(index, data)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).safetensors")
        defer { try? FileManager.default.removeItem(at: file) }
        guard let weights = model.safetensors(metadata: ["fold": "1"]) else {
            #expect(!(Markets.models[index] is NeuralModel))
            return
        }
        try weights.write(to: file)
        #expect(try Safetensors.read(file).metadata["fold"] == "1")
        let back = try FittedNetwork(contentsOf: file)
        #expect(back.featureNames == ["ret_1", "x1", "x2"] && back.lookback == 4)
        #expect(back.architecture == (model as? FittedNetwork)?.architecture)
        #expect(
            back.forecast(data.validation, windows: data.windows)
                == model.forecast(data.validation, windows: data.windows))
    }

    @Test func everyNameOfTheRegistryIsAModelOfThatName() {
        #expect(ModelRegistry.names == ["lstm", "tcn", "transformer", "ridge", "momentum"])
        for name in ModelRegistry.names { #expect(ModelRegistry.model(named: name)?.name == name) }
        #expect(ModelRegistry.model(named: "lstn") == nil)
    }
}
