/// What was wrong with a file, where: every reader and writer throws this.
///
/// Printed as `FILE:LINE: column 'NAME': what is wrong (the text found)`, leaving out what is not known.
public struct DataError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure it is; decides the command's exit status (sysexits).
    public enum Kind: Int32, Sendable {
        /// The contents cannot be used.
        case badData = 65
        /// There is no such file or folder.
        case noInput = 66
        /// The output cannot be made.
        case cannotCreate = 73
        /// Reading or writing failed underway.
        case inputOutput = 74
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// The file's path as the user gave it.
    public var file: String
    /// The line, counted from 1 with the header; `nil` when it is about the file as a whole.
    public var line: Int?
    /// The column's name.
    public var column: String?
    /// What is wrong, in a few words.
    public var problem: String
    /// The text found there.
    public var found: String?

    /// An error about the file, and where known its line, column and the text found there.
    public init(
        _ kind: Kind, file: String, line: Int? = nil, column: String? = nil, problem: String, found: String? = nil
    ) {
        self.kind = kind
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
        self.found = found
    }

    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        text += ": "
        if let column { text += "column '\(column)': " }
        text += problem
        if let found { text += " (\(DataError.printable(found)))" }
        return text
    }

    /// The text on one line of at most 60 characters, control characters as `\u{..}`.
    private static func printable(_ text: String) -> String {
        let escaped = text.prefix(60).unicodeScalars.map { scalar in
            scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return escaped.joined() + (text.count > 60 ? "…" : "")
    }
}
