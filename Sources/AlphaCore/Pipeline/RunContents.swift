import Foundation

/// What a run folder's files say: read as far as they can be, with what is wrong about the others.
///
/// The dashboard shows a half-written or broken folder as such; `complete(_:)` is the strict form for the report.
public struct RunContents: Sendable {
    /// One file of the folder that pages are made from.
    public enum Part: CaseIterable, Sendable {
        case manifest, metrics, configuration, equity, signals

        fileprivate func url(_ folder: RunFolder) -> URL {
            switch self {
            case .manifest: folder.manifest
            case .metrics: folder.metrics
            case .configuration: folder.configuration
            case .equity: folder.equity
            case .signals: folder.signals
            }
        }

        /// No file of more bytes than this is read: what a page could never show is not held.
        public var bytesMax: Int {
            switch self {
            case .manifest, .configuration: 4 << 20
            case .metrics: 64 << 20
            case .equity, .signals: 512 << 20
            }
        }
    }

    /// The numbers that could be read.
    public private(set) var report: ReportContent
    /// What is wrong with files that are there.
    public private(set) var problems: [DataError] = []
    /// Files that are not there.
    public private(set) var missing: [DataError] = []

    /// Reads the given parts of a run folder; never fails.
    ///
    /// - Parameter root: A folder that no file may lie outside of once symbolic links are followed; `nil` allows any.
    public init(_ folder: RunFolder, parts: Set<Part> = Set(Part.allCases), within root: URL? = nil) {
        report = ReportContent(name: folder.url.lastPathComponent)
        for part in Part.allCases where parts.contains(part) {
            do throws(DataError) {
                let url = part.url(folder)
                try RunContents.requireRegularFile(url, within: root, bytesMax: part.bytesMax)
                try read(part, url)
            } catch  where error.kind == .noInput {
                missing.append(error)
            } catch {
                problems.append(error)
            }
        }
    }

    /// The contents of a folder from which a report can be made.
    ///
    /// Throws `noInput` when the folder or its `metrics.json` is missing, and the first problem of any file that is
    /// there but cannot be used. Other missing files only leave their panels out.
    public static func complete(_ folder: RunFolder) throws(DataError) -> RunContents {
        let contents = RunContents(folder)
        guard FileManager.default.fileExists(atPath: folder.url.path) else {
            throw DataError(.noInput, file: folder.url.relativePath, problem: "no such run folder")
        }
        if let problem = contents.problems.first { throw problem }
        guard contents.report.metrics != nil else {
            throw DataError(
                .noInput, file: folder.metrics.relativePath, problem: "no such file: is this a finished run's folder?")
        }
        return contents
    }

    private mutating func read(_ part: Part, _ url: URL) throws(DataError) {
        switch part {
        case .manifest: report.origin = try RunContents.decode(RunOrigin.self, url)
        case .metrics: report.metrics = try RunContents.decode(RunMetrics.self, url)
        case .configuration: report.configuration = try RunContents.text(url)
        case .equity: report.equity = try EquityHistory(contentsOf: url)
        case .signals: report.signals = try SignalHistory(contentsOf: url)
        }
    }

    /// Refuses what is not a plain file of a bearable size: a pipe would never end, a device has no size.
    private static func requireRegularFile(_ url: URL, within root: URL?, bytesMax: Int) throws(DataError) {
        let file = url.relativePath
        guard let resolved = realpath(url.path, nil) else {
            throw DataError(.noInput, file: file, problem: String(cString: strerror(errno)))
        }
        defer { free(resolved) }
        if let root, !String(cString: resolved).hasPrefix(RunContents.withSlash(root)) {
            throw DataError(.badData, file: file, problem: "lies outside of the folder of runs")
        }
        var status = stat()
        guard stat(resolved, &status) == 0 else {
            throw DataError(.noInput, file: file, problem: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DataError(.badData, file: file, problem: "is not a regular file")
        }
        guard status.st_size <= bytesMax else {
            throw DataError(.badData, file: file, problem: "is larger than \(bytesMax >> 20) MiB")
        }
    }

    private static func withSlash(_ folder: URL) -> String {
        let path = realpath(folder.path, nil)
        defer { free(path) }
        let text = path.map { String(cString: $0) } ?? folder.path
        return text.hasSuffix("/") ? text : text + "/"
    }

    private static func bytes(_ url: URL) throws(DataError) -> Data {
        do {
            return try Data(contentsOf: url)
        } catch {
            throw DataError(.inputOutput, file: url.relativePath, problem: "cannot be read")
        }
    }

    private static func text(_ url: URL) throws(DataError) -> String {
        guard let text = String(data: try bytes(url), encoding: .utf8) else {
            throw DataError(.badData, file: url.relativePath, problem: "is not UTF-8 text")
        }
        return text
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ url: URL) throws(DataError) -> Value {
        let bytes = try bytes(url)
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let error as DecodingError {
            throw DataError(decoding: error, file: url.relativePath)
        } catch {
            throw DataError(.badData, file: url.relativePath, problem: "is not the JSON that it should be")
        }
    }
}

extension DataError {
    /// What a decoder found wrong, with the place in the JSON (`models.lstm.ic`) as the column.
    init(decoding error: DecodingError, file: String) {
        let (context, problem): (DecodingError.Context?, String) =
            switch error {
            case .keyNotFound(let key, let context): (context, "the key '\(key.stringValue)' is missing")
            case .typeMismatch(_, let context): (context, "is of the wrong type")
            case .valueNotFound(_, let context): (context, "is null")
            case .dataCorrupted(let context): (context, context.codingPath.isEmpty ? "is not JSON" : "cannot be used")
            @unknown default: (nil, "cannot be used")
            }
        let path = (context?.codingPath ?? []).map { $0.intValue.map(String.init) ?? $0.stringValue }
        self.init(
            .badData, file: file, column: path.isEmpty ? nil : path.joined(separator: "."), problem: problem)
    }
}
