import Foundation

/// A delimited text file, row by row: RFC 4180 with one header row, as formats.md allows it.
///
/// With a space as separator, any number of spaces is one, and those at a row's ends are none.
///
/// Taken as well: a byte-order mark, `\r\n`, quoted fields (with separators, line ends and doubled quotes inside), a
/// missing final newline, gzip. Lines without a single character are passed over. Refused, with the line and the
/// column: a quote that stays open or stands in the middle of a field, a NUL byte, a row with more or fewer fields than
/// the header. Fields are byte ranges of the buffer, so that no text is made unless it is asked for; a row's fields are
/// valid until the next call of `next()`.
public final class DelimitedText {
    /// The path as the user gave it, for messages.
    public let file: String
    /// The names in the header row as written, or those that the reader was opened with; empty when there are none.
    public private(set) var header: [String] = []
    /// The line on which the current row begins, counted from 1 with the header.
    public private(set) var line = 0

    private let source: ByteSource
    private let separator: UInt8
    private var buffer: UnsafeMutableRawBufferPointer
    /// The bytes of the buffer that were read and not yet used.
    private var unread: Range<Int> = 0..<0
    private var isAtEnd = false
    private var nextLine = 1
    private var fields: [Field] = []
    /// What a row's fields are counted against, for messages.
    private var headerName = "the header"

    /// A row longer than this is taken for the sign of a file that is no such text.
    private static let rowLengthMax = 1 << 26

    private struct Field {
        var start: Int
        var end: Int
        /// There are doubled quotes inside.
        var isEscaped = false
    }

    private enum RowEnd {
        case complete(next: Int)
        case needsMore
    }

    /// Opens the file and reads its header; an empty file is `badData`.
    public init(_ url: URL, separator: UInt8 = UInt8(ascii: ","), hasHeader: Bool = true) throws(DataError) {
        source = try ByteSource(url)
        file = source.file
        self.separator = separator
        let chunkSize = min(max(source.byteCount ?? .max, 4096), ByteSource.chunkSize)
        buffer = .allocate(byteCount: 2 * chunkSize, alignment: 16)
        try skipByteOrderMark()
        guard hasHeader else { return }
        guard try next() else {
            throw DataError(.badData, file: file, line: 1, problem: "the file is empty, it has no header row")
        }
        header = (0..<fields.count).map { text($0).trimmingCharacters(in: .whitespaces) }
    }

    /// Opens a file whose columns are known: its first row is a row like the others.
    convenience init(_ url: URL, separator: UInt8, columns: [String]) throws(DataError) {
        try self.init(url, separator: separator, hasHeader: false)
        header = columns
        headerName = "the list of columns"
    }

    deinit { buffer.deallocate() }

    /// How many fields the current row has.
    public var fieldCount: Int { fields.count }

    /// Goes on to the next row; false when there is none.
    public func next() throws(DataError) -> Bool {
        while true {
            if unread.isEmpty {
                try refill()
                if unread.isEmpty { return false }
            }
            line = nextLine
            guard case .complete(let next) = try scanRow() else {
                try refill()
                continue
            }
            unread = next..<unread.upperBound
            if fields.count == 1, fields[0].start == fields[0].end { continue }
            if !header.isEmpty, fields.count != header.count { throw wrongFieldCount() }
            return true
        }
    }

    /// How many bytes the file has; `nil` when only reading will tell.
    var byteCount: Int? { source.byteCount }

    /// Hears how much of the file was read, see `ByteSource`.
    var onRead: ReadProgress? {
        get { source.onRead }
        set { source.onRead = newValue }
    }

    /// What was read from the file and not yet used, for a reader that has a quicker way with plain rows.
    var unreadBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[unread]) }

    /// Passes over that many unread bytes, which were whole rows of one line each.
    func skip(bytes: Int, rows: Int) {
        precondition(bytes <= unread.count, "\(bytes) bytes to skip of \(unread.count)")
        unread = (unread.lowerBound + bytes)..<unread.upperBound
        nextLine += rows
    }

    /// The bytes of a field of the current row, without its quotes; doubled quotes inside are still doubled.
    public func bytes(_ field: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer[fields[field].start..<fields[field].end])
    }

    /// The text of a field of the current row.
    public func text(_ field: Int) -> String {
        let text = String(decoding: bytes(field), as: UTF8.self)
        return fields[field].isEscaped ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
    }

    /// An error at a field of the current row, with its column's name and its text.
    public func error(_ field: Int, _ problem: String) -> DataError {
        DataError(.badData, file: file, line: line, column: columnName(field), problem: problem, found: text(field))
    }

    private func columnName(_ field: Int) -> String {
        header.indices.contains(field) ? header[field] : "\(field + 1)"
    }

    private func wrongFieldCount() -> DataError {
        if fields.count < header.count {
            return DataError(
                .badData, file: file, line: line, column: header[fields.count],
                problem: "the row ends before this column: it has \(fields.count) of \(header.count) fields",
                found: text(fields.count - 1))
        }
        return DataError(
            .badData, file: file, line: line, column: "\(header.count + 1)",
            problem: "the row has \(fields.count) fields, \(headerName) \(header.count)", found: text(header.count))
    }
}

/// Where rows and fields begin and end.
extension DelimitedText {
    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let space = UInt8(ascii: " ")

