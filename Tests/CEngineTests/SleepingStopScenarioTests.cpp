#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

// What can happen to a stop order while it sleeps, and in a call auction.
const Scenario scenarios[] = {
    {"a sleeping stop holds its id, can be canceled, and never wakes then",
     R"(NEW,BUY,,1,STOP,,x,,,101
        NEW,BUY,99,1,,,x
        CANCEL,,,,,,x
        NEW,SELL,101,2,,,s
        NEW,BUY,101,1,,,b)",
     R"(x,ACCEPTED,BUY,,1,1,
        x,REJECTED,BUY,99,1,0,DUPLICATE_ID
        x,CANCELED,BUY,,1,0,BY_USER
        s,ACCEPTED,SELL,101,2,2,
        b,ACCEPTED,BUY,101,1,1,
        b,TRADED,BUY,101,1,0,
        s,TRADED,SELL,101,1,1,)"},
    {"more quantity sends a sleeping stop behind the others that one trade wakes",
     R"(NEW,BUY,,1,STOP,,a,,,105
        NEW,BUY,,1,STOP,,b,,,105
        REPLACE,,,2,,,a,,,105
        NEW,SELL,105,1,,,s1
        NEW,SELL,106,9,,,s2
        NEW,BUY,105,1,,,x)",
     R"(a,ACCEPTED,BUY,,1,1,
        b,ACCEPTED,BUY,,1,1,
        a,REPLACED,BUY,,2,2,
        s1,ACCEPTED,SELL,105,1,1,
        s2,ACCEPTED,SELL,106,9,9,
        x,ACCEPTED,BUY,105,1,1,
        x,TRADED,BUY,105,1,0,
        s1,TRADED,SELL,105,1,0,
        b,TRIGGERED,BUY,,1,1,
        b,TRADED,BUY,106,1,0,
        s2,TRADED,SELL,106,1,8,
        a,TRIGGERED,BUY,,2,2,
        a,TRADED,BUY,106,2,0,
        s2,TRADED,SELL,106,2,6,)"},
    {"less quantity at the same stop price keeps its place among them",
     R"(NEW,BUY,,3,STOP,,a,,,105
        NEW,BUY,,1,STOP,,b,,,105
        REPLACE,,,2,,,a,,,105
        NEW,SELL,105,1,,,s1
        NEW,SELL,106,9,,,s2
        NEW,BUY,105,1,,,x)",
     R"(a,ACCEPTED,BUY,,3,3,
        b,ACCEPTED,BUY,,1,1,
        a,REPLACED,BUY,,2,2,
        s1,ACCEPTED,SELL,105,1,1,
        s2,ACCEPTED,SELL,106,9,9,
        x,ACCEPTED,BUY,105,1,1,
        x,TRADED,BUY,105,1,0,
        s1,TRADED,SELL,105,1,0,
        a,TRIGGERED,BUY,,2,2,
        a,TRADED,BUY,106,2,0,
        s2,TRADED,SELL,106,2,7,
        b,TRIGGERED,BUY,,1,1,
        b,TRADED,BUY,106,1,0,
        s2,TRADED,SELL,106,1,6,)"},
    {"a stop price moved below the last trade wakes nothing by itself; one moved away sleeps on",
     R"(NEW,SELL,105,3,,,s1
        NEW,BUY,,1,STOP,,near,,,106
        NEW,BUY,,1,STOP,,away,,,105
        REPLACE,,,1,,,away,,,200
        NEW,BUY,105,1,,,x
        REPLACE,,,1,,,near,,,100
        NEW,BUY,105,1,,,y
        REPLACE,,,0,,,away)",
     R"(s1,ACCEPTED,SELL,105,3,3,
        near,ACCEPTED,BUY,,1,1,
        away,ACCEPTED,BUY,,1,1,
        away,REPLACED,BUY,,1,1,
        x,ACCEPTED,BUY,105,1,1,
        x,TRADED,BUY,105,1,0,
        s1,TRADED,SELL,105,1,2,
        near,REPLACED,BUY,,1,1,
        y,ACCEPTED,BUY,105,1,1,
        y,TRADED,BUY,105,1,0,
        s1,TRADED,SELL,105,1,1,
        near,TRIGGERED,BUY,,1,1,
        near,TRADED,BUY,105,1,0,
        s1,TRADED,SELL,105,1,0,
        away,CANCELED,BUY,,1,0,BY_USER)"},
    {"of a sleeping stop-limit both prices can be replaced; an empty stop price leaves it as it is",
     R"(NEW,SELL,95,2,STOP_LIMIT,,a,,,97
        REPLACE,,96,2,,,a
        REPLACE,,96,2,,,a,,,98
        REPLACE,,96,2,,,a,,,-1
        REPLACE,,0,2,,,a
        NEW,BUY,98,1,,,b1
        NEW,BUY,96,1,,,b2
        NEW,BUY,95,9,,,b3
        NEW,SELL,98,1,,,s1
        REPLACE,,97,1,,,a)",
     R"(a,ACCEPTED,SELL,95,2,2,
        a,REPLACED,SELL,96,2,2,
        a,REPLACED,SELL,96,2,2,
        a,REJECTED,SELL,96,2,2,INVALID_PRICE
        a,REJECTED,SELL,0,2,2,INVALID_PRICE
        b1,ACCEPTED,BUY,98,1,1,
        b2,ACCEPTED,BUY,96,1,1,
        b3,ACCEPTED,BUY,95,9,9,
        s1,ACCEPTED,SELL,98,1,1,
        s1,TRADED,SELL,98,1,0,
        b1,TRADED,BUY,98,1,0,
        a,TRIGGERED,SELL,96,2,2,
        a,TRADED,SELL,96,1,1,
        b2,TRADED,BUY,96,1,0,
        a,REPLACED,SELL,97,1,1,)"},
    {"a stop without a sensible price is rejected",
     R"(NEW,BUY,,1,STOP,,x,,,0
        NEW,BUY,0,1,STOP_LIMIT,,y,,,100
        NEW,BUY,100,1,STOP_LIMIT,,z,,,11529215046.06846976)",
     R"(x,REJECTED,BUY,,1,0,INVALID_PRICE
        y,REJECTED,BUY,0,1,0,INVALID_PRICE
        z,REJECTED,BUY,100,1,0,OVERFLOW)"},
    {"in an auction stops are taken and sleep; its trade wakes them, and they enter continuous trading",
     R"(NEW,SELL,110,9,,,far
        AUCTION
        NEW,BUY,,2,STOP,,up,,,100
        NEW,BUY,,2,STOP,IOC,ioc,,,100
        NEW,BUY,101,3,,,b1
        NEW,SELL,100,3,,,s1
        UNCROSS)",
     R"(far,ACCEPTED,SELL,110,9,9,
        up,ACCEPTED,BUY,,2,2,
        ioc,REJECTED,BUY,,2,0,IN_AUCTION
        b1,ACCEPTED,BUY,101,3,3,
        s1,ACCEPTED,SELL,100,3,3,
        b1,TRADED,BUY,101,3,0,
        s1,TRADED,SELL,101,3,0,
        up,TRIGGERED,BUY,,2,2,
        up,TRADED,BUY,110,2,0,
        far,TRADED,SELL,110,2,7,)"},
    {"the auction's trades are all done before a stop that they wake",
     R"(NEW,SELL,,5,STOP,,down,,,105
        AUCTION
        NEW,BUY,101,1,,,b1
        NEW,BUY,101,1,,,b2
        NEW,BUY,99,3,,,b3
        NEW,SELL,101,2,,,s1
        UNCROSS)",
     R"(down,ACCEPTED,SELL,,5,5,
        b1,ACCEPTED,BUY,101,1,1,
        b2,ACCEPTED,BUY,101,1,1,
        b3,ACCEPTED,BUY,99,3,3,
        s1,ACCEPTED,SELL,101,2,2,
        b1,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,1,
        b2,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,0,
        down,TRIGGERED,SELL,,5,5,
        down,TRADED,SELL,99,3,2,
        b3,TRADED,BUY,99,3,0,
        down,CANCELED,SELL,,2,0,NO_LIQUIDITY)"},
};

class SleepingStopScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(SleepingStopScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Stops, SleepingStopScenarios, ::testing::ValuesIn(scenarios));

}  // namespace
}  // namespace alpha_engine::testing
