#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

constexpr std::int64_t one = 100'000'000;

// Limits on what an account is worth: gross notional and daily loss.
Simulator withLimits(const RiskLimits& limits) {
    Simulator simulator;
    simulator.setLimits("desk", 4, limits);
    return simulator;
}

TEST(RiskValueScenarios, grossNotionalOverTwoSymbolsWithAMultiplier) {
    Simulator simulator = withLimits({.maxGrossNotional = 1'000 * one});
    simulator.setInstrument("F", 1, {.multiplier = 10 * one});
    play({"open orders and positions of all symbols; a position moves with the last trade, whoever made it",
          R"(A: NEW,BUY,100,4,,,a1,desk
             F: NEW,SELL,5,10,,,f1,desk
             A: NEW,BUY,101,1,,,a2,desk
             A: NEW,BUY,100,1,,,a3,desk
             F: NEW,BUY,5,10,,,x,other
             A: NEW,BUY,1,1,,,a4,desk
             A: CANCEL,,,,,,a3
             F: NEW,SELL,6,1,,,y,other
             F: NEW,BUY,6,1,,,z,third
             A: NEW,BUY,1,1,,,a5,desk
             F: NEW,SELL,4,1,,,v,other
             F: NEW,BUY,4,1,,,w,third
             A: NEW,BUY,1,200,,,a6,desk)",
          // a1 400, f1 5 × 10 × 10 = 500: 101 more are too much, 100 are not. The trade turns the open 500 into a
          // position of 500. Without a3 900; at 6 the position is worth 600: full again. At 4 it is worth 400.
          R"(a1,ACCEPTED,BUY,100,4,4,
             f1,ACCEPTED,SELL,5,10,10,
             a2,REJECTED,BUY,101,1,0,MAX_GROSS_NOTIONAL
             a3,ACCEPTED,BUY,100,1,1,
             x,ACCEPTED,BUY,5,10,10,
             x,TRADED,BUY,5,10,0,
             f1,TRADED,SELL,5,10,0,
             a4,REJECTED,BUY,1,1,0,MAX_GROSS_NOTIONAL
             a3,CANCELED,BUY,100,1,0,BY_USER
             y,ACCEPTED,SELL,6,1,1,
             z,ACCEPTED,BUY,6,1,1,
             z,TRADED,BUY,6,1,0,
             y,TRADED,SELL,6,1,0,
             a5,REJECTED,BUY,1,1,0,MAX_GROSS_NOTIONAL
             v,ACCEPTED,SELL,4,1,1,
             w,ACCEPTED,BUY,4,1,1,
             w,TRADED,BUY,4,1,0,
             v,TRADED,SELL,4,1,0,
             a6,ACCEPTED,BUY,1,200,200,)"},
         std::move(simulator));
}

TEST(RiskValueScenarios, aReplacementIsCheckedAsNetNewExposure) {
    play({"the replaced order does not count beside itself; a refused one leaves it and its worth",
          R"(NEW,BUY,100,9,,,a,desk
             REPLACE,,100,10,,,a
             REPLACE,,101,10,,,a
             NEW,SELL,200,0.01,,,b,desk
             REPLACE,,50,19,,,a
             NEW,SELL,200,0.25,,,c,desk
             NEW,SELL,200,0.01,,,d,desk)",
          R"(a,ACCEPTED,BUY,100,9,9,
             a,REPLACED,BUY,100,10,10,
             a,REJECTED,BUY,101,10,10,MAX_GROSS_NOTIONAL
             b,REJECTED,SELL,200,0.01,0,MAX_GROSS_NOTIONAL
             a,REPLACED,BUY,50,19,19,
             c,ACCEPTED,SELL,200,0.25,0.25,
             d,REJECTED,SELL,200,0.01,0,MAX_GROSS_NOTIONAL)"},
         withLimits({.maxGrossNotional = 1'000 * one}));
}

TEST(RiskValueScenarios, anotherAccountsTradeCrossesTheLossLimit) {
    play({"a loss may meet the limit; beyond it the account is blocked and its orders are canceled, buyers first",
          R"(NEW,SELL,100,10,,,s,other
             NEW,BUY,100,10,,,b,desk
             NEW,SELL,120,1,,,ask,desk
             NEW,BUY,94,1,,,bid,desk
             NEW,BUY,,1,STOP,,stop,desk,,150
             NEW,BUY,95,1,,,x1,other
             NEW,SELL,95,1,,,x2,third
             NEW,BUY,94.9,1,,,y1,other
             NEW,SELL,94.9,1,,,y2,third
             NEW,SELL,94,1,,,z,desk
             CANCEL,,,,,,bid)",
          R"(s,ACCEPTED,SELL,100,10,10,
             b,ACCEPTED,BUY,100,10,10,
             b,TRADED,BUY,100,10,0,
             s,TRADED,SELL,100,10,0,
             ask,ACCEPTED,SELL,120,1,1,
             bid,ACCEPTED,BUY,94,1,1,
             stop,ACCEPTED,BUY,,1,1,
             x1,ACCEPTED,BUY,95,1,1,
             x2,ACCEPTED,SELL,95,1,1,
             x2,TRADED,SELL,95,1,0,
             x1,TRADED,BUY,95,1,0,
             y1,ACCEPTED,BUY,94.9,1,1,
             y2,ACCEPTED,SELL,94.9,1,1,
             y2,TRADED,SELL,94.9,1,0,
             y1,TRADED,BUY,94.9,1,0,
             bid,CANCELED,BUY,94,1,0,RISK
             ask,CANCELED,SELL,120,1,0,RISK
             stop,CANCELED,BUY,,1,0,RISK
             z,REJECTED,SELL,94,1,0,KILL_SWITCH
             bid,REJECTED,,,0,0,UNKNOWN_ORDER)"},
         withLimits({.maxDailyLoss = 50 * one}));
}

TEST(RiskValueScenarios, theAggressorFinishesBeforeTheAccountIsStopped) {
    play({"a sweep through the account's bids is done as a whole, then what is left of them is canceled",
          R"(NEW,BUY,100,10,,,b1,desk
             NEW,BUY,95,5,,,b2,desk
             NEW,SELL,,12,MARKET,,m,other)",
          R"(b1,ACCEPTED,BUY,100,10,10,
             b2,ACCEPTED,BUY,95,5,5,
             m,ACCEPTED,SELL,,12,12,
             m,TRADED,SELL,100,10,2,
             b1,TRADED,BUY,100,10,0,
             m,TRADED,SELL,95,2,0,
             b2,TRADED,BUY,95,2,3,
             b2,CANCELED,BUY,95,3,0,RISK)"},
         withLimits({.maxDailyLoss = 40 * one}));
}

TEST(RiskValueScenarios, aStopThatTheSameTradeWokeDoesNotEnterAnyMore) {
    play({"woken, but its account is stopped first",
          R"(NEW,SELL,100,10,,,s,other
             NEW,BUY,100,10,,,b,desk
             NEW,SELL,,10,STOP,,guard,desk,,95
             NEW,SELL,,1,STOP,,free,third,,95
             NEW,BUY,90,10,,,x,other
             NEW,SELL,90,1,,,y,third)",
          R"(s,ACCEPTED,SELL,100,10,10,
             b,ACCEPTED,BUY,100,10,10,
             b,TRADED,BUY,100,10,0,
             s,TRADED,SELL,100,10,0,
             guard,ACCEPTED,SELL,,10,10,
             free,ACCEPTED,SELL,,1,1,
             x,ACCEPTED,BUY,90,10,10,
             y,ACCEPTED,SELL,90,1,1,
             y,TRADED,SELL,90,1,0,
             x,TRADED,BUY,90,1,9,
             guard,CANCELED,SELL,,10,0,RISK
             free,TRIGGERED,SELL,,1,1,
             free,TRADED,SELL,90,1,0,
             x,TRADED,BUY,90,1,8,)"},
         withLimits({.maxDailyLoss = 40 * one}));
}

