/// Walk-forward: train, validate, test, then step on by the test's length.
///
/// Lengths are counted in distinct timestamps over all assets. Tests of consecutive folds touch, so every bar after the
/// first train and validation parts is tested exactly once; the last test may be shorter. Folds start at the
/// beginning of the data, so more data at the end never moves an earlier fold.
public struct Splitter: Sendable, Equatable {
    /// Distinct timestamps to train on.
    public var train: Int
    /// Distinct timestamps to validate on; 0 for none.
    public var validation: Int
    /// Distinct timestamps to test on.
    public var test: Int
    /// Bars between a label's end and the end of its part, on top of the derived purge.
    public var embargo: Int
    /// Whether training always starts at the first bar instead of rolling on.
    public var anchored: Bool

    /// A splitter of the given lengths.
    public init(train: Int, validation: Int, test: Int, embargo: Int = 0, anchored: Bool = false) {
        precondition(train > 0 && validation >= 0 && test > 0, "train \(train), validation \(validation), test \(test)")
        self.train = train
        self.validation = validation
        self.test = test
        self.embargo = embargo
        self.anchored = anchored
    }

    /// How many folds `timeCount` distinct timestamps give: 0 when there is nothing left to test.
    public func foldCount(timeCount: Int) -> Int {
        max(0, (timeCount - train - validation + test - 1) / test)
    }

    /// The folds of a sample set over `timeCount` distinct timestamps, in order of time.
    public func folds(of set: SampleSet, timeCount: Int) -> [Fold] {
        (0..<foldCount(timeCount: timeCount)).map { number in
            let shift = number * test
            let trainTimes = (anchored ? 0 : shift)..<(shift + train)
            let validationTimes = trainTimes.upperBound..<(trainTimes.upperBound + validation)
            let testTimes = validationTimes.upperBound..<min(validationTimes.upperBound + test, timeCount)
            return Fold(
                number: number, trainTimes: trainTimes, validationTimes: validationTimes, testTimes: testTimes,
                train: Purging.purged(set.samples(in: trainTimes), part: trainTimes, embargo: embargo),
                validation: Purging.purged(set.samples(in: validationTimes), part: validationTimes, embargo: embargo),
                test: Array(set.samples(in: testTimes)))
        }
    }
}
