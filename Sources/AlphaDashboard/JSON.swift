import AlphaCore

/// Pieces of JSON, written directly: series of a hundred thousand numbers are too long for a detour over objects.
enum JSON {
    /// A JSON string; `<` is escaped as well, so that the text is harmless wherever it ends up.
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "<", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}": result += escape(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The shortest number that reads back the same; `null` for what does not exist.
    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "null" }
        return NumberText.shortest(value)
    }

    /// An array of values that are JSON already.
    static func array(_ values: some Sequence<String>) -> String { "[" + values.joined(separator: ",") + "]" }

    /// An array of numbers.
    static func numbers(_ values: some Sequence<Double?>) -> String { array(values.lazy.map(number)) }

    /// An object of values that are JSON already, in the given order.
    static func object(_ members: KeyValuePairs<String, String>) -> String {
        "{" + members.map { string($0.key) + ":" + $0.value }.joined(separator: ",") + "}"
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
