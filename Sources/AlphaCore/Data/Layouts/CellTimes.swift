import Foundation

/// Reads the cells that say when a bar begins, as a layout has them.
///
/// Where a zone's clock was put back and a time stands for two moments, the order of the rows decides: the first of the
/// two as long as that goes on in the direction of the rows before, else the second (the other way round in a file
/// whose newest rows come first).
struct CellTimes {
    /// What a cell says.
    enum Reading: Equatable {
        case moment(Timestamp)
        /// There is nothing in it.
        case missing
        /// What is wrong with the text.
        case unreadable(String)
    }

    private let format: TimeFormat?
    private let isUTC: Bool
    private var clock: LocalClock
    private var last: Int64?
    private var isNewestFirst = false
    private var scratch: [UInt8] = []

    init(_ layout: BarLayout) {
        format = layout.timeFormat
        clock = LocalClock(layout.timeZone)
        isUTC = layout.timeZone == .gmt
    }

    /// The moment that one cell names.
    mutating func read(_ cell: UnsafeRawBufferPointer) -> Reading {
        let cell = cell.trimmingSpaces()
        if cell.isEmpty { return .missing }
        let written = format.map { $0.parse(cell) } ?? CellTimes.parse(cell, &scratch)
        return resolve(written)
    }

    /// The moment that a date and a time of day name together.
    mutating func read(date: UnsafeRawBufferPointer, time: UnsafeRawBufferPointer) -> Reading {
        let (date, time) = (date.trimmingSpaces(), time.trimmingSpaces())
        if date.isEmpty, time.isEmpty { return .missing }
        guard let format else { return resolve(CellTimes.parse(date: date, time: time, &scratch)) }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: date)
        scratch.append(UInt8(ascii: " "))
        scratch.append(contentsOf: time)
        let written = scratch.withUnsafeBytes { format.parse($0) }
        return resolve(written)
    }

    private mutating func resolve(_ written: WrittenTime?) -> Reading {
        guard let written else {
            return .unreadable(format.map { "is not a time of the format '\($0)'" } ?? CellTimes.problem)
        }
        if let offset = written.offset { return advance(to: written.wall - offset) }
        if isUTC || written.isDateAlone { return advance(to: written.wall) }
        switch clock.moments(at: written.wall) {
        case .one(let moment): return advance(to: moment)
        case .two(let first, let second): return advance(to: chosen(first, second))
        case .none:
            return .unreadable("does not exist in \(clock.zone.identifier): the clock was put forward over it")
        }
    }

    private static let problem =
        "is not a date, a time or an epoch between 1678 and 2261 (--time-format says how times are written)"

    private func chosen(_ first: Int64, _ second: Int64) -> Int64 {
        guard let last else { return first }
        return isNewestFirst ? (second < last ? second : first) : (first > last ? first : second)
    }

    private mutating func advance(to moment: Int64) -> Reading {
        if let last, moment != last { isNewestFirst = moment < last }
        last = moment
        return .moment(Timestamp(nanoseconds: moment))
    }
}

/// What is read without a format.
extension CellTimes {
    /// ISO 8601, also with points or slashes in the date, or an epoch time of at least eight digits.
    ///
    /// Shorter numbers would be moments of early 1970: where columns are named in the wrong order, they are prices.
    static func parse(_ cell: UnsafeRawBufferPointer, _ scratch: inout [UInt8]) -> WrittenTime? {
        guard cell.count >= 10, isSeparator(cell[4]), cell[7] == cell[4] else {
            let digits = cell.drop { $0 == UInt8(ascii: "-") }.prefix(while: isDigit)
            guard digits.count >= 8 else { return nil }
            return Timestamp(bytes: cell).map { WrittenTime(wall: $0.nanoseconds, offset: 0) }
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: cell)
        scratch[4] = UInt8(ascii: "-")
        scratch[7] = UInt8(ascii: "-")
        return iso(scratch)
    }

    /// A date as above or of eight digits, and a time of day with colons or of four or six digits.
    static func parse(
        date: UnsafeRawBufferPointer, time: UnsafeRawBufferPointer, _ scratch: inout [UInt8]
    ) -> WrittenTime? {
        scratch.removeAll(keepingCapacity: true)
        if date.count == 8, date.allSatisfy(isDigit) {
            for place in 0..<8 {
                if place == 4 || place == 6 { scratch.append(UInt8(ascii: "-")) }
                scratch.append(date[place])
            }
        } else {
            guard date.count == 10, isSeparator(date[4]), date[7] == date[4] else { return nil }
            scratch.append(contentsOf: date)
            scratch[4] = UInt8(ascii: "-")
            scratch[7] = UInt8(ascii: "-")
        }
        scratch.append(UInt8(ascii: "T"))
        if time.count == 4 || time.count == 6, time.allSatisfy(isDigit) {
            for place in time.indices {
                if place == 2 || place == 4 { scratch.append(UInt8(ascii: ":")) }
                scratch.append(time[place])
            }
        } else {
            scratch.append(contentsOf: time)
        }
        return iso(scratch)
    }

    /// A date, or a date and a time, whose date is written with dashes.
    private static func iso(_ text: [UInt8]) -> WrittenTime? {
        guard let moment = text.withUnsafeBytes({ Timestamp(bytes: $0) }) else { return nil }
        let namesZone = text.dropFirst(16).contains { "Zz+-".utf8.contains($0) }
        return WrittenTime(
            wall: moment.nanoseconds, offset: namesZone ? 0 : nil, isDateAlone: text.count == 10)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
