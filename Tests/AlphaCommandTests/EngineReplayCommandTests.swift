import AlphaTestSupport
import Foundation
import Testing

/// The options of `alpha engine replay`, through the built program.
@Suite("alpha engine replay: limits, instruments, self-trades, latency, feeds")
struct EngineReplayCommandTests {
    private static let header =
        "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,account,display_qty,stop_price\n"
    private static let none = """
        max_order_notional: none, max_position: none, max_gross_notional: none, price_collar_bp: none, \
        max_open_orders: none, max_messages_per_second: none, max_daily_loss: none
        """

    private func events(_ folder: TemporaryFolder) throws -> [String] {
        try String(contentsOf: folder.file("events.csv"), encoding: .utf8).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst(2).joined(separator: ",")
        }
    }
    private func replay(_ folder: TemporaryFolder, _ options: [String] = []) throws -> (
        status: Int32, output: String, errors: String
    ) {
        try AlphaCommand.run(["engine", "replay", "orders.csv", "--events", "events.csv"] + options, in: folder.url)
    }

    @Test("stops wake, icebergs show a part at a time")
    func stopsAndIcebergs() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            Self.header + """
                1,X,NEW,SELL,10,9,LIMIT,GTC,berg,,4,
                2,X,NEW,SELL,10,1,LIMIT,GTC,plain,,,
                3,X,NEW,BUY,,2,STOP,,stop,,,10
                4,X,NEW,BUY,10,6,LIMIT,GTC,taker,,,

                """, to: "orders.csv")
        let run = try replay(folder)
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(
            try events(folder) == [
                "berg,ACCEPTED,SELL,10,9,9,", "plain,ACCEPTED,SELL,10,1,1,", "stop,ACCEPTED,BUY,,2,2,",
                "taker,ACCEPTED,BUY,10,6,6,", "taker,TRADED,BUY,10,4,2,", "berg,TRADED,SELL,10,4,5,",
                "taker,TRADED,BUY,10,1,1,", "plain,TRADED,SELL,10,1,0,", "taker,TRADED,BUY,10,1,0,",
                "berg,TRADED,SELL,10,1,4,", "stop,TRIGGERED,BUY,,2,2,", "stop,TRADED,BUY,10,2,0,",
                "berg,TRADED,SELL,10,2,2,",
            ])
    }

    @Test("limits and instruments come from YAML, and a limit left out is an error")
    func limitsAndInstruments() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            Self.header + "1,X,NEW,BUY,10,5,,,a,desk,,\n2,X,NEW,BUY,10.5,1,,,b,,,\n3,X,NEW,BUY,10,6,,,c,,,\n",
            to: "orders.csv")
        try folder.write("accounts:\n  desk: {max_order_qty: 4, \(Self.none)}\n", to: "risk.yaml")
        try folder.write("instruments: {X: {tick: 1, lot: 1, max_order_qty: 5}}\n", to: "instruments.yaml")
        let run = try replay(folder, ["--risk", "risk.yaml", "--instruments", "instruments.yaml", "--json"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            try events(folder) == [
                "a,REJECTED,BUY,10,5,0,MAX_ORDER_QTY", "b,REJECTED,BUY,10.5,1,0,PRICE_NOT_ON_TICK",
                "c,REJECTED,BUY,10,6,0,MAX_ORDER_QTY",
            ])
        try folder.write("accounts:\n  desk: {max_order_qty: 4}\n", to: "short.yaml")
        let short = try replay(folder, ["--risk", "short.yaml"])
        #expect(short.status == 65)
        #expect(short.errors == "short.yaml:2: column 'max_order_notional': is missing in account 'desk'\n")
        #expect(try replay(folder, ["--risk", "nowhere.yaml"]).status == 66)
    }

    @Test(
        "an account does not trade with itself when told so, in five ways",
        arguments: [
            ("none", "b,TRADED,BUY,10,3,0,"), ("cancel_newest", "b,CANCELED,BUY,10,3,0,SELF_TRADE"),
            ("cancel_oldest", "a,CANCELED,SELL,10,5,0,SELF_TRADE"), ("cancel_both", "b,CANCELED,BUY,10,3,0,SELF_TRADE"),
            ("decrement", "b,CANCELED,BUY,10,3,0,SELF_TRADE"),
        ])
    func selfTrades(mode: String, third: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.header + "1,X,NEW,SELL,10,5,,,a,desk,,\n2,X,NEW,BUY,10,3,,,b,desk,,\n", to: "orders.csv")
        let run = try replay(folder, ["--stp", mode])
        #expect(run.status == 0 && run.errors.isEmpty)
        let events = try events(folder)
        #expect(events.count > 2 && events[2] == third, "\(events)")
    }

    @Test("latency lets the market go first, for all accounts or for one")
    func latency() throws {
        let folder = try TemporaryFolder()
        let rows = "1,X,NEW,SELL,10,5,,,offer,,,\n2,X,NEW,BUY,10,5,,,ours,desk,,\n1000000,X,NEW,BUY,10,5,,,faster,,,\n"
        try folder.write(Self.header + rows, to: "orders.csv")
        func buyer(_ options: [String]) throws -> String {
            let run = try AlphaCommand.run(
                ["engine", "replay", "orders.csv", "--trades", "trades.csv"] + options, in: folder.url)
            #expect(run.status == 0 && run.errors.isEmpty)
            let trades = try String(contentsOf: folder.file("trades.csv"), encoding: .utf8).split(separator: "\n")
            return String(trades[1].split(separator: ",")[3])
        }
        #expect(try buyer([]) == "ours")
        #expect(try buyer(["--latency-ms", "1.5"]) == "faster")
        #expect(try buyer(["--latency-ms", "other=1.5"]) == "ours")
        #expect(try buyer(["--latency-ms", "9", "--latency-ms", "desk=0.5"]) == "ours")
        #expect(
            try AlphaCommand.run(["engine", "replay", "orders.csv", "--latency-ms", "-1"], in: folder.url).status == 64)
    }

    @Test("a book that differs ends with 2 and both rows, and options that do not go together with 64")
    func feeds() throws {
        let folder = try TemporaryFolder()
        try folder.write("34200.1,1,1,10,1000000,1\n34200.2,1,2,5,1000100,-1\n", to: "messages.csv")
        try folder.write("9999999999,0,1000000,10\n1000100,6,1000000,10\n", to: "book.csv")
        let feed = ["engine", "replay", "messages.csv", "--format", "lobster", "--levels", "1"]
        let run = try AlphaCommand.run(feed + ["--verify-book", "book.csv"], in: folder.url)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("book.csv:2: "))
        #expect(run.errors.contains("1000100,5,1000000,10") && run.errors.contains("1000100,6,1000000,10"))
        let wrong: [[String]] = [
            ["--stp", "decrement"], ["--risk", "r.yaml"], ["--events", "e.csv"], ["--book", "messages.csv"],
            ["--book", "b.csv", "--trades", "./b.csv"],
        ]
        for options in wrong {
            #expect(try AlphaCommand.run(feed + options, in: folder.url).status == 64, "\(options)")
        }
        #expect(
            try AlphaCommand.run(["engine", "replay", "messages.csv", "--book", "b.csv"], in: folder.url).status == 64)
        #expect(!FileManager.default.fileExists(atPath: folder.file("b.csv").path))
    }
}
