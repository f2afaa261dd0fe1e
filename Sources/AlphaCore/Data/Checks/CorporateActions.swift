import Foundation

/// The splits and dividends that stand beside a bar file (see `ActionsFile`), by the day of the bars' calendar.
struct CorporateActions: Sendable {
    /// By the day of the calendar that the bars keep.
    private var byDay: [Int: (dividend: Double, split: Double)] = [:]
    let splits: [ListedAction]
    let dividends: [ListedAction]

    /// `nil` when there is no such file.
    init?(beside url: URL) throws(DataError) {
        let place = ActionsFile.url(beside: url)
        guard FileManager.default.fileExists(atPath: place.path) else { return nil }
        let actions = try ActionsFile.read(place)
        func listed(_ kind: CorporateAction.Kind) -> [ListedAction] {
            actions.filter { $0.kind == kind }.map { ListedAction(time: $0.timestamp.nanoseconds, value: $0.value) }
        }
        (splits, dividends) = (listed(.split), listed(.dividend))
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
