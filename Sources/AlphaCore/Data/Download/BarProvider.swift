import Foundation

/// A public source of bars that needs no key; one file each, and nothing outside it knows its words.
///
/// A provider asks, pages and reads; retries, pacing and the keeping of raw replies are the fetcher's, files are
/// `Download`'s. It refuses what it cannot give with `DownloadError.unsupported` before it asks for anything.
public protocol BarProvider: Sendable {
    /// What `--provider` calls it.
    var name: String { get }
    /// Where it is, unless `--base-url` says otherwise.
    var defaultBaseURL: URL { get }
    /// The least time between two requests that it puts up with.
    var pace: Duration { get }
    /// The lengths of bars that it has.
    var intervals: [BarInterval] { get }

    /// All the bars of the request, in order of time and each once.
    func bars(
        _ request: BarRequest, at baseURL: URL, through fetcher: any HTTPFetching
    ) async throws(DownloadError) -> ProvidedBars

    /// The status that a reply stands for, by which it is decided whether to ask again.
    func meantStatus(of reply: HTTPReply) -> Int
}

extension BarProvider {
    /// The reply's own status, unless a provider words its refusals in another way.
    public func meantStatus(of reply: HTTPReply) -> Int { reply.status }
}

/// What a provider gave.
public struct ProvidedBars: Sendable, Equatable {
    /// The bars in strictly increasing order of time, all inside the request.
    public var bars: [Bar] = []
    /// The close adjusted for splits and dividends, one a bar; `nil` when the provider has none.
    public var adjustedCloses: [Double]?
    /// Splits and dividends in order of time; empty when there were none or the provider has none.
    public var actions: [CorporateAction] = []
    /// How many rows had no price (Yahoo's nulls) and were left out.
    public var emptyRows = 0
    /// What the user should know: history that does not reach as far back as asked, one price a day.
    public var notes: [String] = []

    /// No bars yet.
    public init() {}
}
