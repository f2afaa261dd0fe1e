import Foundation

/// The writer of `execution/orders.csv`.
public typealias OrderFile = ExecutionFile<Order>
/// The writer of `execution/trades.csv`.
public typealias TradeFile = ExecutionFile<Trade>
/// The writer of `execution/events.csv`.
public typealias EventFile = ExecutionFile<OrderEvent>

/// Writes orders, trades or events in the columns of `design/formats.md`, batch after batch.
///
/// The file appears under its name only with `commit()`; one that goes away uncommitted leaves nothing behind.
public final class ExecutionFile<Row: ExecutionRow> {
    private let file: OutputFile
    private var rows = RowBytes()

    /// Opens the file and writes its header; `cannotCreate` when that fails.
    public init(_ url: URL) throws(DataError) {
        file = try OutputFile(url)
        try file.write(Row.columns.joined(separator: ",") + "\n")
    }

    /// Adds the rows at the end.
    public func write(_ batch: some Sequence<Row>) throws(DataError) {
        for row in batch {
            row.appendFields(to: &rows)
            rows.endRow()
            if rows.bytes.count >= 1 << 16 { try flush() }
        }
        try flush()
    }

    /// Puts the file in its place; nothing may be written after it.
    public func commit() throws(DataError) {
        try flush()
        try file.commit()
    }

    /// Writes a whole file in one go.
    public static func write(_ rows: some Sequence<Row>, to url: URL) throws(DataError) {
        let file = try ExecutionFile(url)
        try file.write(rows)
        try file.commit()
    }

    private func flush() throws(DataError) {
        try file.write(rows.bytes)
        rows.removeAll()
    }
}
