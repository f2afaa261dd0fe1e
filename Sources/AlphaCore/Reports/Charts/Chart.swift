/// A picture of numbers that are already there: it chooses places and colours and computes no statistic.
public protocol Chart: Sendable {
    /// The picture at a width in units of CSS pixels; `id` is unique in the page, for what refers to a part of it.
    func drawing(width: Double) -> Drawing
    /// What each line or bar is, for the legend above the picture; empty when the picture says so itself.
    var legend: [LegendEntry] { get }
}

/// The inside of an `<svg>` element, and its height.
public struct Drawing: Sendable {
    /// Width in CSS pixels.
    public var width: Double
    /// Height in CSS pixels.
    public var height: Double
    /// The elements.
    public var body: Markup

    /// A drawing of the given size.
    public init(width: Double, height: Double, body: Markup) {
        self.width = width
        self.height = height
        self.body = body
    }
}

/// One line of a chart's legend.
public struct LegendEntry: Sendable, Hashable {
    /// How the mark is drawn.
    public enum Mark: Sendable, Hashable { case line, block }

    /// What it is called.
    public var name: String
    /// Its look.
    public var style: SeriesStyle
    /// How the mark is drawn.
    public var mark: Mark

    /// An entry of the given name and look.
    public init(name: String, style: SeriesStyle, mark: Mark) {
        self.name = name
        self.style = style
        self.mark = mark
    }
}

/// The look of one series: a colour of the page's palette and a pattern of dashes.
///
/// Colours are told apart by every common kind of colour blindness (after Okabe and Ito), and the dashes tell series
/// apart without any colour at all.
public struct SeriesStyle: Sendable, Hashable {
    /// How many colours there are.
    public static let colourCount = 8
    /// How many patterns of dashes there are; 0 is a solid line.
    public static let dashCount = 4

    /// The colour's number in `0..<colourCount`.
    public var colour: Int
    /// The dashes' number in `0..<dashCount`.
    public var dash: Int

    /// A look; numbers past the end begin anew, and a colour's second use gets other dashes.
    public init(colour: Int, dash: Int = 0) {
        self.colour = colour % SeriesStyle.colourCount
        self.dash = (dash + colour / SeriesStyle.colourCount) % SeriesStyle.dashCount
    }

    /// The classes that the style sheet gives this look.
    var classes: String { dash == 0 ? "s\(colour)" : "s\(colour) d\(dash)" }
}

/// Several charts in one picture, beside each other where there is room and below each other where there is none.
public struct ChartGrid: Chart {
    /// The charts, each under its own title.
    public var charts: [(title: String, chart: any Chart)]
    /// How many stand side by side on a wide page.
    public var columns: Int
    /// What is common to all of them.
    public var legend: [LegendEntry]

    /// A grid of the given charts.
    public init(_ charts: [(title: String, chart: any Chart)], columns: Int, legend: [LegendEntry]) {
        self.charts = charts
        self.columns = columns
        self.legend = legend
    }

    public func drawing(width: Double) -> Drawing {
        let gap = 14.0
        let columns = max(1, min(self.columns, Int(width / 210), charts.count))
        let cell = (width - gap * Double(columns - 1)) / Double(columns)
        var body = Markup.empty
        var top = 0.0
        for start in stride(from: 0, to: charts.count, by: columns) {
            var rowHeight = 0.0
            for index in start..<min(start + columns, charts.count) {
                let titleHeight = charts[index].title.isEmpty ? 0.0 : 20
                let drawing = charts[index].chart.drawing(width: cell)
                let left = Double(index - start) * (cell + gap)
                if titleHeight > 0 {
                    body += "<text class=\"sub\" x=\"\(px: left)\" y=\"\(px: top + 12)\">\(charts[index].title)</text>"
                }
                body += "<g transform=\"translate(\(px: left) \(px: top + titleHeight))\">\(drawing.body)</g>"
                rowHeight = max(rowHeight, drawing.height + titleHeight)
            }
            top += rowHeight + (start + columns < charts.count ? gap : 0)
        }
        return Drawing(width: width, height: top, body: body)
    }
}
