/// One thing that can be wrong with a bar file: sees its bars in turn and says what it finds.
///
/// A check holds no more than a window of bars. The bars come with increasing times, or with decreasing ones in a file
/// that is newest first (`FileProfile.isNewestFirst`); each time once, all prices finite and positive. To add a check,
/// write one and name it in `FileCheck`.
protocol BarCheck {
    /// Looks at the next bar.
    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog)
    /// Says what only the whole file can tell.
    mutating func finish(_ findings: inout FindingLog)
}

extension BarCheck {
    mutating func finish(_ findings: inout FindingLog) {}
}

/// A row on its way through the checks: plain numbers alone, so that a window of them is one block of memory.
struct CheckedBar {
    /// The line in its file.
    var line: Int
    /// The number of its row, bad and broken ones counted, blank lines not.
    var row = 0
    /// The bar's start, in nanoseconds since the epoch.
    var time: Int64
    var open: Double
    var high: Double
    var low: Double
    var close: Double
    /// NaN when the file gives none that can be used.
    var volume: Double
    /// The close adjusted for splits and dividends; NaN when the file gives none that can be used.
    var adjusted: Double
    /// The dividend whose ex-date the bar is, 0 for none.
    var dividend: Double
    /// New shares for each old one from this bar on, 0 for no split.
    var splitRatio: Double
    /// The high is below open or close, or the low above.
    var breaksRange = false

    /// The row's bar; `nil` when it has no time or a price is not finite and positive.
    init?(_ row: BarRow) {
        guard let timestamp = row.timestamp, row.open > 0, row.high > 0, row.low > 0, row.close > 0,
            max(max(row.open, row.high), max(row.low, row.close)) < .infinity
        else { return nil }
        line = row.line
        time = timestamp.nanoseconds
        (open, high, low, close) = (row.open, row.high, row.low, row.close)
        volume = row.volume >= 0 && row.volume < .infinity ? row.volume : .nan
        adjusted = row.adjustedClose.map { $0 > 0 && $0 < .infinity ? $0 : .nan } ?? .nan
        dividend = row.dividend
        splitRatio = row.splitRatio
    }

    /// The close that returns are computed from: the adjusted one where there is one.
    var total: Double { adjusted > 0 ? adjusted : close }

    /// The open on the same footing as `total`.
    var totalOpen: Double { adjusted > 0 ? open * adjusted / close : open }

    var timestamp: Timestamp { Timestamp(nanoseconds: time) }

    /// The bar as formats.md has it.
    var bar: Bar { Bar(timestamp: timestamp, open: open, high: high, low: low, close: close, volume: volume) }
}

extension Int64 {
    /// Nanoseconds in an hour.
    static let hour: Int64 = 3_600_000_000_000

    /// Division that rounds down, for times before 1970.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
