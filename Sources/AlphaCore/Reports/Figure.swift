/// A chart with its title, one sentence on what it shows, its legend, and its numbers as a table that can be opened.
///
/// The picture is drawn twice, for a page and for a phone, and the style sheet shows one of them: text keeps its size.
public struct Figure: Sendable {
    /// Width of the drawing on a page, in CSS pixels.
    public static let wide = 780.0
    /// Width of the drawing on a phone.
    public static let narrow = 390.0

    /// Unique in the page; letters, digits and dashes.
    public var id: String
    /// What it shows, in a few words.
    public var title: String
    /// How to read it, in a sentence; also what a screen reader reads for the picture.
    public var caption: String
    /// The picture.
    public var chart: any Chart
    /// Its numbers.
    public var table: DataTable

    /// A figure of the given chart and numbers.
    public init(id: String, title: String, caption: String, chart: any Chart, table: DataTable) {
        self.id = id
        self.title = title
        self.caption = caption
        self.chart = chart
        self.table = table
    }

    /// The `<figure>` element.
    public var markup: Markup {
        """
        <figure id="\(id)">
        <figcaption><strong>\(title)</strong><span>\(caption)</span></figcaption>
        \(Figure.legend(chart.legend))
        \(svg(width: Figure.wide, variant: "wide"))
        \(svg(width: Figure.narrow, variant: "narrow"))
        <details><summary>Numbers</summary>\(table.markup)</details>
        </figure>

        """
    }

    private func svg(width: Double, variant: String) -> Markup {
        let drawing = chart.drawing(width: width)
        let (titleID, descriptionID) = ("\(id)-\(variant)-title", "\(id)-\(variant)-text")
        let size: Markup = "viewBox=\"0 0 \(px: drawing.width) \(px: drawing.height)\""
        return """
            <svg class="\(variant)" \(size) role="img" aria-labelledby="\(titleID) \(descriptionID)">\
            <title id="\(titleID)">\(title)</title><desc id="\(descriptionID)">\(caption)</desc>\(drawing.body)</svg>
            """
    }

    private static func legend(_ entries: [LegendEntry]) -> Markup {
        guard entries.count > 1 else { return .empty }
        let items = entries.map { entry -> Markup in
            let mark: Markup =
                switch entry.mark {
                case .line: "<path class=\"line \(entry.style.classes)\" d=\"M1 6H25\"/>"
                case .block: "<rect class=\"bar s\(entry.style.colour)\" x=\"8\" width=\"12\" height=\"12\" rx=\"2\"/>"
                }
            return
                "<li><svg class=\"swatch\" viewBox=\"0 0 26 12\" aria-hidden=\"true\">\(mark)</svg>\(entry.name)</li>"
        }
        return "<ul class=\"legend\">\(items)</ul>"
    }
}
