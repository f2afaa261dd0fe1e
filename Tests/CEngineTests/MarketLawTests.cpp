#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

#include "EventText.hpp"
#include "OrderFlow.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {
namespace {

// Laws that a market keeps whatever comes, checked from what the engine tells and shows only.

using Engine = MatchingEngine<RecordingSink>;
using Key = std::pair<SymbolIndex, OrderId>;
constexpr int messages = 3'000;
constexpr std::uint64_t seeds = 6;

class MarketLaws : public ::testing::TestWithParam<Flow> {
  protected:
    static Engine engine() {
        Engine made({.expectedOrders = 8, .quantityUnitsPerOne = 1, .selfTradePrevention = GetParam().selfTrade});
        for (std::uint32_t i = 0; i < GetParam().symbols; ++i) made.addSymbol({1, i == 1 ? 2 : 1});
        const Price notional = GetParam().notionalLimit;
        if (notional != 0) {
            made.risk().setDefaultLimits({.maxOrderNotional = notional, .maxDailyLoss = notional});
            made.risk().setLimits(1, {.maxPosition = 60, .maxGrossNotional = 4 * notional, .maxOpenOrders = 20});
            made.risk().setLimits(2, {.priceCollarBasisPoints = 400, .maxMessagesPerSecond = 200});
        }
        return made;
    }
    static std::vector<OrderView> view(const Engine& engine, SymbolIndex symbol, Side side) {
        std::vector<OrderView> orders(engine.liveOrders());
        orders.resize(engine.orders(symbol, side, orders.data(), orders.size()));
        return orders;
    }
};

TEST_P(MarketLaws, positionsOfAllAccountsSumToZeroAndSoDoesTheirCash) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Engine market = engine();
        Stream stream(GetParam(), seed);
        for (int i = 0; i < messages; ++i) {
            OrderMessage m = stream.next();
            if (m.account == 0) m.account = 5;  // everybody has an account
            market.process(m);
            market.sink().clear();
            std::map<SymbolIndex, std::pair<Wide, Wide>> sums;
            for (std::size_t p = 0; p < market.risk().positions().size(); ++p) {
                const Position& position = market.risk().positions()[p];
                sums[position.symbol].first += position.net;
                sums[position.symbol].second += market.risk().values()[p].cash;
            }
            for (const auto& [symbol, sum] : sums)
                ASSERT_TRUE(sum.first == 0 && sum.second == 0)
                    << "seed " << seed << ", message " << i << ", symbol " << symbol;
        }
        ASSERT_GT(market.tradeCount(), 100U) << "seed " << seed;
    }
}

TEST_P(MarketLaws, cancelIsIdempotent) {
    for (std::uint64_t seed = 101; seed < 101 + seeds; ++seed) {
        Engine market = engine();
        Stream stream(GetParam(), seed);
        Random random(seed);
        int canceled = 0;
        for (int i = 0; i < messages; ++i) {
            const OrderMessage m = stream.next();
            market.process(m);
            if (m.symbol >= GetParam().symbols || !random.oneIn(4)) continue;
            OrderMessage cancel{.timestamp = m.timestamp, .id = m.id, .symbol = m.symbol, .action = Action::cancel};
            market.sink().clear();
            market.process(cancel);
            ASSERT_EQ(market.sink().events.size(), 1U);
            canceled += market.sink().events[0].kind == EventKind::canceled;
            const std::uint64_t hash = market.stateHash();
            market.process(cancel);
            ASSERT_EQ(market.sink().events.size(), 2U);
            ASSERT_EQ(market.sink().events[1].reason, Reason::unknownOrder) << "seed " << seed << ", message " << i;
            ASSERT_EQ(market.stateHash(), hash) << "seed " << seed << ", message " << i;
        }
        ASSERT_GT(canceled, 100) << "seed " << seed;
    }
}

