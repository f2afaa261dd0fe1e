import Foundation

/// What became of one symbol.
public struct DownloadResult: Sendable, Equatable {
    /// How it ended.
    public enum Outcome: String, Sendable {
        /// A file was made.
        case new
        /// Bars were added to the file.
        case appended
        /// There were no new bars.
        case current
        /// The provider has rewritten history: the file was replaced, `restated` says what changed.
        case restated
        /// The file was replaced because that was asked for.
        case replaced
        /// The bars could not be had, or not put in their place: what stood there stands there still.
        case failed
    }

    /// The symbol.
    public var symbol: String
    /// The file's path as the user would write it.
    public var file: String
    /// How it ended.
    public var outcome = Outcome.failed
    /// The provider that was asked last; `nil` when none was.
    public var provider: String?
    /// How many bars the file has now; 0 when it failed.
    public var bars = 0
    /// How many of them it had not before.
    public var newBars = 0
    /// The first bar in the file; `nil` when it failed.
    public var first: Timestamp?
    /// The last bar in the file; `nil` when it failed.
    public var last: Timestamp?
    /// What is not as it was; `nil` when nothing is.
    public var restatement: Restatement?
    /// How many rows without a price were left out.
    public var droppedNullRows = 0
    /// How many bad bars were left out.
    public var droppedBadBars = 0
    /// What the user should know.
    public var notes: [String] = []
    /// How many requests were made, repetitions not counted.
    public var requests = 0
    /// The first of them; `nil` when there was none.
    public var firstRequest: URL?
    /// The replies that were kept.
    public var raw: [RawReply] = []
    /// Why it failed; `nil` when it did not.
    public var failure: DownloadFailure?
}

/// Why a symbol's file is not what was asked for; what stood in its place stands there still.
public struct DownloadFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Kind: Sendable, Equatable {
        /// No provider gave the bars.
        case unavailable
        /// The provider has no such bars at all.
        case unsupported
        /// What the provider gave has a bar that cannot be used.
        case badBar
        /// The file that stands there must not be added to.
        case left
        /// A file could not be read or written.
        case file(DataError.Kind)
        /// The user ended it.
        case cancelled
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What happened, on one line.
    public var description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    init(_ error: DataError) { self.init(.file(error.kind), error.description) }

    init(_ error: DownloadError, of provider: any BarProvider) {
        let text = error.description
        let kind: Kind =
            switch error {
            case .cancelled: .cancelled
            case .unsupported: .unsupported
            default: .unavailable
            }
        self.init(kind, text.hasPrefix(provider.name) || error == .cancelled ? text : "\(provider.name): \(text)")
    }
}
