import AlphaCore
import Testing

@testable import AlphaEngine

/// The two implementations of `Venue`.
enum VenueKind: CaseIterable, Sendable {
    case naive, engine

    func make(_ limits: RiskLimits = RiskLimits(), _ accountLimits: [String: RiskLimits] = [:]) -> any Venue {
        switch self {
        case .naive: NaiveVenue(defaultLimits: limits, accountLimits: accountLimits)
        case .engine: EngineVenue(defaultLimits: limits, accountLimits: accountLimits)
        }
    }
}

/// One behaviour suite over both venues.
@Suite struct VenueTests {
    @Test(arguments: venueScenarios, VenueKind.allCases)
    func scenario(_ scenario: VenueScenario, on kind: VenueKind) {
        var venue = kind.make(scenario.limits, scenario.accountLimits)
        for row in scenario.rows {
            let outcome = VenueScenario.text(of: venue.submit([row.order]))
            #expect(outcome == row.expected, "line \(row.order.timestampNanoseconds + 1) of '\(scenario)', \(kind)")
        }
    }

    @Test(arguments: VenueKind.allCases)
    func everyFieldOfTradesAndEventsIsFilled(kind: VenueKind) {
        var venue = kind.make()
        let one = Decimal8(raw: Decimal8.one)
        let price = Decimal8(raw: 100 * Decimal8.one)
        let long = String(repeating: "é", count: 32)
        _ = venue.submit([Order(timestampNanoseconds: 1, symbol: "Y", side: .buy, price: price, quantity: one, id: "m")]
        )
        let output = venue.submit([
            Order(timestampNanoseconds: 2, symbol: "X", side: .sell, price: price, quantity: one, id: "m"),
            Order(
                timestampNanoseconds: 3, symbol: "Y", side: .sell, quantity: Decimal8(raw: 2 * Decimal8.one),
                type: .market, id: long),
            Order(timestampNanoseconds: 4, symbol: "", action: .cancel, id: "m"),
        ])
        #expect(
            output.trades == [
                Trade(
                    timestampNanoseconds: 3, symbol: "Y", tradeID: 1, takerID: long, makerID: "m", takerSide: .sell,
                    price: price, quantity: one)
            ])
        func event(
            _ time: Int64, _ symbol: String, _ id: String, _ kind: OrderEventKind, _ side: Side?, _ price: Decimal8?,
            _ quantity: Int64, _ open: Int64, _ reason: String = ""
        ) -> OrderEvent {
            OrderEvent(
                timestampNanoseconds: time, symbol: symbol, id: id, kind: kind, side: side, price: price,
                quantity: Decimal8(raw: quantity * Decimal8.one), openQuantity: Decimal8(raw: open * Decimal8.one),
                reason: reason)
        }
        #expect(
            output.events == [
                event(2, "X", "m", .accepted, .sell, price, 1, 1), event(3, "Y", long, .accepted, .sell, nil, 2, 2),
                event(3, "Y", long, .traded, .sell, price, 1, 1), event(3, "Y", "m", .traded, .buy, price, 1, 0),
                event(3, "Y", long, .canceled, .sell, nil, 1, 0, "NO_LIQUIDITY"),
                event(4, "", "m", .rejected, nil, nil, 0, 0, "UNKNOWN_ORDER"),
            ])
    }
}
