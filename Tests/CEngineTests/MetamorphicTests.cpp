#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "EventText.hpp"
#include "OrderFlow.hpp"
#include "alpha_engine/call_auction.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {
namespace {

// Laws that need no second engine to be told right from wrong: change the input in a way that has a known effect.

using Engine = MatchingEngine<RecordingSink>;
constexpr int messages = 3'000;
constexpr std::uint64_t seeds = 6;

// Limits that do not look at prices.
constexpr RiskLimits quantityLimits{
    .maxOrderQuantity = 38, .maxPosition = 150, .maxOpenOrders = 30, .maxMessagesPerSecond = 400};

bool isPrice(Price price) { return price > 0 && price <= maximumPrice; }
// Whether the prices of a message can be moved within what is a price.
bool hasPrices(const OrderMessage& m) {
    const bool hasLimit = m.type == OrderType::limit || m.type == OrderType::stopLimit || m.action == Action::replace;
    return (!hasLimit || isPrice(m.price)) && (m.stopPrice == 0 || isPrice(m.stopPrice));
}

class Metamorphic : public ::testing::TestWithParam<Flow> {
  protected:
    static Engine engine(const RiskLimits& limits) {
        Engine made({.expectedOrders = 8, .quantityUnitsPerOne = 1, .selfTradePrevention = GetParam().selfTrade});
        for (std::uint32_t i = 0; i < GetParam().symbols; ++i) made.addSymbol();
        made.risk().setDefaultLimits(limits);
        return made;
    }

    // Feeds one engine with a stream and another one with its image: what they tell must be images as well.
    template <class Image, class Accept>
    static void expectImages(const RiskLimits& limits, std::uint64_t firstSeed, Accept&& accepts, Image&& image) {
        std::size_t trades = 0;
        for (std::uint64_t seed = firstSeed; seed < firstSeed + seeds; ++seed) {
            Engine plain = engine(limits);
            Engine changed = engine(limits);
            Stream stream(GetParam(), seed);
            for (int i = 0; i < messages; ++i) {
                const OrderMessage m = stream.next();
                if (!hasPrices(m) || !accepts(m)) continue;
                plain.process(m);
                changed.process(image(m));
                RecordingSink expected;
                for (const Trade& trade : plain.sink().trades) expected.trades.push_back(image(trade));
                for (const OrderEvent& event : plain.sink().events) expected.events.push_back(image(event));
                ASSERT_EQ(shown(changed.sink()), shown(expected)) << "seed " << seed << ", message " << i;
                trades += plain.sink().trades.size();
                plain.sink().clear();
                changed.sink().clear();
            }
            ASSERT_TRUE(changed.checkInvariants()) << "seed " << seed;
        }
        EXPECT_GT(trades, 1'000U);
    }
};

// MARK: Mirror symmetry

// Buyers become sellers, and a price the one as far from the other end.
struct Mirror {
    static constexpr Price end = maximumPrice + 1;

    static Price of(Price price) { return price == noPrice ? noPrice : end - price; }
    OrderMessage operator()(OrderMessage m) const {
        m.side = opposite(m.side);
        m.price = of(m.price);
        if (m.stopPrice != 0) m.stopPrice = of(m.stopPrice);
        return m;
    }
    Trade operator()(Trade trade) const {
        trade.price = of(trade.price);
        trade.takerSide = opposite(trade.takerSide);
        return trade;
    }
    OrderEvent operator()(OrderEvent event) const {
        event.price = of(event.price);
        event.side = opposite(event.side);
        return event;
    }
};

// Without auctions, of whose tie rules two prefer the higher price (see the next test), and without kill switches,
// which cancel buyers before sellers.
TEST_P(Metamorphic, aMirroredStreamGivesMirroredEvents) {
    const auto accepts = [](const OrderMessage& m) {
        return m.action != Action::auction && m.action != Action::uncross && m.action < Action::block;
    };
    expectImages(quantityLimits, 1'001, accepts, Mirror());
}

TEST(AuctionMirror, onlyTheTiesThatPreferTheHigherPriceAreNotSymmetric) {
    int asymmetric = 0;
    for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
        Random random(seed);
        std::vector<DepthLevel> bids;
        std::vector<DepthLevel> asks;
        Price bid = 110 + random.between(0, 5);
        Price ask = 105 - random.between(0, 5);
        for (std::int64_t n = random.between(1, 4); n > 0; --n)
            bids.push_back({bid -= random.between(1, 3), random.between(1, 6)});
        for (std::int64_t n = random.between(1, 4); n > 0; --n)
            asks.push_back({ask += random.between(1, 3), random.between(1, 6)});
        const Price last = random.oneIn(3) ? noPrice : 100 + random.between(0, 15);
        const auto mirrored = [](std::vector<DepthLevel> levels) {
            for (DepthLevel& level : levels) level.price = Mirror::of(level.price);
            return levels;
        };
        const AuctionResult result = auctionPrice(bids.data(), bids.size(), asks.data(), asks.size(), last);
        const std::vector<DepthLevel> mirroredBids = mirrored(asks);
        const std::vector<DepthLevel> mirroredAsks = mirrored(bids);
        const AuctionResult image = auctionPrice(mirroredBids.data(), mirroredBids.size(), mirroredAsks.data(),
                                                 mirroredAsks.size(), Mirror::of(last));
        ASSERT_EQ(result.volume, image.volume) << "seed " << seed;
        const Price back = Mirror::of(image.price);
        if (result.price == back) continue;
        ++asymmetric;
        ASSERT_GT(result.price, back) << "seed " << seed;
        if (last != noPrice) {
            ASSERT_EQ(result.price - last, last - back) << "seed " << seed;
        }
    }
    EXPECT_GT(asymmetric, 10);
}

// MARK: Price shift

struct Shift {
    Price by;

