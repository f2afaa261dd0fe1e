import Foundation

/// A table of signed numbers as colours: one row an asset, one column a bar, blue above zero and orange below.
///
/// The picture has at most about one column for three pixels whatever the number of bars: neighbours are averaged into
/// one cell, which reduces its resolution as scaling any picture does. The colours end where 98 % of the cells lie, so
/// that a single outlier does not leave all others pale.
public struct Heatmap: Chart {
    /// The rows' names.
    public var rows: [String]
    /// When each column is.
    public var timestamps: [Timestamp]
    /// By row, one value a column; NaN where there is none.
    public var values: [[Double]]
    /// How values are shown.
    public var format: NumberFormat
    /// What the values are.
    public var label: String

    /// A picture of the given numbers.
    public init(
        rows: [String], timestamps: [Timestamp], values: [[Double]], label: String, format: NumberFormat
    ) {
        precondition(rows.count == values.count, "\(rows.count) names but \(values.count) rows")
        for row in values {
            precondition(row.count == timestamps.count, "\(row.count) values but \(timestamps.count) columns")
        }
        self.rows = rows
        self.timestamps = timestamps
        self.values = values
        self.label = label
        self.format = format
    }

    public var legend: [LegendEntry] { [] }

    /// Levels on each side of zero.
    static let levelMax = 6

    public func drawing(width: Double) -> Drawing {
        let labels = rows.map { Heatmap.shortened($0) }
        let left = min(104, Double(labels.map(\.count).max() ?? 0) * 6.6 + 10)
        let plotWidth = width - left - 8
        let rowHeight = rows.count <= 14 ? 22.0 : rows.count <= 30 ? 14 : 9
        let cells = reduced(columnsMax: max(8, Int(plotWidth / 3)))
        let columns = cells.first?.count ?? 0
        let limit = Heatmap.limit(cells)
        let top = 4.0
        let bottom = top + rowHeight * Double(rows.count)
        var body: Markup =
            "<rect class=\"hx\" x=\"\(px: left)\" y=\"\(px: top)\" width=\"\(px: plotWidth)\" height=\"\(px: bottom - top)\"/>"
        let across = plotWidth / Double(max(1, columns))
        let transform =
            "translate(\(Markup.coordinate(left)) 4) scale(\(Heatmap.precise(across)) \(Heatmap.precise(rowHeight)))"
        body += "<g class=\"cells\" transform=\"\(transform)\">\(paths(cells, limit: limit))</g>"
        for (row, name) in rows.enumerated() where rowHeight >= 12 || row.isMultiple(of: 2) {
            let middle = top + (Double(row) + 0.5) * rowHeight + 3.8
            body +=
                "<text class=\"tick\" text-anchor=\"end\" x=\"\(px: left - 7)\" y=\"\(px: middle)\">\(labels[row])<title>\(name)</title></text>"
        }
        body += timeAxis(left: left, right: width - 8, bottom: bottom)
        body += key(limit: limit, right: width - 8, top: bottom + 30)
        return Drawing(width: width, height: bottom + 58, body: body)
    }

    /// The cells as drawn: neighbouring columns averaged until there are few enough.
    func reduced(columnsMax: Int) -> [[Double]] {
        let count = timestamps.count
        guard count > columnsMax else { return values }
        return values.map { row in
            (0..<columnsMax).map { column in
                let part = row[(column * count / columnsMax)..<((column + 1) * count / columnsMax)].filter(\.isFinite)
                return part.isEmpty ? .nan : part.reduce(0, +) / Double(part.count)
            }
        }
    }

