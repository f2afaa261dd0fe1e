import Foundation

/// What stands at an asset's place before a download.
struct StoredBars: Sendable {
    /// The bars.
    var history: BarHistory
    /// What the manifest says of the file.
    var entry: DownloadManifest.Entry?
    /// The digest of the file.
    var digest: String
    /// Why the file is not as a download left it; `nil` when it is.
    var foreignness: String? {
        guard let known = entry?.sha256 else { return "the manifest does not know the file" }
        return known == digest ? nil : "the file was changed since it was downloaded"
    }

    /// How its bars are told not to be of an interval; `nil` when they may be.
    ///
    /// The manifest's word counts, else the least time between two bars; a single bar may be of any length.
    func mismatch(with interval: BarInterval) -> String? {
        if let own = entry?.interval { return own == interval ? nil : "its bars are of \(own), not of \(interval)" }
        let times = history.bars.map(\.timestamp)
        guard let least = zip(times, times.dropFirst()).map({ $1.nanoseconds(since: $0) }).min(),
            least != interval.nanoseconds
        else { return nil }
        let minutes = NumberText.shortest(Double(least) / 60_000_000_000)
        return "its bars are \(minutes) minutes apart, not \(interval)"
    }

    /// Why a file cannot be added to.
    struct Unfit: Error, Equatable {
        /// In a few words.
        var problem: String
    }

    /// The file at the place, which has that digest.
    static func read(_ url: URL, digest: String, entry: DownloadManifest.Entry?) throws(Unfit) -> StoredBars {
        do throws(DataError) {
            return StoredBars(history: try history(of: url), entry: entry, digest: digest)
        } catch {
            throw Unfit(problem: error.description)
        }
    }

    /// The bars of a file whose columns are ours, exactly: another one would lose what it has besides.
    private static func history(of url: URL) throws(DataError) -> BarHistory {
        let columns = try DelimitedText(url).header
        let ours = ["timestamp", "open", "high", "low", "close", "volume"]
        guard columns == ours || columns == ours + ["adj_close"] else {
            throw DataError(
                .badData, file: url.relativePath, line: 1, problem: "the columns are not those of a download",
                found: columns.joined(separator: ","))
        }
        let rows = try BarRows(url)
        var history = BarHistory(adjustedCloses: rows.hasAdjustedClose ? [] : nil)
        while let row = try rows.next() {
            func refuse(_ column: String, _ problem: String) -> DataError {
                DataError(.badData, file: url.relativePath, line: row.line, column: column, problem: problem)
            }
            if let cell = row.unreadable { throw refuse(cell.column, "cannot be read") }
            guard let bar = row.bar else { throw refuse("timestamp", "the time is missing") }
            if let last = history.last, bar.timestamp <= last {
                throw refuse("timestamp", "is not after the bar before, \(last)")
            }
            if let fault = bar.fault(adjustedClose: row.adjustedClose) {
                throw refuse(fault.field.rawValue, fault.problem)
            }
            history.bars.append(bar)
            if let adjusted = row.adjustedClose { history.adjustedCloses?.append(adjusted) }
        }
        guard history.count > 0 else { throw DataError(.badData, file: url.relativePath, problem: "holds no bars") }
        return history
    }
}