TEST_P(MarketLaws, timeInForceIsKept) {
    struct Entered {
        bool isMarket = false;
        bool isAwake = true;
        TimeInForce timeInForce = TimeInForce::gtc;
        Quantity entering = 0;  // what it came into the book with
    };
    std::map<TimeInForce, int> takers;
    for (std::uint64_t seed = 201; seed < 201 + seeds; ++seed) {
        Engine market = engine();
        Stream stream(GetParam(), seed);
        std::map<Key, Entered> orders;
        for (int i = 0; i < messages; ++i) {
            const OrderMessage m = stream.next();
            market.sink().clear();
            market.process(m);
            const auto where = [&] { return "seed " + std::to_string(seed) + ", message " + std::to_string(i); };
            for (const OrderEvent& e : market.sink().events) {
                Entered& order = orders[{e.symbol, e.id}];
                if (e.kind == EventKind::accepted)
                    order = {m.type == OrderType::market || m.type == OrderType::stop, m.type < OrderType::stop,
                             m.timeInForce, e.quantity};
                if (e.kind == EventKind::replaced) order.entering = e.quantity;
                if (e.kind == EventKind::triggered) order.isAwake = true;
            }
            std::map<Key, Quantity> taken;
            for (const Trade& trade : market.sink().trades)
                if (trade.takerSide != Side::none) taken[{trade.symbol, trade.takerId}] += trade.quantity;
            for (const auto& [key, quantity] : taken) {
                const Entered& order = orders[key];
                ++takers[order.timeInForce];
                ASSERT_NE(order.timeInForce, TimeInForce::post) << "POST took: " << where();
                if (order.timeInForce == TimeInForce::fok) {
                    ASSERT_EQ(quantity, order.entering) << "FOK in part: " << where();
                }
            }
            for (const OrderEvent& e : market.sink().events) {
                const Entered& order = orders[{e.symbol, e.id}];
                const bool mayRest =
                    !order.isMarket && order.timeInForce != TimeInForce::ioc && order.timeInForce != TimeInForce::fok;
                if (e.kind != EventKind::rejected && order.isAwake && !mayRest) {
                    ASSERT_EQ(market.openQuantity(e.symbol, e.id), 0) << "it rests: " << where();
                }
            }
        }
    }
    for (const TimeInForce kind : {TimeInForce::gtc, TimeInForce::ioc, TimeInForce::fok}) EXPECT_GT(takers[kind], 20);
}

TEST_P(MarketLaws, theBookIsNeverCrossedAndItsViewsAgree) {
    for (std::uint64_t seed = 301; seed < 301 + seeds; ++seed) {
        Engine market = engine();
        Stream stream(GetParam(), seed);
        for (int i = 0; i < messages; ++i) {
            const OrderMessage m = stream.next();
            market.process(m);
            market.sink().clear();
            if (m.symbol >= GetParam().symbols) continue;
            const TopOfBook top = market.book(m.symbol).top();
            if (!market.book(m.symbol).inAuction() && top.bid != noPrice && top.ask != noPrice) {
                ASSERT_LT(top.bid, top.ask) << "seed " << seed << ", message " << i;
            }
            if (i % 10 != 0) continue;
            for (const Side side : {Side::buy, Side::sell}) {
                std::vector<DepthLevel> sums;
                for (const OrderView& order : view(market, m.symbol, side)) {
                    ASSERT_GT(order.quantity, 0);
                    if (sums.empty() || sums.back().price != order.price) sums.push_back({order.price, 0});
                    sums.back().quantity += order.quantity;
                }
                std::vector<DepthLevel> levels(sums.size() + 1);
                levels.resize(market.depth(m.symbol, side, levels.data(), levels.size()));
                ASSERT_EQ(levels.size(), sums.size()) << "seed " << seed << ", message " << i;
                for (std::size_t n = 0; n < levels.size(); ++n) {
                    ASSERT_EQ(levels[n].price, sums[n].price);
                    ASSERT_EQ(levels[n].quantity, sums[n].quantity);
                    const bool isWorse = n == 0 || (side == Side::buy ? levels[n].price < levels[n - 1].price
                                                                      : levels[n].price > levels[n - 1].price);
                    ASSERT_TRUE(isWorse) << "seed " << seed << ", message " << i;
                }
            }
        }
    }
}

