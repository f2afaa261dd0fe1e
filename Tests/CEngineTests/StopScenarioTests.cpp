#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

// Stop orders: when they wake, in which order they enter, and what they are then.
const Scenario scenarios[] = {
    {"a buy stop sleeps until a trade at or beyond its stop price, then enters as a market order",
     R"(NEW,BUY,,2,STOP,,stop,,,102
        NEW,SELL,101,1,,,s1
        NEW,BUY,101,1,,,b1
        NEW,SELL,102,1,,,s2
        NEW,SELL,103,5,,,s3
        NEW,BUY,102,1,,,b2)",
     R"(stop,ACCEPTED,BUY,,2,2,
        s1,ACCEPTED,SELL,101,1,1,
        b1,ACCEPTED,BUY,101,1,1,
        b1,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,0,
        s2,ACCEPTED,SELL,102,1,1,
        s3,ACCEPTED,SELL,103,5,5,
        b2,ACCEPTED,BUY,102,1,1,
        b2,TRADED,BUY,102,1,0,
        s2,TRADED,SELL,102,1,0,
        stop,TRIGGERED,BUY,,2,2,
        stop,TRADED,BUY,103,2,0,
        s3,TRADED,SELL,103,2,3,)"},
    {"a sell stop-limit wakes at or below its stop price and rests with what its limit leaves",
     R"(NEW,BUY,99,1,,,b1
        NEW,SELL,98,3,STOP_LIMIT,,stop,,,99
        NEW,BUY,98,1,,,b2
        NEW,BUY,97,5,,,b3
        NEW,SELL,99,1,,,s1
        NEW,BUY,98,2,,,b4)",
     R"(b1,ACCEPTED,BUY,99,1,1,
        stop,ACCEPTED,SELL,98,3,3,
        b2,ACCEPTED,BUY,98,1,1,
        b3,ACCEPTED,BUY,97,5,5,
        s1,ACCEPTED,SELL,99,1,1,
        s1,TRADED,SELL,99,1,0,
        b1,TRADED,BUY,99,1,0,
        stop,TRIGGERED,SELL,98,3,3,
        stop,TRADED,SELL,98,1,2,
        b2,TRADED,BUY,98,1,0,
        b4,ACCEPTED,BUY,98,2,2,
        b4,TRADED,BUY,98,2,0,
        stop,TRADED,SELL,98,2,0,)"},
    {"a trade that came before the stop does not wake it, however far beyond",
     R"(NEW,SELL,105,1,,,s1
        NEW,BUY,105,1,,,b1
        NEW,BUY,,1,STOP,,stop,,,100
        NEW,SELL,106,3,,,s2
        NEW,BUY,106,1,,,b2)",
     R"(s1,ACCEPTED,SELL,105,1,1,
        b1,ACCEPTED,BUY,105,1,1,
        b1,TRADED,BUY,105,1,0,
        s1,TRADED,SELL,105,1,0,
        stop,ACCEPTED,BUY,,1,1,
        s2,ACCEPTED,SELL,106,3,3,
        b2,ACCEPTED,BUY,106,1,1,
        b2,TRADED,BUY,106,1,0,
        s2,TRADED,SELL,106,1,2,
        stop,TRIGGERED,BUY,,1,1,
        stop,TRADED,BUY,106,1,0,
        s2,TRADED,SELL,106,1,1,)"},
    {"one trade wakes both sides: they enter by arrival, once the aggressor has had its whole sweep",
     R"(NEW,SELL,,1,STOP,,down,,,100
        NEW,BUY,,1,STOP,,up,,,100
        NEW,BUY,99,5,,,b1
        NEW,SELL,100,1,,,s1
        NEW,SELL,101,5,,,s2
        NEW,BUY,101,3,,,b2)",
     R"(down,ACCEPTED,SELL,,1,1,
        up,ACCEPTED,BUY,,1,1,
        b1,ACCEPTED,BUY,99,5,5,
        s1,ACCEPTED,SELL,100,1,1,
        s2,ACCEPTED,SELL,101,5,5,
        b2,ACCEPTED,BUY,101,3,3,
        b2,TRADED,BUY,100,1,2,
        s1,TRADED,SELL,100,1,0,
        b2,TRADED,BUY,101,2,0,
        s2,TRADED,SELL,101,2,3,
        down,TRIGGERED,SELL,,1,1,
        down,TRADED,SELL,99,1,0,
        b1,TRADED,BUY,99,1,4,
        up,TRIGGERED,BUY,,1,1,
        up,TRADED,BUY,101,1,0,
        s2,TRADED,SELL,101,1,2,)"},
    {"a cascade: whom an earlier trade wakes goes first, though it arrived later",
     R"(NEW,BUY,,2,STOP,,first,,,101
        NEW,BUY,,1,STOP,,third,,,103
        NEW,BUY,,1,STOP,,second,,,102
        NEW,SELL,101,1,,,s1
        NEW,SELL,102,1,,,s2
        NEW,SELL,103,1,,,s3
        NEW,SELL,104,9,,,s4
        NEW,BUY,101,1,,,b1)",
     R"(first,ACCEPTED,BUY,,2,2,
        third,ACCEPTED,BUY,,1,1,
        second,ACCEPTED,BUY,,1,1,
        s1,ACCEPTED,SELL,101,1,1,
        s2,ACCEPTED,SELL,102,1,1,
        s3,ACCEPTED,SELL,103,1,1,
        s4,ACCEPTED,SELL,104,9,9,
        b1,ACCEPTED,BUY,101,1,1,
        b1,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,0,
        first,TRIGGERED,BUY,,2,2,
        first,TRADED,BUY,102,1,1,
        s2,TRADED,SELL,102,1,0,
        first,TRADED,BUY,103,1,0,
        s3,TRADED,SELL,103,1,0,
        second,TRIGGERED,BUY,,1,1,
        second,TRADED,BUY,104,1,0,
        s4,TRADED,SELL,104,1,8,
        third,TRIGGERED,BUY,,1,1,
        third,TRADED,BUY,104,1,0,
        s4,TRADED,SELL,104,1,7,)"},
    {"what one woken stop takes the next does not find",
     R"(NEW,BUY,,3,STOP,,a,,,101
        NEW,BUY,,3,STOP,,b,,,101
        NEW,SELL,101,1,,,s1
        NEW,SELL,105,4,,,s2
        NEW,BUY,101,1,,,x)",
     R"(a,ACCEPTED,BUY,,3,3,
        b,ACCEPTED,BUY,,3,3,
        s1,ACCEPTED,SELL,101,1,1,
        s2,ACCEPTED,SELL,105,4,4,
        x,ACCEPTED,BUY,101,1,1,
        x,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,0,
        a,TRIGGERED,BUY,,3,3,
        a,TRADED,BUY,105,3,0,
        s2,TRADED,SELL,105,3,1,
        b,TRIGGERED,BUY,,3,3,
        b,TRADED,BUY,105,1,2,
        s2,TRADED,SELL,105,1,0,
        b,CANCELED,BUY,,2,0,NO_LIQUIDITY)"},
    {"time in force counts from the waking: immediate or cancel, fill or kill",
     R"(NEW,BUY,102,3,STOP_LIMIT,IOC,ioc,,,101
        NEW,BUY,102,3,STOP_LIMIT,FOK,fok,,,101
        NEW,BUY,,2,STOP,FOK,market,,,101
        NEW,SELL,101,1,,,s1
        NEW,SELL,102,2,,,s2
        NEW,SELL,110,1,,,s3
        NEW,BUY,101,1,,,x)",
     R"(ioc,ACCEPTED,BUY,102,3,3,
        fok,ACCEPTED,BUY,102,3,3,
        market,ACCEPTED,BUY,,2,2,
        s1,ACCEPTED,SELL,101,1,1,
        s2,ACCEPTED,SELL,102,2,2,
        s3,ACCEPTED,SELL,110,1,1,
        x,ACCEPTED,BUY,101,1,1,
        x,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,0,
        ioc,TRIGGERED,BUY,102,3,3,
        ioc,TRADED,BUY,102,2,1,
        s2,TRADED,SELL,102,2,0,
        ioc,CANCELED,BUY,102,1,0,IOC_REST
        fok,TRIGGERED,BUY,102,3,3,
        fok,CANCELED,BUY,102,3,0,FOK_UNFILLED
        market,TRIGGERED,BUY,,2,2,
        market,CANCELED,BUY,,2,0,FOK_UNFILLED)"},
    {"a post-only stop-limit that would trade on waking is canceled, another one rests; a post-only stop makes no "
     "sense",
     R"(NEW,BUY,102,1,STOP_LIMIT,POST,crossing,,,101
        NEW,BUY,100,1,STOP_LIMIT,POST,resting,,,101
        NEW,BUY,,1,STOP,POST,never,,,101
        NEW,SELL,101,1,,,s1
        NEW,SELL,102,1,,,s2
        NEW,BUY,101,1,,,x
        NEW,SELL,100,1,,,s3)",
     R"(crossing,ACCEPTED,BUY,102,1,1,
        resting,ACCEPTED,BUY,100,1,1,
        never,REJECTED,BUY,,1,0,WOULD_CROSS
        s1,ACCEPTED,SELL,101,1,1,
        s2,ACCEPTED,SELL,102,1,1,
        x,ACCEPTED,BUY,101,1,1,
        x,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,0,
        crossing,TRIGGERED,BUY,102,1,1,
        crossing,CANCELED,BUY,102,1,0,WOULD_CROSS
        resting,TRIGGERED,BUY,100,1,1,
        s3,ACCEPTED,SELL,100,1,1,
        s3,TRADED,SELL,100,1,0,
        resting,TRADED,BUY,100,1,0,)"},
    {"a sleeping stop-limit is no liquidity, its limit crosses nothing",
     R"(NEW,SELL,100,5,STOP_LIMIT,,s,,,90
        NEW,BUY,100,5,,FOK,f
        NEW,BUY,100,1,,POST,p)",
     R"(s,ACCEPTED,SELL,100,5,5,
        f,ACCEPTED,BUY,100,5,5,
        f,CANCELED,BUY,100,5,0,FOK_UNFILLED
        p,ACCEPTED,BUY,100,1,1,)"},
    {"a stop-limit iceberg shows its parts once it rests",
     R"(NEW,SELL,101,5,STOP_LIMIT,,ice,,2,100
        NEW,BUY,100,1,,,b1
        NEW,SELL,100,1,,,s1
        NEW,SELL,101,1,,,s2
        NEW,BUY,101,4,,,b2)",
     R"(ice,ACCEPTED,SELL,101,5,5,
        b1,ACCEPTED,BUY,100,1,1,
        s1,ACCEPTED,SELL,100,1,1,
        s1,TRADED,SELL,100,1,0,
        b1,TRADED,BUY,100,1,0,
        ice,TRIGGERED,SELL,101,5,5,
        s2,ACCEPTED,SELL,101,1,1,
        b2,ACCEPTED,BUY,101,4,4,
        b2,TRADED,BUY,101,2,2,
        ice,TRADED,SELL,101,2,3,
        b2,TRADED,BUY,101,1,1,
        s2,TRADED,SELL,101,1,0,
        b2,TRADED,BUY,101,1,0,
        ice,TRADED,SELL,101,1,2,)"},
};

class StopScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(StopScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Stops, StopScenarios, ::testing::ValuesIn(scenarios));

}  // namespace
}  // namespace alpha_engine::testing
