import Foundation
import Synchronization

/// Passes requests on, remembers them, and keeps the replies when asked to: what the manifest says of where bars came from.
final class RecordingFetcher: HTTPFetching {
    /// Keeps one reply under a number, `first` or the next one that is free.
    typealias Keeper =
        @Sendable (_ reply: HTTPReply, _ url: URL, _ first: Int) throws(DataError) -> RawReply

    private let inner: any HTTPFetching
    private let keep: Keeper?
    private let onReply: @Sendable (_ count: Int) -> Void
    private let onCovered: @Sendable (_ share: Double) -> Void
    private let state = Mutex(State())

    private struct State {
        var first: URL?
        var count = 0
        var raw: [RawReply] = []
        var replies = 0
        var failure: DataError?
    }

    /// A fetcher around another one, which calls `onReply` after each reply, and `onCovered` when its provider tells how
    /// much of the asked time is covered.
    init(
        _ inner: any HTTPFetching, keep: Keeper?, onReply: @escaping @Sendable (_ count: Int) -> Void = { _ in },
        onCovered: @escaping @Sendable (_ share: Double) -> Void = { _ in }
    ) {
        self.inner = inner
        self.keep = keep
        self.onReply = onReply
        self.onCovered = onCovered
    }

    /// How many addresses were asked for.
    var count: Int { state.withLock { $0.count } }
    /// The first address that was asked for.
    var first: URL? { state.withLock { $0.first } }
    /// The replies that were kept.
    var raw: [RawReply] { state.withLock { $0.raw } }
    /// Why a reply could not be kept; the request then failed, too.
    var failure: DataError? { state.withLock { $0.failure } }

    func note(covered share: Double) { onCovered(share) }

    func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        state.withLock { state in
            state.count += 1
            state.first = state.first ?? url
        }
        let reply = try await inner.get(url, headers: headers)
        if let keep {
            do throws(DataError) {
                let kept = try keep(reply, url, state.withLock { ($0.raw.last?.number ?? 0) + 1 })
                state.withLock { $0.raw.append(kept) }
            } catch {
                state.withLock { $0.failure = error }
                throw .unsupported("the reply cannot be kept: \(error)")
            }
        }
        onReply(
            state.withLock { state in
                state.replies += 1
                return state.replies
            })
        return reply
    }
}

/// A reply as it was kept, gzipped, below the data folder.
public struct RawReply: Sendable, Equatable {
    /// The file's path below the data folder.
    public var file: String
    /// What was asked for.
    public var url: String
    /// The reply's status code.
    public var status: Int
    /// The digest of the file, gzipped as it is.
    public var sha256: String
    /// Which of the replies to requests from the same start it is, counted from 1; part of its name.
    var number: Int

    /// The reply as the manifest and `--json` have it.
    var json: JSONValue {
        .object(["file": .string(file), "url": .string(url), "status": .integer(status), "sha256": .string(sha256)])
    }
}

extension DownloadFolder {
    /// Where the replies about an asset are kept, as steps below the folder.
    static func rawSteps(to asset: Asset, from provider: String) -> [String] {
        ["raw", provider, asset.assetClass.rawValue, asset.symbol]
    }

    /// Keeps a reply as `raw/PROVIDER/CLASS/SYMBOL/START-N.json.gz`, N being `number` or the next that no file has.
    func keep(
        _ reply: HTTPReply, from url: URL, of provider: String, _ request: BarRequest, number: Int
    ) throws(DataError) -> RawReply {
        let folder = DownloadFolder.rawSteps(to: request.asset, from: provider)
        let start = request.start.description.filter { $0 != ":" }
        var number = number
        while FileManager.default.fileExists(atPath: self.url(folder + ["\(start)-\(number).json.gz"]).path) {
            number += 1
        }
        let steps = folder + ["\(start)-\(number).json.gz"]
        let packed = GzipEncoder.encode(reply.body)
        let file = try OutputFile(try prepareFile(steps))
        try file.write([UInt8](packed))
        try file.commit()
        return RawReply(
            file: steps.joined(separator: "/"), url: url.absoluteString, status: reply.status,
            sha256: SHA256.digest(of: packed), number: number)
    }
}
