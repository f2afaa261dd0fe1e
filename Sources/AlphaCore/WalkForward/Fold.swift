/// One step of walk-forward: which samples are trained on, validated on and tested on.
///
/// Samples are in order of time, then asset. No label of `train` or `validation` reaches past the end of its own part.
public struct Fold: Sendable {
    /// The fold's number, from 0.
    public var number: Int
    /// Where each part lies on the panel's time axis.
    public var trainTimes: Range<Int>
    /// Where validation lies on the panel's time axis.
    public var validationTimes: Range<Int>
    /// Where the test lies on the panel's time axis; tests of consecutive folds touch and never overlap.
    public var testTimes: Range<Int>
    /// Samples to fit on, purged.
    public var train: [Sample]
    /// Samples to stop early on, purged.
    public var validation: [Sample]
    /// Every sample of the test part, also those whose label is not known yet.
    public var test: [Sample]

    /// A fold of the given parts.
    public init(
        number: Int, trainTimes: Range<Int>, validationTimes: Range<Int>, testTimes: Range<Int>, train: [Sample],
        validation: [Sample], test: [Sample]
    ) {
        self.number = number
        self.trainTimes = trainTimes
        self.validationTimes = validationTimes
        self.testTimes = testTimes
        self.train = train
        self.validation = validation
        self.test = test
    }
}
