import Foundation

/// One row of a delimited file as its reader asked for it: fields by their place among the columns asked for.
///
/// Valid only inside the call that hands it over.
public struct DelimitedRow {
    fileprivate let text: DelimitedText
    /// Column asked for → field of the file, −1 when the file has no such column.
    fileprivate let fields: [Int]

    /// The row's line, counted from 1 with the header.
    public var line: Int { text.line }

    /// Whether the file has the column and this row something in it.
    public func has(_ column: Int) -> Bool {
        fields[column] >= 0 && !text.bytes(fields[column]).isEmpty
    }

    /// The field's text; empty when the file has no such column.
    public func text(_ column: Int) -> String {
        fields[column] < 0 ? "" : text.text(fields[column])
    }

    /// The field's number, spaces around it allowed; anything else is `badData`.
    public func double(_ column: Int) throws(DataError) -> Double {
        guard fields[column] >= 0, let value = NumberText.double(trimmed(column)), value.isFinite else {
            throw error(column, has(column) ? "is not a finite number" : "is empty, a number is needed")
        }
        return value
    }

    /// The field's number, `nil` when it is empty; anything else is `badData`.
    public func doubleIfPresent(_ column: Int) throws(DataError) -> Double? {
        has(column) ? try double(column) : nil
    }

    /// The field's whole number; anything else is `badData`.
    public func integer(_ column: Int) throws(DataError) -> Int {
        guard let value = Int(text(column)) else { throw error(column, "is not a whole number") }
        return value
    }

    /// The moment that the field names, as formats.md allows it; anything else is `badData`.
    public func timestamp(_ column: Int) throws(DataError) -> Timestamp {
        guard fields[column] >= 0, let moment = Timestamp(bytes: trimmed(column)) else {
            throw error(column, "is not a date, a time or an epoch between 1678 and 2261")
        }
        return moment
    }

    /// An error at a field of this row, for what only the caller can judge.
    public func error(_ column: Int, _ problem: String) -> DataError {
        guard fields[column] >= 0 else {
            return DataError(.badData, file: text.file, line: line, problem: problem)
        }
        return text.error(fields[column], problem)
    }

    private func trimmed(_ column: Int) -> UnsafeRawBufferPointer { text.bytes(fields[column]).trimmingSpaces() }
}

extension DelimitedText {
    /// Calls `body` with every row of a file that has at least the required columns; the way to read any CSV of ours.
    ///
    /// The row's accessors count the columns in the order of `required + optional`. Names are compared without regard
    /// to letter case, surrounding spaces, and `_` for a space; a column that is asked for and stands twice, or a
    /// required one that is missing, is `badData` on line 1. Throws what `body` throws.
    ///
    /// ```swift
    /// try DelimitedText.forEachRow(url, required: ["timestamp", "asset"], optional: ["score"]) { (row) throws(DataError) in
    ///     let time = try row.timestamp(0), asset = row.text(1), score = try row.doubleIfPresent(2)
    /// }
    /// ```
    public static func forEachRow(
        _ url: URL, required: [String], optional: [String] = [],
        _ body: (DelimitedRow) throws(DataError) -> Void
    ) throws(DataError) {
        let text = try DelimitedText(url)
        var fields: [Int] = []
        for name in required { fields.append(try text.requiredField([name])) }
        for name in optional { fields.append(try text.field([name]) ?? -1) }
        let row = DelimitedRow(text: text, fields: fields)
        while try text.next() { try body(row) }
    }

    /// The place of the first of the names that the header has; `nil` when it has none of them.
    ///
    /// A name that stands twice is `badData`: there is no telling which is meant.
    func field(_ names: [String]) throws(DataError) -> Int? {
        let known = header.map(DelimitedText.comparable)
        for name in names {
            let places = known.indices.filter { known[$0] == DelimitedText.comparable(name) }
            if places.count > 1 {
                throw DataError(
                    .badData, file: file, line: 1, column: header[places[1]],
                    problem: "the header has this column twice")
            }
            if let place = places.first { return place }
        }
        return nil
    }

    /// The same for a column that the file must have; the error calls it by the first of its names.
    func requiredField(_ names: [String]) throws(DataError) -> Int {
        if let place = try field(names) { return place }
        throw DataError(
            .badData, file: file, line: 1, column: names[0],
            problem: headerLooksLikeData ? "the file has no header row" : "the header has no such column",
            found: header.joined(separator: ","))
    }

    /// Whether the header row has nothing but numbers and times, so that it is none.
    var headerLooksLikeData: Bool { header.allSatisfy { $0.isEmpty || $0.first!.isNumber || $0.first == "-" } }

    /// A column's name as names are compared: in lower case, without blanks or angle brackets around it, `_` a space.
    static func comparable(_ name: String) -> String {
        let name = name.trimmingCharacters(in: .whitespaces).lowercased().replacingOccurrences(of: "_", with: " ")
        return name.hasPrefix("<") && name.hasSuffix(">") ? String(name.dropFirst().dropLast()) : name
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes without the spaces and tabs at either end.
    func trimmingSpaces() -> UnsafeRawBufferPointer {
        var range = startIndex..<endIndex
        while let first = range.first, self[first] == 0x20 || self[first] == 0x09 {
            range = (first + 1)..<range.upperBound
        }
        while let last = range.last, self[last] == 0x20 || self[last] == 0x09 { range = range.lowerBound..<last }
        return UnsafeRawBufferPointer(rebasing: self[range])
    }
}
