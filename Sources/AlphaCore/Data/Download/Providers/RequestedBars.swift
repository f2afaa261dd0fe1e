/// The bars of a request, gathered from pages in whatever order they come.
///
/// A bar is kept when it starts inside the request and is over by the request's end. Of several with one start the one
/// added last is kept: it comes from the page that was asked later, and is the newer word of the provider.
struct RequestedBars {
    private let request: BarRequest
    private var gathered: [Bar] = []

    /// Nothing yet of the request.
    init(_ request: BarRequest) { self.request = request }

    /// Keeps the bar if it is wanted.
    mutating func add(_ bar: Bar) {
        if request.wants(bar.timestamp) { gathered.append(bar) }
    }

    /// Each bar once, in order of time; `noBars` with the reason, where one is known, when there is none.
    func inOrder(of provider: String, ifNone reason: String? = nil) throws(DownloadError) -> [Bar] {
        guard !gathered.isEmpty else { throw request.noBars(of: provider, because: reason) }
        if zip(gathered, gathered.dropFirst()).allSatisfy({ $0.timestamp < $1.timestamp }) { return gathered }
        let order = gathered.indices.sorted {
            (gathered[$0].timestamp, $0) < (gathered[$1].timestamp, $1)
        }
        var bars: [Bar] = []
        bars.reserveCapacity(gathered.count)
        for position in order {
            let bar = gathered[position]
            if bars.last?.timestamp == bar.timestamp { bars.removeLast() }
            bars.append(bar)
        }
        return bars
    }
}

extension BarRequest {
    /// The last moment at which a bar may start and still be over by the request's end.
    var lastStart: Timestamp {
        let (moment, overflow) = end.nanoseconds.subtractingReportingOverflow(interval.nanoseconds)
        return Timestamp(nanoseconds: overflow ? .min : moment)
    }

    /// Whether a bar that starts then lies inside the request and is over by its end.
    func wants(_ time: Timestamp) -> Bool { time >= start && time <= lastStart }

    /// The moments between which a bar may start, in whole units of that many nanoseconds; `nil` when there are none.
    func starts(in unit: Int64) -> ClosedRange<Int64>? {
        let first = start.units(of: unit, rounded: .up)
        let last = lastStart.units(of: unit, rounded: .down)
        return first <= last ? first...last : nil
    }

    /// Whether a bar that is wanted would start before the first one that there is.
    func misses(before first: Timestamp) -> Bool {
        let (latest, overflow) = first.nanoseconds.subtractingReportingOverflow(interval.nanoseconds)
        return !overflow && start.nanoseconds <= latest
    }

    /// Refuses an interval or an asset class that the provider has not, and a symbol without a letter or digit.
    func require(_ provider: some BarProvider, has assetClasses: [AssetClass]) throws(DownloadError) {
        guard asset.symbol.contains(where: { $0.isLetter || $0.isNumber }) else {
            throw .unsupported("'\(ProviderReply.oneLine(asset.symbol))' is no symbol")
        }
        guard assetClasses.contains(asset.assetClass) else {
            let known = assetClasses.map(\.rawValue).joined(separator: ", ")
            throw .unsupported("\(provider.name) has no \(asset.assetClass.rawValue), only \(known)")
        }
        guard provider.intervals.contains(interval) else {
            let known = provider.intervals.map(\.description).joined(separator: ", ")
            throw .unsupported("\(provider.name) has no bars of \(interval), only of \(known)")
        }
    }

    /// That the provider has none of the bars.
    func noBars(of provider: String, because reason: String? = nil) -> DownloadError {
        .noBars(
            "\(provider) has no finished \(interval) bar of \(asset.symbol) from \(start) until before \(end)"
                + (reason.map { ": \($0)" } ?? ""))
    }
}
