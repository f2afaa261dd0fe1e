import Foundation

/// Brings a bar file of any layout into that of formats.md, row by row in constant memory: what `alpha data convert`
/// does.
///
/// The layout changes and nothing else: bad bars, rows out of order and repeats are passed on as they are, and counted.
public struct BarConversion: Sendable, Encodable {
    /// The file read, as the user gave it.
    public var file: String
    /// The file written.
    public var out: String
    /// Bars written, good and bad.
    public var bars = 0
    /// How many of them formats.md calls bad, their time aside.
    public var badBars = 0
    /// What is wrong with the first of those, with its line and column.
    public var firstBadBar: String?
    /// How many are not after the bar before them.
    public var barsOutOfOrder = 0
    /// The first of those, with its line.
    public var firstOutOfOrder: String?
    /// The earliest bar's start.
    public var firstTimestamp = ""
    /// The latest bar's start.
    public var lastTimestamp = ""
    /// What else the user should know.
    public var notes: [String] = []

    enum CodingKeys: String, CodingKey {
        case file, out, bars, notes
        case badBars = "bad_bars"
        case firstBadBar = "first_bad_bar"
        case barsOutOfOrder = "bars_out_of_order"
        case firstOutOfOrder = "first_out_of_order"
        case firstTimestamp = "first_timestamp"
        case lastTimestamp = "last_timestamp"
    }

    /// Reads the file by the layout and writes it to `out`, where nothing is left when it fails.
    ///
    /// Throws `badData` for a row that is none, a cell that cannot be read, a missing time, and a file without bars.
    /// `progress` hears how much of the file was read.
    public static func run(
        _ source: URL, layout: BarLayout, to out: URL, progress: ReadProgress? = nil
    ) throws(DataError) -> BarConversion {
        let rows = try BarRows(source, layout: layout, readsActions: false)
        rows.onRead = progress
        let writer = try BarWriter(out, hasAdjustedClose: rows.hasAdjustedClose)
        var result = BarConversion(file: rows.file, out: out.relativePath)
        var range: (first: Timestamp, last: Timestamp)?
        var previous: Timestamp?
        var hasTrades = false
        while let row = try rows.next() {
            let bar = try readable(row, rows)
            try writer.write(bar, adjustedClose: row.adjustedClose)
            result.count(bar, row, rows, after: previous)
            previous = bar.timestamp
            range =
                range.map { (min($0.first, bar.timestamp), max($0.last, bar.timestamp)) }
                ?? (bar.timestamp, bar.timestamp)
            hasTrades = hasTrades || bar.volume > 0
        }
        guard let range else { throw DataError(.badData, file: rows.file, problem: "the file holds no bars") }
        (result.firstTimestamp, result.lastTimestamp) = (range.first.description, range.last.description)
        result.notes = notes(rows, hasTrades: hasTrades)
        try writer.commit()
        return result
    }

    /// The row's bar; a cell that cannot be read, or no time, is `badData`.
    private static func readable(_ row: BarRow, _ rows: BarRows) throws(DataError) -> Bar {
        if let cell = row.unreadable {
            throw DataError(
                .badData, file: rows.file, line: row.line, column: cell.column, problem: cell.problem, found: cell.found
            )
        }
        guard let bar = row.bar else { throw rows.error(.timestamp, "the time is missing") }
        return bar
    }

    private mutating func count(_ bar: Bar, _ row: BarRow, _ rows: BarRows, after previous: Timestamp?) {
        bars += 1
        if let fault = bar.fault(adjustedClose: row.adjustedClose) {
            badBars += 1
            if firstBadBar == nil {
                firstBadBar = rows.error(BarLayout.Column(fault.field), fault.problem).description
            }
        }
        if let previous, bar.timestamp <= previous {
            barsOutOfOrder += 1
            if firstOutOfOrder == nil {
                firstOutOfOrder = rows.error(.timestamp, "is not after the bar before, \(previous)").description
            }
        }
    }

    private static func notes(_ rows: BarRows, hasTrades: Bool) -> [String] {
        guard rows.hasVolume else { return ["there is no column of volumes: every volume is 0"] }
        guard !hasTrades, let column = rows.unusedTickVolume else { return [] }
        return ["every volume is 0, and '\(column)' was not read: --columns with volume in its place takes it instead"]
    }
}
