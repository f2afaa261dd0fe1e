import Foundation

/// JSON as every file and `--json` output of ours has it: sorted keys, indented, `null` for what does not exist.
public enum JSONText {
    /// The value as JSON text, ending in a newline.
    public static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
