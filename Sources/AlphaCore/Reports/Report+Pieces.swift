/// Parts of the report for pages that show a run in their own frame.
extension Report {
    /// The run's own name, else that of its folder.
    public static func title(_ content: ReportContent) -> String {
        if let name = content.origin.name, !name.isEmpty { name } else { content.name }
    }

    /// The report's head: name, origin, what the numbers support, key figures.
    ///
    /// - Parameter home: An address that it links back to, where there is one.
    public static func header(_ content: ReportContent, home: String? = nil) -> Markup {
        ReportHeader.draw(content, home: home)
    }

    /// The section of the panel with that id; `nil` for an unknown id or without the panel's numbers.
    public static func section(_ id: String, of content: ReportContent) -> Markup? {
        guard let panel = panels.first(where: { $0.id == id }), let body = panel.draw(content) else { return nil }
        return "<section id=\"\(id)\">\n<h2>\(panel.title)</h2>\n\(body)\n</section>\n"
    }

    /// An ISO 8601 moment to the minute, as people write it; any other text as it is.
    public static func moment(_ text: String) -> String {
        guard let timestamp = Timestamp(text) else { return text }
        let iso = timestamp.description
        guard let separator = iso.firstIndex(of: "T") else { return iso }
        return "\(iso[..<separator]) \(iso[iso.index(after: separator)...].prefix(5)) UTC"
    }
}
