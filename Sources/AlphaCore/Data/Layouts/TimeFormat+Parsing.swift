/// A time as a text has it: what the clock on the wall showed, and the zone where the text names one.
struct WrittenTime: Equatable {
    /// The wall's time in nanoseconds, counted as if it were UTC.
    var wall: Int64
    /// Nanoseconds east of UTC, where the text says so.
    var offset: Int64?
    /// The text has no time of day.
    var isDateAlone = false
}

extension TimeFormat {
    /// The time that the bytes name; `nil` when they are not of this format, or no such day or time exists.
    func parse(_ bytes: UnsafeRawBufferPointer) -> WrittenTime? {
        var reading = Reading(bytes: bytes)
        for step in steps {
            let isRead =
                switch step {
                case .literal(let byte): reading.skip(byte)
                case .blanks: reading.skipBlanks()
                case .number(let number, let digits, let reserved): reading.number(number, digits, reserved)
                case .field(let field): reading.field(field)
                }
            guard isRead else { return nil }
        }
        guard reading.place == bytes.count, let wall = reading.wall else { return nil }
        return WrittenTime(wall: wall, offset: reading.offset, isDateAlone: isDateAlone)
    }

    /// The parts found so far and where the next one begins.
    private struct Reading {
        let bytes: UnsafeRawBufferPointer
        var place = 0
        var offset: Int64?
        private var year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0
        private var isAfternoon: Bool?
        private var fraction: Int64 = 0
        private var epoch: (seconds: Int64, isNegative: Bool)?
        private var dayOfYear: Int?

        init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        /// The time on the wall; `nil` when there is no such day.
        var wall: Int64? {
            if let epoch {
                let (nanoseconds, overflow) = epoch.seconds.multipliedReportingOverflow(by: 1_000_000_000)
                let (sum, carried) = nanoseconds.addingReportingOverflow(fraction)
                return overflow || carried ? nil : epoch.isNegative ? -sum : sum
            }
            let first = dayOfYear == nil ? (month, day) : (1, 1)
            guard var date = Timestamp.dayNumber(year: year, month: first.0, day: first.1) else { return nil }
            if let dayOfYear {
                date += dayOfYear - 1
                guard Timestamp.civil(fromDays: date).year == year else { return nil }
            }
            let ofDay = (hourOfDay * 60 + minute) * 60 + second
            return Int64(date) * Timestamp.day + Int64(ofDay) * 1_000_000_000 + fraction
        }

        private var hourOfDay: Int { isAfternoon.map { hour % 12 + ($0 ? 12 : 0) } ?? hour }

        private func isDigit(at place: Int) -> Bool {
            place < bytes.count && bytes[place] &- UInt8(ascii: "0") < 10
        }

        mutating func skip(_ byte: UInt8) -> Bool {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }

        mutating func skipBlanks() -> Bool {
            let first = place
            while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
            return place > first
        }

        mutating func number(_ number: Number, _ digits: ClosedRange<Int>, _ reserved: Int) -> Bool {
            var count = 0
            while count < digits.upperBound + reserved, isDigit(at: place + count) { count += 1 }
            count = min(digits.upperBound, max(count - reserved, digits.lowerBound))
            var value = 0
            for _ in 0..<count {
                guard isDigit(at: place) else { return false }
                value = value * 10 + Int(bytes[place] &- UInt8(ascii: "0"))
                place += 1
            }
            guard number.values.contains(value) else { return false }
            switch number {
            case .year: year = value
            case .yearOfCentury: year = value + (value < 69 ? 2000 : 1900)
            case .month: month = value
            case .day: day = value
            case .dayOfYear: dayOfYear = value
            case .hour, .hourOf12: hour = value
            case .minute: minute = value
            case .second: second = value
            }
            return true
        }

        mutating func field(_ field: Field) -> Bool {
            switch field {
            case .monthName:
                guard let found = name(TimeFormat.months) else { return false }
                month = found + 1
                return true
            case .weekdayName:
                return name(TimeFormat.weekdays) != nil
            case .halfDay:
                guard let found = name(["am", "pm"], shortest: 2) else { return false }
                isAfternoon = found == 1
                return true
            case .fraction:
                guard let found = Timestamp.fraction(bytes, from: place, of: 1_000_000_000) else { return false }
                (fraction, place) = found
                return true
            case .epochSeconds: return epochSeconds()
            case .zone: return zone()
            }
        }

        /// The place among the names of the one that stands here, in full or cut to its first letters, in any case.
        private mutating func name(_ names: [String], shortest: Int = 3) -> Int? {
            for (number, name) in names.enumerated() {
                let name = name.utf8
                let common = zip(bytes[min(place, bytes.count)...], name).prefix { $0 | 0x20 == $1 }.count
                guard common >= shortest else { continue }
                place += common == name.count ? common : shortest
                return number
            }
            return nil
        }

        private mutating func epochSeconds() -> Bool {
            let isNegative = skip(UInt8(ascii: "-"))
            let first = place
            var value: Int64 = 0
            while isDigit(at: place), place - first < 12 {
                value = value * 10 + Int64(bytes[place] &- UInt8(ascii: "0"))
                place += 1
            }
            epoch = (value, isNegative)
            offset = 0
            return place > first
        }

        private mutating func zone() -> Bool {
            var end = place
            while end < bytes.count, !(bytes[end] == 0x20 || bytes[end] == 0x09) { end += 1 }
            let zone = UnsafeRawBufferPointer(rebasing: bytes[place..<end])
            guard end > place, let found = Timestamp.zoneOffset(zone, from: 0) else { return false }
            offset = found
            place = end
            return true
        }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
}
