/// A name that stands for nothing; its description offers the nearest one that does.
public struct UnknownNameError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What was named: `feature`.
    public var kind: String
    /// The name as given.
    public var name: String
    /// The known name that takes the fewest edits to reach; `nil` where none is near.
    public var nearest: String?
    /// All known names.
    public var known: [String]

    /// An error about a name that is none of the known ones.
    public init(kind: String, name: String, known: [String]) {
        self.kind = kind
        self.name = name
        self.known = known
        nearest = UnknownNameError.nearest(to: name, in: known)
    }

    public var description: String {
        let hint = nearest.map { "did you mean '\($0)'?" } ?? "known: \(known.joined(separator: ", "))"
        return "unknown \(kind) '\(name)': \(hint)"
    }

    /// The name of the fewest edits (the first of equals), if they are at most half of its letters.
    static func nearest(to name: String, in known: [String]) -> String? {
        let byEdits = known.map { (edits: editDistance(name.lowercased(), $0.lowercased()), name: $0) }
        guard let best = byEdits.min(by: { $0.edits < $1.edits }) else { return nil }
        return best.edits * 2 <= max(best.name.count, 2) ? best.name : nil
    }

    /// How many letters must be put in, taken out or changed to turn one text into the other (Levenshtein 1966).
    static func editDistance(_ first: String, _ second: String) -> Int {
        let second = Array(second)
        var row = Array(0...second.count)
        for (done, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = done + 1
            for column in second.indices {
                let replaced = diagonal + (letter == second[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[second.count]
    }
}
