import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaEngine

private let enabled = SharedData.isPresent

/// What lies in a folder.
func names(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
}

@Suite struct ReplayTests {
    /// The rows of a file without its header, of the columns from `first` on.
    private func rows(_ url: URL, skipping columns: Set<Int> = []) throws -> [String] {
        let source = try ByteSource(url)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.chunkSize, alignment: 16)
        defer { buffer.deallocate() }
        var text: [UInt8] = []
        while case let count = try source.read(into: buffer), count > 0 { text += buffer.prefix(count) }
        return text.split(separator: UInt8(ascii: "\n")).dropFirst().map { line in
            let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            let kept = fields.indices.filter { !columns.contains($0) }.map { fields[$0] }
            return String(decoding: Array(kept.joined(separator: [UInt8(ascii: ",")])), as: UTF8.self)
        }
    }

    @Test(.enabled(if: enabled, "shared/data is absent"), arguments: [("601825", 5370), ("605580", 16_996)])
    func aDayInShanghaiTradesAsTheExchangeDid(stock: String, count: Int) throws {
        let folder = try TemporaryFolder()
        let trades = folder.file("trades.csv")
        let summary = try Replay.run(SharedData.file("shanghai/\(stock)_orders.csv.gz"), trades: trades)
        let ours = try rows(trades, skipping: [0, 1])
        let theirs = try rows(SharedData.file("shanghai/\(stock)_trades.csv.gz"))
        #expect(ours.count == count && summary.trades == UInt64(count))
        #expect(summary.rejected.isEmpty)
        let firstDifference = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(ours == theirs, "differs first at \(String(describing: firstDifference))")
    }

    /// The oracle itself against the exchange: the opening auction and the first of continuous trading.
    @Test(.enabled(if: enabled, "shared/data is absent"), arguments: ["601825", "605580"])
    func thePlainVenueTradesAsTheExchangeDid(stock: String) throws {
        let orders = try rows(SharedData.file("shanghai/\(stock)_orders.csv.gz")).prefix(2000).map { row in
            let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Order(
                timestampNanoseconds: try #require(Int64(fields[0])), symbol: fields[1],
                action: try #require(OrderAction(rawValue: fields[2])), side: Side(rawValue: fields[3]),
                price: Decimal8(fields[4]), quantity: Decimal8(fields[5]), id: fields[8])
        }
        var venue = NaiveVenue()
        let output = venue.submit(Array(orders))
        #expect(venue.checkInvariants())
        #expect(output.events.allSatisfy { $0.kind != .rejected })
        let ours = output.trades.map { trade in
            let side = trade.takerSide?.rawValue ?? "AUCTION"
            return "\(trade.tradeID),\(trade.takerID),\(trade.makerID),\(side),\(trade.price),\(trade.quantity)"
        }
        let theirs = try rows(SharedData.file("shanghai/\(stock)_trades.csv.gz"))
        #expect(ours.count > 150 && ours.contains { $0.contains("AUCTION") } && ours.contains { $0.contains("BUY") })
        #expect(ours == Array(theirs.prefix(ours.count)))
    }

    @Test(.enabled(if: enabled, "shared/data is absent"))
    func theOriginsOrdersGiveOneTrade() throws {
        let folder = try TemporaryFolder()
        let trades = folder.file("deep/below/trades.csv")
        let summary = try Replay.run(SharedData.file("origin/orders.csv"), trades: trades)
        #expect(
            try String(contentsOf: trades, encoding: .utf8) == """
                timestamp_ns,symbol,trade_id,taker_id,maker_id,taker_side,price,qty
                3,,1,order3,order2,BUY,101,5

                """)
        #expect(summary.messages == 3 && summary.accepted == 3 && summary.trades == 1)
        let positions = try Replay.run(SharedData.file("origin/orders_from_positions.csv"))
        #expect(positions.messages == 21 && positions.rejected.isEmpty)
    }

    @Test func theSummaryIsJSON() throws {
        let folder = try TemporaryFolder()
        let orders = try folder.write(
            "timestamp_ns,side,price,qty,id\n1,BUY,1,0,a\n1,BUY,1,2.5,a\n1,SELL,1,1.25,b\n", to: "orders.csv")
        let summary = try Replay.run(orders)
        let object = try JSONSerialization.jsonObject(with: Data(JSONText.encode(summary).utf8)) as? [String: Any]
        let json = try #require(object)
        #expect(json["rejected"] as? [String: Int] == ["INVALID_QTY": 1])
        #expect(json["traded_qty"] as? Double == 1.25)
        #expect(
            Set(json.keys) == [
                "messages", "accepted", "rejected", "trades", "traded_qty", "seconds", "messages_per_second",
            ])
        #expect(summary.table.contains("rejected INVALID_QTY  1\n"))
        #expect(try names(folder) == ["orders.csv"])
    }

    @Test func aFileThatCannotBeReadOrWritten() throws {
        let folder = try TemporaryFolder()
        let missing = #expect(throws: DataError.self) {
            try Replay.run(folder.file("none.csv"), trades: folder.file("new/trades.csv"))
        }
        #expect(missing?.kind == .noInput)
        #expect(try names(folder).isEmpty)
        let orders = try folder.write("1,BUY,100,1,LIMIT,a\n", to: "orders.csv")
        for place in [folder.file("orders.csv/trades.csv"), folder.url, URL(fileURLWithPath: "/dev/null")] {
            let error = #expect(throws: DataError.self) { try Replay.run(orders, trades: place) }
            #expect(error?.kind == .cannotCreate, "\(place.path)")
        }
        #expect(try names(folder) == ["orders.csv"])
    }

    @Test func outputsMustNotMeetTheInputOrEachOther() throws {
        let folder = try TemporaryFolder()
        let orders = try folder.write("1,BUY,100,1,LIMIT,a\n", to: "orders.csv")
        try FileManager.default.createSymbolicLink(at: folder.file("link.csv"), withDestinationURL: orders)
        let trades = folder.file("trades.csv")
        let detour = folder.file("nowhere/../trades.csv")
        func conflict(_ outputs: [(String, URL)]) -> String? {
            let named = outputs.map { (name: $0.0, url: $0.1) }
            return ReplayFiles(inputs: [(name: "the orders", url: orders)], outputs: named).conflict
        }
        #expect(conflict([("the trades", trades), ("the events", folder.file("events.csv"))]) == nil)
        #expect(conflict([("the trades", orders)]) == "the trades would overwrite the orders (\(orders.relativePath))")
        #expect(conflict([("the events", folder.file("link.csv"))]) != nil)
        #expect(conflict([("the trades", trades), ("the events", detour)]) != nil)
    }
}
