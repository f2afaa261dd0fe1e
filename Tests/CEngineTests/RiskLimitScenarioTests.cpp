#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

constexpr std::int64_t one = 100'000'000;

// A simulator in which account "desk" has the limits, and every other account has none.
Simulator withLimits(const RiskLimits& limits) {
    Simulator simulator;
    simulator.setLimits("desk", 4, limits);
    return simulator;
}

TEST(RiskLimitScenarios, openOrders) {
    play({"sleeping orders count, a replacement adds none, and at the limit not even a market order is taken",
          R"(NEW,BUY,100,1,,,a,desk
             NEW,BUY,,1,STOP,,b,desk,,200
             NEW,BUY,,1,MARKET,,c,desk
             NEW,BUY,100,1,,,c,other
             REPLACE,,101,1,,,a
             CANCEL,,,,,,b
             NEW,BUY,99,1,,,d,desk
             NEW,SELL,101,1,,,s,other
             NEW,BUY,98,1,,,e,desk
             NEW,BUY,98,1,,,f,desk)",
          R"(a,ACCEPTED,BUY,100,1,1,
             b,ACCEPTED,BUY,,1,1,
             c,REJECTED,BUY,,1,0,MAX_OPEN_ORDERS
             c,ACCEPTED,BUY,100,1,1,
             a,REPLACED,BUY,101,1,1,
             b,CANCELED,BUY,,1,0,BY_USER
             d,ACCEPTED,BUY,99,1,1,
             s,ACCEPTED,SELL,101,1,1,
             s,TRADED,SELL,101,1,0,
             a,TRADED,BUY,101,1,0,
             e,ACCEPTED,BUY,98,1,1,
             f,REJECTED,BUY,98,1,0,MAX_OPEN_ORDERS)"},
         withLimits({.maxOpenOrders = 2}));
}

TEST(RiskLimitScenarios, messageRate) {
    // Two messages a second: the bucket holds two and gains one each half second.
    play({"new orders and replacements that lose their place cost a message; cancels, refusals and kept places do not",
          R"(@0 NEW,BUY,100,1,,,a,desk
             @0 NEW,BUY,100,1,,,b,desk
             @0 NEW,BUY,100,1,,,c,desk
             @0 CANCEL,,,,,,b
             @0 REPLACE,,100,0.5,,,a
             @0 REPLACE,,99,0.5,,,a
             @499999999 NEW,BUY,100,1,,,c,desk
             @500000000 NEW,BUY,100,1,,,c,desk
             @999999999 REPLACE,,99,0.5,,,a
             @1000000000 REPLACE,,99,0.5,,,a)",
          R"(a,ACCEPTED,BUY,100,1,1,
             b,ACCEPTED,BUY,100,1,1,
             c,REJECTED,BUY,100,1,0,MAX_MESSAGE_RATE
             b,CANCELED,BUY,100,1,0,BY_USER
             a,REPLACED,BUY,100,0.5,0.5,
             a,REJECTED,BUY,99,0.5,0.5,MAX_MESSAGE_RATE
             c,REJECTED,BUY,100,1,0,MAX_MESSAGE_RATE
             c,ACCEPTED,BUY,100,1,1,
             a,REJECTED,BUY,99,0.5,0.5,MAX_MESSAGE_RATE
             a,REPLACED,BUY,99,0.5,0.5,)"},
         withLimits({.maxMessagesPerSecond = 2}));
    play({"the bucket never holds more than a second's worth, however long nothing came",
          R"(@0 NEW,BUY,100,1,,,a,desk
             @86400000000000 NEW,BUY,100,1,,,b,desk
             @86400000000000 NEW,BUY,100,1,,,c,desk
             @86400000000000 NEW,BUY,100,1,,,d,desk
             @86400250000000 NEW,BUY,100,1,,,e,desk
             @86400500000000 NEW,BUY,100,1,,,f,desk
             @86400999999999 NEW,BUY,100,1,,,g,desk
             @86401000000000 NEW,BUY,100,1,,,h,desk)",
          R"(a,ACCEPTED,BUY,100,1,1,
             b,ACCEPTED,BUY,100,1,1,
             c,ACCEPTED,BUY,100,1,1,
             d,REJECTED,BUY,100,1,0,MAX_MESSAGE_RATE
             e,REJECTED,BUY,100,1,0,MAX_MESSAGE_RATE
             f,ACCEPTED,BUY,100,1,1,
             g,REJECTED,BUY,100,1,0,MAX_MESSAGE_RATE
             h,ACCEPTED,BUY,100,1,1,)"},
         withLimits({.maxMessagesPerSecond = 2}));
}

