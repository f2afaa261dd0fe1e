/// Numbers as every file of ours has them: the shortest decimal text that reads back to the same value.
public enum NumberText {
    /// The shortest text of the value: `100`, `0.05`, `1e-09`; empty for what does not exist (NaN, ±∞).
    public static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        return trimmed(value.description)
    }

    /// The shortest text of the value; empty for `nil`.
    public static func shortest(_ value: Double?) -> String {
        value.map(shortest) ?? ""
    }

    private static func trimmed(_ text: String) -> String {
        text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
