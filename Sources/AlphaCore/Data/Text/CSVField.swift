/// Fields of comma-separated text as RFC 4180 has them: what every writer of ours quotes by.
enum CSVField {
    /// The text, in quotes when it has a comma, a quote or a line end; the same rule as the C++ simulator's.
    static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