    OrderMessage operator()(OrderMessage m) const {
        m.price += by;
        if (m.stopPrice != 0) m.stopPrice += by;
        return m;
    }
    Trade operator()(Trade trade) const {
        trade.price += by;
        return trade;
    }
    OrderEvent operator()(OrderEvent event) const {
        if (event.price != noPrice) event.price += by;
        return event;
    }
};

// With auctions, kill switches and daily losses (what is lost depends on differences of prices only), without price
// collars and notionals.
TEST_P(Metamorphic, aShiftOfAllPricesShiftsAllPrices) {
    RiskLimits limits = quantityLimits;
    limits.maxDailyLoss = GetParam().prices == Prices::few ? 60 : 60'000'000;
    for (const Price by : {Price{1}, Price{123'456'789}, Price{1} << 40}) {
        const auto accepts = [by](const OrderMessage& m) {
            return m.price <= maximumPrice - by && m.stopPrice <= maximumPrice - by;
        };
        expectImages(limits, 2'001, accepts, Shift{by});
    }
}

// MARK: Symbols

// What one symbol's events say, but for their numbers, which count over all symbols.
std::string told(const RecordingSink& sink, SymbolIndex symbol) {
    std::string text;
    for (const Trade& t : sink.trades)
        if (t.symbol == symbol)
            text += std::to_string(t.timestamp) + ": " + std::to_string(t.takerId) + " " + std::to_string(t.makerId) +
                    " " + std::to_string(t.price) + " " + std::to_string(t.quantity) + "\n";
    for (const OrderEvent& e : sink.events)
        if (e.symbol == symbol) text += std::to_string(e.timestamp) + ": " + row(e);
    return text;
}

TEST_P(Metamorphic, symbolsInterleavedDoWhatEachDoesAlone) {
    Flow flow = GetParam();
    flow.symbols = 1;
    RiskLimits limits{.maxOrderQuantity = 38, .maxPosition = 90, .priceCollarBasisPoints = 2'000};
    for (std::uint64_t seed = 3'001; seed < 3'001 + seeds; ++seed) {
        const EngineOptions options{.quantityUnitsPerOne = 1, .selfTradePrevention = flow.selfTrade};
        Engine together(options);
        together.risk().setDefaultLimits(limits);
        std::vector<Engine> alone;
        std::vector<Stream> streams;
        for (std::uint64_t symbol = 0; symbol < 2; ++symbol) {
            together.addSymbol();
            Engine& one = alone.emplace_back(options);
            one.addSymbol();
            one.risk().setDefaultLimits(limits);
            streams.emplace_back(flow, seed * 10 + symbol);
        }
        Random random(seed);
        for (int i = 0; i < 2 * messages; ++i) {
            const auto symbol = static_cast<SymbolIndex>(random.between(0, 1));
            OrderMessage m = streams[symbol].next();
            if (m.symbol != 0 || m.action >= Action::block) continue;
            alone[symbol].process(m);
            m.symbol = symbol;
            together.process(m);
        }
        for (SymbolIndex symbol = 0; symbol < 2; ++symbol) {
            RecordingSink expected = alone[symbol].sink();
            for (Trade& trade : expected.trades) trade.symbol = symbol;
            for (OrderEvent& event : expected.events) event.symbol = symbol;
            ASSERT_EQ(told(together.sink(), symbol), told(expected, symbol)) << "seed " << seed;
        }
    }
}

constexpr auto newest = SelfTradePrevention::cancelNewest;
constexpr auto oldest = SelfTradePrevention::cancelOldest;
constexpr auto both = SelfTradePrevention::cancelBoth;
constexpr auto decrement = SelfTradePrevention::decrement;

INSTANTIATE_TEST_SUITE_P(Flows, Metamorphic,
                         ::testing::Values(Flow{Prices::few, 1, 50, true, 0, "few prices"},
                                           Flow{Prices::few, 2, 50, true, 0, "few prices, reduced", decrement},
                                           Flow{Prices::ticks, 2, 250, true, 0, "ticks", both},
                                           Flow{Prices::wide, 1, 600, true, 0, "wide", oldest},
                                           Flow{Prices::jumping, 1, 200, true, 0, "jumping", newest}));

}  // namespace
}  // namespace alpha_engine::testing
