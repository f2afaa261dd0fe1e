/// Keeps what a part of a fold may learn from: samples whose label ends inside that part.
///
/// The purge is derived from the labels, not chosen (López de Prado 2018, ch. 7): a sample stays only if the last bar
/// that its label has seen, and `embargo` bars on top, lie before the end of the part. So no label of the train part
/// has seen a bar that is validated or tested on, and none of validation one that is tested on.
public enum Purging {
    /// The samples of a part whose labels are known and end, with the embargo, before the part does.
    public static func purged(_ samples: ArraySlice<Sample>, part: Range<Int>, embargo: Int) -> [Sample] {
        precondition(embargo >= 0, "embargo \(embargo)")
        return samples.filter { sample in
            guard let end = sample.labelEnd else { return false }
            return end + embargo < part.upperBound
        }
    }
}
