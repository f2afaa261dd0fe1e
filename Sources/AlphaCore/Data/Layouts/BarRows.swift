import Foundation

/// Reads a bar file row by row in constant memory and judges nothing: bad bars, times out of order and unreadable cells
/// come as they are. `BarReader` is the strict reader for everything that computes with bars.
public final class BarRows {
    /// The path as the user gave it, for messages.
    public var file: String { text.file }
    /// Whether the file has a column of adjusted closes.
    public var hasAdjustedClose: Bool { columns.adjustedClose != nil }
    /// Whether the file has a column of dividends or splits.
    public var hasActions: Bool { dividends != nil || splits != nil }

    private let text: DelimitedText
    private let columns: BarColumns
    private let dividends: Int?
    private let splits: Int?
    private var mayBeHeader = true

    /// Opens the file, plain or gzipped; a header without the columns of a bar is `badData`.
    public init(_ url: URL) throws(DataError) {
        text = try DelimitedText(url)
        columns = try BarColumns(text)
        dividends = try text.field(["dividends", "dividend"])
        splits = try text.field(["stock splits", "splits", "split ratio"])
    }

    /// The next row; `nil` at the end. A row that is none (its fields do not match the header, a quote stays open)
    /// throws `badData` with its line; after a wrong number of fields, reading can go on.
    public func next() throws(DataError) -> BarRow? {
        while try text.next() {
            if mayBeHeader, columns.isHeaderRow(text) { continue }
            mayBeHeader = false
            return row()
        }
        return nil
    }

    private func row() -> BarRow {
        var unreadable: BarRow.Unreadable?
        func number(_ field: Int, _ read: (UnsafeRawBufferPointer) -> Double?) -> Double {
            if let value = read(text.bytes(field)) { return value }
            if unreadable == nil { unreadable = .init(column: text.header[field], found: text.text(field)) }
            return .nan
        }
        let time = text.bytes(columns.timestamp).trimmingSpaces()
        let timestamp = Timestamp(bytes: time)
        if timestamp == nil, !time.isEmpty {
            unreadable = .init(column: text.header[columns.timestamp], found: text.text(columns.timestamp))
        }
        var row = BarRow(
            line: text.line, timestamp: timestamp, open: number(columns.open, BarCell.number),
            high: number(columns.high, BarCell.number), low: number(columns.low, BarCell.number),
            close: number(columns.close, BarCell.number),
            adjustedClose: columns.adjustedClose.map { number($0, BarCell.number) },
            volume: number(columns.volume, BarCell.volume))
        if let dividends { row.dividend = action(number(dividends, BarCell.number)) }
        if let splits { row.splitRatio = action(number(splits, BarCell.number)) }
        row.unreadable = unreadable
        return row
    }

    /// An empty cell names no dividend and no split.
    private func action(_ value: Double) -> Double { value.isFinite ? value : 0 }
}
