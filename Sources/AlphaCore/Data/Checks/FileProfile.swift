/// What the first reading of a bar file tells: what its bars are, so that the second can tell what is wrong with them.
struct FileProfile: Sendable {
    /// How many rows there are, bad ones with them.
    var rows = 0
    /// The earliest and the latest time; `nil` when there is no row with a time.
    var times: ClosedRange<Int64>?
    /// The times go down from row to row.
    var isNewestFirst = false
    /// Whether every time is after the one above it (before it, when newest first).
    var isInOrder = true
    /// The line of the second row with a time.
    var secondLine: Int?
    /// The usual time between two bars; `nil` when there is no usual one.
    var interval: Int64?
    /// How often each time between two rows occurs, as a share of all.
    var spacings: [Int64: Double] = [:]
    /// Where the bars are of another length, in the order of their lines.
    var stretches: [IntervalStretch] = []
    /// The times that these take, in order and apart from one another, and the longest length in them.
    private var stretchTimes: [(times: ClosedRange<Int64>, length: Int64)] = []
    /// When the asset trades.
    var calendar = WeekCalendar(
        tradingDays: [true, true, true, true, true, false, false], dayShift: 0, isContinuous: false)
    /// In which half-hours there are bars, shifted to the calendar's days.
    var occupancy = Occupancy()
    /// Where sessions move by whole hours and no clocks are set.
    var sessionShifts: [SessionShiftCheck.Shift] = []
    /// What one robust deviation of a return is, over the whole file.
    var returnScale = 0.0
    /// The middle one of the closes.
    var medianClose = 0.0
    /// How many rows have a price such as 130583.99999999999, and the first of them.
    var noisyRows = 0
    var firstNoisy: (line: Int, price: Double)?
    /// Splits that the file or its actions file lists, in no particular order.
    var splits: [ListedAction] = []
    /// Dividends alike.
    var dividends: [ListedAction] = []
    /// The file has adjusted closes.
    var hasAdjustedClose = false
    /// Dividends and splits are listed, in columns of the file or beside it, even if there were none.
    var hasActions = false

    /// Bars of a day or more.
    var isDaily: Bool { interval.map { $0 >= 20 * .hour } ?? false }

    /// Sets the stretches in which the bars are of another length.
    mutating func setStretches(_ stretches: [IntervalStretch]) {
        self.stretches = stretches
        stretchTimes = []
        for stretch in stretches.sorted(by: { $0.times.lowerBound < $1.times.lowerBound }) {
            if let last = stretchTimes.last, stretch.times.lowerBound <= last.times.upperBound {
                stretchTimes[stretchTimes.count - 1] = (
                    last.times.lowerBound...max(last.times.upperBound, stretch.times.upperBound),
                    max(last.length, stretch.length)
                )
            } else {
                stretchTimes.append((stretch.times, stretch.length))
            }
        }
    }

    /// The length of the bars among which both times are, and all between; `nil` where they are the file's own.
    func otherLength(from first: Int64, to second: Int64) -> Int64? {
        guard !stretchTimes.isEmpty else { return nil }
        var (low, high) = (0, stretchTimes.count)
        while low < high {
            let middle = (low + high) / 2
            if stretchTimes[middle].times.upperBound < max(first, second) { low = middle + 1 } else { high = middle }
        }
        guard low < stretchTimes.count, stretchTimes[low].times.lowerBound <= min(first, second) else { return nil }
        return stretchTimes[low].length
    }

    /// How many rows without a usable bar stand between those of two bars that follow one another, by the rows' numbers:
    /// another check tells them, and no bar is missing for them. Unknown, and 0, in a file that is out of order.
    func unusableRows(between row: Int, and other: Int) -> Int { isInOrder ? abs(other - row) - 1 : 0 }

    /// How evidence writes the times of the file's bars.
    var label: BarLabel { BarLabel(calendar: calendar, isDaily: isDaily) }

    /// Whether bars stand for several days: weeks, months.
    var isBeyondDaily: Bool { interval.map { $0 > 36 * .hour } ?? false }
}

/// A split or dividend as it is listed.
struct ListedAction: Sendable, Equatable {
    /// The first bar without the dividend, or after the split.
    var time: Int64
    /// New shares for each old one, or the cash a share.
    var value: Double
}

/// Writes a bar's time as its file means it: the date of a daily bar, whatever its zone, or the moment in UTC.
struct BarLabel: Sendable {
    fileprivate let calendar: WeekCalendar
    fileprivate let isDaily: Bool

    func callAsFunction(_ time: Int64) -> String {
        isDaily ? Evidence.date(calendar.day(time)) : Timestamp(nanoseconds: time).description
    }
}
