/// What a second download does to the actions of the first.
extension ActionsFile {
    /// The stored actions with those that came in the place of what was asked for again.
    static func merged(
        _ stored: [CorporateAction], with came: [CorporateAction], asked: [Range<Timestamp>]
    ) -> [CorporateAction] {
        ordered(stored.filter { action in !asked.contains { $0.contains(action.timestamp) } } + came)
    }

    /// What is not as it was among the actions that were asked for again, one note each.
    static func changes(
        _ stored: [CorporateAction], to came: [CorporateAction], asked: [Range<Timestamp>]
    ) -> [String] {
        func key(_ action: CorporateAction) -> String { "\(action.timestamp) \(action.kind.rawValue)" }
        let values = Dictionary(came.map { (key($0), $0.value) }, uniquingKeysWith: { first, _ in first })
        return stored.filter { action in asked.contains { $0.contains(action.timestamp) } }.compactMap { action in
            let new = values[key(action)]
            if let new, abs(new - action.value) <= Bar.rounding * abs(action.value) { return nil }
            return "\(key(action)) \(NumberText.shortest(action.value)) -> \(new.map(NumberText.shortest) ?? "none")"
        }
    }
}
