#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

// A book changes between call auction and continuous trading; what each phase leaves to the next.
const Scenario scenarios[] = {
    {"a trading day: opening auction, continuous trading, closing auction",
     R"(AUCTION
        NEW,BUY,101,5,,,b1
        NEW,SELL,100,3,,,s1
        UNCROSS
        NEW,SELL,101,1,,,s2
        NEW,SELL,103,4,,,s3
        AUCTION
        NEW,BUY,104,4,,,b2
        NEW,SELL,102,2,,,s4
        UNCROSS
        NEW,BUY,103,1,,,b3)",
     // Opening: 3 at 101, buyers over at 100 and 101 alike. Closing: 4 at 103 or 104, sellers over at both: the lower.
     R"(b1,ACCEPTED,BUY,101,5,5,
        s1,ACCEPTED,SELL,100,3,3,
        b1,TRADED,BUY,101,3,2,
        s1,TRADED,SELL,101,3,0,
        s2,ACCEPTED,SELL,101,1,1,
        s2,TRADED,SELL,101,1,0,
        b1,TRADED,BUY,101,1,1,
        s3,ACCEPTED,SELL,103,4,4,
        b2,ACCEPTED,BUY,104,4,4,
        s4,ACCEPTED,SELL,102,2,2,
        b2,TRADED,BUY,103,2,2,
        s4,TRADED,SELL,103,2,0,
        b2,TRADED,BUY,103,2,0,
        s3,TRADED,SELL,103,2,2,
        b3,ACCEPTED,BUY,103,1,1,
        b3,TRADED,BUY,103,1,0,
        s3,TRADED,SELL,103,1,1,)"},
    {"the second auction takes its reference from the first one's trade",
     R"(AUCTION
        NEW,BUY,100,1,,,b1
        NEW,SELL,100,1,,,s1
        UNCROSS
        AUCTION
        NEW,BUY,110,1,,,b2
        NEW,SELL,101,1,,,s2
        UNCROSS)",
     R"(b1,ACCEPTED,BUY,100,1,1,
        s1,ACCEPTED,SELL,100,1,1,
        b1,TRADED,BUY,100,1,0,
        s1,TRADED,SELL,100,1,0,
        b2,ACCEPTED,BUY,110,1,1,
        s2,ACCEPTED,SELL,101,1,1,
        b2,TRADED,BUY,101,1,0,
        s2,TRADED,SELL,101,1,0,)"},
    {"one symbol's auction leaves another symbol trading",
     R"(A: AUCTION
        A: NEW,BUY,101,1,,,a1
        B: NEW,BUY,101,1,,,b1
        A: NEW,SELL,100,1,,,a2
        B: NEW,SELL,100,1,,,b2
        B: UNCROSS
        A: NEW,BUY,,1,MARKET,,m
        A: UNCROSS)",
     R"(a1,ACCEPTED,BUY,101,1,1,
        b1,ACCEPTED,BUY,101,1,1,
        a2,ACCEPTED,SELL,100,1,1,
        b2,ACCEPTED,SELL,100,1,1,
        b2,TRADED,SELL,101,1,0,
        b1,TRADED,BUY,101,1,0,
        m,REJECTED,BUY,,1,0,IN_AUCTION
        a1,TRADED,BUY,101,1,0,
        a2,TRADED,SELL,101,1,0,)"},
    {"a post-only order that an auction left crossed may trade there, and is post-only again afterwards",
     R"(NEW,BUY,100,2,,POST,p
        NEW,SELL,105,1,,,s1
        AUCTION
        REPLACE,,106,2,,,p
        UNCROSS
        NEW,SELL,107,1,,,s2
        REPLACE,,107,1,,,p
        REPLACE,,106.5,1,,,p)",
     R"(p,ACCEPTED,BUY,100,2,2,
        s1,ACCEPTED,SELL,105,1,1,
        p,REPLACED,BUY,106,2,2,
        p,TRADED,BUY,106,1,1,
        s1,TRADED,SELL,106,1,0,
        s2,ACCEPTED,SELL,107,1,1,
        p,REJECTED,BUY,107,1,1,WOULD_CROSS
        p,REPLACED,BUY,106.5,1,1,)"},
    {"a second AUCTION and an UNCROSS too many change nothing; ids live across phases",
     R"(UNCROSS
        NEW,BUY,100,1,,,x
        AUCTION
        AUCTION
        NEW,SELL,90,1,,,x
        CANCEL,,,,,,x
        UNCROSS
        UNCROSS
        NEW,SELL,90,1,,,x)",
     R"(x,ACCEPTED,BUY,100,1,1,
        x,REJECTED,SELL,90,1,0,DUPLICATE_ID
        x,CANCELED,BUY,100,1,0,BY_USER
        x,ACCEPTED,SELL,90,1,1,)"},
    {"an auction left open keeps every order resting to the end of the file",
     R"(NEW,BUY,100,1,,,b
        AUCTION
        NEW,SELL,99,1,,,s
        REPLACE,,98,2,,,s)",
     R"(b,ACCEPTED,BUY,100,1,1,
        s,ACCEPTED,SELL,99,1,1,
        s,REPLACED,SELL,98,2,2,)"},
};

class PhaseScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(PhaseScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Phases, PhaseScenarios, ::testing::ValuesIn(scenarios));

TEST(PhaseScenarios, anAuctionsTradesCountIntoPositionsAndItsOrdersIntoLimits) {
    constexpr std::int64_t one = 100'000'000;
    Simulator simulator;
    simulator.setLimits("desk", 4, {.maxPosition = 10 * one});
    play({"an order that rests in an auction counts, and so does what it trades",
          R"(AUCTION
             NEW,BUY,101,8,,,a,desk
             NEW,BUY,101,3,,,b,desk
             NEW,SELL,100,8,,,s,other
             UNCROSS
             NEW,BUY,90,3,,,c,desk
             NEW,SELL,120,18,,,d,desk)",
          R"(a,ACCEPTED,BUY,101,8,8,
             b,REJECTED,BUY,101,3,0,MAX_POSITION
             s,ACCEPTED,SELL,100,8,8,
             a,TRADED,BUY,101,8,0,
             s,TRADED,SELL,101,8,0,
             c,REJECTED,BUY,90,3,0,MAX_POSITION
             d,ACCEPTED,SELL,120,18,18,)"},
         std::move(simulator));
}

}  // namespace
}  // namespace alpha_engine::testing
