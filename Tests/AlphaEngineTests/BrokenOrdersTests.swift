import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaEngine

/// Order tables that cannot be used: the first bad row is named by line and column, and nothing is left behind.
@Suite struct BrokenOrdersTests {
    struct Broken: CustomStringConvertible, Sendable {
        var description: String
        var text: String
        var line: Int
        var column: String?

        init(_ description: String, _ text: String, line: Int, column: String?) {
            self.description = description
            self.text = text
            self.line = line
            self.column = column
        }
    }

    private static let header = "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id\n"
    private static let good = "1,X,NEW,BUY,100,1,LIMIT,GTC,a\n"
    /// A good row, then one with a field of its own.
    private static func row(_ text: String) -> String { header + good + text + "\n" }

    static let tables: [Broken] = [
        Broken("a price of NaN", row("2,X,NEW,BUY,NaN,1,LIMIT,GTC,b"), line: 3, column: "price"),
        Broken("an infinite price", row("2,X,NEW,BUY,inf,1,LIMIT,GTC,b"), line: 3, column: "price"),
        Broken("a price that is a word", row("2,X,NEW,BUY,ten,1,LIMIT,GTC,b"), line: 3, column: "price"),
        Broken("no price", row("2,X,NEW,BUY,,1,LIMIT,GTC,b"), line: 3, column: "price"),
        Broken("a price beyond 64 bits", row("2,X,NEW,BUY,1e30,1,LIMIT,GTC,b"), line: 3, column: "price"),
        Broken("a quantity of NaN", row("2,X,NEW,BUY,1,nan,LIMIT,GTC,b"), line: 3, column: "qty"),
        Broken("no quantity", row("2,X,NEW,BUY,1,,LIMIT,GTC,b"), line: 3, column: "qty"),
        Broken("no quantity to replace with", row("2,X,REPLACE,,1,,,,a"), line: 3, column: "qty"),
        Broken("a quantity beyond 64 bits", row("2,X,NEW,BUY,1,99999999999,LIMIT,GTC,b"), line: 3, column: "qty"),
        Broken("nine places that matter", row("2,X,NEW,BUY,1,0.123456789,LIMIT,GTC,b"), line: 3, column: "qty"),
        Broken("a time that goes back", row("0,X,NEW,BUY,1,1,LIMIT,GTC,b"), line: 3, column: "timestamp_ns"),
        Broken("a time with a fraction", row("2.5,X,NEW,BUY,1,1,LIMIT,GTC,b"), line: 3, column: "timestamp_ns"),
        Broken("no time", row(",X,NEW,BUY,1,1,LIMIT,GTC,b"), line: 3, column: "timestamp_ns"),
        Broken(
            "a time beyond 64 bits", row("9223372036854775808,X,NEW,BUY,1,1,LIMIT,GTC,b"), line: 3,
            column: "timestamp_ns"),
        Broken("a side that is none", row("2,X,NEW,HOLD,1,1,LIMIT,GTC,b"), line: 3, column: "side"),
        Broken("no side", row("2,X,NEW,,1,1,LIMIT,GTC,b"), line: 3, column: "side"),
        Broken("an action that is none", row("2,X,MODIFY,BUY,1,1,LIMIT,GTC,b"), line: 3, column: "action"),
        Broken("an order type that is none", row("2,X,NEW,BUY,1,1,PEG,GTC,b"), line: 3, column: "order_type"),
        Broken("a time in force that is none", row("2,X,NEW,BUY,1,1,LIMIT,DAY,b"), line: 3, column: "tif"),
        Broken("no id", row("2,X,NEW,BUY,1,1,LIMIT,GTC,"), line: 3, column: "id"),
        Broken(
            "an id of 65 bytes", row("2,X,NEW,BUY,1,1,LIMIT,GTC," + String(repeating: "i", count: 65)), line: 3,
            column: "id"),
        Broken("half a line", header + good + "2,X,NEW,BU", line: 3, column: "price"),
        Broken("a field too many", row("2,X,NEW,BUY,1,1,LIMIT,GTC,b,c"), line: 3, column: "id"),
        Broken("an open quote", header + good + "2,X,NEW,BUY,1,1,LIMIT,GTC,\"b\n3,X\n", line: 3, column: "id"),
        Broken("text after a quote", row("2,\"X\"y,NEW,BUY,1,1,LIMIT,GTC,b"), line: 3, column: "symbol"),
        Broken("a NUL byte", row("2,X,NEW,BUY,1,1\0,LIMIT,GTC,b"), line: 3, column: "qty"),
        Broken("a missing column", "timestamp_ns,side,price,id\n1,BUY,1,a\n", line: 1, column: "qty"),
        Broken("a column twice", "timestamp_ns,side,price,qty,qty,id\n1,BUY,1,1,1,a\n", line: 1, column: "qty"),
        Broken("the headerless form with a bad side", "1,BUY,1,1,LIMIT,a\n2,UP,1,1,LIMIT,b\n", line: 2, column: "side"),
        Broken("an empty file", "", line: 1, column: nil),
    ]

    @Test(arguments: tables)
    func theFirstBadRowIsNamed(table: Broken) throws {
        let folder = try TemporaryFolder()
        let orders = try folder.write(table.text, to: "orders.csv")
        let error = #expect(throws: DataError.self) {
            try Replay.run(orders, trades: folder.file("trades.csv"), events: folder.file("events.csv"))
        }
        #expect(error?.kind == .badData)
        #expect(error?.line == table.line, "\(String(describing: error))")
        if let column = table.column { #expect(error?.column == column, "\(String(describing: error))") }
        #expect(error?.problem.isEmpty == false)
        #expect(try names(folder) == ["orders.csv"])
    }

    @Test func anErrorFarIntoALongFileLeavesNothing() throws {
        let folder = try TemporaryFolder()
        var text = BrokenOrdersTests.header
        for number in 0..<40_000 { text += "\(number),X,NEW,BUY,100,1,LIMIT,GTC,order-\(number)\n" }
        let orders = try folder.write((text + "40000,X,NEW,BUY,x,1,LIMIT,GTC,last\n"), to: "orders.csv")
        let error = #expect(throws: DataError.self) {
            try Replay.run(orders, trades: folder.file("trades.csv"), events: folder.file("events.csv"))
        }
        #expect(error?.description == "\(error?.file ?? ""):40002: column 'price': is not a decimal number (x)")
        #expect(try names(folder) == ["orders.csv"])
    }

    @Test func anOutputThatWasThereStaysAsItWas() throws {
        let folder = try TemporaryFolder()
        let trades = try folder.write("mine\n", to: "trades.csv")
        let orders = try folder.write("1,BUY,100,1,LIMIT,a\n2,BUY,100,x,LIMIT,b\n", to: "orders.csv")
        #expect(throws: DataError.self) { try Replay.run(orders, trades: trades) }
        #expect(try String(contentsOf: trades, encoding: .utf8) == "mine\n")
    }

    @Test func aShortenedGzipIsBad() throws {
        let folder = try TemporaryFolder()
        let orders = folder.file("orders.csv.gz")
        try Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x33]).write(to: orders)
        let error = #expect(throws: DataError.self) { try Replay.run(orders, trades: folder.file("trades.csv")) }
        #expect(error?.kind == .badData)
        #expect(try names(folder) == ["orders.csv.gz"])
    }
}
