import Foundation
import Testing

@testable import AlphaCore

@Suite struct ChartTests {
    /// The places that a path's data names, relative steps added up.
    private static func places(_ data: String) -> [(x: Double, y: Double)] {
        var result: [(x: Double, y: Double)] = []
        let numbers = try? NSRegularExpression(pattern: "[A-Za-z]|-?[0-9.]+")
        var pending: [Double] = []
        var command = ""
        let text = data as NSString
        for match in numbers?.matches(in: data, range: NSRange(location: 0, length: text.length)) ?? [] {
            let token = text.substring(with: match.range)
            guard let number = Double(token) else {
                command = token
                continue
            }
            pending.append(number)
            guard pending.count == 2 else { continue }
            let from = command == "M" ? (x: 0.0, y: 0.0) : result.last!
            result.append((from.x + pending[0], from.y + pending[1]))
            pending = []
        }
        return result
    }

    /// The oracle: in every column the lowest and highest of all points are still there, and first and last.
    @Test func reducingALineKeepsItsPeaksInEveryColumn() {
        let seed: UInt64 = 99
        var random = RandomSource(seed: seed)
        let points = (0..<5000).map { (x: Double($0) * 0.05, y: Double?(100 + 20 * random.normal())) }
        let path = LinePath(points)
        #expect(path.pieces.count == 1)
        #expect(path.pieces[0].count <= 4 * 250)
        for column in 0..<250 {
            let all = points.filter { Int($0.x.rounded(.down)) == column }.compactMap(\.y)
            let kept = path.pieces[0].filter { Int($0.x.rounded(.down)) == column }.map(\.y)
            #expect(kept.min() == all.min() && kept.max() == all.max(), "seed \(seed), column \(column)")
            #expect(kept.first == all.first && kept.last == all.last)
        }
        let drawn = Self.places(path.data)
        #expect(drawn.count == path.pieces[0].count)
        for (place, point) in zip(drawn, path.pieces[0]) {
            #expect(abs(place.x - point.x) < 0.051 && abs(place.y - point.y) < 0.051, "rounding must not add up")
        }
    }

    @Test func aMissingValueBreaksTheLine() {
        let path = LinePath(
            zip([0.0, 10, 20, 30, 40, 50, 60], [1, 2, nil, 3, .nan, 4, 5]).map { (x: $0, y: $1) })
        #expect(path.pieces.map { $0.map(\.y) } == [[1, 2], [3], [4, 5]])
        #expect(path.data == "M0 1l10 1M30 3h0M50 4l10 1")
        #expect(path.area(base: 9) == "M0 9V1l10 1V9zM30 9V3V9zM50 9V4l10 1V9z")
        let nothing = LinePath([(x: 0, y: Double?.none)])
        #expect(nothing.data == "")
    }

    @Test func theHeatmapAveragesNeighboursAndNothingElse() {
        let times = (0..<7).map { Timestamp(nanoseconds: Int64($0) * Timestamp.day) }
        let heatmap = Heatmap(
            rows: ["a", "b"], timestamps: times, values: [[1, 3, 5, 7, .nan, 2, 4], [.nan, .nan, 1, 1, 1, 1, 1]],
            label: "x", format: .significant)
        #expect(heatmap.reduced(columnsMax: 7)[0][0...3] == [1, 3, 5, 7])
        let reduced = heatmap.reduced(columnsMax: 3)
        #expect(reduced[0] == [2, 6, 3])
        #expect(reduced[1][0].isNaN && reduced[1][1...] == [1, 1])
    }

    @Test func levelsAreSymmetricAndEndAtTheLimit() {
        #expect(Heatmap.level(.nan, limit: 1) == nil)
        #expect(Heatmap.level(0, limit: 1) == 0 && Heatmap.level(3, limit: 0) == 0)
        for value in stride(from: 0.01, through: 3, by: 0.07) {
            let level = Heatmap.level(value, limit: 1)!
            #expect(Heatmap.level(-value, limit: 1) == -level)
            #expect(value < 1 || level == Heatmap.levelMax)
        }
        let cells = [(1...100).map(Double.init), (1...99).map { -Double($0) } + [1e9]]
        #expect(Heatmap.limit(cells) < 101)
        #expect(Heatmap.limit([[.nan]]) == 0)
    }

    @Test func theHeatmapStaysSmallHoweverManyBars() {
        let seed: UInt64 = 3
        var random = RandomSource(seed: seed)
        let times = (0..<20_000).map { Timestamp(nanoseconds: Int64($0) * Timestamp.day) }
        let rows = (0..<10).map { _ in times.map { _ in random.normal() } }
        let heatmap = Heatmap(
            rows: (0..<10).map { "asset \($0)" }, timestamps: times, values: rows, label: "x", format: .significant)
        #expect(heatmap.drawing(width: Figure.wide).body.text.utf8.count < 60_000, "seed \(seed)")
    }

    @Test func barsStandOnZeroAndMissingOnesAreLeftOut() {
        let chart = BarChart(
            groups: ["one", "two"],
            series: [
                BarChart.Series(name: "a", style: SeriesStyle(colour: 0), values: [1, nil]),
                BarChart.Series(name: "b", style: SeriesStyle(colour: 1), values: [-1, 2]),
            ], label: "x", format: .decimal(1))
        let page = PageReader("<svg>" + chart.drawing(width: 400).body.text + "</svg>")
        let bars = page.elements.filter { $0.name == "rect" }.map { $0.attributes.mapValues { Double($0) ?? 0 } }
        #expect(bars.count == 3)
        let zero = bars[0]["y"]! + bars[0]["height"]!
        #expect(abs(bars[1]["y"]! - zero) < 0.11)
        #expect(abs(bars[2]["y"]! + bars[2]["height"]! - zero) < 0.11)
        #expect(abs(bars[2]["height"]! - 2 * bars[0]["height"]!) < 0.21)
    }

    @Test func aGridOfChartsFoldsWhereItIsNarrow() {
        let line = LineChart.Series(name: "a", style: SeriesStyle(colour: 0), x: [0, 1], y: [0, 1])
        let chart = LineChart([line], horizontal: .number(label: "x", format: .count), label: "y", format: .count)
        let grid = ChartGrid([("A", chart), ("B", chart), ("C", chart)], columns: 3, legend: [])
        let heights = [Figure.wide, Figure.narrow].map { grid.drawing(width: $0).height }
        #expect(heights[1] > 2.9 * heights[0])
    }

    @Test func looksAreDistinctAsLongAsTheyCan() {
        let looks = (0..<SeriesStyle.colourCount * SeriesStyle.dashCount).map { SeriesStyle(colour: $0) }
        #expect(Set(looks).count == looks.count)
        let known = ["ensemble", "lstm", "tcn", "transformer", "ridge", "momentum", "buy_and_hold"]
        #expect(Set(known.map { NamedSkill.style(of: $0, otherwise: 0).colour }).count == known.count)
    }
}
