/// Round moments on a time axis: years, months, days, hours, minutes or seconds, whichever fits.
enum TimeTicks {
    private static let second = 1e9
    private static let minute = 60 * second
    private static let hour = 60 * minute
    private static let day = 24 * hour
    private static let year = 365.25 * day

    /// At most about `count` ticks between two moments, given in nanoseconds since the epoch.
    static func ticks(from lower: Double, to upper: Double, count: Int) -> [Scale.Tick] {
        let rough = (upper - lower) / Double(max(1, count))
        if let months = [1, 3, 6, 12, 24, 60, 120, 240, 600].first(where: { Double($0) * year / 12 >= rough }),
            rough > 14 * day
        {
            return monthTicks(from: lower, to: upper, every: months)
        }
        let steps =
            [1, 2, 5, 10, 15, 30].map { $0 * second } + [1, 2, 5, 10, 15, 30].map { $0 * minute }
            + [1, 2, 3, 6, 12].map { $0 * hour } + [1, 2, 7, 14].map { $0 * day }
        let step = steps.first { $0 >= rough } ?? 14 * day
        let first = (lower / step).rounded(.up) * step
        return stride(from: first, through: upper, by: step).map { moment in
            Scale.Tick(value: moment, label: label(moment, step: step))
        }
    }

    private static func monthTicks(from lower: Double, to upper: Double, every months: Int) -> [Scale.Tick] {
        let first = Timestamp.civil(fromDays: Int((lower / day).rounded(.down)))
        var month = (first.year * 12 + first.month - 1) / months * months
        var ticks: [Scale.Tick] = []
        while ticks.count < 1000 {
            let (year, ofYear) = (month / 12, month % 12)
            let moment = Double(Timestamp.days(year: year, month: ofYear + 1, day: 1)) * day
            if moment > upper { break }
            if moment >= lower {
                let label = months >= 12 ? "\(year)" : "\(monthNames[ofYear]) \(year)"
                ticks.append(Scale.Tick(value: moment, label: label))
            }
            month += months
        }
        return ticks
    }

    /// The date where the step is a day or more or the moment is midnight, else the time of day.
    private static func label(_ moment: Double, step: Double) -> String {
        let timestamp = Timestamp(nanoseconds: Int64(moment.rounded()))
        let text = timestamp.description
        guard step < day, let separator = text.firstIndex(of: "T") else { return String(text.prefix(10)) }
        return String(text[text.index(after: separator)...].prefix(step < minute ? 8 : 5))
    }

    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
