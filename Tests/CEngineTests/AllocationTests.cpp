#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/market_data_replay.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace {
std::atomic<std::uint64_t> allocations{0};
}  // namespace

// Every allocation of this program is counted; malloc does the work as before.
void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace alpha_engine::testing {
namespace {

// Ten thousand orders around a drifting price, a tenth of all messages trading.
OrderMessage nextMessage(Random& random, std::int64_t step) {
    OrderMessage message;
    message.id = static_cast<OrderId>(random.between(1, 10'000));
    message.account = static_cast<AccountIndex>(random.between(0, 3));
    message.side = random.oneIn(2) ? Side::buy : Side::sell;
    message.price = 1'000'000 * (5'000 + step / 5'000 + random.between(-100, 100));
    message.quantity = random.between(1, 100);
    const std::int64_t kind = random.between(1, 10);
    if (kind <= 3) message.action = Action::cancel;
    if (kind == 4) message.action = Action::replace;
    if (kind == 5) message.type = OrderType::market;
    return message;
}

TEST(Allocation, matchingAllocatesNothingOnceTheBookIsWarm) {
    const std::uint64_t seed = 17;
    Random random(seed);
    MatchingEngine<NullSink> engine(EngineOptions{.expectedOrders = 10'000});
    engine.addSymbol();
    engine.risk().setDefaultLimits({.maxOrderQuantity = 90, .maxPosition = 100'000});
    std::int64_t step = 0;
    for (; step < 100'000; ++step) engine.process(nextMessage(random, step));
    const std::uint64_t before = allocations;
    for (; step < 400'000; ++step) engine.process(nextMessage(random, step));
    EXPECT_EQ(allocations - before, 0U) << "seed " << seed;
    EXPECT_GT(engine.tradeCount(), 10'000U);
    EXPECT_TRUE(engine.checkInvariants());
}

// A LOBSTER day of a few hundred live orders in chunks, the book and the trades written.
TEST(Allocation, replayingAFeedAllocatesNothingOnceItIsWarm) {
    const std::uint64_t seed = 18;
    Random random(seed);
    std::vector<std::string> chunks(60);
    std::vector<std::string> live;
    std::uint64_t id = 0;
    for (std::string& chunk : chunks) {
        for (int i = 0; i < 1'000; ++i) {
            if (live.size() < 300) {
                const bool isBuy = random.oneIn(2);
                const std::string order = std::to_string(++id) + ",10," + std::to_string(100 * random.between(50, 90)) +
                                          (isBuy ? ",1\n" : ",-1\n");
                chunk += "34200.5,1," + order;
                live.push_back(order);
            } else {
                const auto which = static_cast<std::size_t>(random.between(0, std::ssize(live) - 1));
                chunk += (random.oneIn(2) ? "34200.5,3," : "34200.5,4,") + live[which];
                live[which] = live.back();
                live.pop_back();
            }
        }
    }
    MarketDataReplay replay({.expectedOrders = 1'000});
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        if (i == 20) before = allocations;
        ASSERT_TRUE(replay.feed(chunks[i].data(), chunks[i].size())) << replay.errorProblem();
        replay.drain();
    }
    EXPECT_EQ(allocations - before, 0U) << "seed " << seed;
    EXPECT_EQ(replay.counts().messages, 60'000U);
}

}  // namespace
}  // namespace alpha_engine::testing
