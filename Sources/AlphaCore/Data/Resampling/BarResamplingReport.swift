/// What `BarResampling` did.
public struct BarResamplingReport: Sendable, Encodable {
    /// The file read, as the user gave it.
    public var file: String
    /// The file written.
    public var out: String
    /// The length of the bars written, as `1h`.
    public var interval: String
    /// Good bars read.
    public var sourceBars = 0
    /// How far apart those are, as `1m`; `nil` when there was only one.
    public var sourceInterval: String?
    /// Bad bars left out.
    public var droppedBars = 0
    /// What was wrong with the first of those.
    public var firstDroppedBar: String?
    /// Bars left out since they lie outside the session.
    public var barsOutsideSession = 0
    /// Bars written.
    public var bars = 0
    /// The first bar written.
    public var firstTimestamp: String?
    /// The last bar written.
    public var lastTimestamp: String?
    /// The last bar, when the file may end before it does; written only if partial bars are kept.
    public var partialBar: String?

    enum CodingKeys: String, CodingKey {
        case file, out, interval, bars
        case sourceBars = "source_bars"
        case sourceInterval = "source_interval"
        case droppedBars = "dropped_bars"
        case firstDroppedBar = "first_dropped_bar"
        case barsOutsideSession = "bars_outside_session"
        case firstTimestamp = "first_timestamp"
        case lastTimestamp = "last_timestamp"
        case partialBar = "partial_bar"
    }
}
