extension TimeFormat {
    /// Throws when the parts do not make a moment, or could contradict each other.
    static func check(_ steps: [Step], of text: String) throws(LayoutError) {
        var seen: [String] = []
        for step in steps {
            guard let part = part(of: step) else { continue }
            guard !seen.contains(part) else { throw LayoutError("the time format '\(text)' has \(part) twice") }
            seen.append(part)
        }
        func has(_ part: String) -> Bool { seen.contains(part) }
        if has("the epoch") {
            guard seen.allSatisfy({ $0 == "the epoch" || $0 == "the fraction" }) else {
                throw LayoutError("the time format '\(text)' has %s beside other parts of a time")
            }
            return
        }
        guard has("the year"), has("the day of the year") || (has("the month") && has("the day")) else {
            throw LayoutError("the time format '\(text)' names no whole date: %Y, %m and %d are needed")
        }
        guard !has("the day of the year") || !(has("the month") || has("the day")) else {
            throw LayoutError("the time format '\(text)' has %j beside a month or a day")
        }
        let isOf12 = steps.contains { if case .number(.hourOf12, _, _) = $0 { true } else { false } }
        guard isOf12 == has("AM or PM") else {
            throw LayoutError(
                "the time format '\(text)' has \(isOf12 ? "%I without %p" : "%p without %I"): they go together")
        }
        for (part, needed) in [
            ("the minute", "the hour"), ("the second", "the minute"), ("the fraction", "the second"),
            ("the zone", "the hour"),
        ] where has(part) && !has(needed) {
            throw LayoutError("the time format '\(text)' has \(part) without \(needed)")
        }
    }

    /// What may stand in a format once, by the name that a message has for it.
    private static func part(of step: Step) -> String? {
        switch step {
        case .literal, .blanks, .field(.weekdayName): nil
        case .field(.monthName): "the month"
        case .field(.halfDay): "AM or PM"
        case .field(.fraction): "the fraction"
        case .field(.zone): "the zone"
        case .field(.epochSeconds): "the epoch"
        case .number(let number, _, _):
            switch number {
            case .year, .yearOfCentury: "the year"
            case .month: "the month"
            case .day: "the day"
            case .dayOfYear: "the day of the year"
            case .hour, .hourOf12: "the hour"
            case .minute: "the minute"
            case .second: "the second"
            }
        }
    }
}
