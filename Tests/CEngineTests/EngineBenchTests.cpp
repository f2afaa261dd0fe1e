#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "alpha_engine/engine_bench.hpp"
#include "alpha_engine/matching_engine.hpp"
#include "synthetic_orders.hpp"

namespace alpha_engine::testing {
namespace {

BenchFlow small(std::uint32_t symbols = 1, std::uint32_t accounts = 0) {
    BenchFlow flow;
    flow.messages = 20'000;
    flow.symbols = symbols;
    flow.live = 500;
    flow.accounts = accounts;
    return flow;
}

BenchResult measured(const BenchFlow& flow, std::uint32_t threads = 1, const RiskLimits& limits = {}) {
    SimulatorOptions options;
    options.threads = threads;
    EngineBench bench(options);
    bench.simulator()->setDefaultLimits(limits);
    bench.makeUp(flow);
    return bench.run();
}

TEST(SyntheticOrders, everyMessageIsTakenAndTheSharesAreThoseThatAreStated) {
    for (const std::uint32_t symbols : {1U, 7U}) {
        const SyntheticOrders made(small(symbols, 3));
        ASSERT_EQ(made.messages.size(), made.prefill + 20'000);
        MatchingEngine<RecordingSink> engine({.expectedOrders = 1'000, .quantityUnitsPerOne = 1});
        for (std::uint32_t i = 0; i < symbols; ++i) engine.addSymbol();
        std::size_t adds = 0, cancels = 0, replaces = 0, takers = 0;
        for (std::size_t i = 0; i < made.messages.size(); ++i) {
            const OrderMessage& m = made.messages[i];
            engine.sink().clear();
            engine.process(m);
            ASSERT_FALSE(engine.sink().events.empty());
            ASSERT_NE(engine.sink().events[0].kind, EventKind::rejected) << "message " << i;
            ASSERT_TRUE(m.action != Action::newOrder || (m.account >= 1 && m.account <= 3));
            if (i == made.prefill) {
                EXPECT_NEAR(engine.liveOrders(), 500, 2);
            }
            if (i < made.prefill) continue;
            const bool takes = m.type == OrderType::market || m.timeInForce == TimeInForce::ioc;
            if (m.action == Action::cancel)
                ++cancels;
            else if (m.action == Action::replace)
                ++replaces;
            else
                ++(takes ? takers : adds);
        }
        EXPECT_NEAR(static_cast<double>(adds) / 20'000, 0.51, 0.03);
        EXPECT_NEAR(static_cast<double>(cancels) / 20'000, 0.37, 0.03);
        EXPECT_NEAR(static_cast<double>(replaces) / 20'000, 0.06, 0.01);
        EXPECT_NEAR(static_cast<double>(takers) / 20'000, 0.06, 0.01);
        EXPECT_NEAR(engine.liveOrders(), 500, 100);
    }
}

TEST(EngineBench, theSameFlowGivesTheSameTradesWhateverIsCheckedAndHoweverManyThreads) {
    const BenchResult one = measured(small(5, 4));
    EXPECT_EQ(one.messages, 20'000U);
    EXPECT_GT(one.trades, 1'000U);
    EXPECT_GT(one.processorSeconds, 0);
    EXPECT_GT(one.memoryBytes, one.liveOrders * 32);
    EXPECT_LE(one.latencyP50, one.latencyP99);
    EXPECT_LE(one.latencyP99, one.latencyP999);
    EXPECT_EQ(measured(small(5, 4)).tradeHash, one.tradeHash);

    RiskLimits wide;
    wide.maxOrderQuantity = 1'000'000'000'000;
    wide.maxGrossNotional = wide.maxDailyLoss = 1'000'000'000'000'000;
    const BenchResult checked = measured(small(5, 4), 2, wide);
    EXPECT_EQ(checked.threads, 1U) << "limits over symbols see one engine";
    EXPECT_EQ(checked.tradeHash, one.tradeHash);
    EXPECT_EQ(one.throughputShareWithLimits, 0);
    EXPECT_GT(checked.throughputShareWithLimits, 0);

    const BenchResult two = measured(small(5, 4), 2);
    EXPECT_EQ(two.threads, 2U);
    EXPECT_EQ(two.trades, one.trades);
    EXPECT_EQ(two.liveOrders, one.liveOrders);

    BenchFlow other = small(5, 4);
    other.seed = 8;
    EXPECT_NE(measured(other).tradeHash, one.tradeHash);
    wide.maxOrderQuantity = 99;
    EXPECT_LT(measured(small(5, 4), 1, wide).trades, one.trades);
}

TEST(EngineBench, theRowsOfAFileAreMatchedLikeByTheSimulator) {
    const std::string file =
        "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id\n"
        "1,A,NEW,SELL,10,5,,,a-long-identifier-of-an-order\n2,A,NEW,BUY,10,2,,,b\n3,B,NEW,BUY,1,1,,,c\n"
        "4,A,CANCEL,,,,,,a-long-identifier-of-an-order\n5,A,NEW,BUY,,1,MARKET,,d\n";
    for (const std::size_t chunk : {file.size(), std::size_t{7}}) {
        EngineBench bench;
        for (std::size_t at = 0; at < file.size(); at += chunk)
            ASSERT_TRUE(bench.feed(file.data() + at, std::min(chunk, file.size() - at)));
        ASSERT_TRUE(bench.finish());
        const BenchResult result = bench.run();
        EXPECT_EQ(result.messages, 5U);
        EXPECT_EQ(result.trades, 1U);
        EXPECT_EQ(result.liveOrders, 1U);
    }
    EngineBench broken;
    const std::string row = "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id\n1,A,NEW,SELL,x,5,,,a\n";
    EXPECT_FALSE(broken.feed(row.data(), row.size()) && broken.finish());
    EXPECT_EQ(broken.simulator()->errorLine(), 2U);
    EXPECT_STREQ(broken.simulator()->errorColumn(), "price");
    EXPECT_EQ(EngineBench().run().messages, 0U);
}

}  // namespace
}  // namespace alpha_engine::testing