// From the trades alone: each maker is the first order of its side as it was before the message. Without icebergs, and
// up to the first stop order that wakes.
TEST_P(MarketLaws, nobodyIsPassedOver) {
    std::size_t checked = 0;
    for (std::uint64_t seed = 401; seed < 401 + seeds; ++seed) {
        Engine market = engine();
        Stream stream(GetParam(), seed);
        for (int i = 0; i < messages; ++i) {
            OrderMessage m = stream.next();
            m.displayQuantity = 0;
            if (m.symbol >= GetParam().symbols || m.action >= Action::block) continue;
            std::vector<OrderView> queues[2] = {view(market, m.symbol, Side::buy), view(market, m.symbol, Side::sell)};
            std::size_t first[2] = {0, 0};
            market.sink().clear();
            market.process(m);
            const auto take = [&](Side side, const OrderEvent& e) {
                const auto n = static_cast<std::size_t>(side);
                ASSERT_LT(first[n], queues[n].size());
                OrderView& order = queues[n][first[n]];
                ASSERT_EQ(order.id, e.id) << "seed " << seed << ", message " << i;
                order.quantity -= e.quantity;
                if (e.reason == Reason::none && m.action != Action::uncross) {
                    ASSERT_EQ(order.price, e.price);
                }
                ASSERT_GE(order.quantity, 0);
                if (order.quantity == 0) ++first[n];
                ++checked;
            };
            for (const OrderEvent& e : market.sink().events) {
                if (e.kind == EventKind::triggered || e.reason == Reason::risk) break;
                const bool meets = e.kind == EventKind::traded || e.reason == Reason::selfTrade;
                if (meets && (m.action == Action::uncross || e.id != m.id)) take(e.side, e);
                if (HasFatalFailure()) return;
            }
        }
    }
    EXPECT_GT(checked, 1'000U);
}

TEST_P(MarketLaws, eventsAndTradesAreNumberedWithoutAGapAndATradeIsToldTwice) {
    for (std::uint64_t seed = 501; seed < 501 + seeds; ++seed) {
        Engine market = engine();
        Stream stream(GetParam(), seed);
        for (int i = 0; i < messages; ++i) market.process(stream.next());
        const RecordingSink& sink = market.sink();
        std::size_t traded = 0;
        for (std::size_t n = 0; n < sink.events.size(); ++n) {
            const OrderEvent& e = sink.events[n];
            ASSERT_EQ(e.sequence, n + 1) << "seed " << seed;
            ASSERT_GE(e.openQuantity, 0) << "seed " << seed;
            if (e.kind != EventKind::traded) continue;
            const Trade& trade = sink.trades[traded / 2];
            ASSERT_EQ(e.id, traded % 2 == 0 ? trade.takerId : trade.makerId) << "seed " << seed;
            ASSERT_EQ(e.price, trade.price);
            ASSERT_EQ(e.quantity, trade.quantity);
            ++traded;
        }
        ASSERT_EQ(traded, 2 * sink.trades.size());
        for (std::size_t n = 0; n < sink.trades.size(); ++n) ASSERT_EQ(sink.trades[n].tradeId, n + 1);
        ASSERT_EQ(market.eventCount(), sink.events.size());
        ASSERT_EQ(market.tradeCount(), sink.trades.size());
    }
}

constexpr auto newest = SelfTradePrevention::cancelNewest;
constexpr auto oldest = SelfTradePrevention::cancelOldest;
constexpr auto both = SelfTradePrevention::cancelBoth;
constexpr auto decrement = SelfTradePrevention::decrement;

INSTANTIATE_TEST_SUITE_P(Flows, MarketLaws,
                         ::testing::Values(Flow{Prices::few, 1, 50, true, 0, "few prices"},
                                           Flow{Prices::few, 2, 50, true, 3'000, "few prices, limits", newest},
                                           Flow{Prices::few, 1, 50, true, 0, "few prices, reduced", decrement},
                                           Flow{Prices::ticks, 2, 250, true, 30'000'000'000, "ticks, limits", both},
                                           Flow{Prices::wide, 1, 600, false, 0, "wide", oldest},
                                           Flow{Prices::jumping, 1, 200, true, 0, "jumping"}));

}  // namespace
}  // namespace alpha_engine::testing
