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
    /// be read; `noInput`, `cannotCreate` and `inputOutput` as the reader and the writer throw them. `out` must not be
    /// the file itself. The splits and dividends that are known go beside `out`, in the place of a list that stands there.
    public func mend(_ file: URL, to out: URL?) throws(DataError) -> MendReport {
        let bars = try BarRows(file, layout: layout)
        var report = MendReport(file: bars.file, out: out?.relativePath)
        var rows = try read(bars, into: &report)
        let actions = takeActions(from: &rows, beside: try ActionsFile.read(ActionsFile.url(beside: file)))
        var mender = BarMender()
        mender.splits = splits + actions.filter { $0.kind == .split }.map(ListedSplit.init)
        mender.dividends = actions.filter { $0.kind == .dividend }
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
        if let out {
            report.actions = try write(rows, hasAdjustedClose: bars.hasAdjustedClose, to: out, actions, of: file)
        }
        return report
    }

    /// The splits and dividends by which a file is judged: those beside it and those of its rows, which lose their
    /// splits. Of the dividends only the rows' own where they have some: a source dates one and the same differently in
    /// its two lists.
    private func takeActions(from rows: inout [BarRow], beside: [CorporateAction]) -> [CorporateAction] {
        let paid = rows.filter { $0.dividend > 0 && $0.dividend.isFinite }.map {
            CorporateAction(timestamp: $0.timestamp!, kind: .dividend, value: $0.dividend)
        }
        let split = ListedSplit.splits(in: rows).map {
            CorporateAction(timestamp: $0.timestamp, kind: .split, value: $0.ratio)
        }
        for row in rows.indices { rows[row].splitRatio = 0 }
        return ActionsFile.ordered(paid + split + beside.filter { $0.kind == .split || paid.isEmpty })
    }

    /// Writes the bars, and beside them the actions by which they were judged: without these, whoever judges the new file
    /// next would judge another one. Where the actions were written to, if there are any.
    private func write(
        _ rows: [BarRow], hasAdjustedClose: Bool, to out: URL, _ actions: [CorporateAction], of file: URL
    ) throws(DataError) -> String? {
        let writer = try BarWriter(out, hasAdjustedClose: hasAdjustedClose)
        for row in rows { try writer.write(row.bar!, adjustedClose: row.adjustedClose) }
        let place = ActionsFile.url(beside: out)
        // What is read is never written to. A list of other bars that stand there no longer goes with the new ones.
        let isOwn = OutputFile.isSameFile(place, ActionsFile.url(beside: file))
        if !isOwn, !actions.isEmpty || FileManager.default.fileExists(atPath: place.path) {
            try ActionsFile.prepare(actions, at: place).commit()
        }
        try writer.commit()
        return actions.isEmpty ? nil : place.relativePath
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
