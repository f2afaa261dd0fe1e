import Foundation

/// Writes bars as formats.md has them, one by one, in constant memory: `timestamp,open,high,low,close,volume`, and
/// `adj_close` as a seventh column where the source gives it.
public final class BarWriter {
    private let file: OutputFile
    private let hasAdjustedClose: Bool
    private var bytes: [UInt8] = []

    /// Opens the file; `cannotCreate` when that fails. Nothing stands at the path until `commit()`.
    public init(_ url: URL, hasAdjustedClose: Bool = false) throws(DataError) {
        file = try OutputFile(url)
        self.hasAdjustedClose = hasAdjustedClose
        try file.write("timestamp,open,high,low,close,volume\(hasAdjustedClose ? ",adj_close" : "")\n")
    }

    /// Adds a bar; its adjusted close, where the file has that column, is the close when there is none.
    public func write(_ bar: Bar, adjustedClose: Double? = nil) throws(DataError) {
        bytes.removeAll(keepingCapacity: true)
        bar.timestamp.appendText(to: &bytes)
        for value in [bar.open, bar.high, bar.low, bar.close, bar.volume] { append(value) }
        if hasAdjustedClose { append(adjustedClose ?? bar.close) }
        bytes.append(UInt8(ascii: "\n"))
        try file.write(bytes)
    }

    /// Puts the file in its place.
    public func commit() throws(DataError) { try file.commit() }

    private func append(_ value: Double) {
        bytes.append(UInt8(ascii: ","))
        NumberText.appendShortest(value, to: &bytes)
    }
}

extension BarSeries {
    /// Writes the bars as formats.md has them: `timestamp,open,high,low,close,volume`.
    public func write(to url: URL) throws(DataError) {
        let writer = try BarWriter(url)
        for position in 0..<count { try writer.write(self[position]) }
        try writer.commit()
    }
}
