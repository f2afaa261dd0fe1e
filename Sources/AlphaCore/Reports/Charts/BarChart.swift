/// Groups of bars from a common zero: one group a fold, say, and in each one bar a model.
public struct BarChart: Chart {
    /// One bar of every group.
    public struct Series: Sendable {
        /// What the legend calls it.
        public var name: String
        /// Its look.
        public var style: SeriesStyle
        /// One value a group; `nil` leaves the bar out.
        public var values: [Double?]

        /// Bars of the given values.
        public init(name: String, style: SeriesStyle, values: [Double?]) {
            self.name = name
            self.style = style
            self.values = values
        }
    }

    /// The groups' names, below them.
    public var groups: [String]
    /// The bars.
    public var series: [Series]
    /// What is on the vertical axis.
    public var label: String
    /// How values are shown.
    public var format: NumberFormat
    /// The picture's height in CSS pixels.
    public var height = 260.0

    /// A chart of the given bars; every series has one value a group.
    public init(groups: [String], series: [Series], label: String, format: NumberFormat) {
        for one in series {
            precondition(one.values.count == groups.count, "\(one.values.count) values but \(groups.count) groups")
        }
        self.groups = groups
        self.series = series
        self.label = label
        self.format = format
    }

    public var legend: [LegendEntry] {
        series.map { LegendEntry(name: $0.name, style: $0.style, mark: .block) }
    }

    public func drawing(width: Double) -> Drawing {
        let frame = PlotFrame(
            width: width, height: height, xAxis: PlotFrame.Axis(),
            yAxis: PlotFrame.Axis(label: label, format: format, includes: [0]), xValues: [0, 1],
            yValues: series.flatMap { $0.values.compactMap { $0 } })
        let slot = (frame.right - frame.left) / Double(max(1, groups.count))
        let inner = slot * (groups.count > 1 ? 0.8 : 0.6)
        let barSlot = min(34, inner / Double(max(1, series.count)))
        let gap = barSlot > 6 ? 1.5 : 0.4
        let zero = frame.py(0)
        var body = frame.axes(
            baseline: 0, xTicks: groups.enumerated().map { (frame.left + (Double($0) + 0.5) * slot, $1) })
        for (group, name) in groups.enumerated() {
            let centre = frame.left + (Double(group) + 0.5) * slot
            var left = centre - barSlot * Double(series.count) / 2
            for one in series {
                if let value = one.values[group], value.isFinite {
                    let end = frame.py(value)
                    let size: Markup =
                        "x=\"\(px: left + gap / 2)\" y=\"\(px: min(end, zero))\" width=\"\(px: max(0.6, barSlot - gap))\" height=\"\(px: max(0.6, abs(end - zero)))\""
                    body +=
                        "<rect class=\"bar s\(one.style.colour)\" \(size)><title>\(one.name), \(name): \(format.text(value))</title></rect>"
                }
                left += barSlot
            }
        }
        return Drawing(width: width, height: height, body: body)
    }
}