TEST(RiskValueScenarios, aRealisedLossCounts) {
    play({"bought at 100, sold at 94: 60 lost, nothing open, and no further order",
          R"(NEW,SELL,100,10,,,s,other
             NEW,BUY,100,10,,,b,desk
             NEW,BUY,94,10,,,x,other
             NEW,SELL,94,10,,,y,desk
             NEW,BUY,90,1,,,z,desk)",
          R"(s,ACCEPTED,SELL,100,10,10,
             b,ACCEPTED,BUY,100,10,10,
             b,TRADED,BUY,100,10,0,
             s,TRADED,SELL,100,10,0,
             x,ACCEPTED,BUY,94,10,10,
             y,ACCEPTED,SELL,94,10,10,
             y,TRADED,SELL,94,10,0,
             x,TRADED,BUY,94,10,0,
             z,REJECTED,BUY,90,1,0,KILL_SWITCH)"},
         withLimits({.maxDailyLoss = 50 * one}));
}

TEST(RiskValueScenarios, aDayBeginsWithNoLoss) {
    play({"40 lost on one day and 40 on the next are not 80; 51 on one day are 51",
          R"(@0 NEW,SELL,100,10,,,s,other
             NEW,BUY,100,10,,,b,desk
             NEW,BUY,50,1,,,rest,desk
             NEW,BUY,96,1,,,x1,other
             NEW,SELL,96,1,,,x2,third
             @86400000000000 NEW,BUY,92,1,,,y1,other
             NEW,SELL,92,1,,,y2,third
             NEW,BUY,90.9,1,,,z1,other
             NEW,SELL,90.9,1,,,z2,third)",
          R"(s,ACCEPTED,SELL,100,10,10,
             b,ACCEPTED,BUY,100,10,10,
             b,TRADED,BUY,100,10,0,
             s,TRADED,SELL,100,10,0,
             rest,ACCEPTED,BUY,50,1,1,
             x1,ACCEPTED,BUY,96,1,1,
             x2,ACCEPTED,SELL,96,1,1,
             x2,TRADED,SELL,96,1,0,
             x1,TRADED,BUY,96,1,0,
             y1,ACCEPTED,BUY,92,1,1,
             y2,ACCEPTED,SELL,92,1,1,
             y2,TRADED,SELL,92,1,0,
             y1,TRADED,BUY,92,1,0,
             z1,ACCEPTED,BUY,90.9,1,1,
             z2,ACCEPTED,SELL,90.9,1,1,
             z2,TRADED,SELL,90.9,1,0,
             z1,TRADED,BUY,90.9,1,0,
             rest,CANCELED,BUY,50,1,0,RISK)"},
         withLimits({.maxDailyLoss = 50 * one}));
}

}  // namespace
}  // namespace alpha_engine::testing
