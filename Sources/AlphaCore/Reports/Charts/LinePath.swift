/// The path of a line with no more points than the picture has columns, yet without losing a peak.
///
/// Of all points in a column of pixels the first, lowest, highest and last are kept (M4, Jugel et al. 2014), which
/// draws the same picture as all of them would. A missing value breaks the line. This reduces resolution, not data.
struct LinePath {
    /// The pieces of the line, each a run of points without a gap.
    private(set) var pieces: [[(x: Double, y: Double)]] = []

    /// Reduces points given in units of the drawing, in order of `x`; a `y` of `nil` is a gap.
    init(_ points: some Sequence<(x: Double, y: Double?)>, columnWidth: Double = 1) {
        var piece: [(x: Double, y: Double)] = []
        var column: [(x: Double, y: Double)] = []
        var columnNumber = Double.nan
        func closeColumn() {
            piece += LinePath.extremes(column)
            column.removeAll(keepingCapacity: true)
        }
        func closePiece() {
            closeColumn()
            if !piece.isEmpty { pieces.append(piece) }
            piece.removeAll()
            columnNumber = .nan
        }
        for point in points {
            guard let y = point.y, y.isFinite, point.x.isFinite else {
                closePiece()
                continue
            }
            let number = (point.x / columnWidth).rounded(.down)
            if number != columnNumber {
                closeColumn()
                columnNumber = number
            }
            column.append((point.x, y))
        }
        closePiece()
    }

    /// The path's `d` attribute; a piece of a single point becomes a dot (a line of no length, with round caps).
    var data: String {
        pieces.map { piece in "M" + LinePath.steps(piece) + (piece.count > 1 ? "" : "h0") }.joined()
    }

    /// The area between the line and a base, piece by piece.
    func area(base: Double) -> String {
        pieces.map { piece in
            let start = "M\(Markup.coordinate(piece[0].x)) \(Markup.coordinate(base))V"
            let end = "V\(Markup.coordinate(base))z"
            return start + Markup.coordinate(piece[0].y) + LinePath.moves(piece) + end
        }.joined()
    }

    private static func steps(_ piece: [(x: Double, y: Double)]) -> String {
        "\(Markup.coordinate(piece[0].x)) \(Markup.coordinate(piece[0].y))" + moves(piece)
    }

    /// The steps from each point to the next, in tenths that add up to the places rounded on their own.
    private static func moves(_ piece: [(x: Double, y: Double)]) -> String {
        guard piece.count > 1 else { return "" }
        func tenths(_ value: Double) -> Double { (value * 10).rounded() }
        var text = "l"
        for (from, to) in zip(piece, piece.dropFirst()) {
            let x = Markup.coordinate((tenths(to.x) - tenths(from.x)) / 10)
            let y = Markup.coordinate((tenths(to.y) - tenths(from.y)) / 10)
            text += (text.count > 1 ? " " : "") + x + (y.hasPrefix("-") ? y : " " + y)
        }
        return text
    }

    /// The first, lowest, highest and last of the points, in their order and each once.
    private static func extremes(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
        guard points.count > 4 else { return points }
        let lowest = points.indices.min { points[$0].y < points[$1].y }!
        let highest = points.indices.max { points[$0].y < points[$1].y }!
        return Set([0, lowest, highest, points.count - 1]).sorted().map { points[$0] }
    }
}
