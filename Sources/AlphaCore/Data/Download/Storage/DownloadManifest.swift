import Foundation

/// `manifest.json` of a data folder: where each downloaded file came from, by its path below the folder.
///
/// `{"files": {"equities/AAPL.csv": {"provider": "yahoo", "sha256": …, …}}}`. What other programs or later versions put
/// there beside is kept.
struct DownloadManifest: Sendable, Equatable {
    static let name = "manifest.json"
    private var members: [String: JSONValue] = ["files": .object([:])]

    /// A manifest of nothing yet.
    init() {}

    /// The manifest of a folder, empty when it has none; `badData` when it is no JSON or no such object, and
    /// `cannotCreate` when it is a symbolic link.
    init(of folder: DownloadFolder) throws(DataError) {
        let url = folder.url([DownloadManifest.name])
        try folder.checkFile([DownloadManifest.name])
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        guard let data = try? Data(contentsOf: url) else {
            throw DataError(.inputOutput, file: url.relativePath, problem: "cannot be read")
        }
        func broken(_ problem: String) -> DataError {
            DataError(
                .badData, file: url.relativePath,
                problem: "\(problem): mend it or move it away, then the files count as ones of unknown origin")
        }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: data) else { throw broken("is no JSON") }
        guard let members = value.object else { throw broken("is no JSON object") }
        guard let files = (members["files"] ?? .object([:])).object else { throw broken("'files' is no JSON object") }
        for (path, entry) in files where entry.object == nil { throw broken("'\(path)' is no JSON object") }
        self.members = members
    }

    /// What is known of a file; `nil` when nothing is.
    subscript(path: String) -> Entry? {
        get { members["files"]?.object?[path]?.object.map(Entry.init) }
        set {
            var files = members["files"]?.object ?? [:]
            files[path] = newValue.map { .object($0.members) }
            members["files"] = .object(files)
        }
    }

    /// Writes the manifest into a folder: sorted keys, indented.
    func write(to folder: DownloadFolder) throws(DataError) {
        let url = try folder.prepareFile([DownloadManifest.name])
        let text: String
        do {
            text = try JSONText.encode(JSONValue.object(members))
        } catch {
            throw DataError(.inputOutput, file: url.relativePath, problem: "cannot be written as JSON")
        }
        try OutputFile.write(text, to: url)
    }
}

extension DownloadManifest {
    /// A call as the list of those that made a file has it: the time at which it was made, beside what was asked for.
    static func request(retrieved: JSONValue?, _ request: JSONValue) -> JSONValue {
        var members = request.object ?? [:]
        members["retrieved"] = retrieved
        return .object(members)
    }

    /// What the manifest says of one file.
    struct Entry: Sendable, Equatable {
        fileprivate(set) var members: [String: JSONValue]

        /// An entry that says nothing yet.
        init() { members = [:] }

        fileprivate init(_ members: [String: JSONValue]) { self.members = members }

        subscript(key: Key) -> JSONValue? {
            get { members[key.rawValue] }
            set { members[key.rawValue] = newValue }
        }

        /// The name of the provider that its bars come from.
        var provider: String? { self[.provider]?.string }
        /// The length of its bars.
        var interval: BarInterval? { self[.interval]?.string.flatMap(BarInterval.init) }
        /// The digest of the file as it was written.
        var sha256: String? { self[.sha256]?.string }
        /// From when on the provider was asked: it has nothing between this and the first bar.
        var start: Timestamp? { self[.start]?.string.flatMap(Timestamp.init) }
        /// Until when the provider was asked.
        var end: Timestamp? { self[.end]?.string.flatMap(Timestamp.init) }
        /// The last of the bars that were there before, of unknown origin; `nil` when all are the provider's.
        var foreignUntil: Timestamp? { self[.foreignUntil]?.string.flatMap(Timestamp.init) }
    }

    /// The names in an entry.
    enum Key: String, CaseIterable {
        case provider, request, interval, start, end, retrieved, sha256, bars, first, last, notes, restated, raw,
            actions, requests
        case actionsSHA256 = "actions_sha256"
        case baseURL = "base_url"
        case adjustedClose = "adjusted_close"
        case droppedNullRows = "dropped_null_rows"
        case droppedBadBars = "dropped_bad_bars"
        case foreignUntil = "foreign_until"
    }
}
