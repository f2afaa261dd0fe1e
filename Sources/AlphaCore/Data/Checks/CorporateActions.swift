import Foundation

/// The splits and dividends that stand beside a bar file, in `SYM.actions.csv`: `timestamp,action,value`.
struct CorporateActions: Sendable {
    /// By the day of the calendar that the bars keep.
    private var byDay: [Int: (dividend: Double, split: Double)] = [:]
    let splits: [ListedAction]
    let dividends: [ListedAction]

    /// `nil` when there is no such file.
    init?(beside url: URL) throws(DataError) {
        let name = url.lastPathComponent
        guard let symbol = DataFolder.symbol(ofFile: name) else { return nil }
        let place = url.deletingLastPathComponent().appendingPathComponent("\(symbol).actions.csv")
        guard FileManager.default.fileExists(atPath: place.path) else { return nil }
        var (splits, dividends): ([ListedAction], [ListedAction]) = ([], [])
        try DelimitedText.forEachRow(place, required: ["timestamp", "action", "value"]) { (row) throws(DataError) in
            let action = ListedAction(time: try row.timestamp(0).nanoseconds, value: try row.double(2))
            switch CorporateAction.Kind(rawValue: row.text(1)) {
            case .split: splits.append(action)
            case .dividend: dividends.append(action)
            case nil: throw row.error(1, "is neither dividend nor split")
            }
        }
        (self.splits, self.dividends) = (splits, dividends)
    }

    /// The same, to be asked by the days of a calendar.
    func keyed(by calendar: WeekCalendar) -> CorporateActions {
        var keyed = self
        for split in splits { keyed.byDay[calendar.day(split.time), default: (0, 0)].split = split.value }
        for dividend in dividends {
            keyed.byDay[calendar.day(dividend.time), default: (0, 0)].dividend += dividend.value
        }
        return keyed
    }

    /// The dividend and the split ratio of a day; 0 for none.
    func onDay(_ day: Int) -> (dividend: Double, split: Double) { byDay[day] ?? (0, 0) }
}
