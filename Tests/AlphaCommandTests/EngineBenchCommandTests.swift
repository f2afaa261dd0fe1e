import AlphaTestSupport
import Foundation
import Testing

/// `alpha engine bench`, through the built program.
@Suite("alpha engine bench")
struct EngineBenchCommandTests {
    private struct Result: Decodable {
        var messages: Int
        var trades: Int
        var trade_hash: String
        var messages_per_second: Double
        var latency_nanoseconds: [String: Double]
        var live_orders: Int
        var bytes_per_live_order: Double
        var threads: Int
        var limits_cost: Double?
    }

    private func bench(_ options: [String], in folder: TemporaryFolder) throws -> Result {
        let run = try AlphaCommand.run(["engine", "bench", "--json"] + options, in: folder.url)
        #expect(run.status == 0, "\(run.errors)")
        return try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
    }
    private let flow = ["--messages", "5000", "--live", "300", "--symbols", "3", "--accounts", "4"]

    @Test("a made-up stream is measured; limits that none breaks change no trade")
    func madeUp() throws {
        let folder = try TemporaryFolder()
        let result = try bench(flow, in: folder)
        #expect(result.messages == 5000 && result.trades > 100 && result.threads == 1)
        #expect(result.messages_per_second > 0 && result.bytes_per_live_order > 32)
        #expect(Set(result.latency_nanoseconds.keys) == ["p50", "p99", "p999", "max", "clock"])
        #expect((200...400).contains(result.live_orders))
        #expect(try bench(flow + ["--threads", "2"], in: folder).trades == result.trades)
        let none = "max_order_notional: none, max_position: none, price_collar_bp: none, max_open_orders: none"
        try folder.write(
            "accounts:\n  default: {max_order_qty: 1000, \(none), max_messages_per_second: none, "
                + "max_gross_notional: 1000000000, max_daily_loss: 1000000000}\n", to: "wide.yaml")
        let limited = try bench(flow + ["--risk", "wide.yaml"], in: folder)
        #expect(limited.trade_hash == result.trade_hash && result.limits_cost == nil)
        #expect(try #require(limited.limits_cost) < 1)
        #expect(try bench(flow + ["--seed", "8"], in: folder).trade_hash != result.trade_hash)
        let table = try AlphaCommand.run(["engine", "bench"] + flow, in: folder.url)
        #expect(table.output.contains("messages a second") && table.output.contains(result.trade_hash))
        let limitedTable = try AlphaCommand.run(["engine", "bench", "--risk", "wide.yaml"] + flow, in: folder.url)
        #expect(limitedTable.output.contains("% of the throughput without them"))
    }

    @Test("an orders file gives the trades that replay gives")
    func ofAFile() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id\n"
                + "1,X,NEW,SELL,10,9,LIMIT,GTC,a\n2,X,NEW,BUY,10,4,LIMIT,GTC,b\n3,X,NEW,BUY,,4,MARKET,,c\n",
            to: "orders.csv")
        let result = try bench(["--orders", "orders.csv"], in: folder)
        #expect(result.messages == 3 && result.trades == 2 && result.live_orders == 1)
    }

    @Test("what cannot be measured is said")
    func refusals() throws {
        let folder = try TemporaryFolder()
        func run(_ options: String...) throws -> (status: Int32, output: String, errors: String) {
            try AlphaCommand.run(["engine", "bench"] + options, in: folder.url)
        }
        #expect(try run("--messages", "0").status == 64)
        #expect(try run("--threads", "0").status == 64)
        let both = try run("--orders", "orders.csv", "--live", "5")
        #expect(both.status == 64 && both.errors.contains("--live is for made-up orders"))
        #expect(try run("--orders", "nowhere.csv").status == 66)
        #expect(try run("--risk", "nowhere.yaml").status == 66)
        try folder.write(
            "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id\n1,X,NEW,SELL,ten,9,,,a\n", to: "broken.csv")
        let broken = try run("--orders", "broken.csv")
        #expect(broken.status == 65 && broken.errors.contains("broken.csv:2: column 'price'"))
    }
}
