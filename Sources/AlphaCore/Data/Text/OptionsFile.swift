import Foundation
import Yams

/// A YAML file of a command's options by their names, `jump-deviations: 12`; `jump_deviations` is the same.
public enum OptionsFile {
    /// The options of the file as arguments, `--jump-deviations=12`, but for those that are given elsewhere.
    ///
    /// `options` says which there are, `--name`, and whether they take a value: a flag is `true` or `false`, a list of
    /// values is joined by commas, and nothing (`key:`) is nothing. Throws `noInput` when there is no file, and `badData`
    /// with the line for what is no YAML, no mapping, no such option, or no value of one.
    public static func arguments(
        _ url: URL, options: [String: Bool], except given: Set<String>
    ) throws(DataError) -> [String] {
        guard let node = try SettingsFile.node(url), node.null == nil else { return [] }
        func broken(_ place: Node, _ problem: String, column: String? = nil, found: String? = nil) -> DataError {
            DataError(
                .badData, file: url.relativePath, line: place.mark?.line, column: column, problem: problem, found: found
            )
        }
        guard let mapping = node.mapping else { throw broken(node, "is no mapping of options to values") }
        var arguments: [String] = []
        for (key, value) in mapping {
            let name = (key.string ?? "").replacing("_", with: "-")
            guard let takesValue = options["--\(name)"] else {
                let known = options.keys.map { String($0.dropFirst(2)) }.sorted()
                throw broken(key, UnknownNameError(kind: "option", name: name, known: known).description)
            }
            if given.contains("--\(name)") || value.null != nil { continue }
            if takesValue {
                let texts = value.sequence.map { $0.map(\.scalar?.string) } ?? [value.scalar?.string]
                guard !texts.contains(nil) else {
                    throw broken(value, "is neither a value nor a list of them", column: name)
                }
                arguments.append("--\(name)=\(texts.compactMap(\.self).joined(separator: ","))")
            } else {
                guard let isSet = value.bool else {
                    throw broken(value, "is neither true nor false", column: name, found: value.scalar?.string)
                }
                if isSet { arguments.append("--\(name)") }
            }
        }
        return arguments
    }
}