TEST(RiskLimitScenarios, priceCollarAroundTheLastTrade) {
    play({"1 % of 100 both ways, passive orders too; a market order at the worst price that it would reach",
          R"(NEW,SELL,100,1,,,s,other
             NEW,BUY,100,1,,,b,other
             NEW,BUY,99,1,,,low,desk
             NEW,BUY,98.99,1,,,lower,desk
             NEW,SELL,101,1,,,high,desk
             NEW,SELL,101.01,1,,,higher,desk
             REPLACE,,101.01,1,,,high
             NEW,SELL,105,3,,,far,other
             NEW,BUY,,2,MARKET,,m,desk
             NEW,BUY,,1,MARKET,,n,desk)",
          R"(s,ACCEPTED,SELL,100,1,1,
             b,ACCEPTED,BUY,100,1,1,
             b,TRADED,BUY,100,1,0,
             s,TRADED,SELL,100,1,0,
             low,ACCEPTED,BUY,99,1,1,
             lower,REJECTED,BUY,98.99,1,0,PRICE_COLLAR
             high,ACCEPTED,SELL,101,1,1,
             higher,REJECTED,SELL,101.01,1,0,PRICE_COLLAR
             high,REJECTED,SELL,101.01,1,1,PRICE_COLLAR
             far,ACCEPTED,SELL,105,3,3,
             m,REJECTED,BUY,,2,0,PRICE_COLLAR
             n,ACCEPTED,BUY,,1,1,
             n,TRADED,BUY,101,1,0,
             high,TRADED,SELL,101,1,0,)"},
         withLimits({.priceCollarBasisPoints = 100}));
}

TEST(RiskLimitScenarios, priceCollarWithoutALastTrade) {
    play({"the middle of bid and ask; nothing is checked while a side is empty, nor of a stop order's stop price",
          R"(NEW,BUY,1,1,,,x,desk
             NEW,BUY,100,1,,,b,other
             NEW,BUY,5000,1,,,y,desk
             CANCEL,,,,,,y
             NEW,SELL,102,1,,,s,other
             NEW,BUY,99.99,1,,,p,desk
             NEW,BUY,99.98,1,,,q,desk
             NEW,BUY,,1,STOP,,stop,desk,,500
             NEW,BUY,501,1,STOP_LIMIT,,limit,desk,,500)",
          R"(x,ACCEPTED,BUY,1,1,1,
             b,ACCEPTED,BUY,100,1,1,
             y,ACCEPTED,BUY,5000,1,1,
             y,CANCELED,BUY,5000,1,0,BY_USER
             s,ACCEPTED,SELL,102,1,1,
             p,ACCEPTED,BUY,99.99,1,1,
             q,REJECTED,BUY,99.98,1,0,PRICE_COLLAR
             stop,ACCEPTED,BUY,,1,1,
             limit,REJECTED,BUY,501,1,0,PRICE_COLLAR)"},
         withLimits({.priceCollarBasisPoints = 100}));
}

TEST(RiskLimitScenarios, limitsOfTheInstrument) {
    Simulator simulator = withLimits({.maxOrderQuantity = 2 * one});
    simulator.setInstrument("F", 1,
                            {.multiplier = 50 * one,
                             .maxOrderQuantity = 5 * one,
                             .maxOrderNotional = 4'000 * one,
                             .priceCollarBasisPoints = 100});
    play({"they concern everyone in that book, with an account or without; of two limits the tighter acts",
          R"(F: NEW,BUY,10,8,,,a
             F: NEW,BUY,1,6,,,b,other
             F: NEW,BUY,1,3,,,c,desk
             F: NEW,BUY,16,5,,,d
             F: NEW,BUY,16.01,5,,,e
             F: NEW,SELL,16,1,,,f
             F: NEW,SELL,16.17,1,,,g
             G: NEW,BUY,16.01,500,,,h)",
          R"(a,REJECTED,BUY,10,8,0,MAX_ORDER_QTY
             b,REJECTED,BUY,1,6,0,MAX_ORDER_QTY
             c,REJECTED,BUY,1,3,0,MAX_ORDER_QTY
             d,ACCEPTED,BUY,16,5,5,
             e,REJECTED,BUY,16.01,5,0,MAX_ORDER_NOTIONAL
             f,ACCEPTED,SELL,16,1,1,
             f,TRADED,SELL,16,1,0,
             d,TRADED,BUY,16,1,4,
             g,REJECTED,SELL,16.17,1,0,PRICE_COLLAR
             h,ACCEPTED,BUY,16.01,500,500,)"},
         std::move(simulator));
}

TEST(RiskLimitScenarios, aStopOrderIsWorthItsStopPrice) {
    play({"a stop-limit its limit; a stop replaced to a higher stop price is worth more",
          R"(NEW,BUY,,1,STOP,,a,desk,,1000
             NEW,BUY,,1,STOP,,b,desk,,1001
             NEW,BUY,1000,1,STOP_LIMIT,,c,desk,,5000
             REPLACE,,,1,,,a,,,1001
             REPLACE,,,0.5,,,a,,,2000)",
          R"(a,ACCEPTED,BUY,,1,1,
             b,REJECTED,BUY,,1,0,MAX_ORDER_NOTIONAL
             c,ACCEPTED,BUY,1000,1,1,
             a,REJECTED,BUY,,1,1,MAX_ORDER_NOTIONAL
             a,REPLACED,BUY,,0.5,0.5,)"},
         withLimits({.maxOrderNotional = 1'000 * one}));
}

}  // namespace
}  // namespace alpha_engine::testing
