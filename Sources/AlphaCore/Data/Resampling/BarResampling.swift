import Foundation

/// Makes longer bars of a file's bars, in constant memory: what `alpha data resample` does.
public struct BarResampling: Sendable {
    /// The length of the bars to make: less than a day, a day or a week.
    public let length: BarInterval
    /// The hours that count, from whose start on bars are counted.
    public let session: TradingSession
    /// Whether the last bar is kept although the file may end before it does.
    public var keepsPartial = false
    /// What to do with bars that cannot be used.
    public var onBadBar = BadBarPolicy.fail

    /// Bars of that length, in a session or from midnight to midnight UTC. Throws for two or more days that are no week.
    public init(_ length: BarInterval, session: TradingSession? = nil) throws(LayoutError) {
        guard length <= .day || length == .week else {
            throw LayoutError("bars of \(length) cannot be made: of less than a day, 1d or 1w")
        }
        self.length = length
        self.session = session ?? .day(in: .gmt)
    }

    /// Reads the file, which must be as formats.md has it, and writes the longer bars to `out`, where nothing is left
    /// when it fails.
    ///
    /// Throws `badData` as `BarReader` does, and when the bars are too long for the length asked for or no part of it,
    /// when one of them goes on beyond the end of the longer bar in which it begins, and when no bar comes out.
    /// `progress` hears how much of the file was read.
    public func run(
        _ source: URL, to out: URL, progress: ReadProgress? = nil
    ) throws(DataError) -> BarResamplingReport {
        var run = try BarResamplingRun(self, source, out, progress)
        return try run.complete()
    }
}
