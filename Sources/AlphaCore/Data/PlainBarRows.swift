/// The quick way through a bar file: rows that are as plain as nearly all of them are.
///
/// Takes good bars of unquoted numbers and times straight from the bytes, each byte looked at once, and stops before the
/// first row that is anything else: quoted, blank, broken, out of order, mendable or cut off by the buffer's end. That
/// row is `BarReader`'s and `DelimitedText`'s, who know every rule; so what this accepts is a subset of what they do,
/// and the tests compare the two.
struct PlainBarRows {
    /// What each field of a row is: a place in `values`, or one of the two below.
    private let roles: [UInt8]
    private static let passedOver: UInt8 = 7
    private static let time: UInt8 = 6
    private static let (open, high, low, close, volume, adjusted) = (0, 1, 2, 3, 4, 5)
    private let isAdjusted: Bool

    /// The last date read, as its ten bytes, and its midnight in nanoseconds: the next bar is often of the same day.
    private var dateBytes: (UInt64, UInt16) = (0, 0)
    private var midnight: Int64 = 0

    init(_ columns: BarColumns, fieldCount: Int) {
        var roles = [UInt8](repeating: PlainBarRows.passedOver, count: fieldCount)
        roles[columns.timestamp] = PlainBarRows.time
        for (place, field) in [columns.open, columns.high, columns.low, columns.close, columns.volume].enumerated() {
            roles[field] = UInt8(place)
        }
        if let adjusted = columns.adjustedClose { roles[adjusted] = UInt8(PlainBarRows.adjusted) }
        self.roles = roles
        isAdjusted = columns.adjustedClose != nil
    }

    /// Appends the bars of the plain rows at the start of the bytes; returns what they took.
    mutating func take(from bytes: UnsafeRawBufferPointer, into series: inout BarSeries) -> (bytes: Int, rows: Int) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return (0, 0) }
        let end = base + bytes.count
        var row = base
        var rows = 0
        var last = series.timestamps.last?.nanoseconds ?? .min
        roles.withUnsafeBufferPointer { roles in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: 8) { values in
                while let next = scan(row, end, roles, values, after: &last), append(values, last, to: &series) {
                    row = next
                    rows += 1
                }
            }
        }
        return (row - base, rows)
    }

    /// Reads one row; returns where the next begins, `nil` when this one is not plain.
    @inline(__always)
    private mutating func scan(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ roles: UnsafeBufferPointer<UInt8>,
        _ values: UnsafeMutableBufferPointer<Double>, after last: inout Int64
    ) -> UnsafePointer<UInt8>? {
        var cursor = start
        var moment = last
        for field in 0..<roles.count {
            if field > 0 {
                guard cursor < end, cursor.pointee == PlainBarRows.comma else { return nil }
                cursor += 1
            }
            let role = roles[field]
            if role < PlainBarRows.time {
                var value = 0.0
                guard let next = NumberText.scan(cursor, end, into: &value) else { return nil }
                values[Int(role)] = value
                cursor = next
            } else if role == PlainBarRows.time {
                guard let next = scanTime(cursor, end, into: &moment) else { return nil }
                cursor = next
            } else {
                while cursor < end, !PlainBarRows.endsText(cursor.pointee) { cursor += 1 }
            }
        }
        if cursor < end, cursor.pointee == PlainBarRows.carriageReturn { cursor += 1 }
        guard cursor < end, cursor.pointee == PlainBarRows.newline, moment > last else { return nil }
        last = moment
        return cursor + 1
    }

    /// Reads `YYYY-MM-DD`, that with `THH:MM:SS` (or a space) and an optional `Z`, or whatever else `Timestamp` knows.
    @inline(__always)
    private mutating func scanTime(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, into moment: inout Int64
    ) -> UnsafePointer<UInt8>? {
        guard end - start > 20, start[4] == PlainBarRows.dash else { return scanAnyTime(start, end, into: &moment) }
        let raw = UnsafeRawPointer(start)
        let date = (raw.loadUnaligned(as: UInt64.self), raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
        if date != dateBytes {
            guard let day = Timestamp.date(UnsafeRawBufferPointer(start: start, count: 10)) else { return nil }
            dateBytes = date
            midnight = Int64(day) * Timestamp.day
        }
        if start[10] == PlainBarRows.comma {
            moment = midnight
            return start + 10
        }
        let colons = start[13] == PlainBarRows.colon && start[16] == PlainBarRows.colon
        let hour = twoDigits(start + 11), minute = twoDigits(start + 14), second = twoDigits(start + 17)
        guard start[10] == PlainBarRows.letterT || start[10] == PlainBarRows.space, colons, hour < 24, minute < 60,
            second < 60
        else { return scanAnyTime(start, end, into: &moment) }
        moment = midnight + Int64(hour * 3600 + minute * 60 + second) * 1_000_000_000
        if start[19] == PlainBarRows.comma { return start + 19 }
        return start[19] == PlainBarRows.letterZ && start[20] == PlainBarRows.comma
            ? start + 20 : scanAnyTime(start, end, into: &moment)
    }

    @inline(never)
    private func scanAnyTime(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, into moment: inout Int64
    ) -> UnsafePointer<UInt8>? {
        var cursor = start
        while cursor < end, !PlainBarRows.endsText(cursor.pointee) { cursor += 1 }
        guard let time = Timestamp(bytes: UnsafeRawBufferPointer(start: start, count: cursor - start)) else {
            return nil
        }
        moment = time.nanoseconds
        return cursor
    }

    /// Appends the bar when it is good as it stands.
    @inline(__always)
    private func append(
        _ values: UnsafeMutableBufferPointer<Double>, _ nanoseconds: Int64, to series: inout BarSeries
    ) -> Bool {
        var bar = Bar(
            timestamp: Timestamp(nanoseconds: nanoseconds), open: values[PlainBarRows.open],
            high: values[PlainBarRows.high], low: values[PlainBarRows.low], close: values[PlainBarRows.close],
            volume: values[PlainBarRows.volume])
        // With low > 0 and high < ∞, these order all four prices between them.
        guard bar.low > 0, bar.high < .infinity, bar.low <= min(bar.open, bar.close),
            bar.high >= max(bar.open, bar.close), bar.volume >= 0, bar.volume < .infinity
        else { return false }
        if isAdjusted {
            let adjusted = values[PlainBarRows.adjusted]
            guard adjusted > 0, adjusted < .infinity else { return false }
            bar.adjust(to: adjusted)
        }
        series.append(bar)
        return true
    }

    /// The number of two digits, 100 or more when they are none.
    @inline(__always)
    private func twoDigits(_ place: UnsafePointer<UInt8>) -> Int {
        let (tens, units) = (Int(place[0] &- 48), Int(place[1] &- 48))
        return tens < 10 && units < 10 ? tens * 10 + units : 100
    }

    @inline(__always)
    private static func endsText(_ byte: UInt8) -> Bool {
        byte == comma || byte == newline || byte == carriageReturn || byte == quote || byte == 0
    }

    private static let comma = UInt8(ascii: ",")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")
    private static let dash = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")
    private static let space = UInt8(ascii: " ")
    private static let letterT = UInt8(ascii: "T")
    private static let letterZ = UInt8(ascii: "Z")
}
