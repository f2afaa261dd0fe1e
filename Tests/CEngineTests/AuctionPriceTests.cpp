#include <gtest/gtest.h>

#include <vector>

#include "alpha_engine/call_auction.hpp"

namespace alpha_engine::testing {
namespace {

struct Case {
    const char* name;
    std::vector<DepthLevel> bids;  // best first
    std::vector<DepthLevel> asks;
    Price lastTradePrice;
    Price price;
    Quantity volume;
};

// The whole-engine oracle is NaiveEngine; these are the rules one by one.
const Case cases[] = {
    {"empty", {}, {}, noPrice, noPrice, 0},
    {"one side only", {{100, 5}}, {}, 100, noPrice, 0},
    {"nothing crosses", {{99, 5}}, {{100, 5}}, 99, noPrice, 0},
    {"one price", {{100, 5}}, {{100, 7}}, noPrice, 100, 5},
    {"greatest volume", {{103, 10}, {101, 20}}, {{100, 25}, {102, 10}}, noPrice, 101, 25},
    {"least imbalance", {{103, 10}, {101, 5}}, {{100, 10}}, 90, 103, 10},
    {"buyers left: highest", {{103, 10}}, {{100, 4}, {101, 2}}, 100, 103, 6},
    {"sellers left: lowest", {{103, 4}, {102, 2}}, {{100, 10}}, 103, 100, 6},
    {"balanced, no last trade: highest", {{110, 10}}, {{100, 10}}, noPrice, 110, 10},
    {"balanced, last trade below", {{110, 10}}, {{100, 10}}, 80, 100, 10},
    {"balanced, last trade above", {{110, 10}}, {{100, 10}}, 180, 110, 10},
    {"balanced, last trade nearer the lower", {{110, 10}}, {{100, 10}}, 104, 100, 10},
    {"balanced, last trade in the middle: the higher", {{110, 10}}, {{100, 10}}, 105, 110, 10},
    {"imbalances of both signs, equal in size: nearest the last trade",
     {{105, 10}, {102, 5}},
     {{100, 10}, {103, 5}},
     101,
     102,
     10},
};

TEST(AuctionPrice, followsTheRulesOneByOne) {
    for (const Case& c : cases) {
        const AuctionResult result =
            auctionPrice(c.bids.data(), c.bids.size(), c.asks.data(), c.asks.size(), c.lastTradePrice);
        EXPECT_EQ(result.price, c.price) << c.name;
        EXPECT_EQ(result.volume, c.volume) << c.name;
    }
}

}  // namespace
}  // namespace alpha_engine::testing
