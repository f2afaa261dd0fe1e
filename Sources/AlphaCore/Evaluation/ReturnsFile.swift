import Foundation

/// Reads series of returns from tables of numbers.
public enum ReturnsFile {
    /// The named columns of a CSV file with a header, each with one value a row.
    ///
    /// `badData` for a column that is missing and for any field that is not a finite number, empty ones included.
    public static func read(_ url: URL, columns: [String]) throws(DataError) -> [[Double]] {
        var values = [[Double]](repeating: [], count: columns.count)
        try DelimitedText.forEachRow(url, required: columns) { (row) throws(DataError) in
            for column in columns.indices { values[column].append(try row.double(column)) }
        }
        if values.first?.isEmpty ?? true {
            throw DataError(.badData, file: url.relativePath, line: 1, problem: "the file has a header and no rows")
        }
        return values
    }

    /// A table of trials, one a column, without a header: `result[k]` are the returns of trial k.
    ///
    /// `badData` for a field that is not a finite number, or rows of different lengths.
    public static func readTrials(_ url: URL) throws(DataError) -> [[Double]] {
        let text = try DelimitedText(url, hasHeader: false)
        var trials: [[Double]] = []
        while try text.next() {
            if trials.isEmpty { trials = Array(repeating: [], count: text.fieldCount) }
            guard text.fieldCount == trials.count else {
                throw DataError(
                    .badData, file: text.file, line: text.line,
                    problem: "the row has \(text.fieldCount) fields, the first one \(trials.count)")
            }
            for field in trials.indices {
                let words = text.text(field).trimmingCharacters(in: .whitespaces)
                guard let value = NumberText.double(words), value.isFinite else {
                    throw text.error(field, "is not a finite number")
                }
                trials[field].append(value)
            }
        }
        guard !trials.isEmpty else {
            throw DataError(.badData, file: text.file, line: 1, problem: "the file is empty")
        }
        return trials
    }
}