    /// Finds the fields of the row at the start of `unread`.
    private func scanRow() throws(DataError) -> RowEnd {
        fields.removeAll(keepingCapacity: true)
        let bytes = UnsafeRawBufferPointer(buffer)
        let end = unread.upperBound
        var cursor = afterSpaces(unread.lowerBound)
        var lines = 1
        while true {
            var field = Field(start: cursor, end: cursor)
            if cursor < end, bytes[cursor] == DelimitedText.quote {
                guard let close = try scanQuoted(&field, lines: &lines) else { return .needsMore }
                cursor = close
            } else {
                while cursor < end, !isSpecial(bytes[cursor]) { cursor += 1 }
                field.end = cursor
            }
            fields.append(field)
            guard cursor < end else {
                guard isAtEnd else { return .needsMore }
                return endRow(next: end, lines: lines)
            }
            switch bytes[cursor] {
            case separator:
                cursor = afterSpaces(cursor + 1)
            case DelimitedText.newline:
                return endRow(next: cursor + 1, lines: lines)
            case 0:
                throw error(fields.count - 1, "a NUL byte: this is not UTF-8 text")
            default:
                throw error(fields.count - 1, "a quote in the middle of a field")
            }
        }
    }

    /// The first place from `start` on without a space, where spaces separate; else `start`.
    private func afterSpaces(_ start: Int) -> Int {
        guard separator == DelimitedText.space else { return start }
        var place = start
        while place < unread.upperBound, buffer[place] == DelimitedText.space { place += 1 }
        return place
    }

    /// Takes the carriage return off the last field, unless that ended with a quote before it, and spaces that separate
    /// it from nothing.
    private func endRow(next: Int, lines: Int) -> RowEnd {
        let last = fields.count - 1
        let lineEnd = next > 0 && buffer[next - 1] == DelimitedText.newline ? next - 1 : next
        if fields[last].end == lineEnd, fields[last].start < lineEnd,
            buffer[lineEnd - 1] == DelimitedText.carriageReturn
        {
            fields[last].end = lineEnd - 1
        }
        if separator == DelimitedText.space, last > 0, fields[last].start == fields[last].end { fields.removeLast() }
        nextLine = line + lines
        return .complete(next: next)
    }

    /// Finds the end of a quoted field; returns what follows its closing quote, `nil` when more bytes are needed.
    private func scanQuoted(_ field: inout Field, lines: inout Int) throws(DataError) -> Int? {
        let bytes = UnsafeRawBufferPointer(buffer)
        let end = unread.upperBound
        var cursor = field.start + 1
        field.start = cursor
        while cursor < end {
            switch bytes[cursor] {
            case DelimitedText.quote:
                if cursor + 1 == end, !isAtEnd { return nil }
                if cursor + 1 < end, bytes[cursor + 1] == DelimitedText.quote {
                    field.isEscaped = true
                    cursor += 2
                    continue
                }
                field.end = cursor
                return try afterClosingQuote(cursor + 1, of: field)
            case DelimitedText.newline:
                lines += 1
            case 0:
                throw openField(field, cursor, "a NUL byte: this is not UTF-8 text")
            default:
                break
            }
            cursor += 1
        }
        if isAtEnd { throw openField(field, cursor, "a quote is never closed") }
        return nil
    }

    /// Checks that a separator or the row's end follows a closing quote, and returns its place.
    private func afterClosingQuote(_ place: Int, of field: Field) throws(DataError) -> Int? {
        var place = place
        if place < unread.upperBound, buffer[place] == DelimitedText.carriageReturn {
            guard place + 1 < unread.upperBound || isAtEnd else { return nil }
            place += 1
            guard place == unread.upperBound || buffer[place] == DelimitedText.newline else {
                throw openField(field, place, "text follows a closing quote")
            }
        }
        guard place < unread.upperBound else { return isAtEnd ? place : nil }
        guard buffer[place] == separator || buffer[place] == DelimitedText.newline else {
            throw openField(field, place, "text follows a closing quote")
        }
        return place
    }

    private func openField(_ field: Field, _ end: Int, _ problem: String) -> DataError {
        fields.append(Field(start: field.start, end: min(end, field.start + 80)))
        return error(fields.count - 1, problem)
    }

    @inline(__always)
    private func isSpecial(_ byte: UInt8) -> Bool {
        byte == separator || byte == DelimitedText.newline || byte == DelimitedText.quote || byte == 0
    }

    /// Moves what is unread to the buffer's start and adds what the file gives next; grows when a row fills it.
    private func refill() throws(DataError) {
        if isAtEnd { return }
        let count = unread.count
        if count * 2 > buffer.count {
            guard count < DelimitedText.rowLengthMax else {
                throw DataError(
                    .badData, file: file, line: line,
                    problem: "a row of more than \(DelimitedText.rowLengthMax) bytes: is a quote open, is it text?")
            }
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
            buffer.deallocate()
            buffer = larger
        } else if unread.lowerBound > 0, count > 0 {
            memmove(buffer.baseAddress!, buffer.baseAddress! + unread.lowerBound, count)
        }
        let added = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
        unread = 0..<(count + added)
        isAtEnd = added == 0
    }

    private func skipByteOrderMark() throws(DataError) {
        while unread.count < 3, !isAtEnd { try refill() }
        if unread.count >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
            unread = 3..<unread.upperBound
        }
    }
}
