/// The rectangle that data is drawn in, with its axes: grid lines, ticks that do not touch each other, labels with units.
struct PlotFrame {
    /// An axis as the chart's maker describes it.
    struct Axis: Sendable {
        var kind = Scale.Kind.linear
        /// What is on the axis; the unit is added from the format.
        var label = ""
        var format = NumberFormat.decimal(2)
        /// Values that must be in view.
        var includes: [Double] = []
    }

    let width: Double
    let height: Double
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let x: Scale
    let y: Scale
    private let xAxis: Axis
    private let yAxis: Axis
    private let yTicks: [Scale.Tick]

    /// About how wide a digit of the axis text is.
    static let digitWidth = 6.3

    /// A frame around values of the given scales; the left margin fits the widest tick.
    init(
        width: Double, height: Double, xAxis: Axis, yAxis: Axis, xValues: some Sequence<Double>,
        yValues: some Sequence<Double>, leftMin: Double = 34
    ) {
        self.width = width
        self.height = height
        self.xAxis = xAxis
        self.yAxis = yAxis
        let tickCount = max(2, Int(height / 48))
        x = Scale(xAxis.kind, covering: Array(xValues) + xAxis.includes)
        y = Scale(yAxis.kind, covering: Array(yValues) + yAxis.includes).nice(tickCount)
        yTicks = y.ticks(tickCount, format: yAxis.format)
        let widest = yTicks.map { Double($0.label.count) }.max() ?? 0
        left = max(leftMin, widest * PlotFrame.digitWidth + 10)
        right = width - 10
        top = yAxis.label.isEmpty ? 8 : 24
        bottom = height - (xAxis.label.isEmpty ? 22 : 38)
    }

    /// Where the value stands, from the left.
    func px(_ value: Double) -> Double { left + x.position(value) * (right - left) }
    /// Where the value stands, from the top.
    func py(_ value: Double) -> Double { bottom - y.position(value) * (bottom - top) }

    /// The grid, ticks and labels; what is drawn later lies above them.
    ///
    /// - Parameter xTicks: Ticks to use instead of round values, by their place from the left.
    func axes(baseline: Double? = nil, xTicks: [(place: Double, label: String)]? = nil) -> Markup {
        var body = Markup.empty
        for tick in yTicks {
            let place = py(tick.value)
            body += "<path class=\"grid\" d=\"M\(px: left) \(px: place)H\(px: right)\"/>"
            body +=
                "<text class=\"tick\" text-anchor=\"end\" x=\"\(px: left - 6)\" y=\"\(px: place + 4)\">\(tick.label)</text>"
        }
        if let baseline, y.position(baseline) >= 0, y.position(baseline) <= 1 {
            body += "<path class=\"base\" d=\"M\(px: left) \(px: py(baseline))H\(px: right)\"/>"
        }
        for tick in PlotFrame.withoutOverlap(xTicks ?? roundTicks, left: left, right: right) {
            body += "<path class=\"notch\" d=\"M\(px: tick.place) \(px: bottom)v4\"/>"
            body +=
                "<text class=\"tick\" text-anchor=\"\(tick.anchor)\" x=\"\(px: tick.textPlace)\" y=\"\(px: bottom + 17)\">\(tick.label)</text>"
        }
        body += "<path class=\"base\" d=\"M\(px: left) \(px: bottom)H\(px: right)\"/>"
        if !yAxis.label.isEmpty { body += "<text class=\"label\" x=\"0\" y=\"12\">\(PlotFrame.withUnit(yAxis))</text>" }
        if !xAxis.label.isEmpty {
            body +=
                "<text class=\"label\" text-anchor=\"middle\" x=\"\(px: (left + right) / 2)\" y=\"\(px: height - 4)\">\(PlotFrame.withUnit(xAxis))</text>"
        }
        return body
    }

    private var roundTicks: [(place: Double, label: String)] {
        let room = xAxis.kind == .time ? 86.0 : 52
        let ticks = x.ticks(max(2, Int((right - left) / room)), format: xAxis.format)
        return ticks.map { (px($0.value), $0.label) }
    }

    private static func withUnit(_ axis: Axis) -> String {
        axis.label + (axis.format.unit.map { " (\($0))" } ?? "")
    }

    /// A tick's label and where its text goes.
    struct PlacedTick {
        var place: Double
        var label: String
        var textPlace: Double
        var anchor: String
    }

    /// The ticks whose labels have room: each label stays within the picture and clear of the one before.
    static func withoutOverlap(_ ticks: [(place: Double, label: String)], left: Double, right: Double) -> [PlacedTick] {
        var free = -Double.infinity
        var placed: [PlacedTick] = []
        for tick in ticks {
            let half = Double(tick.label.count) * digitWidth / 2
            var start = tick.place - half
            var result = PlacedTick(place: tick.place, label: tick.label, textPlace: tick.place, anchor: "middle")
            if tick.place + half > right + 10 {
                (start, result.textPlace, result.anchor) = (right + 10 - 2 * half, right + 10, "end")
            } else if start < 0 {
                (start, result.textPlace, result.anchor) = (0, 0, "start")
            }
            guard start >= free else { continue }
            free = start + 2 * half + 8
            placed.append(result)
        }
        return placed
    }
}
