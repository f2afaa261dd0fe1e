import AlphaTestSupport
import Foundation
import Testing

@Suite("alpha orders, alpha engine replay")
struct ExecutionCommandTests {
    private static let bars = """
        timestamp,open,high,low,close,volume
        2020-01-01,10,11,9,10,1000
        2020-01-02,10,12,10,11,2000
        2020-01-03,11,12,10,11,1500
        2020-01-04,11,12,10,11,1500

        """
    private static let positions = """
        timestamp,asset,price,target_position
        2020-01-02,B,10,0.5
        2020-01-03,B,11,0.5
        2020-01-04,B,11,-0.25

        """

    @Test("positions become orders, orders become trades that add up to the position")
    func fromPositionsToTrades() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars, to: "data/fx/B.csv")
        try folder.write(Self.positions, to: "positions.csv")
        let made = try AlphaCommand.run(
            ["orders", "--positions", "positions.csv", "--out", "orders.csv"], in: folder.url)
        #expect(made.status == 0 && made.errors.isEmpty)
        #expect(made.output == "orders.csv: 42 orders, 2 of them the strategy's\n")
        let played = try AlphaCommand.run(
            ["engine", "replay", "orders.csv", "--trades", "trades.csv", "--events", "events.csv", "--json"],
            in: folder.url)
        #expect(played.status == 0 && played.errors.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(played.output.utf8)) as? [String: Any]
        let json = try #require(object)
        #expect(json["messages"] as? Int == 42 && json["trades"] as? Int == 2 && json["accepted"] as? Int == 22)
        #expect(json["traded_qty"] as? Double == 1.25)
        let trades = try String(contentsOf: folder.file("trades.csv"), encoding: .utf8).split(separator: "\n")
        #expect(trades.count == 3)
        #expect(trades[1].hasPrefix("1577923200000001000,B,1,1,1.s1,BUY,10.00") && trades[1].hasSuffix(",0.5"))
        #expect(trades[2].hasPrefix("1578096000000001000,B,2,2,2.b1,SELL,10.99") && trades[2].hasSuffix(",0.75"))
    }

    @Test("a position without a bar is bad data, a missing file no input, a doubled output a usage error")
    func failures() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars, to: "data/fx/B.csv")
        try folder.write(Self.positions + "2020-02-01,B,11,1\n", to: "positions.csv")
        let stray = try AlphaCommand.run(
            ["orders", "--positions", "positions.csv", "--out", "orders.csv"], in: folder.url)
        #expect(stray.status == 65)
        #expect(
            stray.errors == "positions.csv: the asset has no bar at this time (B at 2020-02-01: 1.0 for 11.0)\n")
        #expect(!FileManager.default.fileExists(atPath: folder.file("orders.csv").path))
        #expect(try AlphaCommand.run(["engine", "replay", "orders.csv"], in: folder.url).status == 66)
        try folder.write("1,BUY,10,1,LIMIT,a\n1,BUY,10,nan,LIMIT,b\n", to: "orders.csv")
        let bad = try AlphaCommand.run(["engine", "replay", "orders.csv", "--trades", "trades.csv"], in: folder.url)
        #expect(bad.status == 65)
        #expect(bad.errors == "orders.csv:2: column 'qty': is not a decimal number (nan)\n")
        let same = ["engine", "replay", "orders.csv", "--trades", "t.csv", "--events", "./t.csv"]
        #expect(try AlphaCommand.run(same, in: folder.url).status == 64)
        let into = ["engine", "replay", "orders.csv", "--trades", "orders.csv/t.csv"]
        #expect(try AlphaCommand.run(into, in: folder.url).status == 73)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == [
                "data", "orders.csv", "positions.csv",
            ])
    }
}
