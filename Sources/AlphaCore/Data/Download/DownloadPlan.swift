import Foundation

/// What to download, from whom, and into which folder.
public struct DownloadPlan: Sendable {
    /// The kind of market that all the symbols trade on.
    public var assetClass: AssetClass
    /// The symbols, each once.
    public var symbols: [String]
    /// The length of a bar.
    public var interval: BarInterval
    /// The first moment at which a bar may start.
    public var start: Timestamp
    /// The moment by which bars must be over; not after `now`.
    public var end: Timestamp
    /// The moment of the download.
    public var now: Timestamp
    /// Who is asked.
    public var source: DownloadSource
    /// Where the files go.
    public var folder: DownloadFolder
    /// What to do with a bar that cannot be used.
    public var badBarPolicy = BadBarPolicy.fail
    /// Whether a file is downloaded whole and replaced, whatever stands there.
    public var replaces = false
    /// Whether the replies are kept below the folder.
    public var keepsRaw = false
    /// How many symbols are worked on side by side.
    public var parallel = 4

    /// A plan of the given parts; the rest is as a user who says nothing has it.
    public init(
        assetClass: AssetClass, symbols: [String], interval: BarInterval, start: Timestamp, end: Timestamp,
        now: Timestamp, source: DownloadSource, folder: DownloadFolder
    ) {
        self.assetClass = assetClass
        self.symbols = symbols
        self.interval = interval
        self.start = start
        self.end = end
        self.now = now
        self.source = source
        self.folder = folder
    }

    /// So many bars before a file's last one, and after its first, are asked for again and compared.
    static let overlap = 5

    /// The stretches of time to ask for, so that the stored bars and what comes reach from `start` to `end` without a
    /// hole: from a few bars before the last one on, and up to a few bars after the first one, unless the provider is
    /// known to have nothing before it.
    func ranges(toExtend stored: StoredBars) -> [Range<Timestamp>] {
        let bars = stored.history.bars
        var ranges: [Range<Timestamp>] = []
        let askedFrom = stored.entry?.start ?? bars[0].timestamp
        if start < min(askedFrom, bars[0].timestamp) {
            ranges.append(start..<after(bars[min(DownloadPlan.overlap, bars.count - 1)].timestamp))
        }
        let again = bars[max(0, bars.count - 1 - DownloadPlan.overlap)].timestamp
        if let earlier = ranges.first, again <= earlier.upperBound {
            return [start..<max(end, earlier.upperBound)]
        }
        // A stretch without a single finished bar would be answered with an error.
        if after(again) <= end { ranges.append(again..<end) }
        return ranges
    }

    /// The stretch that takes in everything that was ever asked for and what is asked for now.
    func wholeRange(of stored: StoredBars) -> Range<Timestamp> {
        let (first, last) = (stored.history.first ?? start, stored.history.last ?? start)
        return min(start, first, stored.entry?.start ?? first)..<max(end, after(last))
    }

    /// When a bar that starts then is over.
    private func after(_ time: Timestamp) -> Timestamp {
        // The last moment that there is may be in a file.
        let (moment, overflow) = time.nanoseconds.addingReportingOverflow(interval.nanoseconds)
        return Timestamp(nanoseconds: overflow ? .max : moment)
    }

    /// The request for the bars of a symbol in a stretch of time.
    func request(_ asset: Asset, _ range: Range<Timestamp>) -> BarRequest {
        BarRequest(asset: asset, interval: interval, start: range.lowerBound, end: range.upperBound)
    }
}
