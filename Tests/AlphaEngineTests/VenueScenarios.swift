import AlphaCore

private func decimal(_ value: Int64) -> Decimal8 { Decimal8(raw: value * Decimal8.one) }

/// What both venues must do, rule by rule of docs/engine.md.
let venueScenarios: [VenueScenario] = [
    VenueScenario(
        "price first, then time; a trade happens at the resting order's price",
        """
        sell late 101 5      | late accepted 5
        sell later 101 5     | later accepted 5
        sell better 100.5 5  | better accepted 5
        buy b 102 12         | b accepted 12; b takes 5 at 100.5 from better, left 7 and 0; \
        b takes 5 at 101 from late, left 2 and 0; b takes 2 at 101 from later, left 0 and 3
        sell s 99 1          | s accepted 1
        """),
    VenueScenario(
        "what is left of a limit order rests, or is canceled when it is IOC",
        """
        sell a 100 3      | a accepted 3
        buy b 100 5       | b accepted 5; b takes 3 at 100 from a, left 2 and 0
        sell c 100 5 ioc  | c accepted 5; c takes 2 at 100 from b, left 3 and 0; c canceled 3 IOC_REST
        buy d 99 1 ioc    | d accepted 1; d canceled 1 IOC_REST
        """),
    VenueScenario(
        "FOK: all or nothing",
        """
        sell a 100 3        | a accepted 3
        sell b 101 3        | b accepted 3
        buy c 100 4 fok     | c accepted 4; c canceled 4 FOK_UNFILLED
        buy d 101 6.1 fok   | d accepted 6.1; d canceled 6.1 FOK_UNFILLED
        buy e 101 6 fok     | e accepted 6; e takes 3 at 100 from a, left 3 and 0; e takes 3 at 101 from b, left 0 and 0
        """),
    VenueScenario(
        "POST: never trades on arrival",
        """
        sell a 100 3       | a accepted 3
        buy b 100 1 post   | b rejected WOULD_CROSS
        buy c 99 1 post    | c accepted 1
        sell d 99 1        | d accepted 1; d takes 1 at 99 from c, left 0 and 0
        """),
    VenueScenario(
        "MARKET: at any price, never rests; FOK and POST to it",
        """
        buy a market 1       | a accepted 1; a canceled 1 NO_LIQUIDITY
        sell b 100 3         | b accepted 3
        sell c 1000 3        | c accepted 3
        buy d market 7 fok   | d accepted 7; d canceled 7 FOK_UNFILLED
        buy e market 1 post  | e rejected WOULD_CROSS
        buy f market 4 ioc   | f accepted 4; f takes 3 at 100 from b, left 1 and 0; f takes 1 at 1000 from c, left 0 and 2
        buy g market 7       | g accepted 7; g takes 2 at 1000 from c, left 5 and 0; g canceled 5 NO_LIQUIDITY
        """),
    VenueScenario(
        "CANCEL takes what is left; an id may be used again once it is finished",
        """
        buy a 100 5     | a accepted 5
        buy a 99 1      | a rejected DUPLICATE_ID
        sell b 100 2    | b accepted 2; b takes 2 at 100 from a, left 0 and 3
        cancel a        | a canceled 3 BY_USER
        cancel a        | a rejected UNKNOWN_ORDER
        cancel nobody   | nobody rejected UNKNOWN_ORDER
        sell a 100 1    | a accepted 1
        sell b 100 1    | b accepted 1
        """),
    VenueScenario(
        "REPLACE keeps the place only at the same price for no more",
        """
        buy a 100 5         | a accepted 5
        buy b 100 5         | b accepted 5
        replace a 100 3     | a replaced 3 at 100
        sell s 100 4        | s accepted 4; s takes 3 at 100 from a, left 1 and 0; s takes 1 at 100 from b, left 0 and 4
        buy c 100 5         | c accepted 5
        replace b 100 4.5   | b replaced 4.5 at 100
        sell t 100 6        | t accepted 6; t takes 5 at 100 from c, left 1 and 0; t takes 1 at 100 from b, left 0 and 3.5
        """),
    VenueScenario(
        "REPLACE may trade at once, moves back and forth, and cancels at 0",
        """
        buy a 99 5          | a accepted 5
        sell b 101 4        | b accepted 4
        replace a 101 6     | a replaced 6 at 101; a takes 4 at 101 from b, left 2 and 0
        replace a 98 2      | a replaced 2 at 98
        sell c 99 1         | c accepted 1
        replace a 99 1      | a replaced 1 at 99; a takes 1 at 99 from c, left 0 and 0
        replace a 99 1      | a rejected UNKNOWN_ORDER
        buy d 99 1          | d accepted 1
        replace d 1 0       | d canceled 1 BY_USER
        replace e 99 1      | e rejected UNKNOWN_ORDER
        buy f 98 1          | f accepted 1
        replace f 98 -1     | f rejected INVALID_QTY
        replace f 0 1       | f rejected INVALID_PRICE
        cancel f            | f canceled 1 BY_USER
        """),
    VenueScenario(
        "a post-only order stays so when it is replaced",
        """
        buy a 99 5 post    | a accepted 5
        sell b 101 4       | b accepted 4
        replace a 101 5    | a rejected WOULD_CROSS
        replace a 100 5    | a replaced 5 at 100
        sell c 100 1       | c accepted 1; c takes 1 at 100 from a, left 0 and 4
        """),
    VenueScenario(
        "values that no order may have",
        """
        buy a 100 0                     | a rejected INVALID_QTY
        buy a 100 -1                    | a rejected INVALID_QTY
        buy a 0 1                       | a rejected INVALID_PRICE
        buy a -5 1                      | a rejected INVALID_PRICE
        buy a 11529215047 1             | a rejected OVERFLOW
        buy a 11529215046.06846975 1    | a accepted 1
        buy b 1 92233720368.54775807    | b rejected OVERFLOW
        buy b 1 92233720367.54775807    | b accepted 92233720367.54775807
        buy c market 0.00000001         | c rejected OVERFLOW
        sell d 1 0.00000001             | d accepted 0.00000001; \
        d takes 0.00000001 at 11529215046.06846975 from a, left 0 and 0.99999999
        """),
    VenueScenario(
        "a call auction: orders only rest, and may cross",
        """
        sell a 99 5        | a accepted 5
        auction            |
        buy b 101 4        | b accepted 4
        buy m market 1     | m rejected IN_AUCTION
        buy m 90 1 ioc     | m rejected IN_AUCTION
        buy m 90 1 fok     | m rejected IN_AUCTION
        buy m 90 1 post    | m rejected IN_AUCTION
        buy c 100 4        | c accepted 4
        replace c 102 4    | c replaced 4 at 102
        auction            |
        cancel b           | b canceled 4 BY_USER
        buy d 99 4         | d accepted 4
        uncross            | c and a trade 4 at 99, left 0 and 1; d and a trade 1 at 99, left 3 and 0
        uncross            |
        sell e 99 1        | e accepted 1; e takes 1 at 99 from d, left 0 and 2
        """),
    VenueScenario(
        "an auction without a crossing trades nothing",
        """
        auction         |
        buy a 99 4      | a accepted 4
        sell b 100 4    | b accepted 4
        uncross         |
        buy c 100 1     | c accepted 1; c takes 1 at 100 from b, left 0 and 3
        """),
    VenueScenario(
        "the auction's price: greatest volume, then least imbalance",
        """
        auction         |
        buy a 101 10    | a accepted 10
        buy b 100 5     | b accepted 5
        sell c 100 10   | c accepted 10
        uncross         | a and c trade 10 at 101, left 0 and 0
        """),
    VenueScenario(
        "the auction's price: the highest when buyers are left, the lowest when sellers are",
        """
        auction         |
        buy a 105 10    | a accepted 10
        sell b 100 5    | b accepted 5
        uncross         | a and b trade 5 at 105, left 5 and 0
        auction         |
        sell c 100 10   | c accepted 10
        uncross         | a and c trade 5 at 100, left 0 and 5
        """),
    VenueScenario(
        "the auction's price: else the nearest to the last trade, of two as near the higher",
        """
        auction         |
        buy a 105 10    | a accepted 10
        sell b 100 10   | b accepted 10
        uncross         | a and b trade 10 at 105, left 0 and 0
        sell c 101 1    | c accepted 1
        buy d 101 1     | d accepted 1; d takes 1 at 101 from c, left 0 and 0
        auction         |
        buy e 104 10    | e accepted 10
        sell f 99 10    | f accepted 10
        uncross         | e and f trade 10 at 99, left 0 and 0
        auction         |
        buy g 102 10    | g accepted 10
        sell h 96 10    | h accepted 10
        uncross         | g and h trade 10 at 102, left 0 and 0
        """),
    VenueScenario(
        "MAX_ORDER_QTY is broken when exceeded, not when met",
        limits: RiskLimits(maxOrderQuantity: decimal(5)),
        """
        buy a 100 5.00000001  | a rejected MAX_ORDER_QTY
        buy a 100 5           | a accepted 5
        replace a 100 6       | a rejected MAX_ORDER_QTY
        replace a 100 2       | a replaced 2 at 100
        """),
    VenueScenario(
        "MAX_ORDER_NOTIONAL: a market order is worth the worst price that it would reach",
        limits: RiskLimits(maxOrderNotional: decimal(1000)),
        """
        buy a 100 10.00000001  | a rejected MAX_ORDER_NOTIONAL
        buy a 100 10           | a accepted 10
        replace a 101 10       | a rejected MAX_ORDER_NOTIONAL
        sell b 200 4           | b accepted 4
        sell c 300 3           | c accepted 3
        buy d market 4         | d accepted 4; d takes 4 at 200 from b, left 0 and 0
        buy e market 4         | e rejected MAX_ORDER_NOTIONAL
        buy f market 3         | f accepted 3; f takes 3 at 300 from c, left 0 and 0
        buy g market 1000      | g accepted 1000; g canceled 1000 NO_LIQUIDITY
        """),
    VenueScenario(
        "MAX_POSITION counts the position and the open orders of the side; no account, no position",
        limits: RiskLimits(maxPosition: decimal(10)),
        """
        buy a 100 6 @me     | a accepted 6
        buy b 99 4 @me      | b accepted 4
        buy c 98 1 @me      | c rejected MAX_POSITION
        sell d 101 10 @me   | d accepted 10
        sell e 102 1 @me    | e rejected MAX_POSITION
        sell f 100 6        | f accepted 6; f takes 6 at 100 from a, left 0 and 0
        buy g 98 1 @me      | g rejected MAX_POSITION
        sell h 103 6 @me    | h accepted 6
        replace h 103 7     | h rejected MAX_POSITION
        replace h 104 6     | h replaced 6 at 104
        cancel b            | b canceled 4 BY_USER
        buy i market 4 @me  | i accepted 4; i takes 4 at 101 from d, left 0 and 6
        buy j 50 1000       | j accepted 1000
        buy k 50 11 @you    | k rejected MAX_POSITION
        """),
    VenueScenario(
        "an account's own limits take the place of the default",
        limits: RiskLimits(maxOrderQuantity: decimal(5)),
        accountLimits: ["big": RiskLimits(maxOrderQuantity: decimal(50)), "free": RiskLimits()],
        """
        buy a 100 6        | a rejected MAX_ORDER_QTY
        buy b 100 6 @me    | b rejected MAX_ORDER_QTY
        buy c 100 50 @big  | c accepted 50
        buy d 100 51 @big  | d rejected MAX_ORDER_QTY
        buy e 100 99 @free | e accepted 99
        """),
    VenueScenario(
        "the first check that fails names the reason; a rejected message changes nothing",
        limits: RiskLimits(maxOrderQuantity: decimal(5)),
        """
        buy a 100 1           | a accepted 1
        buy a 0 0             | a rejected INVALID_QTY
        buy a 0 9             | a rejected INVALID_PRICE
        buy a 100 9           | a rejected DUPLICATE_ID
        sell b 100 9 post     | b rejected MAX_ORDER_QTY
        auction               |
        sell b 100 9 post     | b rejected IN_AUCTION
        sell a 100 9 post     | a rejected DUPLICATE_ID
        uncross               |
        sell b 100 1          | b accepted 1; b takes 1 at 100 from a, left 0 and 0
        """),
]
