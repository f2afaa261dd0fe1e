import Foundation
import Testing

@testable import AlphaCore

struct DelimitedTextTests {
    let fixture: BarFixture

    init() throws { fixture = try BarFixture() }

    /// All rows as texts, the header first.
    private func rows(_ bytes: [UInt8]) throws -> [[String]] {
        let text = try DelimitedText(try fixture.write(bytes, "table.csv"))
        var rows = [text.header]
        while try text.next() { rows.append((0..<text.fieldCount).map(text.text)) }
        return rows
    }

    private func rows(_ text: String) throws -> [[String]] { try rows(Array(text.utf8)) }

    @Test func allWaysOfWritingTheSameTable() throws {
        let expected = [["a", "b", "c"], ["1", "x", ""], ["2", "y", "z"]]
        for text in [
            "a,b,c\n1,x,\n2,y,z\n", "a,b,c\n1,x,\n2,y,z", "a,b,c\r\n1,x,\r\n2,y,z\r\n", "\u{FEFF}a,b,c\n1,x,\n2,y,z\n",
            "\"a\",\"b\",c\n\"1\",x,\"\"\n2,\"y\",\"z\"", "a,b,c\r\n\"1\",\"x\",\"\"\r\n2,y,\"z\"\r\n",
            "a,b,c\n\n1,x,\n\r\n\n2,y,z\n\n", "a , b,c \n1,x,\n2,y,z\n", "a,b,c\r\n1,x,\r\n2,y,z\r",
        ] {
            #expect(try rows(text) == expected, "\(text.debugDescription)")
            #expect(try rows(BarFixture.gzipped(Array(text.utf8))) == expected, "gzipped \(text.debugDescription)")
        }
    }

    @Test func quotedFieldsHoldAnything() throws {
        let text = "name,note\n\"a,b\",\"say \"\"hello\"\"\"\n\"two\nlines\r\n\",\"\"\"\"\nlast,é\n"
        let expected = [["name", "note"], ["a,b", "say \"hello\""], ["two\nlines\r\n", "\""], ["last", "é"]]
        #expect(try rows(text) == expected)
    }

    @Test func lineNumbersCountLinesInQuotesAndEmptyOnes() throws {
        let text = try DelimitedText(try fixture.write("a,b\n\"1\n\n\",2\n\n3,4\n"))
        #expect(try text.next())
        #expect(text.line == 2)
        #expect(try text.next())
        #expect(text.line == 6)
        #expect(try !text.next())
    }

    @Test(arguments: [
        ("", 1, nil), ("a,b\n1\n", 2, "b"), ("a,b\n1,2\n1,2,3\n", 3, "3"), ("a,b\n1,2\n\"1,2\n3,4\n", 3, "a"),
        ("a,b\n1,\"2", 2, "b"), ("a,b\n1,2\n1,x\u{0}y\n", 3, "b"), ("a,b\n\"\u{0}\",2\n", 2, "a"),
        ("a,b\n1,x\"y\n", 2, "b"), ("a,b\n\"1\"x,2\n", 2, "a"), ("a,b\n\"x\ny\",1\n\"z\n", 4, "a"),
        ("\u{0}a,b\n", 1, "1"), ("a,b\n\n\n1,2,\n", 4, "3"),
    ])
    func brokenTextIsRefusedWhereItBreaks(text: String, line: Int, column: String?) throws {
        do {
            _ = try rows(text)
            Issue.record("\(text.debugDescription) was read")
        } catch let error as DataError {
            #expect(error.kind == .badData)
            #expect(error.line == line, "\(error)")
            #expect(error.column == column, "\(error)")
        }
    }

    /// Rows that straddle the chunks in which the file is read, against a plain split; quoted at random.
    @Test func longFilesAreReadAsTheyWereWritten() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "table")
        var text = "a,b,c\n"
        var expected = [["a", "b", "c"]]
        while text.utf8.count < 2_300_000 {
            let fields = (0..<3).map { _ in String(repeating: "x,\ny", count: Int(source.next() % 3000)) }
            expected.append(fields)
            text += fields.map { "\"\($0)\"" }.joined(separator: ",") + "\n"
        }
        #expect(try rows(text) == expected, "seed \(seed)")
        #expect(try rows(BarFixture.gzipped(Array(text.utf8))) == expected, "gzipped, seed \(seed)")
    }

    @Test func aRowLongerThanTheBufferMakesItGrow() throws {
        let long = String(repeating: "0123456789", count: 700_000)
        #expect(try rows("a,b\n1,\(long)\n2,3\n") == [["a", "b"], ["1", long], ["2", "3"]])
    }

    @Test func rowsByTheColumnsAskedFor() throws {
        let url = try fixture.write("Score,extra,TIMESTAMP,my_asset\n 0.5 ,x,2015-01-02,A\n,y,2015-01-03,B\n")
        var found: [String] = []
        try DelimitedText.forEachRow(url, required: ["timestamp", "My Asset", "score"], optional: ["weight"]) {
            (row) throws(DataError) in
            let score = try row.doubleIfPresent(2)
            found.append("\(row.line) \(try row.timestamp(0)) \(row.text(1)) \(score ?? -1) \(row.has(3))")
        }
        #expect(found == ["2 2015-01-02 A 0.5 false", "3 2015-01-03 B -1.0 false"])
    }

    @Test(arguments: [
        ("a,b\n1,2\n", "c", 1), ("a,A\n1,2\n", "a", 1), ("a\nx\n", "a", 2), ("a\n1e999\n", "a", 2),
        ("a,b\n,1\n", "a", 2),
    ])
    func accessorsNameWhatTheyCannotRead(text: String, column: String, line: Int) throws {
        let url = try fixture.write(text)
        let error = #expect(throws: DataError.self) {
            try DelimitedText.forEachRow(url, required: [column]) { (row) throws(DataError) in _ = try row.double(0) }
        }
        #expect(error?.line == line)
        #expect(error?.column?.lowercased() == column)
        #expect(error?.kind == .badData)
    }
}
