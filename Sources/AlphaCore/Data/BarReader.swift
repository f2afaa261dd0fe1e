import Foundation

/// What to do with a bar that cannot be used.
public enum BadBarPolicy: String, CaseIterable, Sendable, Codable {
    /// Stop at the first, naming it.
    case fail
    /// Leave it out and count it.
    case drop
}

/// What was read from one bar file.
public struct BarFileReport: Sendable {
    /// The path as the user gave it.
    public var path: String
    /// The file.
    public var url: URL
    /// Whose bars it holds.
    public var asset: Asset
    /// How many bars were read and kept.
    public var bars = 0
    /// How many bad bars were left out.
    public var droppedBars = 0
    /// How many bars had their high or low moved by less than 10⁻⁶ of the price to cover open and close.
    public var mendedBars = 0
    /// What was wrong with the first bar left out, with its file, line and column; `nil` when none was.
    public var firstDropped: DataError?
}

/// Reads OHLCV files as formats.md has them: every header variant, strict about every bar.
///
/// A bar is *bad* when a price is missing, not finite or not positive, the high is below open or close or the low above,
/// the volume is missing, not finite or negative, or its time is missing or not after the bar before; `BadBarPolicy`
/// decides. Text that is no number or no time, and rows with too few or too many fields, mean that the file itself is
/// broken: they always stop the reading. A high or low that misses open or close by less than 10⁻⁶ of the price is
/// rounding, and mended. A file without a single usable bar is `badData`.
public struct BarReader {
    private let text: DelimitedText
    private let columns: BarColumns
    private let policy: BadBarPolicy
    private var series: BarSeries
    private var report: BarFileReport
    private var hasReserved = false

    /// The bars of the file, plain or gzipped, and what was found on the way.
    public static func read(
        _ url: URL, asset: Asset, onBadBar policy: BadBarPolicy = .fail
    ) throws(DataError) -> (series: BarSeries, report: BarFileReport) {
        var reader = try BarReader(url, asset: asset, policy: policy)
        try reader.readAll()
        return (reader.series, reader.report)
    }

    private init(_ url: URL, asset: Asset, policy: BadBarPolicy) throws(DataError) {
        text = try DelimitedText(url)
        columns = try BarColumns(text)
        self.policy = policy
        series = BarSeries(asset: asset)
        report = BarFileReport(path: text.file, url: url, asset: asset)
    }

    private mutating func readAll() throws(DataError) {
        var mayBeHeader = true
        var plainRows = PlainBarRows(columns, fieldCount: text.header.count)
        while try text.next() {
            if mayBeHeader, columns.isHeaderRow(text) { continue }
            mayBeHeader = false
            try readBar()
            let taken = plainRows.take(from: text.unreadBytes, into: &series)
            text.skip(bytes: taken.bytes, rows: taken.rows)
            reserveRoom(after: taken)
        }
        report.bars = series.count
        guard series.count > 0 else {
            throw report.firstDropped
                ?? DataError(.badData, file: text.file, line: text.line, problem: "the file holds no bars")
        }
    }

    /// After the first block of rows, makes room for as many bars as a file of this size should have.
    private mutating func reserveRoom(after taken: (bytes: Int, rows: Int)) {
        guard !hasReserved, taken.rows > 0, let byteCount = text.byteCount else { return }
        hasReserved = true
        series.reserveCapacity(Int(1.03 * Double(byteCount) / Double(taken.bytes) * Double(taken.rows)) + 16)
    }

    /// Reads the current row and keeps, mends or drops its bar.
    private mutating func readBar() throws(DataError) {
        var bar = Bar(
            timestamp: series.timestamps.last ?? Timestamp(nanoseconds: .min), open: try number(columns.open),
            high: try number(columns.high), low: try number(columns.low), close: try number(columns.close),
            volume: try volume())
        let adjusted = try columns.adjustedClose.map { (place) throws(DataError) in try number(place) }
        let time = text.bytes(columns.timestamp).trimmingSpaces()
        guard let moment = Timestamp(bytes: time) else {
            guard time.isEmpty else {
                throw text.error(columns.timestamp, "is not a date, a time or an epoch between 1678 and 2261")
            }
            return try drop(columns.timestamp, "the time is missing")
        }
        guard series.count == 0 || moment > bar.timestamp else {
            return try drop(columns.timestamp, "is not after the bar before, \(bar.timestamp)")
        }
        bar.timestamp = moment
        if let fault = bar.fault(adjustedClose: adjusted) { return try drop(column(of: fault.field), fault.problem) }
        if bar.coverOpenAndClose() { report.mendedBars += 1 }
        if let adjusted { bar.adjust(to: adjusted) }
        series.append(bar)
    }

    /// Where in the row the part of the bar stands.
    private func column(of field: Bar.Field) -> Int {
        switch field {
        case .open: columns.open
        case .high: columns.high
        case .low: columns.low
        case .close: columns.close
        case .volume: columns.volume
        case .adjustedClose: columns.adjustedClose ?? columns.close
        }
    }

    private mutating func drop(_ column: Int, _ problem: String) throws(DataError) {
        let error = text.error(column, problem)
        guard policy == .drop else { throw error }
        report.droppedBars += 1
        if report.firstDropped == nil { report.firstDropped = error }
    }

    private func number(_ column: Int) throws(DataError) -> Double {
        guard let value = BarCell.number(text.bytes(column)) else { throw text.error(column, "is not a number") }
        return value
    }

    private func volume() throws(DataError) -> Double {
        guard let value = BarCell.volume(text.bytes(columns.volume)) else {
            throw text.error(columns.volume, "is not a number")
        }
        return value
    }
}

extension Bar {
    /// Moves high and low to cover open and close; whether that was needed.
    @inline(__always)
    @discardableResult
    mutating func coverOpenAndClose() -> Bool {
        let (top, bottom) = (max(open, close), min(open, close))
        guard high < top || low > bottom else { return false }
        high = max(high, top)
        low = min(low, bottom)
        return true
    }

    /// Scales the prices by adjusted close / close; rounding may not break the high/low rule.
    @inline(__always)
    mutating func adjust(to adjusted: Double) {
        let factor = adjusted / close
        open *= factor
        high *= factor
        low *= factor
        close = adjusted
        coverOpenAndClose()
    }
}
