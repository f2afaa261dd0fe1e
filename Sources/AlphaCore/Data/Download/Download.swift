import Foundation

/// Downloads bars into a data folder, several symbols side by side; what failed for one leaves the others alone.
///
/// A file that is there is added to: a few bars at its end are asked for again, compared, and what is new is put behind
/// them. Where the provider says something else than it did, its whole history is asked for again, the file replaced, and
/// the difference reported. A file appears whole or not at all, and only when every bar in it is good.
///
/// ```swift
/// let download = Download(plan, makeFetcher: network.fetcher)
/// try download.check()
/// let report = await download.run { progress in … }
/// ```
public struct Download: Sendable {
    /// Makes what a provider's requests go through; it says on `onRetry` when it waits, and why.
    public typealias FetcherMaker =
        @Sendable (_ provider: any BarProvider, _ onRetry: @escaping @Sendable (_ text: String) -> Void)
        -> any HTTPFetching

    private let plan: DownloadPlan
    private let makeFetcher: FetcherMaker

    /// A download of the plan.
    public init(_ plan: DownloadPlan, makeFetcher: @escaping FetcherMaker) {
        self.plan = plan
        self.makeFetcher = makeFetcher
    }

    /// Finds out before anything is asked whether any file can be written: `badData` when the manifest is broken,
    /// `cannotCreate` when a symbolic link or something else that is no file or folder stands in the way of every symbol.
    /// What stands in the way of some alone is told in their results.
    public func check() throws(DataError) {
        _ = try DownloadManifest(of: plan.folder)
        var first: DataError?
        for symbol in plan.symbols {
            do throws(DataError) {
                return try SymbolFiles(
                    plan: plan, asset: Asset(symbol: symbol, assetClass: plan.assetClass)
                ).check()
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
    }

    /// Does it all, and returns the results in the order of the symbols. Cancelling its task ends it early: what is not
    /// in its place by then counts as failed.
    public func run(
        progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
    ) async -> DownloadReport {
        let total = plan.symbols.count
        let results = await withTaskGroup(of: (Int, DownloadResult).self) { group in
            var results = [DownloadResult?](repeating: nil, count: total)
            var next = 0
            var done = 0
            func begin() {
                guard next < total else { return }
                let place = next
                next += 1
                let symbol = SymbolDownload(
                    plan: plan, asset: Asset(symbol: plan.symbols[place], assetClass: plan.assetClass),
                    makeFetcher: makeFetcher, progress: progress)
                group.addTask { (place, await symbol.run()) }
            }
            for _ in 0..<plan.parallel { begin() }
            for await (place, result) in group {
                results[place] = result
                done += 1
                progress(.ended(result, done: done, total: total))
                begin()
            }
            return results.compactMap { $0 }
        }
        return DownloadReport(plan: plan, results: results)
    }
}
