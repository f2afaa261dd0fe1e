import Foundation

/// Reads a bar file row by row in constant memory and judges nothing: bad bars, times out of order and unreadable cells
/// come as they are. `BarReader` is the strict reader for everything that computes with bars, `BarStream` the strict
/// one that holds no more than a bar.
public final class BarRows {
    /// The path as the user gave it, for messages.
    public var file: String { text.file }
    /// Whether the file has a column of volumes; without, every volume is 0.
    public var hasVolume: Bool { fields.volume != nil }
    /// Whether the file has a column of adjusted closes.
    public var hasAdjustedClose: Bool { fields.adjustedClose != nil }
    /// Whether the file has a column of dividends or splits.
    public var hasActions: Bool { fields.dividends != nil || fields.splits != nil }
    /// The name of a column of tick volumes that is not read, since the file has one of volumes.
    public var unusedTickVolume: String? { fields.unusedTickVolume.map { text.header[$0] } }

    private let text: DelimitedText
    private let fields: BarFields
    /// How cells are read by a layout; `nil` when they are as formats.md has them.
    private let scale: PriceScale?
    private var numbers: CellNumbers?
    private var times: CellTimes?
    /// Tells the rows that go on with the header of a file that is as formats.md has it.
    private let headerColumns: BarColumns?
    private var headerRowsLeft = 3
    /// Whether the columns of dividends and splits are looked at.
    private let readsActions: Bool
    private var unreadable: BarRow.Unreadable?

    /// Opens the file, plain or gzipped; a header without the columns of a bar is `badData`.
    ///
    /// Without a layout, cells are read as `BarReader` reads them: what is unreadable here, it refuses. Dividends and
    /// splits, which it does not look at, are passed over unless `readsActions`.
    public init(_ url: URL, layout: BarLayout? = nil, readsActions: Bool = true) throws(DataError) {
        self.readsActions = readsActions
        guard let layout else {
            text = try DelimitedText(url)
            let columns = try BarColumns(text)
            fields = try BarFields(columns, text)
            headerColumns = columns
            scale = nil
            return
        }
        if let columns = layout.columns {
            text = try DelimitedText(url, separator: layout.delimiter, columns: columns.map(\.rawValue))
            fields = BarFields(columns)
        } else {
            text = try DelimitedText(url, separator: layout.delimiter)
            fields = try BarFields(header: text)
        }
        headerColumns = nil
        scale = PriceScale(layout.priceScale)
        numbers = CellNumbers(layout)
        times = CellTimes(layout)
    }

    /// Hears how much of the file was read, see `ByteSource`.
    var onRead: ReadProgress? {
        get { text.onRead }
        set { text.onRead = newValue }
    }

    /// The next row; `nil` at the end. A row that is none (its fields do not match the header, a quote stays open)
    /// throws `badData` with its line; after a wrong number of fields, reading can go on.
    public func next() throws(DataError) -> BarRow? {
        while try text.next() {
            if headerRowsLeft > 0, let headerColumns, headerColumns.isHeaderRow(text) { continue }
            let row = row()
            if headerRowsLeft > 0, headerColumns == nil, row.isHeader {
                headerRowsLeft -= 1
                continue
            }
            headerRowsLeft = 0
            return row
        }
        return nil
    }

    /// An error at a column of the row that came last, with the column's name in the file and the text found there.
    public func error(_ column: BarLayout.Column, _ problem: String) -> DataError {
        guard let field = field(column) else {
            return DataError(
                .badData, file: file, line: text.line, column: column.rawValue, problem: problem)
        }
        return text.error(field, problem)
    }

    private func field(_ column: BarLayout.Column) -> Int? {
        switch (column, fields.time) {
        case (.open, _): fields.open
        case (.high, _): fields.high
        case (.low, _): fields.low
        case (.close, _): fields.close
        case (.volume, _): fields.volume
        case (.adjustedClose, _): fields.adjustedClose
        case (.timestamp, .whole(let field)), (.date, .whole(let field)), (.time, .whole(let field)): field
        case (.timestamp, .split(let field, _)), (.date, .split(let field, _)): field
        case (.time, .split(_, let field)): field
        case (.skip, _): nil
        }
    }

    private func row() -> BarRow {
        unreadable = nil
        let timestamp = timestamp()
        var row = BarRow(
            line: text.line, timestamp: timestamp, open: price(fields.open), high: price(fields.high),
            low: price(fields.low), close: price(fields.close), adjustedClose: fields.adjustedClose.map(price),
            volume: fields.volume.map(volume) ?? 0)
        // An empty cell names no dividend and no split.
        if readsActions, let dividends = fields.dividends {
            let dividend = price(dividends)
            row.dividend = dividend.isFinite ? dividend : 0
        }
        if readsActions, let splits = fields.splits {
            let ratio = number(splits)
            row.splitRatio = ratio.isFinite ? ratio : 0
        }
        row.unreadable = unreadable
        return row
    }

    private func price(_ field: Int) -> Double {
        let value = number(field)
        return scale?.applied(to: value) ?? value
    }

    private func number(_ field: Int) -> Double {
        let cell = text.bytes(field)
        return (numbers == nil ? BarCell.number(cell) : numbers!.number(cell)) ?? missing(field)
    }

    private func volume(_ field: Int) -> Double {
        let cell = text.bytes(field)
        return (numbers == nil ? BarCell.volume(cell) : numbers!.volume(cell)) ?? missing(field)
    }

    /// NaN for a cell that is no number, which is remembered when it is the row's first.
    private func missing(_ field: Int) -> Double {
        if unreadable == nil { unreadable = .init(column: text.header[field], found: text.text(field)) }
        return .nan
    }

    private func timestamp() -> Timestamp? {
        guard times != nil else { return plainTimestamp() }
        let reading =
            switch fields.time {
            case .whole(let field): times!.read(text.bytes(field))
            case .split(let date, let time): times!.read(date: text.bytes(date), time: text.bytes(time))
            }
        switch reading {
        case .moment(let timestamp): return timestamp
        case .missing: return nil
        case .unreadable(let problem):
            let cells =
                switch fields.time {
                case .whole(let field): [field]
                case .split(let date, let time): [date, time]
                }
            unreadable = .init(
                column: text.header[cells[0]], found: cells.map(text.text).joined(separator: " "), problem: problem)
            return nil
        }
    }

    private func plainTimestamp() -> Timestamp? {
        guard case .whole(let field) = fields.time else { return nil }
        let cell = text.bytes(field).trimmingSpaces()
        let timestamp = Timestamp(bytes: cell)
        if timestamp == nil, !cell.isEmpty {
            unreadable = .init(
                column: text.header[field], found: text.text(field),
                problem: "is not a date, a time or an epoch between 1678 and 2261")
        }
        return timestamp
    }
}

extension BarRow {
    /// Whether it is a header above the rows rather than one of them: no time in it, and no price.
    fileprivate var isHeader: Bool {
        timestamp == nil && unreadable != nil && ![open, high, low, close].contains { $0.isFinite }
    }
}
