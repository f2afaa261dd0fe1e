import Foundation

/// `report.html`: one self-contained file that opens anywhere, from a run's numbers.
///
/// No script, no network, no font of its own; light and dark; prints. Every text that comes from a file is escaped.
public enum Report {
    /// The report's sections in their order; a new panel is a new file and its name here.
    public static let panels: [any ReportPanel.Type] = [
        EquityPanel.self, SignalHeatmapPanel.self, ModelsPanel.self, LearningCurvesPanel.self, RobustnessPanel.self,
        CostsPanel.self, ExecutionPanel.self, StatisticsPanel.self, DataPanel.self, ConfigurationPanel.self,
    ]

    /// Where the page's style sheet is.
    public enum Style: Sendable {
        /// Inside the page.
        case embedded
        /// At an address of the server that shows the page, whose policy forbids styles inside.
        case linked(String)
    }

    /// Draws the report of a run folder and writes it there as `report.html`; returns where.
    ///
    /// The page calls the run by `name`, or by its folder's name. Throws `noInput` without a folder or `metrics.json`, and
    /// `badData` for any file that cannot be used.
    @discardableResult
    public static func write(_ folder: RunFolder, name: String? = nil) throws(DataError) -> URL {
        var content = try RunContents.complete(folder).report
        if let name { content.name = name }
        try OutputFile.write(html(content), to: folder.report)
        return folder.report
    }

    /// The whole page: head, key figures with what they support, and every panel whose numbers are there.
    ///
    /// - Parameter home: An address that the page links back to, where there is one.
    public static func html(_ content: ReportContent, style: Style = .embedded, home: String? = nil) -> String {
        let sections = panels.compactMap { panel in
            section(panel.id, of: content).map { (id: panel.id, title: panel.title, body: $0) }
        }
        let links = sections.map { section -> Markup in "<a href=\"#\(section.id)\">\(section.title)</a> " }
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(title(content)) – AlphaFactory report</title>
            \(styleElement(style))
            </head>
            <body>
            <main>
            \(header(content, home: home))
            <nav class="contents" aria-label="Contents">\(links)</nav>
            \(sections.map(\.body))
            <footer>\(ReportHeader.footer(content))</footer>
            </main>
            </body>
            </html>

            """
        return page.text
    }

    private static func styleElement(_ style: Style) -> Markup {
        switch style {
        case .embedded: "<style>\n\(Markup(trusted: ReportStyle.sheet))</style>"
        case .linked(let address): "<link rel=\"stylesheet\" href=\"\(address)\"/>"
        }
    }
}
