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

TEST(RiskScenarios, maxOrderQuantity) {
    play({"the limit may be met, not exceeded, and concerns its account only",
          R"(NEW,BUY,100,10,,,a,desk
             NEW,BUY,100,10.00000001,,,b,desk
             NEW,BUY,100,99,,,c,other
             NEW,BUY,100,99,,,d)",
          R"(a,ACCEPTED,BUY,100,10,10,
             b,REJECTED,BUY,100,10.00000001,0,MAX_ORDER_QTY
             c,ACCEPTED,BUY,100,99,99,
             d,ACCEPTED,BUY,100,99,99,)"},
         withLimits({.maxOrderQuantity = 10 * one}));
}

TEST(RiskScenarios, maxOrderNotional) {
    play({"price times quantity; a market order at the worst price that it would reach",
          R"(NEW,BUY,100,10,,,a,desk
             NEW,BUY,100,10.1,,,b,desk
             NEW,BUY,,50,MARKET,,empty,desk
             NEW,SELL,101,4,,,s1
             NEW,SELL,150,100,,,s2
             NEW,BUY,,4,MARKET,,m1,desk
             NEW,BUY,,6.7,MARKET,,m2,desk)",
          R"(a,ACCEPTED,BUY,100,10,10,
             b,REJECTED,BUY,100,10.1,0,MAX_ORDER_NOTIONAL
             empty,ACCEPTED,BUY,,50,50,
             empty,CANCELED,BUY,,50,0,NO_LIQUIDITY
             s1,ACCEPTED,SELL,101,4,4,
             s2,ACCEPTED,SELL,150,100,100,
             m1,ACCEPTED,BUY,,4,4,
             m1,TRADED,BUY,101,4,0,
             s1,TRADED,SELL,101,4,0,
             m2,REJECTED,BUY,,6.7,0,MAX_ORDER_NOTIONAL)"},
         withLimits({.maxOrderNotional = 1'000 * one}));
}

TEST(RiskScenarios, notionalIs128BitsWide) {
    play({"the largest price times a large quantity neither wraps nor passes",
          R"(NEW,BUY,11529215046,90000000000,,,a,desk
             NEW,BUY,1,1,,,b,desk)",
          R"(a,REJECTED,BUY,11529215046,90000000000,0,MAX_ORDER_NOTIONAL
             b,ACCEPTED,BUY,1,1,1,)"},
         withLimits({.maxOrderNotional = 1'000 * one}));
}

TEST(RiskScenarios, maxPositionCountsOpenOrdersOfTheSide) {
    play({"what rests counts as if it had traded; the other side does not help until it does",
          R"(NEW,BUY,100,6,,,a,desk
             NEW,BUY,99,5,,,b,desk
             NEW,BUY,99,4,,,c,desk
             NEW,SELL,105,10,,,d,desk
             NEW,SELL,105,1,,,e,desk
             CANCEL,,,,,,c
             NEW,BUY,99,4,,,f,desk)",
          R"(a,ACCEPTED,BUY,100,6,6,
             b,REJECTED,BUY,99,5,0,MAX_POSITION
             c,ACCEPTED,BUY,99,4,4,
             d,ACCEPTED,SELL,105,10,10,
             e,REJECTED,SELL,105,1,0,MAX_POSITION
             c,CANCELED,BUY,99,4,0,BY_USER
             f,ACCEPTED,BUY,99,4,4,)"},
         withLimits({.maxPosition = 10 * one}));
}

TEST(RiskScenarios, maxPositionCountsTrades) {
    play({"a long position makes room for sells and none for buys",
          R"(NEW,SELL,100,8,,,s
             NEW,BUY,100,8,,,a,desk
             NEW,BUY,90,3,,,b,desk
             NEW,SELL,110,18,,,c,desk
             NEW,SELL,110,1,,,d,desk)",
          R"(s,ACCEPTED,SELL,100,8,8,
             a,ACCEPTED,BUY,100,8,8,
             a,TRADED,BUY,100,8,0,
             s,TRADED,SELL,100,8,0,
             b,REJECTED,BUY,90,3,0,MAX_POSITION
             c,ACCEPTED,SELL,110,18,18,
             d,REJECTED,SELL,110,1,0,MAX_POSITION)"},
         withLimits({.maxPosition = 10 * one}));
}

TEST(RiskScenarios, aReplaceIsCheckedInPlaceOfTheOldOrder) {
    play({"the replaced order does not count; keeping the place is not checked",
          R"(NEW,BUY,100,8,,,a,desk
             REPLACE,,101,10,,,a
             REPLACE,,101,11,,,a
             REPLACE,,101,9,,,a)",
          R"(a,ACCEPTED,BUY,100,8,8,
             a,REPLACED,BUY,101,10,10,
             a,REJECTED,BUY,101,11,10,MAX_POSITION
             a,REPLACED,BUY,101,9,9,)"},
         withLimits({.maxPosition = 10 * one}));
}

TEST(RiskScenarios, positionsOfSymbolsAndAccountsAreSeparate) {
    const Replay result = replay(
        "timestamp_ns,symbol,side,price,qty,id,account\n"
        "1,A,BUY,100,10,1,desk\n"
        "2,B,BUY,100,10,2,desk\n"
        "3,A,BUY,100,10,3,other\n"
        "4,A,BUY,100,1,4,desk\n",
        withLimits({.maxPosition = 10 * one}));
    EXPECT_EQ(result.counts.accepted, 3U);
    EXPECT_EQ(result.counts.rejectedFor(Reason::maxPosition), 1U);
}

TEST(RiskScenarios, defaultLimitsHoldForEveryoneWithoutOwnOnes) {
    Simulator simulator;
    simulator.setDefaultLimits({.maxOrderQuantity = one, .maxPosition = 5 * one});
    simulator.setLimits("desk", 4, {});
    play({"no account keeps the order limits; it has no position",
          R"(NEW,BUY,100,2,,,a,desk
             NEW,BUY,100,2,,,b,other
             NEW,BUY,100,2,,,c
             NEW,BUY,100,1,,,d
             NEW,BUY,100,1,,,e
             NEW,BUY,100,1,,,f
             NEW,BUY,100,1,,,g
             NEW,BUY,100,1,,,h
             NEW,BUY,100,1,,,i)",
          R"(a,ACCEPTED,BUY,100,2,2,
             b,REJECTED,BUY,100,2,0,MAX_ORDER_QTY
             c,REJECTED,BUY,100,2,0,MAX_ORDER_QTY
             d,ACCEPTED,BUY,100,1,1,
             e,ACCEPTED,BUY,100,1,1,
             f,ACCEPTED,BUY,100,1,1,
             g,ACCEPTED,BUY,100,1,1,
             h,ACCEPTED,BUY,100,1,1,
             i,ACCEPTED,BUY,100,1,1,)"},
         std::move(simulator));
}

TEST(RiskScenarios, tickAndLot) {
    Simulator simulator;
    simulator.setInstrument("", 0, {.tickSize = one / 20, .lotSize = 10 * one});
    play({"prices stand on the tick and quantities on the lot, also when replaced",
          R"(NEW,BUY,100.05,10,,,a
             NEW,BUY,100.04,10,,,b
             NEW,BUY,100.05,15,,,c
             NEW,BUY,100.04,5,MARKET,,d
             REPLACE,,100.01,10,,,a
             REPLACE,,100,11,,,a)",
          R"(a,ACCEPTED,BUY,100.05,10,10,
             b,REJECTED,BUY,100.04,10,0,PRICE_NOT_ON_TICK
             c,REJECTED,BUY,100.05,15,0,QTY_NOT_ON_LOT
             d,REJECTED,BUY,,5,0,QTY_NOT_ON_LOT
             a,REJECTED,BUY,100.01,10,10,PRICE_NOT_ON_TICK
             a,REJECTED,BUY,100,11,10,QTY_NOT_ON_LOT)"},
         std::move(simulator));
}

}  // namespace
}  // namespace alpha_engine::testing
