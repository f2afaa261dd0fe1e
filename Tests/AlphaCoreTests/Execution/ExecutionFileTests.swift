import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite struct ExecutionFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.file(name), encoding: .utf8)
    }

    @Test func ordersHaveTheColumnsOfTheContract() throws {
        let orders = [
            Order(timestampNanoseconds: 1, symbol: "BTC-USD", action: .auction, id: ""),
            Order(
                timestampNanoseconds: 2, symbol: "BTC-USD", side: .buy, price: Decimal8(raw: 10_050_000_000),
                quantity: Decimal8(raw: 1), timeInForce: .post, id: "a", account: "me"),
            Order(
                timestampNanoseconds: 3, symbol: "A,B", side: .sell, quantity: Decimal8(raw: 200_000_000),
                type: .market, id: "the \"second\""),
            Order(timestampNanoseconds: 4, action: .cancel, id: "a"),
        ]
        try OrderFile.write(orders, to: folder.file("orders.csv"))
        #expect(
            try text("orders.csv") == """
                timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,account,display_qty,stop_price
                1,BTC-USD,AUCTION,,,,,,,,,
                2,BTC-USD,NEW,BUY,100.5,0.00000001,LIMIT,POST,a,me,,
                3,"A,B",NEW,SELL,,2,MARKET,GTC,"the ""second""\",,,
                4,,CANCEL,,,,,,a,,,

                """)
    }

    @Test func tradesAndEventsHaveTheColumnsOfTheContract() throws {
        let one = Decimal8(raw: Decimal8.one)
        let trades = [Side.buy, .sell, nil].enumerated().map { index, side in
            Trade(
                timestampNanoseconds: 9, symbol: "X", tradeID: UInt64(index + 1), takerID: "t", makerID: "m",
                takerSide: side, price: one, quantity: Decimal8(raw: 50_000_000))
        }
        try TradeFile.write(trades, to: folder.file("trades.csv"))
        #expect(
            try text("trades.csv") == """
                timestamp_ns,symbol,trade_id,taker_id,maker_id,taker_side,price,qty
                9,X,1,t,m,BUY,1,0.5
                9,X,2,t,m,SELL,1,0.5
                9,X,3,t,m,AUCTION,1,0.5

                """)
        let events = [
            OrderEvent(
                timestampNanoseconds: 9, symbol: "X", id: "a", kind: .canceled, side: .sell, price: nil, quantity: one,
                openQuantity: Decimal8(raw: 0), reason: "NO_LIQUIDITY")
        ]
        try EventFile.write(events, to: folder.file("events.csv"))
        #expect(
            try text("events.csv") == """
                timestamp_ns,symbol,id,event,side,price,qty,open_qty,reason
                9,X,a,CANCELED,SELL,,1,0,NO_LIQUIDITY

                """)
    }

    @Test func nothingIsThereBeforeTheCommit() throws {
        do {
            let file = try OrderFile(folder.file("orders.csv"))
            try file.write((0..<3000).map { Order(timestampNanoseconds: $0, action: .cancel, id: "\($0)") })
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        let file = try OrderFile(folder.file("orders.csv"))
        try file.write([Order(timestampNanoseconds: 1, action: .cancel, id: "a")])
        try file.write([Order(timestampNanoseconds: 2, action: .cancel, id: "b")])
        try file.commit()
        #expect(try text("orders.csv").hasSuffix("\n1,,CANCEL,,,,,,a,,,\n2,,CANCEL,,,,,,b,,,\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["orders.csv"])
    }
}
