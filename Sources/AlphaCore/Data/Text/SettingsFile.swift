import Foundation
import Yams

/// A YAML file of settings by name, read strictly: unknown and missing keys are errors, with their line.
struct SettingsFile {
    /// The file's path as the user gave it.
    let path: String
    /// What stands at the top.
    let top: Settings

    /// Some settings and the line that they stand on.
    struct Settings {
        fileprivate let path: String
        fileprivate let line: Int?
        /// What they are, in errors: `account 'desk'`.
        let name: String
        /// The keys in their order, with their values.
        let entries: [(key: String, line: Int?, value: Node)]
    }

    /// Reads the file; `noInput` when there is none, `badData` for what is no mapping of YAML.
    init(_ url: URL, of name: String) throws(DataError) {
        path = url.relativePath
        guard let node = try SettingsFile.node(url) else {
            throw DataError(.badData, file: path, line: 1, problem: "is empty")
        }
        top = try Settings(node, path: path, name: name)
    }

    /// The document of a file of YAML; `nil` when there is nothing in it. Throws as the initializer does.
    static func node(_ url: URL) throws(DataError) -> Node? {
        guard let data = FileManager.default.contents(atPath: url.path) else {
            throw DataError(.noInput, file: url.relativePath, problem: "no such file")
        }
        do {
            return try Yams.compose(yaml: String(decoding: data, as: UTF8.self))
        } catch {
            let problem = "no YAML: \(error)".replacing("\n", with: " ")
            throw DataError(.badData, file: url.relativePath, problem: problem)
        }
    }
}

extension SettingsFile.Settings {
    fileprivate init(_ node: Node, path: String, name: String) throws(DataError) {
        self.path = path
        self.name = name
        line = node.mark?.line
        guard let mapping = node.mapping else {
            throw DataError(
                .badData, file: path, line: node.mark?.line, problem: "\(name) is no mapping of keys to values")
        }
        var entries: [(key: String, line: Int?, value: Node)] = []
        for (key, value) in mapping {
            guard let text = key.string else {
                throw DataError(.badData, file: path, line: key.mark?.line, problem: "a key of \(name) is no text")
            }
            entries.append((text, key.mark?.line, value))
        }
        self.entries = entries
    }

    /// Throws at the first key that is none of these.
    func require(only known: [String]) throws(DataError) {
        for entry in entries where !known.contains(entry.key) {
            let error = UnknownNameError(kind: "key", name: entry.key, known: known)
            throw DataError(.badData, file: path, line: entry.line, problem: error.description)
        }
    }

    /// The settings below a key; `nil` when it is not there.
    func settings(_ key: String, name: String) throws(DataError) -> SettingsFile.Settings? {
        guard let entry = entries.first(where: { $0.key == key }) else { return nil }
        return try SettingsFile.Settings(entry.value, path: path, name: name)
    }

    /// The settings below each key.
    func all(named name: (String) -> String) throws(DataError) -> [(key: String, settings: SettingsFile.Settings)] {
        var found: [(key: String, settings: SettingsFile.Settings)] = []
        for entry in entries {
            found.append((entry.key, try SettingsFile.Settings(entry.value, path: path, name: name(entry.key))))
        }
        return found
    }

    /// The text of a key that must be there.
    func text(_ key: String) throws(DataError) -> String {
        guard let text = try textIfPresent(key) else {
            throw DataError(.badData, file: path, line: line, column: key, problem: "is missing in \(name)")
        }
        return text
    }

    /// The text of a key; `nil` when it is not there.
    func textIfPresent(_ key: String) throws(DataError) -> String? {
        guard let entry = entries.first(where: { $0.key == key }) else { return nil }
        guard let scalar = entry.value.scalar, scalar.string != "" else {
            throw error(key, "is no single value", found: nil)
        }
        return scalar.string
    }

    /// The limit of a key that must be there: a number of at least 0, or `none`, which is `nil`.
    func limit(_ key: String) throws(DataError) -> Decimal8? { try limit(try text(key), of: key) }

    /// The limit of a key that may be left out, which is `nil` as `none` is.
    func limitIfPresent(_ key: String) throws(DataError) -> Decimal8? {
        guard let text = try textIfPresent(key) else { return nil }
        return try limit(text, of: key)
    }

    /// As `limit`, for what is counted: an integer.
    func count(_ key: String) throws(DataError) -> Int64? {
        let found = try text(key)
        if found == "none" { return nil }
        guard let value = Int64(found), value >= 0 else {
            throw error(key, "is neither a whole number nor none", found: found)
        }
        return value
    }

    /// As `count`, for what may be left out.
    func countIfPresent(_ key: String) throws(DataError) -> Int64? {
        try textIfPresent(key) == nil ? nil : try count(key)
    }

    /// A number above 0; `nil` when the key is not there.
    func positive(_ key: String) throws(DataError) -> Decimal8? {
        guard let found = try textIfPresent(key) else { return nil }
        guard let value = Decimal8(found), value.raw > 0 else { throw error(key, "is no number above 0", found: found) }
        return value
    }

    /// An error about a key's value.
    func error(_ key: String, _ problem: String, found: String?) -> DataError {
        let entry = entries.first { $0.key == key }
        return DataError(.badData, file: path, line: entry?.line ?? line, column: key, problem: problem, found: found)
    }

    private func limit(_ found: String, of key: String) throws(DataError) -> Decimal8? {
        if found == "none" { return nil }
        guard let value = Decimal8(found), value.raw >= 0 else {
            throw error(key, "is neither a number of at most 8 decimal places nor none", found: found)
        }
        return value
    }
}
