import Foundation

/// Which provider is asked, and who else when it has no answer.
public struct DownloadSource: Sendable {
    /// The provider to ask.
    public var first: any BarProvider
    /// The one to ask when the first has no answer; `nil` when there is none, or the user named the first.
    public var fallback: (any BarProvider)?
    /// In which way the fallback's bars are others, in a few words.
    public var fallbackDiffers: String?
    /// Where the provider is; `nil` for its own address.
    public var baseURL: URL?
    /// Whether the user named the provider: then it is asked even where a file comes from another.
    public var isNamed: Bool
    /// The providers by whose names a manifest may call the origin of a file.
    public var known: [any BarProvider]

    /// A source of the given parts.
    public init(
        _ first: any BarProvider, fallback: (any BarProvider)? = nil, baseURL: URL? = nil, isNamed: Bool = false,
        known: [any BarProvider] = []
    ) {
        self.first = first
        self.fallback = fallback
        self.baseURL = baseURL
        self.isNamed = isNamed
        self.known = known
    }

    /// Where the provider is asked.
    func address(of provider: any BarProvider) -> URL { baseURL ?? provider.defaultBaseURL }

    /// The provider to go on with where the file's bars come from the named one: that one, unless the user chose another
    /// or it has no such bars.
    func provider(continuing name: String?, _ interval: BarInterval) -> any BarProvider {
        guard !isNamed, let name else { return first }
        let own = known.first { $0.name == name && $0.intervals.contains(interval) }
        return own ?? first
    }
}
