/// What `alpha data check` found, file by file.
public struct DataCheckReport: Sendable {
    /// One file's.
    public struct File: Sendable {
        /// The path as the user gave it.
        public var path: String
        /// Rows below the header, bad ones with them.
        public var rows: Int
        /// The usual time between bars, `1d`; `nil` when there is none.
        public var interval: String?
        /// The class by its folder's name or as the user said; `nil` when neither says it.
        public var assetClass: AssetClass?
        /// The days of the week on which bars are to be expected, learnt from the file: `Mon-Fri`, `every day`.
        public var calendar: String?
        /// The earliest and the latest bar.
        public var first: Timestamp?
        public var last: Timestamp?
        /// The same as the file means them: dates of daily bars.
        fileprivate var span = ""
        /// What was found, in the order of lines; what is about the whole file comes first.
        public var findings: [Finding]
        /// How many more there were of a kind than are told.
        public var more: [Finding.Kind: Int]

        /// How many findings there are in all.
        public var count: Int { findings.count + more.values.reduce(0, +) }

        init(_ file: CheckedFile, _ profile: FileProfile?, _ log: FindingLog, kinds: Set<Finding.Kind>) {
            path = file.path
            rows = profile?.rows ?? 0
            interval = profile?.interval.map(Evidence.duration)
            assetClass = file.assetClass
            calendar = profile.flatMap { $0.times == nil ? nil : $0.calendar.description }
            first = profile?.times.map { Timestamp(nanoseconds: $0.lowerBound) }
            last = profile?.times.map { Timestamp(nanoseconds: $0.upperBound) }
            if let profile, let times = profile.times {
                span = "\(profile.label(times.lowerBound)) to \(profile.label(times.upperBound))"
            }
            findings = log.findings.filter { kinds.contains($0.kind) }.enumerated()
                .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
            more = log.more.filter { kinds.contains($0.key) }
        }
    }

    /// The files, in the order in which they were named.
    public var files: [File]

    /// How many findings there are in all.
    public var count: Int { files.reduce(0) { $0 + $1.count } }

    /// A line a file, below it a line a finding, and a summary.
    public var text: String {
        var lines: [String] = []
        for file in files {
            lines.append(said(file))
            for finding in file.findings {
                let place = finding.line.map { "\(file.path):\($0)" } ?? file.path
                lines.append("\(place): \(finding.severity.rawValue) \(finding.kind.rawValue): \(finding.evidence)")
            }
            for (kind, count) in file.more.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                lines.append("\(file.path): and \(Evidence.grouped(count)) more of \(kind.rawValue)")
            }
        }
        lines.append(summary)
        return lines.joined(separator: "\n")
    }

    private func said(_ file: File) -> String {
        guard file.first != nil else { return "\(file.path): no bars" }
        let bars =
            file.interval.map { "\(Evidence.grouped(file.rows)) bars of \($0)" } ?? Evidence.count(file.rows, "bar")
        let calendar = file.assetClass.map(\.rawValue) ?? "class unknown, calendar learnt"
        return "\(file.path): \(bars), \(file.span), \(file.calendar ?? "") (\(calendar)): "
            + (file.count == 0 ? "nothing found" : Evidence.count(file.count, "finding"))
    }

    private var summary: String {
        let rows = files.reduce(0) { $0 + $1.rows }
        let checked = "\(Evidence.count(files.count, "file")), \(Evidence.count(rows, "bar"))"
        guard count > 0 else { return "\(checked): nothing found" }
        let told = files.flatMap(\.findings)
        let bySeverity = Finding.Severity.allCases.compactMap { severity in
            let count = told.count { $0.severity == severity }
            return count == 0 ? nil : Evidence.count(count, severity.rawValue)
        }
        let untold = files.reduce(0) { $0 + $1.more.values.reduce(0, +) }
        let parts = bySeverity + (untold == 0 ? [] : ["\(Evidence.grouped(untold)) more not shown"])
        let faulty = files.count { $0.count > 0 }
        return "\(checked): \(Evidence.count(count, "finding")) in \(Evidence.count(faulty, "file")) "
            + "(\(parts.joined(separator: ", ")))"
    }
}

extension DataCheckReport: Encodable {
    private enum CodingKeys: String, CodingKey { case files, findings, more }

    private struct FileSummary: Encodable {
        var path: String
        var rows: Int
        var interval: String?
        var assetClass: String?
        var calendar: String?
        var first: String?
        var last: String?
        var findings: Int

        enum CodingKeys: String, CodingKey {
            case path, rows, interval, calendar, first, last, findings
            case assetClass = "class"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(path, forKey: .path)
            try container.encode(rows, forKey: .rows)
            try container.encode(interval, forKey: .interval)
            try container.encode(assetClass, forKey: .assetClass)
            try container.encode(calendar, forKey: .calendar)
            try container.encode(first, forKey: .first)
            try container.encode(last, forKey: .last)
            try container.encode(findings, forKey: .findings)
        }
    }

    /// `files`, `findings` of all of them, and in `more` how many further ones there were, by file and kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(
            files.map { file in
                FileSummary(
                    path: file.path, rows: file.rows, interval: file.interval, assetClass: file.assetClass?.rawValue,
                    calendar: file.calendar, first: file.first?.description, last: file.last?.description,
                    findings: file.count)
            }, forKey: .files)
        try container.encode(files.flatMap(\.findings), forKey: .findings)
        let more = files.filter { !$0.more.isEmpty }.map { file in
            (file.path, Dictionary(uniqueKeysWithValues: file.more.map { ($0.key.rawValue, $0.value) }))
        }
        try container.encode(Dictionary(uniqueKeysWithValues: more), forKey: .more)
    }
}
