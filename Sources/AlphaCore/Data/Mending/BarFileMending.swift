import Foundation

/// Mends a bar file into another.
public struct BarFileMending {
    /// What to do with bars that are bad and cannot be mended.
    public enum BadBars: String, CaseIterable, Sendable {
        /// Write them as they are, what is missing as an empty cell; a cell that is no number stops the reading.
        case keep
        /// Leave them out and say so: bad bars, cells that are no number, the later ones of several bars of one time.
        case drop
    }

    /// Splits besides those that the file and the actions beside it name.
    public var splits: [ListedSplit] = []
    /// The first bar at or after this moment is on the right scale.
    public var trusted: Timestamp?
    /// How the file is laid out where it is not as formats.md has it.
    public var layout: BarLayout?
    /// What to do with bars that cannot be mended.
    public var badBars = BadBars.keep

    /// A mending that keeps what it cannot mend.
    public init() {}

    /// Reads the file and writes its mended bars to `out`, or nothing when that is `nil`; says what was done.
    ///
    /// `badData` when the file is none of bars, holds none or none to be trusted, or with `.keep` has a cell that cannot
    /// be read; `noInput`,
    /// `cannotCreate` and `inputOutput` as the reader and the writer throw them. `out` must not be the file itself.
    public func mend(_ file: URL, to out: URL?) throws(DataError) -> MendReport {
        let bars = try BarRows(file, layout: layout)
        var report = MendReport(file: bars.file, out: out?.relativePath)
        var rows = try read(bars, into: &report)
        var mender = BarMender()
        let actions = try ActionsFile.read(ActionsFile.url(beside: file))
        mender.splits =
            splits
            + actions.filter { $0.kind == .split }.map { ListedSplit(timestamp: $0.timestamp, ratio: $0.value) }
        mender.dividends = actions
        let separator = layout?.delimiter ?? UInt8(ascii: ",")
        mender.capitalGains = bars.hasActions ? try CapitalGainsColumn.read(file, separator: separator) : [:]
        mender.trusted = trusted
        // What is dropped no longer speaks for or against what is left.
        repeat {
            if let trusted, !rows.contains(where: { $0.timestamp! >= trusted }) {
                throw DataError(.badData, file: bars.file, problem: "has no bar at or after \(trusted) to trust")
            }
            let outcome = mender.mend(&rows)
            report.repairs += outcome.repairs
            report.left = outcome.left
        } while badBars == .drop && drop(&rows, &report)
        report.rowsOut = rows.count
        if let out { try write(rows, like: bars, gains: mender.capitalGains, to: out) }
        return report
    }

    /// Writes the bars, and the dividends, splits and capital gains by which they were judged: a file without them would
    /// be another one to whoever judges it next.
    private func write(
        _ rows: [BarRow], like bars: BarRows, gains: [Int: Double], to out: URL
    ) throws(DataError) {
        let hasGains = rows.contains { gains[$0.line] != nil }
        let actions = (bars.hasActions ? ["dividends", "stock_splits"] : []) + (hasGains ? ["capital_gains"] : [])
        let writer = try BarWriter(out, hasAdjustedClose: bars.hasAdjustedClose, further: actions)
        for row in rows {
            let values = bars.hasActions ? [row.dividend, row.splitRatio] : []
            let gain = hasGains ? [gains[row.line] ?? 0] : []
            try writer.write(row.bar!, adjustedClose: row.adjustedClose, further: values + gain)
        }
        try writer.commit()
    }

    private func read(_ bars: BarRows, into report: inout MendReport) throws(DataError) -> [BarRow] {
        var rows: [BarRow] = []
        while let row = try bars.next() {
            report.rowsIn += 1
            if let problem = problem(with: row, in: bars.file) {
                guard badBars == .drop else { throw problem }
                report.dropped.append(
                    Unmended(row, .unreadable, why: "column '\(problem.column!)': \(problem.problem)"))
            } else {
                rows.append(row)
            }
        }
        guard report.rowsIn > 0 else { throw DataError(.badData, file: bars.file, problem: "the file holds no bars") }
        return rows
    }

    /// Why the row cannot be taken at all; `nil` when it can.
    private func problem(with row: BarRow, in file: String) -> DataError? {
        if let cell = row.unreadable {
            let problem =
                row.timestamp == nil
                ? "is not a date, a time or an epoch between 1678 and 2261" : "is not a number"
            return DataError(
                .badData, file: file, line: row.line, column: cell.column, problem: problem, found: cell.found)
        }
        guard row.timestamp == nil else { return nil }
        return DataError(
            .badData, file: file, line: row.line, column: "timestamp", problem: "the time is missing", found: "")
    }

    /// Takes out what a strict reader would drop; whether there was anything.
    private func drop(_ rows: inout [BarRow], _ report: inout MendReport) -> Bool {
        var kept: [BarRow] = []
        for row in rows {
            if let fault = row.unusable {
                report.dropped.append(
                    Unmended(row, .badBar, why: "column '\(fault.column.rawValue)': \(fault.problem)"))
            } else if let last = kept.last, last.timestamp == row.timestamp {
                report.dropped.append(Unmended(row, .repeated, why: "the time is that of line \(last.line)"))
            } else {
                kept.append(row)
            }
        }
        let isAny = kept.count < rows.count
        rows = kept
        return isAny
    }
}
