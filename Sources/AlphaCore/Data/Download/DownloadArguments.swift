import Foundation

/// What a user asks for, in the user's words; `plan(now:)` finds out whether it can be done.
public struct DownloadArguments: Sendable {
    /// `equities`, `crypto` or `fx`.
    public var assetClass: String
    /// The symbols; one that is named twice counts once.
    public var symbols: [String] = []
    /// A file with more of them, one a line.
    public var symbolsFile: URL?
    /// The first moment, as a date or a date and time.
    public var start: String
    /// The last moment, exclusive; now when `nil`.
    public var end: String?
    /// The length of a bar.
    public var interval = "1d"
    /// The provider's name; the class's standard one, with a fallback, when `nil`.
    public var provider: String?
    /// Where the provider is; its own address when `nil`.
    public var baseURL: String?
    /// The data folder.
    public var folder: URL
    /// What to do with a bar that cannot be used.
    public var badBarPolicy = BadBarPolicy.fail
    /// Whether files are downloaded whole and replaced.
    public var replaces = false
    /// Whether the replies are kept.
    public var keepsRaw = false

    /// Arguments of which the rest is left unsaid.
    public init(assetClass: String, start: String, folder: URL) {
        self.assetClass = assetClass
        self.start = start
        self.folder = folder
    }

    /// The plan, and what the user should know of it. Throws `DownloadUsageError` where the arguments make no sense, and
    /// `DataError` when the file of symbols cannot be read.
    public func plan(now: Timestamp) throws -> (plan: DownloadPlan, notes: [String]) {
        guard let asset = AssetClass(rawValue: assetClass.lowercased()) else {
            throw DownloadUsageError(
                unknown: "asset class", assetClass, known: AssetClass.allCases.map(\.rawValue))
        }
        guard let interval = BarInterval(interval) else {
            throw DownloadUsageError("--interval '\(interval)' is not a count and a unit, such as 1m, 5m, 1h, 1d")
        }
        let source = try source(for: asset, interval)
        let now = Timestamp(nanoseconds: now.nanoseconds / 1_000_000_000 * 1_000_000_000)
        let range = try range(now)
        var plan = DownloadPlan(
            assetClass: asset, symbols: try allSymbols(), interval: interval, start: range.start, end: range.end,
            now: now, source: source, folder: DownloadFolder(folder))
        plan.badBarPolicy = badBarPolicy
        plan.replaces = replaces
        plan.keepsRaw = keepsRaw
        return (plan, range.note.map { [$0] } ?? [])
    }

    private func source(for asset: AssetClass, _ interval: BarInterval) throws(DownloadUsageError) -> DownloadSource {
        var source = DownloadSource(BarProviders.standard(for: asset), known: BarProviders.all)
        if let provider {
            guard let named = try? BarProviders.provider(named: provider) else {
                throw DownloadUsageError(unknown: "provider", provider, known: BarProviders.all.map { $0.name })
            }
            source.first = named
        }
        source.isNamed = provider != nil || baseURL != nil
        if let baseURL {
            guard let url = URL(string: baseURL), ["http", "https"].contains(url.scheme?.lowercased()),
                !(url.host ?? "").isEmpty, url.query == nil, url.fragment == nil
            else { throw DownloadUsageError("--base-url '\(baseURL)' is not an address such as https://example.com") }
            source.baseURL = url
        }
        guard source.first.intervals.contains(interval) else {
            let known = source.first.intervals.map(\.description).joined(separator: ", ")
            throw DownloadUsageError("\(source.first.name) has no bars of \(interval), only of \(known)")
        }
        if !source.isNamed {
            source.fallback = BarProviders.fallback(for: asset, interval: interval)
            source.fallbackDiffers = BarProviders.fallbackDifference(for: asset)
        }
        return source
    }

    private func range(
        _ now: Timestamp
    ) throws(DownloadUsageError) -> (start: Timestamp, end: Timestamp, note: String?) {
        let start = try DownloadArguments.moment(start, "--start")
        let asked = try end.map { (text) throws(DownloadUsageError) in try DownloadArguments.moment(text, "--end") }
        let end = min(asked ?? now, now)
        guard start < end else {
            let name = asked == end ? "--end \(end)" : "now, \(end)"
            throw DownloadUsageError("--start \(start) is not before \(name)")
        }
        guard let asked, asked > now else { return (start, end, nil) }
        return (start, end, "--end \(asked) is in the future: bars until now, \(now)")
    }

    /// A date or a date and time; an epoch, which a year alone would be taken for, is refused.
    private static func moment(_ text: String, _ option: String) throws(DownloadUsageError) -> Timestamp {
        guard text.contains("-"), let moment = Timestamp(text) else {
            throw DownloadUsageError(
                "\(option) '\(text)' is neither a date such as 2015-01-02 nor a date and time such as "
                    + "2015-01-02T14:30:00Z, from 1678 to 2261")
        }
        return moment
    }

    private func allSymbols() throws -> [String] {
        let fromFile = try symbolsFile.map { (url) throws(DataError) in try SymbolList.read(url) } ?? []
        var known: Set<String> = []
        let all = (symbols + fromFile).filter { known.insert($0).inserted }
        if let symbolsFile, fromFile.isEmpty {
            throw DownloadUsageError(
                "\(symbolsFile.relativePath) is empty but for comments: it must name a symbol a line")
        }
        guard !all.isEmpty else {
            throw DownloadUsageError("no symbol is named: --symbol, --symbols or --symbols-file says which")
        }
        for symbol in all {
            if let problem = SymbolList.problem(with: symbol) { throw DownloadUsageError(problem) }
        }
        return all
    }
}

/// Something that a user asked for and that makes no sense.
public struct DownloadUsageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What it is, on one line.
    public var description: String

    init(_ description: String) { self.description = description }

    init(unknown kind: String, _ name: String, known: [String]) {
        description = UnknownNameError(kind: kind, name: name, known: known).description
    }
}
