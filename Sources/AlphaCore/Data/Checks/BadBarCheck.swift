/// Cells that cannot be read, and bars that formats.md calls bad.
enum BadBarCheck {
    /// Judges everything about a row but its time's order and its high and low, see `judged`.
    static func see(_ row: BarRow, _ findings: inout FindingLog) {
        if let cell = row.unreadable {
            findings.add(
                .unreadable, .error, line: row.line, "column '\(cell.column)' cannot be read ('\(cell.found)')")
        } else if row.timestamp == nil {
            findings.add(.badBar, .error, line: row.line, "the time is missing")
        } else if !isPlainlyGood(row), let fault = row.fault, !fault.isRange {
            findings.add(.badBar, .error, line: row.line, words(fault))
        }
    }

    /// The row's bar if its prices are numbers; where it breaks the high/low rule, that is noted in it: the fault may be
    /// a hundredfold price, which `PriceChecks` knows when it has seen what follows.
    static func judged(_ row: BarRow) -> CheckedBar? {
        guard var bar = CheckedBar(row) else { return nil }
        if bar.low > min(bar.open, bar.close) || bar.high < max(bar.open, bar.close) {
            bar.breaksRange = bar.bar.fault().map(\.isRange) ?? false
        }
        return bar
    }

    /// Adds the finding that a bar breaks the high/low rule.
    static func add(_ bar: CheckedBar, _ findings: inout FindingLog) {
        guard let fault = bar.bar.fault() else { return }
        findings.add(.badBar, .error, line: bar.line, words(fault))
    }

    /// An error's words without its place.
    static func words(_ error: DataError) -> String {
        var bare = error
        bare.file = ""
        bare.line = nil
        return String(bare.description.dropFirst(2))
    }

    private static func words(_ fault: Bar.Fault) -> String { "\(fault.field.rawValue): \(fault.problem)" }

    private static func isPlainlyGood(_ row: BarRow) -> Bool {
        row.low > 0 && row.high < .infinity && row.low <= row.open && row.low <= row.close && row.high >= row.open
            && row.high >= row.close && row.volume >= 0 && row.volume < .infinity && row.adjustedClose == nil
    }
}

extension BarRow {
    /// The rule of formats.md that the row's bar breaks, its time aside; the high/low rule comes last.
    var fault: Bar.Fault? { bar?.fault(adjustedClose: adjustedClose) }
}