    /// One path a colour: runs of equal cells in a row are one rectangle, in units of cells.
    private func paths(_ cells: [[Double]], limit: Double) -> Markup {
        var data: [Int: String] = [:]
        for (row, values) in cells.enumerated() {
            var start = 0
            while start < values.count {
                let level = Heatmap.level(values[start], limit: limit)
                var end = start + 1
                while end < values.count, Heatmap.level(values[end], limit: limit) == level { end += 1 }
                if let level { data[level, default: ""] += "M\(start) \(row)h\(end - start)v1h-\(end - start)z" }
                start = end
            }
        }
        return data.keys.sorted().map { level -> Markup in
            "<path class=\"h\(Heatmap.className(level))\" d=\"\(data[level]!)\"/>"
        }.joined()
    }

    private func timeAxis(left: Double, right: Double, bottom: Double) -> Markup {
        guard let first = timestamps.first, let last = timestamps.last, first < last else { return .empty }
        let nanoseconds = timestamps.map { Double($0.nanoseconds) }
        let ticks = Scale(.time, covering: nanoseconds)
            .ticks(max(2, Int((right - left) / 86)), format: .decimal(0))
            .map { tick -> (place: Double, label: String) in
                let column = nanoseconds.partitioningIndex { $0 >= tick.value }
                return (left + (right - left) * Double(column) / Double(timestamps.count), tick.label)
            }
        return PlotFrame.withoutOverlap(ticks, left: left, right: right).map { tick -> Markup in
            "<path class=\"notch\" d=\"M\(px: tick.place) \(px: bottom)v4\"/><text class=\"tick\" text-anchor=\"\(tick.anchor)\" x=\"\(px: tick.textPlace)\" y=\"\(px: bottom + 16)\">\(tick.label)</text>"
        }.joined()
    }

    /// The scale of colours below the picture, at the right.
    private func key(limit: Double, right: Double, top: Double) -> Markup {
        let cell = 12.0
        let levels = Array(-Heatmap.levelMax...Heatmap.levelMax)
        let high = "≥ " + format.text(limit)
        let low = "≤ " + format.text(-limit)
        let end = right - Double(high.count) * PlotFrame.digitWidth - 6
        let start = end - cell * Double(levels.count)
        var body: Markup =
            "<text class=\"label\" text-anchor=\"end\" x=\"\(px: start - Double(low.count) * PlotFrame.digitWidth - 16)\" y=\"\(px: top + 10)\">\(label)</text>"
        body += "<text class=\"tick\" text-anchor=\"end\" x=\"\(px: start - 6)\" y=\"\(px: top + 10)\">\(low)</text>"
        for (index, level) in levels.enumerated() {
            body +=
                "<rect class=\"h\(Heatmap.className(level))\" x=\"\(px: start + Double(index) * cell)\" y=\"\(px: top)\" width=\"\(px: cell)\" height=\"12\"/>"
        }
        return body + "<text class=\"tick\" x=\"\(px: end + 6)\" y=\"\(px: top + 10)\">\(high)</text>"
    }

    /// The colour of a value: 0 around zero, up to ±`levelMax`; `nil` without a value.
    static func level(_ value: Double, limit: Double) -> Int? {
        guard value.isFinite else { return nil }
        guard limit > 0 else { return 0 }
        let steps = Double(2 * levelMax + 1) / 2
        return max(-levelMax, min(levelMax, Int((value / limit * steps).rounded())))
    }

    private static func className(_ level: Int) -> String {
        level == 0 ? "0" : level < 0 ? "n\(-level)" : "p\(level)"
    }

    /// Where the colours end.
    static func limit(_ cells: [[Double]]) -> Double {
        let sizes = cells.joined().lazy.filter(\.isFinite).map(abs).sorted()
        guard let largest = sizes.last else { return 0 }
        let bound = sizes[Int(Double(sizes.count - 1) * 0.98)]
        return bound > 0 ? bound : largest
    }

    private static func shortened(_ name: String) -> String {
        name.count <= 13 ? name : name.prefix(12) + "…"
    }

    private static func precise(_ value: Double) -> String { String(format: "%.4f", value) }
}

extension [Double] {
    /// The first position whose element satisfies the predicate, in an array where all after it do; `count` if none.
    fileprivate func partitioningIndex(where predicate: (Double) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
