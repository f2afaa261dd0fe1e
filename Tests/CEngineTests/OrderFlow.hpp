#pragma once

#include <limits>
#include <ostream>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine::testing {

/// What prices a random stream draws: each profile leads the price ladder into another of its corners.
enum class Prices { few, ticks, wide, anything, jumping };

struct Flow {
    Prices prices;
    std::uint32_t symbols;
    std::int64_t ids;
    bool hasAuctions;
    Price notionalLimit;  // 0: no limits at all
    const char* name;
    SelfTradePrevention selfTrade = SelfTradePrevention::none;
};

inline void PrintTo(const Flow& flow, std::ostream* out) { *out << flow.name; }

/// Every flow that the properties are tried on.
inline std::vector<Flow> allFlows() {
    constexpr auto newest = SelfTradePrevention::cancelNewest;
    constexpr auto oldest = SelfTradePrevention::cancelOldest;
    constexpr auto both = SelfTradePrevention::cancelBoth;
    constexpr auto decrement = SelfTradePrevention::decrement;
    return {{Prices::few, 1, 60, false, 0, "few prices"},
            {Prices::few, 2, 40, true, 200, "few prices, auctions, limits", newest},
            {Prices::few, 1, 50, true, 0, "few prices, reduced", decrement},
            {Prices::ticks, 3, 300, true, 1'600'000'000, "ticks", both},
            {Prices::ticks, 2, 300, true, 1'600'000'000, "ticks, reduced", decrement},
            {Prices::wide, 1, 900, false, 0, "wide", oldest},
            {Prices::anything, 2, 200, true, 8'000'000'000, "anything"},
            {Prices::jumping, 1, 250, true, 0, "jumping", newest},
            {Prices::jumping, 2, 90, false, 90'000'000, "jumping, limits", oldest}};
}

class Stream {
  public:
    Stream(const Flow& flow, std::uint64_t seed) : flow_(flow), random_(seed) {}

    OrderMessage next() {
        OrderMessage m;
        // Now and then a second passes, or the rest of the day.
        time_ += random_.oneIn(40) ? 300'000'000 : random_.oneIn(700) ? 86'400'000'000'000 : 1'000'000;
        m.timestamp = time_;
        m.symbol = static_cast<SymbolIndex>(random_.between(0, flow_.symbols - 1));
        if (random_.oneIn(500)) m.symbol = flow_.symbols;  // no such book
        m.id = static_cast<OrderId>(random_.between(1, flow_.ids));
        if (random_.oneIn(10)) m.id *= 0x9E3779B97F4A7C15ULL;
        m.account = static_cast<AccountIndex>(random_.between(0, 4));
        m.side = random_.oneIn(2) ? Side::buy : Side::sell;
        m.price = price();
        m.quantity = quantity();
        if (random_.oneIn(8)) m.displayQuantity = random_.between(random_.oneIn(20) ? -1 : 1, 12);
        const std::int64_t kind = random_.between(1, 100);
        if (random_.oneIn(300)) {
            m.action = random_.oneIn(3) ? Action::block : Action::unblock;
            return m;
        }
        if (kind <= 20) {
            m.action = Action::cancel;
        } else if (kind <= 35) {
            m.action = Action::replace;
            if (random_.oneIn(4)) m.stopPrice = price();
        } else if (kind <= 37 && flow_.hasAuctions) {
            m.action = random_.oneIn(3) ? Action::auction : Action::uncross;
        } else {
            if (random_.oneIn(12)) m.type = OrderType::market;
            if (random_.oneIn(8)) m.type = random_.oneIn(2) ? OrderType::stop : OrderType::stopLimit;
            if (m.type >= OrderType::stop) m.stopPrice = price();
            const std::int64_t tif = random_.between(1, 12);
            m.timeInForce = tif == 1   ? TimeInForce::ioc
                            : tif == 2 ? TimeInForce::fok
                            : tif == 3 ? TimeInForce::post
                                       : TimeInForce::gtc;
        }
        return m;
    }

  private:
    Price price() {
        if (random_.oneIn(200)) return random_.between(-1, 0);
        if (random_.oneIn(200)) return maximumPrice + random_.between(-1, 1);
        switch (flow_.prices) {
            case Prices::few:
                return 100 + random_.between(-3, 3);
            case Prices::ticks:
                return 1'000'000 * (500 + random_.between(-60, 60));
            case Prices::wide:
                return 1'000'000 * (random_.oneIn(10) ? random_.between(1, 100'000) : 5'000 + random_.between(-99, 99));
            case Prices::anything:
                return random_.oneIn(3) ? random_.between(1, maximumPrice)
                                        : 3'000'000'000 + random_.between(-999'999, 999'999);
            case Prices::jumping: {
                mid_ = random_.oneIn(150) ? random_.between(1'000, 1'000'000) : mid_;
                // Drawn one after the other: compilers differ in which operand they evaluate first.
                const std::int64_t distance = random_.between(-20, 20);
                return mid_ * 100 + distance * (random_.oneIn(50) ? 1 : 100);
            }
        }
        return 1;
    }
    Quantity quantity() {
        if (random_.oneIn(60)) return random_.between(-2, 0);
        if (random_.oneIn(300)) return std::numeric_limits<Quantity>::max() - random_.between(0, 50);
        return random_.between(1, 40);
    }

    Flow flow_;
    Random random_;
    std::int64_t time_ = 0;
    std::int64_t mid_ = 5'000;
};

}  // namespace alpha_engine::testing
