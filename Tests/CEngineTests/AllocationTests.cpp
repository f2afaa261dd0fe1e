#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/batch_venue.hpp"
#include "alpha_engine/market_data_replay.hpp"
#include "alpha_engine/matching_engine.hpp"

// Every allocation of this program is counted, whoever asks: operator new of every form, malloc and its kin all end
// here. A sanitizer has an allocator of its own that must not be replaced.
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ALLOCATIONS_NOT_COUNTED
#endif
#endif
#else
#define ALLOCATIONS_NOT_COUNTED
#endif

namespace {
std::atomic<std::uint64_t> allocations{0};
}  // namespace

#ifndef ALLOCATIONS_NOT_COUNTED
extern "C" {
void* __libc_malloc(std::size_t size) noexcept;
void* __libc_calloc(std::size_t count, std::size_t size) noexcept;
void* __libc_realloc(void* memory, std::size_t size) noexcept;
void* __libc_memalign(std::size_t alignment, std::size_t size) noexcept;

void* malloc(std::size_t size) noexcept {
    ++allocations;
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
    ++allocations;
    return __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) noexcept {
    ++allocations;
    return __libc_realloc(memory, size);
}
void* memalign(std::size_t alignment, std::size_t size) noexcept {
    ++allocations;
    return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    ++allocations;
    return __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
    ++allocations;
    *memory = __libc_memalign(alignment, size);
    return *memory == nullptr ? 12 : 0;
}
}
#endif

namespace alpha_engine::testing {
namespace {

constexpr std::uint64_t seed = 17;
constexpr SymbolIndex symbols = 5;

// Ten thousand ids in five books around drifting prices, every kind of message among them.
OrderMessage nextMessage(Random& random, std::int64_t step) {
    OrderMessage message;
    message.timestamp = step * 1'000'000;
    message.symbol = static_cast<SymbolIndex>(random.between(0, symbols - 1));
    message.id = static_cast<OrderId>(random.between(1, 2'000));
    message.account = static_cast<AccountIndex>(random.between(0, 3));
    message.side = random.oneIn(2) ? Side::buy : Side::sell;
    // Most of them rest, and prices come round again: when the counting begins the books are as deep as they ever get.
    const std::int64_t away = random.between(-8, 100);
    const std::int64_t mid = 5'000 + step / 5'000 % 40;
    message.price = 1'000'000 * (message.side == Side::buy ? mid - away : mid + away);
    message.quantity = random.between(1, 100);
    const std::int64_t kind = random.between(1, 10);
    if (kind <= 3) message.action = Action::cancel;
    if (kind == 4) message.action = Action::replace;
    if (kind == 5) message.type = OrderType::market;
    if (kind == 5 && random.oneIn(100)) message.quantity = 1'000'000;
    if (kind == 6) message.displayQuantity = random.between(1, 20);
    if (kind == 7 && random.oneIn(4)) {
        message.type = random.oneIn(2) ? OrderType::stop : OrderType::stopLimit;
        message.stopPrice = message.price + 1'000'000 * random.between(-20, 20);
    }
    if (kind >= 6) message.timeInForce = static_cast<TimeInForce>(random.oneIn(3) ? random.between(1, 3) : 0);
    return message;
}

class Allocation : public ::testing::Test {
  protected:
    void SetUp() override {
#ifdef ALLOCATIONS_NOT_COUNTED
        GTEST_SKIP() << "allocations cannot be counted here";
#endif
        const std::uint64_t before = allocations;
        // Called as functions, which no optimisation may leave out.
        void* volatile memory = ::operator new(100);
        ::operator delete(memory);
        memory = std::malloc(100);
        std::free(memory);
        ASSERT_EQ(allocations - before, 2U) << "the counter does not count";
    }
};

// What each kind of message did while allocations were counted, so that none was left out.
struct Seen {
    std::uint64_t trades = 0;
    std::uint64_t kinds[16] = {};
    std::uint64_t reasons[64] = {};

    void trade(const Trade&) noexcept { ++trades; }
    void event(const OrderEvent& event) noexcept {
        ++kinds[static_cast<std::size_t>(event.kind)];
        ++reasons[static_cast<std::size_t>(event.reason)];
    }
};

TEST_F(Allocation, matchingAllocatesNothingOnceTheBooksAreWarm) {
    Random random(seed);
    MatchingEngine<Seen> engine(EngineOptions{.expectedOrders = 10'000,
                                              .expectedSpecialOrders = 10'000,
                                              .expectedLevels = 400,
                                              .selfTradePrevention = SelfTradePrevention::cancelOldest});
    for (SymbolIndex i = 0; i < symbols; ++i) engine.addSymbol();
    engine.risk().setDefaultLimits({.maxOrderQuantity = 90, .maxPosition = 100'000});
    engine.risk().setLimits(1, {.maxGrossNotional = 1'000'000'000'000, .maxDailyLoss = 1'000'000'000'000});
    engine.risk().setLimits(2,
                            {.priceCollarBasisPoints = 5'000, .maxOpenOrders = 2'000, .maxMessagesPerSecond = 1'000});
    std::int64_t step = 0;
    for (; step < 500'000; ++step) engine.process(nextMessage(random, step));
    engine.sink() = Seen{};
    const std::uint64_t before = allocations;
    for (; step < 1'000'000; ++step) engine.process(nextMessage(random, step));
    EXPECT_EQ(allocations - before, 0U) << "seed " << seed;

    const Seen& seen = engine.sink();
    EXPECT_GT(seen.trades, 10'000U);
    for (const EventKind kind : {EventKind::accepted, EventKind::rejected, EventKind::traded, EventKind::canceled,
                                 EventKind::replaced, EventKind::triggered})
        EXPECT_GT(seen.kinds[static_cast<std::size_t>(kind)], 1'000U) << eventName(kind);
    for (const Reason reason :
         {Reason::byUser, Reason::iocRest, Reason::fokUnfilled, Reason::noLiquidity, Reason::wouldCross,
          Reason::unknownOrder, Reason::duplicateId, Reason::selfTrade, Reason::maxOrderQuantity})
        EXPECT_GT(seen.reasons[static_cast<std::size_t>(reason)], 0U) << reasonName(reason);
    EXPECT_TRUE(engine.checkInvariants());
}

TEST_F(Allocation, aVenueAllocatesNothingOnceItsBatchesAreWarm) {
    Random random(seed);
    BatchVenue venue(EngineOptions{.expectedOrders = 10'000,
                                   .expectedSpecialOrders = 10'000,
                                   .expectedLevels = 400,
                                   .selfTradePrevention = SelfTradePrevention::cancelOldest});
    for (const char* const name : {"A", "B", "C", "D", "E"}) venue.symbol(name, 1);
    std::vector<OrderMessage> batch(500);
    std::int64_t step = 0;
    const auto submit = [&] {
        for (OrderMessage& message : batch) message = nextMessage(random, ++step);
        return venue.submit(batch.data(), batch.size());
    };
    for (int i = 0; i < 1'000; ++i) submit();
    const std::uint64_t before = allocations;
    std::size_t events = 0;
    for (int i = 0; i < 1'000; ++i) events += submit().eventCount;
    EXPECT_EQ(allocations - before, 0U) << "seed " << seed;
    EXPECT_GT(events, 100'000U);
}

// A LOBSTER day of a few hundred live orders in chunks, the book and the trades written.
TEST_F(Allocation, replayingAFeedAllocatesNothingOnceItIsWarm) {
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
