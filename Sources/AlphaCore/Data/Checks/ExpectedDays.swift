/// On which days bars of a file are to be expected.
enum ExpectedDays: Sendable {
    /// Every day: crypto.
    case everyDay
    /// The days of the week on which currencies trade, but for the few holidays that all banks share.
    case currencies
    /// Days on which at least half of the other files of the exchange have bars.
    case exchange(ExchangeDays)
    /// The days of the week on which the file has bars; holidays are not known, so that only a run of this many missing
    /// days is told.
    case weekdays(runMin: Int)

    /// What to expect of a file, with the days of its exchange where other files tell them.
    static func of(_ profile: FileProfile, assetClass: AssetClass?, exchange: ExchangeDays?) -> ExpectedDays {
        if profile.calendar.isEveryDay { return .everyDay }
        if assetClass == .fx { return .currencies }
        if let exchange, exchange.coversMost(of: profile.occupancy) { return .exchange(exchange) }
        if assetClass == nil, profile.calendar.isContinuous { return .currencies }
        return .weekdays(runMin: max(5, longestUsualRun(profile) + 1))
    }

    /// The longest run of missing weekdays that comes about once in a year and a half: national weeks of holidays.
    private static func longestUsualRun(_ profile: FileProfile) -> Int {
        let days = profile.occupancy.days
        var runs: [Int: Int] = [:]
        var run = 0
        for day in days where profile.calendar.trades(on: day) {
            if profile.occupancy.has(day) {
                if run > 0 { runs[run, default: 0] += 1 }
                run = 0
            } else {
                run += 1
            }
        }
        let needed = max(2, Int(Double(days.count) / 365.25 / 1.5))
        var longer = 0
        for (length, count) in runs.sorted(by: { $0.key > $1.key }) {
            longer += count
            if longer >= needed { return min(length, 10) }
        }
        return 0
    }
}
