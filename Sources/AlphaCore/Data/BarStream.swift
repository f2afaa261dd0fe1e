import Foundation

/// The bars of a file one by one, judged as `BarReader` judges them, in constant memory.
///
/// What differs: prices stand as the file has them, the adjusted close beside them, where `BarReader` scales them by it.
public final class BarStream {
    /// The path as the user gave it, for messages.
    public var file: String { rows.file }
    /// Whether the file has a column of adjusted closes.
    public var hasAdjustedClose: Bool { rows.hasAdjustedClose }
    /// The line of the bar that came last, counted from 1 with the header.
    public private(set) var line = 0
    /// How many good bars came so far.
    public private(set) var bars = 0
    /// How many bad bars were left out so far.
    public private(set) var droppedBars = 0
    /// How many bars had their high or low moved by less than 10⁻⁶ of the price to cover open and close.
    public private(set) var mendedBars = 0
    /// What was wrong with the first bar left out; `nil` when none was.
    public private(set) var firstDropped: DataError?

    private let rows: BarRows
    private let policy: BadBarPolicy
    private var last: Timestamp?

    /// Opens the file, plain or gzipped; a header without the columns of a bar is `badData`.
    public init(_ url: URL, onBadBar policy: BadBarPolicy = .fail) throws(DataError) {
        rows = try BarRows(url, readsActions: false)
        self.policy = policy
    }

    /// Hears how much of the file was read, see `ByteSource`.
    var onRead: ReadProgress? {
        get { rows.onRead }
        set { rows.onRead = newValue }
    }

    /// The next good bar, after the one before in time, and its adjusted close; `nil` at the end.
    ///
    /// Throws `badData` for a broken file, and for a bad bar unless those are dropped.
    public func next() throws(DataError) -> (bar: Bar, adjustedClose: Double?)? {
        while let row = try rows.next() {
            if let cell = row.unreadable {
                throw DataError(
                    .badData, file: file, line: row.line, column: cell.column, problem: cell.problem, found: cell.found)
            }
            if let bar = try judged(row) {
                line = row.line
                bars += 1
                last = bar.timestamp
                return (bar, row.adjustedClose)
            }
        }
        return nil
    }

    /// The row's bar when it is good, mended where it is but for rounding; `nil` when it is dropped.
    private func judged(_ row: BarRow) throws(DataError) -> Bar? {
        guard var bar = row.bar else { return try drop(.timestamp, "the time is missing") }
        if let last, bar.timestamp <= last { return try drop(.timestamp, "is not after the bar before, \(last)") }
        if let fault = bar.fault(adjustedClose: row.adjustedClose) {
            return try drop(BarLayout.Column(fault.field), fault.problem)
        }
        if bar.coverOpenAndClose() { mendedBars += 1 }
        return bar
    }

    private func drop(_ column: BarLayout.Column, _ problem: String) throws(DataError) -> Bar? {
        let error = rows.error(column, problem)
        guard policy == .drop else { throw error }
        droppedBars += 1
        if firstDropped == nil { firstDropped = error }
        return nil
    }
}

extension BarLayout.Column {
    /// The column that holds a part of a bar.
    init(_ field: Bar.Field) {
        self =
            switch field {
            case .open: .open
            case .high: .high
            case .low: .low
            case .close: .close
            case .volume: .volume
            case .adjustedClose: .adjustedClose
            }
    }
}
