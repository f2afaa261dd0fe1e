#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "Random.hpp"
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

}  // namespace
}  // namespace alpha_engine::testing
