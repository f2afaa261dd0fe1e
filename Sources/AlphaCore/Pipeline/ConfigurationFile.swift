import Foundation
import Yams

/// Reads and writes `ResearchConfiguration` as YAML, with the line of whatever cannot be used.
extension ResearchConfiguration {
    /// Keys that belong to the command and never change a result, but may stand in the file.
    static let commandKeys = ["out", "threads", "quiet", "json"]

    /// The configuration of a YAML file: what the file leaves out is the default.
    ///
    /// `noInput` for a missing file; `badData` for text that is no YAML mapping, an unknown key (with the nearest
    /// known one) or a value of the wrong kind.
    public init(yaml url: URL) throws(DataError) {
        let path = url.relativePath
        let known = CodingKeys.allCases.map(\.rawValue) + ResearchConfiguration.commandKeys
        do {
            guard let node = try SettingsFile.node(url) else {
                self.init()
                return
            }
            guard let mapping = node.mapping else {
                throw DataError(
                    .badData, file: path, line: 1, problem: "a configuration is a mapping of keys to values")
            }
            for (key, value) in mapping {
                let name = key.string ?? ""
                guard known.contains(name) else {
                    let error = UnknownNameError(kind: "key", name: name, known: known)
                    throw DataError(.badData, file: path, line: key.mark?.line, problem: error.description)
                }
                guard value.null == nil else {
                    throw DataError(.badData, file: path, line: key.mark?.line, column: name, problem: "has no value")
                }
            }
            self = try YAMLDecoder().decode(ResearchConfiguration.self, from: node)
        } catch let error as DataError {
            throw error
        } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context),
            DecodingError.valueNotFound(_, let context)
        {
            let key = context.codingPath.first?.stringValue
            throw DataError(.badData, file: path, column: key, problem: "a value of the wrong kind")
        } catch {
            throw DataError(.badData, file: path, problem: "\(error)".replacing("\n", with: " "))
        }
    }

    /// The value of a key that belongs to the command; `nil` when the file has none.
    public static func commandValue(_ key: String, yaml url: URL) -> String? {
        guard let data = FileManager.default.contents(atPath: url.path) else { return nil }
        return (try? Yams.compose(yaml: String(decoding: data, as: UTF8.self)))?.mapping?[Node(key)]?.string
    }

    /// Every choice as YAML, keys in the order of the declaration, numbers in their shortest form.
    public func yaml() throws -> String {
        // Yams writes every fraction as a power of ten, 2.5e-1.
        let scientific = /([:\-] )(-?\d+(?:\.\d+)?e[+\-]\d+)$/.anchorsMatchLineEndings()
        return try YAMLEncoder().encode(self).replacing(scientific) { match in
            match.output.1 + (Double(match.output.2).map(NumberText.shortest) ?? String(match.output.2))
        }
    }

    public init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ key: CodingKeys, into place: inout Value) throws {
            place = try values.decodeIfPresent(Value.self, forKey: key) ?? place
        }
        try read(.name, into: &name)
        try read(.data, into: &data)
        try read(.symbols, into: &symbols)
        try read(.onBadBar, into: &onBadBar)
        try read(.features, into: &features)
        try read(.models, into: &models)
        try read(.lookback, into: &lookback)
        try read(.horizon, into: &horizon)
        try read(.labelEntry, into: &labelEntry)
        try read(.train, into: &train)
        try read(.val, into: &val)
        try read(.test, into: &test)
        try read(.embargo, into: &embargo)
        try read(.anchored, into: &anchored)
        try read(.epochs, into: &epochs)
        try read(.batch, into: &batch)
        try read(.seed, into: &seed)
        try read(.weights, into: &weights)
        try read(.fill, into: &fill)
        try read(.capital, into: &capital)
        try read(.noise, into: &noise)
        try read(.noiseTrials, into: &noiseTrials)
    }

    /// Throws what is wrong with the numbers, in the words of the command line.
    public func validate() throws(ConfigurationError) {
        func require(_ holds: Bool, _ problem: String) throws(ConfigurationError) {
            if !holds { throw ConfigurationError(problem: problem) }
        }
        try require(!models.isEmpty, "models is empty, at least one family is needed")
        try require(lookback >= 1, "lookback is \(lookback), it must be at least 1")
        try require(horizon >= 1, "horizon is \(horizon), it must be at least 1")
        try require(train >= 1, "train is \(train), it must be at least 1")
        try require(val >= 0, "val is \(val), it must not be negative")
        try require(test >= 1, "test is \(test), it must be at least 1")
        try require(embargo >= 0, "embargo is \(embargo), it must not be negative")
        try require(epochs >= 1, "epochs is \(epochs), it must be at least 1")
        try require(batch >= 1, "batch is \(batch), it must be at least 1")
        try require(capital > 0 && capital.isFinite, "capital is \(capital), it must be positive")
        try require(noise.allSatisfy { $0 >= 0 && $0.isFinite }, "noise sizes must not be negative")
        try require(noiseTrials >= 1, "noise-trials is \(noiseTrials), it must be at least 1")
        try require(
            name.range(of: "^[A-Za-z0-9._-]{1,40}$", options: .regularExpression) != nil && !name.contains(".."),
            "name is '\(name)', it may hold letters, digits, '.', '_' and '-' only, at most 40")
    }
}

/// A choice that no run can be made with; a usage error (exit status 64).
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    public var problem: String

    /// An error of the given text.
    public init(problem: String) { self.problem = problem }

    public var description: String { problem }
}
