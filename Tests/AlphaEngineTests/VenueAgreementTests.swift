import AlphaCore
import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaEngine

/// The C++ engine against the plain venue on random streams.
@Suite struct VenueAgreementTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func bothVenuesDoTheSame(seed: UInt64) {
        var flow = RandomOrderFlow(seed: seed)
        let hasLimits = seed % 3 != 0
        let limits = hasLimits ? RandomOrderFlow.defaultLimits : RiskLimits()
        let accountLimits = hasLimits ? RandomOrderFlow.accountLimits : [:]
        var naive = NaiveVenue(defaultLimits: limits, accountLimits: accountLimits)
        let engine = EngineVenue(defaultLimits: limits, accountLimits: accountLimits)
        var seen: Set<String> = []
        for batch in 0..<60 {
            let orders = flow.batch(upTo: 100)
            let expected = naive.submit(orders)
            let actual = engine.submit(orders)
            #expect(actual.trades == expected.trades, "seed \(seed), batch \(batch)")
            #expect(actual.events == expected.events, "seed \(seed), batch \(batch)")
            #expect(engine.checkInvariants() && naive.checkInvariants(), "seed \(seed), batch \(batch)")
            let resting = ["", "X", "long symbol, with a comma"].map { naive.restingOrders(of: $0).count }
            #expect(engine.liveOrders == resting.reduce(0, +), "seed \(seed), batch \(batch)")
            guard actual == expected else { return }
            seen.formUnion(expected.events.map { $0.reason.isEmpty ? $0.kind.rawValue : $0.reason })
            if expected.trades.contains(where: { $0.takerSide == nil }) { seen.insert("auction trade") }
        }
        var expected: Set = [
            "ACCEPTED", "TRADED", "REPLACED", "BY_USER", "IOC_REST", "FOK_UNFILLED", "NO_LIQUIDITY", "UNKNOWN_ORDER",
            "DUPLICATE_ID", "IN_AUCTION", "INVALID_QTY", "INVALID_PRICE", "WOULD_CROSS", "auction trade",
        ]
        if hasLimits { expected.formUnion(["MAX_ORDER_QTY", "MAX_ORDER_NOTIONAL", "MAX_POSITION"]) }
        #expect(expected.isSubset(of: seen), "seed \(seed) never met \(expected.subtracting(seen).sorted())")
    }

    /// Entered = traded + canceled + resting, order by order: each event's open quantity is the ledger's.
    @Test(arguments: 11...13 as ClosedRange<UInt64>)
    func quantityIsConserved(seed: UInt64) {
        struct Key: Hashable {
            var symbol: String
            var id: String
        }
        var flow = RandomOrderFlow(seed: seed)
        let orders = (0..<3000).map { _ in flow.next() }
        var naive = NaiveVenue()
        _ = naive.submit(orders)
        let output = EngineVenue().submit(orders)
        var open: [Key: Int64] = [:]
        for event in output.events {
            let key = Key(symbol: event.symbol, id: event.id)
            switch event.kind {
            case .accepted:
                #expect(open.updateValue(event.quantity.raw, forKey: key) == nil, "seed \(seed): \(event)")
            case .replaced: open[key] = event.quantity.raw
            case .traded, .canceled: open[key, default: 0] -= event.quantity.raw
            case .rejected, .triggered: continue
            }
            #expect(open[key] == event.openQuantity.raw && event.openQuantity.raw >= 0, "seed \(seed): \(event)")
            if open[key] == 0 { open[key] = nil }
        }
        // Orders that rest at the end; IOC, FOK and market orders must all be gone.
        for symbol in ["", "X", "long symbol, with a comma"] {
            let resting = naive.restingOrders(of: symbol)
            for order in resting {
                #expect(open.removeValue(forKey: Key(symbol: symbol, id: order.id)) == order.open.raw)
            }
        }
        #expect(open.isEmpty, "seed \(seed)")
        let bySide = Dictionary(grouping: output.events.filter { $0.kind == .traded }, by: \.side)
            .mapValues { $0.reduce(0) { $0 + $1.quantity.raw } }
        #expect(bySide[.buy] == bySide[.sell] && bySide[.buy] == output.trades.reduce(0) { $0 + $1.quantity.raw })
    }

    /// The same through files: the simulator's own reader and writers against ours.
    @Test(arguments: [21 as UInt64, 22])
    func theReplayOfAFileIsThePlainVenue(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var flow = RandomOrderFlow(seed: seed)
        let orders = (0..<3000).map { _ in flow.next() }
        var naive = NaiveVenue()
        let expected = naive.submit(orders)
        try OrderFile.write(orders, to: folder.file("orders.csv"))
        try TradeFile.write(expected.trades, to: folder.file("expected-trades.csv"))
        try EventFile.write(expected.events, to: folder.file("expected-events.csv"))
        let summary = try Replay.run(
            folder.file("orders.csv"), trades: folder.file("trades.csv"), events: folder.file("events.csv"))
        #expect(
            try Data(contentsOf: folder.file("trades.csv")) == Data(contentsOf: folder.file("expected-trades.csv")),
            "seed \(seed)")
        #expect(
            try Data(contentsOf: folder.file("events.csv")) == Data(contentsOf: folder.file("expected-events.csv")),
            "seed \(seed)")
        #expect(summary.messages == 3000 && summary.trades == UInt64(expected.trades.count))
        #expect(summary.accepted == UInt64(expected.events.count { $0.kind == .accepted }))
        let rejected = Dictionary(grouping: expected.events.filter { $0.kind == .rejected }, by: \.reason)
        #expect(summary.rejected == rejected.mapValues { UInt64($0.count) })
        let quantity = expected.trades.reduce(0) { $0 + $1.quantity.raw }
        #expect(summary.tradedQuantity == Decimal8(raw: quantity).description)
    }
}
