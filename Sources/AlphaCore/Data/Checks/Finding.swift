/// Something wrong, or likely wrong, with a bar file: what `alpha data check` prints.
public struct Finding: Sendable, Hashable, Codable {
    /// How sure and how bad it is.
    public enum Severity: String, CaseIterable, Sendable, Codable {
        /// A strict reader refuses the file, or a number is certainly wrong.
        case error
        /// Very likely wrong; results computed from it will mislead.
        case warning
        /// Worth a look; real markets do this too.
        case note
    }

    /// What is wrong.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// The file or a row of it cannot be read.
        case unreadable
        /// A bar that formats.md calls bad: a price, the high/low rule, the volume.
        case badBar = "bad_bar"
        /// A time that is before the row above it.
        case order
        /// A time that stands twice.
        case repeated
        /// Bars missing between two rows, by the calendar.
        case gap
        /// The same prices over many bars.
        case stale
        /// A return beyond k robust deviations.
        case jump
        /// Prices a hundred times too large or small: cents for dollars.
        case hundredfold
        /// Prices before a split that were not adjusted for it.
        case split
        /// An adjusted close that does not follow from the dividends.
        case dividend
        /// Prices or volumes in another unit than their asset's: points, thousands.
        case unit
        /// Times that moved by whole hours: another zone, or daylight saving taken for UTC.
        case timeZone = "time_zone"
        /// Bars of different lengths in one file.
        case mixedIntervals = "mixed_intervals"
    }

    /// The file's path as the user gave it.
    public var file: String
    /// The line, counted from 1 with the header; `nil` when it is about the file as a whole.
    public var line: Int?
    /// What is wrong.
    public var kind: Kind
    /// How sure and how bad it is.
    public var severity: Severity
    /// What was seen, in a few words with the numbers that show it.
    public var evidence: String

    /// A finding at a line of a file, or about the whole of it.
    public init(file: String, line: Int? = nil, kind: Kind, severity: Severity, evidence: String) {
        self.file = file
        self.line = line
        self.kind = kind
        self.severity = severity
        self.evidence = evidence
    }

    /// Writes the line as `null` where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(file, forKey: .file)
        try container.encode(line, forKey: .line)
        try container.encode(kind, forKey: .kind)
        try container.encode(severity, forKey: .severity)
        try container.encode(evidence, forKey: .evidence)
    }

    private enum CodingKeys: String, CodingKey { case file, line, kind, severity, evidence }
}
