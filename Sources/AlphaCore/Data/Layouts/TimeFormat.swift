/// How times are written, in strptime's letters: `%Y%m%d %H%M%S`.
///
/// | letter | reads |
/// | --- | --- |
/// | `%Y` `%y` | the year, of four digits or two (69 to 99 are 1969 to 1999, as POSIX has it) |
/// | `%m` `%b` `%B` | the month as a number, or in English, short or in full |
/// | `%d` `%e` `%j` | the day of the month, of the year |
/// | `%H` `%I` `%p` | the hour of 24, or of 12 with AM or PM |
/// | `%M` `%S` `%f` | minute, second, decimals of the second (nine count) |
/// | `%z` | the offset from UTC: `Z`, `+01:00`, `+0100`, `+01` |
/// | `%s` | seconds since 1970-01-01 UTC |
/// | `%a` `%A` | the weekday in English, which is not checked |
/// | `%F` `%T` `%R` `%D` | `%Y-%m-%d`, `%H:%M:%S`, `%H:%M`, `%m/%d/%y` |
/// | `%%` `%n` `%t` | a per cent sign, blanks |
///
/// Blanks in the format stand for one or more blanks. A number may be written without its leading zero where something
/// else follows it; of numbers that touch (`%H%M%S`), only the first may: `93000` is 09:30:00. Nothing may be left over.
public struct TimeFormat: Sendable, Equatable, CustomStringConvertible {
    /// The format as it was given.
    public let description: String
    let steps: [Step]
    /// There is no time of day: what is read is a date.
    let isDateAlone: Bool

    /// One thing that a text in this format has.
    enum Step: Sendable, Equatable {
        case literal(UInt8)
        case blanks
        case field(Field)
        /// A number of at least and at most that many digits, before which `reserved` digits are the next numbers'.
        case number(Number, digits: ClosedRange<Int>, reserved: Int)
    }

    /// A part that is no plain number.
    enum Field: Sendable, Equatable {
        case monthName, weekdayName, halfDay, fraction, zone, epochSeconds
    }

    /// A part that is a number of a few digits.
    enum Number: Int, Sendable, Equatable {
        case year, yearOfCentury, month, day, dayOfYear, hour, hourOf12, minute, second

        /// As many digits as it has with its leading zeros.
        var width: Int { self == .year ? 4 : self == .dayOfYear ? 3 : 2 }
        /// The values that it may have.
        var values: ClosedRange<Int> {
            switch self {
            case .year: 1678...2261
            case .yearOfCentury: 0...99
            case .month: 1...12
            case .day: 1...31
            case .dayOfYear: 1...366
            case .hour: 0...23
            case .hourOf12: 1...12
            case .minute, .second: 0...59
            }
        }
    }

    /// The format that the text gives; throws for a letter that is not in the table, a part that stands twice, a date
    /// that is not whole, and `%I` without `%p` or the other way round.
    public init(_ text: String) throws(LayoutError) {
        description = text
        var steps: [Step] = []
        try TimeFormat.append(text, to: &steps)
        try TimeFormat.check(steps, of: text)
        isDateAlone = !steps.contains { step in
            switch step {
            case .number(.hour, _, _), .number(.hourOf12, _, _), .field(.epochSeconds): true
            default: false
            }
        }
        self.steps = TimeFormat.sharingDigits(steps)
    }

    private static func append(_ text: String, to steps: inout [Step]) throws(LayoutError) {
        var letters = text.utf8.makeIterator()
        while let byte = letters.next() {
            guard byte == UInt8(ascii: "%") else {
                let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
                if !isBlank { steps.append(.literal(byte)) } else if steps.last != .blanks { steps.append(.blanks) }
                continue
            }
            guard let letter = letters.next() else {
                throw LayoutError("the time format '\(text)' ends with a % that has no letter")
            }
            switch Character(Unicode.Scalar(letter)) {
            case "%": steps.append(.literal(letter))
            case "n", "t": if steps.last != .blanks { steps.append(.blanks) }
            case "F": try append("%Y-%m-%d", to: &steps)
            case "T": try append("%H:%M:%S", to: &steps)
            case "R": try append("%H:%M", to: &steps)
            case "D": try append("%m/%d/%y", to: &steps)
            case let letter:
                guard let step = step(of: letter) else {
                    throw LayoutError(
                        "the time format '\(text)' has %\(letter), which is not known; known are "
                            + "%Y %y %m %b %B %d %e %j %H %I %p %M %S %f %z %s %a %A %F %T %R %D %n %t %%")
                }
                steps.append(step)
            }
        }
    }

    private static func step(of letter: Character) -> Step? {
        let numbers: [Character: Number] = [
            "Y": .year, "y": .yearOfCentury, "m": .month, "d": .day, "e": .day, "j": .dayOfYear, "H": .hour,
            "I": .hourOf12, "M": .minute, "S": .second,
        ]
        let fields: [Character: Field] = [
            "b": .monthName, "B": .monthName, "h": .monthName, "a": .weekdayName, "A": .weekdayName, "p": .halfDay,
            "f": .fraction, "z": .zone, "s": .epochSeconds,
        ]
        if let number = numbers[letter] { return .number(number, digits: 1...number.width, reserved: 0) }
        return fields[letter].map(Step.field)
    }

    /// Decides how numbers that touch share their digits: all are of full width, but the first where the length of the
    /// rest is known.
    private static func sharingDigits(_ steps: [Step]) -> [Step] {
        var steps = steps
        for place in steps.indices {
            guard case .number(let number, _, _) = steps[place] else { continue }
            var followers = steps[(place + 1)...].prefix(while: isDigits)[...]
            let hasOpenEnd = followers.contains { $0 == .field(.fraction) || $0 == .field(.epochSeconds) }
            let isFirst = place == 0 || !isDigits(steps[place - 1])
            let mayBeShort = isFirst && !hasOpenEnd && number != .year && number != .yearOfCentury
            var reserved = 0
            while let step = followers.popFirst() {
                if case .number(let next, _, _) = step { reserved += next.width }
            }
            steps[place] = .number(number, digits: (mayBeShort ? 1 : number.width)...number.width, reserved: reserved)
        }
        return steps
    }

    private static func isDigits(_ step: Step) -> Bool {
        switch step {
        case .number, .field(.fraction), .field(.epochSeconds): true
        default: false
        }
    }
}
