import Foundation

/// Reads a bar file for the first time: constant memory in its rows, one word a day.
struct FileProfiler {
    private var profile = FileProfile()
    private var previous: (time: Int64, close: Double)?
    private var (rises, falls, ties) = (0, 0, 0)
    private var spacings: [Int64: Int] = [:]
    /// The spacing that came last and how often in a row, not yet in `spacings`.
    private var lastSpacing: (length: Int64, count: Int) = (0, 0)
    private var stretches = IntervalStretchFinder()
    private var hours = [Int](repeating: 0, count: 168)
    private var returns = Histogram()
    private var closes = Histogram()
    private var currentCell: Range<Int64> = 0..<0
    private var hourOfWeek = 0

    /// More distinct spacings, splits or dividends than this are not told apart.
    private static let distinctMax = 4096

    /// The profile of a file's rows and of the actions beside it; its class helps to learn the calendar.
    ///
    /// Rows that are none are passed over; what makes the whole file unreadable is thrown.
    static func profile(
        _ rows: BarRows, actions: CorporateActions?, assetClass: AssetClass?
    ) throws(DataError) -> FileProfile {
        var profiler = FileProfiler()
        profiler.profile.hasAdjustedClose = rows.hasAdjustedClose
        profiler.profile.hasActions = rows.hasActions || actions != nil
        profiler.profile.splits = actions?.splits ?? []
        profiler.profile.dividends = actions?.dividends ?? []
        var reader = RowReader(rows)
        while let row = try reader.next(onBrokenRow: { _ in }) { profiler.see(row) }
        return profiler.finished(assetClass)
    }

    private mutating func see(_ row: BarRow) {
        profile.rows += 1
        guard let time = row.timestamp?.nanoseconds, CheckedTimes.range.contains(time) else { return }
        stretches.see(time, line: row.line)
        if let previous {
            seeSpacing(time, after: previous.time, line: row.line)
            if row.close > 0, previous.close > 0, time != previous.time {
                returns.add(abs(log(row.close / previous.close)))
            }
        }
        previous = (time, row.close > 0 ? row.close : previous?.close ?? .nan)
        profile.times = profile.times.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
        if !currentCell.contains(time) { enterCell(time) }
        hours[hourOfWeek] += 1
        if row.close > 0 { closes.add(row.close) }
        seeNoise(row)
        seeActions(row, time)
    }

    /// Most bars are in the same half-hour as the one before.
    private mutating func enterCell(_ time: Int64) {
        let start = time.flooredQuotient(by: Occupancy.cell) * Occupancy.cell
        currentCell = start..<(start + Occupancy.cell)
        profile.occupancy.add(time)
        let hour = time.flooredQuotient(by: .hour) + 72  // 1970-01-01 was a Thursday
        hourOfWeek = Int(hour - hour.flooredQuotient(by: 168) * 168)
    }

    private mutating func seeSpacing(_ time: Int64, after earlier: Int64, line: Int) {
        if profile.secondLine == nil { profile.secondLine = line }
        if time > earlier { rises += 1 } else if time < earlier { falls += 1 } else { ties += 1 }
        guard time != earlier else { return }
        let spacing = FileProfiler.rounded(abs(time - earlier))
        if spacing == lastSpacing.length {
            lastSpacing.count += 1
        } else {
            keepSpacing()
            lastSpacing = (spacing, 1)
        }
    }

    private mutating func keepSpacing() {
        guard lastSpacing.count > 0 else { return }
        if spacings.count < FileProfiler.distinctMax || spacings[lastSpacing.length] != nil {
            spacings[lastSpacing.length, default: 0] += lastSpacing.count
        }
    }

    /// Months and quarters have no one length: 28 to 31 days are 30, 89 to 92 are 91.
    static func rounded(_ spacing: Int64) -> Int64 {
        guard spacing >= 28 * Timestamp.day else { return spacing }
        if spacing <= 31 * Timestamp.day { return 30 * Timestamp.day }
        return 89 * Timestamp.day...92 * Timestamp.day ~= spacing ? 91 * Timestamp.day : spacing
    }

    /// A price that a few units in the last place take to six decimals was such a number before it was scaled.
    private mutating func seeNoise(_ row: BarRow) {
        for price in [row.open, row.high, row.low, row.close] where price > 0 && price < 1e9 {
            let decimal = (price * 1e6).rounded() / 1e6
            if decimal != price, abs(decimal - price) <= 8 * price.ulp {
                if profile.firstNoisy == nil { profile.firstNoisy = (row.line, price) }
                profile.noisyRows += 1
                return
            }
        }
    }

    private mutating func seeActions(_ row: BarRow, _ time: Int64) {
        if row.splitRatio > 0, row.splitRatio != 1, profile.splits.count < FileProfiler.distinctMax {
            profile.splits.append(ListedAction(time: time, value: row.splitRatio))
        }
        if row.dividend != 0, profile.dividends.count < FileProfiler.distinctMax {
            profile.dividends.append(ListedAction(time: time, value: row.dividend))
        }
    }

    private mutating func finished(_ assetClass: AssetClass?) -> FileProfile {
        keepSpacing()
        profile.isNewestFirst = falls > rises
        profile.isInOrder = ties == 0 && min(rises, falls) == 0
        let total = Double(max(1, rises + falls))
        if let usual = spacings.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            Double(usual.value) > 0.1 * total, usual.key <= CheckedTimes.intervalMax
        {
            profile.interval = usual.key
        }
        if let interval = profile.interval {
            profile.setStretches(stretches.stretches(interval: interval, rows: profile.rows, pauses: spacings))
        }
        profile.spacings = spacings.mapValues { Double($0) / total }
        profile.calendar = WeekCalendar.learn(
            hours: hours, assetClass: assetClass, interval: profile.interval ?? Timestamp.day)
        profile.occupancy.trim()
        profile.occupancy = profile.occupancy.shifted(by: profile.calendar.dayShift)
        profile.sessionShifts = SessionShiftCheck.shifts(profile)
        let typical = 1.4826 * returns.quantile(0.5)
        // Most minutes of a quiet market do not move at all: then its largest tenth tells more than its middle.
        profile.returnScale = returns.count < 200 ? typical : max(typical, returns.quantile(0.9) / 1.645)
        for (share, normal) in [(0.9, 1.645), (0.99, 2.576), (0.999, 3.291), (1, 4)] where profile.returnScale == 0 {
            profile.returnScale = returns.quantile(share) / normal
        }
        profile.medianClose = closes.quantile(0.5)
        return profile
    }
}

/// Reads the rows of a file on past those that are none, as far as that goes.
struct RowReader {
    private let rows: BarRows
    private var brokenLine: Int?
    /// Whether there are rows that could not be reached.
    private(set) var isCutShort = false

    init(_ rows: BarRows) { self.rows = rows }

    /// The next row; `nil` at the end. A row that is none is handed over as an error and passed over; where that
    /// stops the reading for good (an open quote, a cut gzip), the end is there.
    mutating func next(onBrokenRow body: (DataError) -> Void) throws(DataError) -> BarRow? {
        while true {
            do {
                return try rows.next()
            } catch {
                guard error.kind == .badData else { throw error }
                // An error that comes twice at its place is one that reading does not get past.
                if let line = error.line, line != brokenLine {
                    brokenLine = line
                    body(error)
                    continue
                }
                if error.line == nil { body(error) }
                isCutShort = true
                return nil
            }
        }
    }
}
