/// Lines, or areas between a line and a base, over time or over a number.
public struct LineChart: Chart {
    /// One line.
    public struct Series: Sendable {
        /// What the legend calls it.
        public var name: String
        /// Its look.
        public var style: SeriesStyle
        /// Places on the horizontal axis, increasing; nanoseconds since the epoch on a time axis.
        public var x: [Double]
        /// One value a place; `nil` is a gap.
        public var y: [Double?]
        /// Whether the area down (or up) to the chart's baseline is filled.
        public var isFilled = false

        /// A line through the given points.
        public init(name: String, style: SeriesStyle, x: [Double], y: [Double?], isFilled: Bool = false) {
            precondition(x.count == y.count, "\(x.count) places but \(y.count) values")
            self.name = name
            self.style = style
            self.x = x
            self.y = y
            self.isFilled = isFilled
        }

        /// A line over time.
        public init(
            name: String, style: SeriesStyle, timestamps: [Timestamp], values: [Double?], isFilled: Bool = false
        ) {
            self.init(
                name: name, style: style, x: timestamps.map { Double($0.nanoseconds) }, y: values, isFilled: isFilled)
        }
    }

    /// What the horizontal axis shows.
    public enum HorizontalAxis: Sendable {
        case time
        case number(label: String, format: NumberFormat)
    }

    /// The lines, drawn in this order.
    public var series: [Series]
    /// What the horizontal axis shows.
    public var horizontal: HorizontalAxis
    /// What is on the vertical axis.
    public var label: String
    /// How the vertical axis' numbers are shown.
    public var format: NumberFormat
    /// A value to mark with a line of its own, and the base of filled areas.
    public var baseline: Double?
    /// Whether the vertical axis is logarithmic (where all values are positive).
    public var isLogarithmic = false
    /// Whether each point gets a dot, with its value as the dot's title: for few points.
    public var hasDots = false
    /// Whether lines are thin: for a value that jumps from bar to bar.
    public var isFine = false
    /// Values that the vertical axis must show.
    public var includes: [Double] = []
    /// The picture's height in CSS pixels.
    public var height = 280.0
    /// The least width of the left margin, to line charts up that stand below each other.
    public var leftMin = 34.0

    /// A chart of the given lines.
    public init(
        _ series: [Series], horizontal: HorizontalAxis, label: String, format: NumberFormat, baseline: Double? = nil
    ) {
        self.series = series
        self.horizontal = horizontal
        self.label = label
        self.format = format
        self.baseline = baseline
    }

    public var legend: [LegendEntry] {
        series.map { LegendEntry(name: $0.name, style: $0.style, mark: .line) }
    }

    public func drawing(width: Double) -> Drawing {
        let frame = frame(width: width)
        var body = frame.axes(baseline: baseline)
        let weight: Markup = isFine ? "line fine" : "line"
        for one in series {
            let path = LinePath(zip(one.x, one.y).map { (x: frame.px($0), y: $1.map(frame.py)) })
            if one.isFilled {
                let base = frame.py(min(max(baseline ?? frame.y.lower, frame.y.lower), frame.y.upper))
                body += "<path class=\"area s\(one.style.colour)\" d=\"\(path.area(base: base))\"/>"
            }
            body += "<path class=\"\(weight) \(one.style.classes)\" d=\"\(path.data)\"/>"
        }
        if hasDots { body += dots(frame) }
        return Drawing(width: width, height: height, body: body)
    }

    private func frame(width: Double) -> PlotFrame {
        var xAxis = PlotFrame.Axis(kind: .time)
        if case .number(let label, let format) = horizontal {
            xAxis = PlotFrame.Axis(label: label, format: format)
        }
        let values = series.flatMap { $0.y.compactMap { $0 } }
        let isLogarithmic = isLogarithmic && values.allSatisfy { $0 > 0 }
        let inView = includes + (baseline.map { [$0] } ?? [])
        let yAxis = PlotFrame.Axis(
            kind: isLogarithmic ? .logarithmic : .linear, label: label + (isLogarithmic ? ", log scale" : ""),
            format: format, includes: isLogarithmic ? inView.filter { $0 > 0 } : inView)
        return PlotFrame(
            width: width, height: height, xAxis: xAxis, yAxis: yAxis, xValues: series.flatMap(\.x), yValues: values,
            leftMin: leftMin)
    }

    private func dots(_ frame: PlotFrame) -> Markup {
        var body = Markup.empty
        for one in series {
            for (x, y) in zip(one.x, one.y) {
                guard let y, y.isFinite else { continue }
                let place: Markup = "cx=\"\(px: frame.px(x))\" cy=\"\(px: frame.py(y))\""
                let value = "\(one.name): \(format.text(y))"
                body += "<circle class=\"dot s\(one.style.colour)\" \(place) r=\"2.6\"><title>\(value)</title></circle>"
            }
        }
        return body
    }
}
