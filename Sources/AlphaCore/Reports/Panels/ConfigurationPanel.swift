/// The run's resolved configuration, as its YAML file has it.
enum ConfigurationPanel: ReportPanel {
    static let id = "configuration"
    static let title = "Configuration"

    static func draw(_ content: ReportContent) -> Markup? {
        guard let text = content.configuration, !text.allSatisfy(\.isWhitespace) else { return nil }
        return """
            <p class="lead">With this file, the same data and the same version, the run repeats to the byte.</p>
            <pre>\(text)</pre>
            """
    }
}
