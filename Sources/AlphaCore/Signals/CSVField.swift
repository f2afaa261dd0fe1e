/// Fields of comma-separated text as RFC 4180 has them.
enum CSVField {
    /// The text, in quotes when it has a comma, a quote, a line end or a space at either end.
    static func quoted(_ text: String) -> String {
        let needsQuotes =
            text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
            || text.first == " " || text.last == " "
        guard needsQuotes else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
