import AlphaCore
import Foundation

/// The runs of a folder: lists them and reads one, trusting neither names nor contents.
///
/// A run's name is `[A-Za-z0-9._-]{1,64}` without `..`; other entries of the folder are not runs. No symbolic link is
/// followed out of the folder. Summaries are kept as long as the files that they come from have not changed.
actor RunLibrary {
    private let root: URL
    private var summaries: [String: (stamp: [FileStamp?], summary: RunSummary)] = [:]

    init(root: URL) {
        self.root = root
    }

    /// Whether a text can be a run's name.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text != "." && !text.contains("..")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// All runs, the latest first.
    func list() -> [RunSummary] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        let runs = names.filter { RunLibrary.isName($0) && isFolder($0) }.map(summary)
        summaries = summaries.filter { names.contains($0.key) }
        return runs.sorted { ($0.created ?? "", $0.name) > ($1.created ?? "", $1.name) }
    }

    /// What a run's files say; `nil` when there is no such run.
    nonisolated func contents(
        _ name: String, parts: Set<RunContents.Part> = Set(RunContents.Part.allCases)
    ) -> RunContents? {
        guard RunLibrary.isName(name), isFolder(name) else { return nil }
        return RunContents(RunFolder(root.appendingPathComponent(name)), parts: parts, within: root)
    }

    private func summary(_ name: String) -> RunSummary {
        let folder = RunFolder(root.appendingPathComponent(name))
        let stamp = [FileStamp(folder.metrics), FileStamp(folder.manifest)]
        if let known = summaries[name], known.stamp == stamp { return known.summary }
        let contents = RunContents(folder, parts: [.manifest, .metrics], within: root)
        let summary = RunSummary(name: name, contents: contents)
        summaries[name] = (stamp, summary)
        return summary
    }

    /// Whether it is a folder of ours; a link to a folder elsewhere shows as a broken run.
    private nonisolated func isFolder(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        let path = root.appendingPathComponent(name).path
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Tells whether a file has changed.
    private struct FileStamp: Equatable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int
        var number: UInt64

        init?(_ url: URL) {
            var status = stat()
            guard stat(url.path, &status) == 0 else { return nil }
            size = Int(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
            number = UInt64(status.st_ino)
        }
    }
}

/// A run in one line of the list.
struct RunSummary: Sendable {
    /// How far the folder can be used.
    enum Status: String, Sendable {
        /// Everything that was looked at is there and whole.
        case complete
        /// `metrics.json` is not there: the run goes on, or was stopped.
        case incomplete
        /// A file is there and cannot be used.
        case broken
    }

    var name: String
    var title: String?
    var created: String?
    var status: Status
    var sharpe: Double?
    var cagr: Double?
    var maximumDrawdown: Double?
    var ensembleIC: Double?
    var problems: [String]

    init(name: String, contents: RunContents) {
        let report = contents.report
        self.name = name
        title = report.origin.name
        created = report.origin.created
        status = Status(contents)
        sharpe = report.metrics?.backtest["sharpe"] ?? nil
        cagr = report.metrics?.backtest["cagr"] ?? nil
        maximumDrawdown = report.metrics?.backtest["max_drawdown"] ?? nil
        ensembleIC = report.metrics?.ensemble.ic
        problems = contents.problems.map(\.withinRun)
    }
}

extension RunSummary.Status {
    init(_ contents: RunContents) {
        self = !contents.problems.isEmpty ? .broken : contents.report.metrics == nil ? .incomplete : .complete
    }
}

extension DataError {
    /// The message with the file's place inside its run folder only: a page need not tell where the folder lies.
    var withinRun: String {
        var short = self
        let parts = file.split(separator: "/")
        let known = ["signals", "backtest", "execution", "models"]
        let count = parts.count > 1 && known.contains(String(parts[parts.count - 2])) ? 2 : 1
        short.file = parts.suffix(count).joined(separator: "/")
        return short.description
    }
}
