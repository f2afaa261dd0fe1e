#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "Random.hpp"
#include "Replay.hpp"

// What a simulator does with its options: latency, threads, self-trade prevention, instruments.
namespace alpha_engine::testing {
namespace {

struct Row {
    std::int64_t time;
    std::string account;
    std::string rest;  // after the time, up to the account
};

constexpr std::string_view header =
    "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,stop_price,display_qty,account\n";

// Orders of several symbols and accounts, of every kind, with ids short and long.
std::vector<Row> rows(Random& random, int count, int symbols) {
    std::vector<Row> rows;
    std::int64_t time = 1'000;
    const auto number = [&](std::int64_t low, std::int64_t high) { return std::to_string(random.between(low, high)); };
    for (int i = 0; i < count; ++i) {
        time += random.between(0, 3) * 100;
        const std::string symbol = "S" + number(0, symbols - 1);
        const std::string id = (random.oneIn(2) ? "" : "a-long-text-id-") + number(1, 40);
        const std::string account = random.oneIn(3) ? "" : "desk" + number(1, 3);
        std::string action = "NEW";
        if (random.oneIn(5)) action = random.oneIn(2) ? "CANCEL" : "REPLACE";
        if (random.oneIn(60)) action = random.oneIn(2) ? "AUCTION" : "UNCROSS";
        const std::string type = random.oneIn(8) ? "MARKET" : random.oneIn(8) ? "STOP" : "LIMIT";
        const std::string tif = random.oneIn(6) ? "IOC" : random.oneIn(9) ? "POST" : "GTC";
        const std::string stop = type == "STOP" ? number(95, 105) : "";
        const std::string display = random.oneIn(5) ? number(1, 9) : "";
        rows.push_back({time, account,
                        symbol + "," + action + "," + (random.oneIn(2) ? "BUY" : "SELL") + "," + number(95, 105) + "," +
                            number(1, 30) + "," + type + "," + tif + "," + id + "," + stop + "," + display});
    }
    return rows;
}

std::string file(const std::vector<Row>& rows) {
    std::string text(header);
    for (const Row& row : rows) text += std::to_string(row.time) + "," + row.rest + "," + row.account + "\n";
    return text;
}

Simulator simulator(std::uint32_t threads, std::int64_t latency = 0) {
    SimulatorOptions options;
    options.expectedOrders = 4;
    options.threads = threads;
    options.latencyNanoseconds = latency;
    options.selfTradePrevention = SelfTradePrevention::cancelOldest;
    return Simulator(options);
}

TEST(SimulatorThreads, neverChangeAByte) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        Random random(seed);
        const std::string orders = file(rows(random, 20'000, static_cast<int>(seed) * 2));
        const auto run = [&](std::uint32_t threads, std::size_t chunk) {
            Simulator made = simulator(threads, seed % 2 == 0 ? 250 : 0);
            made.setDefaultLimits({.maxOrderQuantity = 25 * 100'000'000LL, .maxPosition = 200 * 100'000'000LL});
            return replayInChunks(std::move(made), orders, [chunk] { return chunk; });
        };
        const Replay one = run(1, orders.size());
        ASSERT_GT(one.counts.trades, 1'000U);
        ASSERT_GT(one.counts.triggered, 10U);
        for (const std::uint32_t threads : {2U, 3U, 8U}) {
            const Replay many = run(threads, 70'001);
            ASSERT_TRUE(many == one) << "seed " << seed << ", " << threads << " threads";
            ASSERT_TRUE(many.invariantsHold) << "seed " << seed << ", " << threads << " threads";
            ASSERT_EQ(many.counts.messages, one.counts.messages);
            ASSERT_EQ(many.counts.rejectedFor(Reason::maxPosition), one.counts.rejectedFor(Reason::maxPosition));
        }
    }
}

TEST(SimulatorThreads, limitsOverAllSymbolsAreKeptWhateverTheThreads) {
    Random random(77);
    const std::string orders = file(rows(random, 6'000, 5));
    const auto run = [&](std::uint32_t threads) {
        Simulator made = simulator(threads);
        made.setDefaultLimits({.maxGrossNotional = 40'000 * 100'000'000LL, .maxOpenOrders = 12});
        return replay(orders, std::move(made));
    };
    const Replay one = run(1);
    EXPECT_GT(one.counts.rejectedFor(Reason::maxGrossNotional), 0U);
    EXPECT_GT(one.counts.rejectedFor(Reason::maxOpenOrders), 0U);
    EXPECT_TRUE(run(4) == one);
}

// The twin of latency: the rows by hand in the order of their arrival, at its time.
TEST(SimulatorLatency, isTheSameAsRowsThatComeLater) {
    for (std::uint64_t seed = 11; seed <= 16; ++seed) {
        Random random(seed);
        const std::vector<Row> sent = rows(random, 3'000, 2);
        std::multimap<decltype(Row::time), Row> arrivals;  // those of one time stay in the order in which they come
        for (Row row : sent) {
            if (row.account == "desk2") row.time += 1'000;
            if (row.account == "desk1" || row.account == "desk3") row.time += 250;
            arrivals.emplace(row.time, row);
        }
        std::vector<Row> arriving;
        for (const auto& [time, row] : arrivals) arriving.push_back(row);
        ASSERT_NE(file(arriving), file(sent));
        Simulator late = simulator(1, 250);
        late.setLatency("desk2", 5, 1'000);
        const Replay delayed = replayInChunks(std::move(late), file(sent), [] { return 5'003; });
        ASSERT_TRUE(delayed == replay(file(arriving), simulator(1))) << "seed " << seed;
        ASSERT_TRUE(delayed.invariantsHold);
    }
}

TEST(SimulatorLatency, anOrderMeetsWhatTheMarketDidMeanwhile) {
    const std::string orders =
        "timestamp_ns,side,price,qty,id,account\n"
        "1000,SELL,10,5,offer,\n"
        "2000,BUY,10,5,ours,desk\n"
        "2400,BUY,10,5,faster,\n"
        "9000,SELL,11,1,last,\n";
    EXPECT_EQ(withoutHeader(replay(orders, simulator(1, 0)).trades), "2000,,1,ours,offer,BUY,10,5\n");
    EXPECT_EQ(withoutHeader(replay(orders, simulator(1, 500)).trades), "2400,,1,faster,offer,BUY,10,5\n");
}

TEST(SimulatorInstruments, symbolsHaveTheirOwnOrTheDefault) {
    Simulator made = smallSimulator();
    Instrument coarse;
    coarse.tickSize = 100'000'000;
    made.setDefaultInstrument(coarse);
    Instrument fine;
    fine.tickSize = 1'000'000;
    made.setInstrument("B", 1, fine);
    const Replay result = replay(
        "timestamp_ns,symbol,side,price,qty,id\n"
        "1,A,BUY,10.5,1,a\n"
        "1,B,BUY,10.5,1,b\n"
        "1,B,BUY,10.555,1,c\n",
        std::move(made));
    EXPECT_EQ(result.counts.rejectedFor(Reason::priceNotOnTick), 2U);
    EXPECT_EQ(result.counts.accepted, 1U);
}

}  // namespace
}  // namespace alpha_engine::testing
