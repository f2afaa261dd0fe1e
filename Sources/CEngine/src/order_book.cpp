#include "alpha_engine/order_book.hpp"

#include <algorithm>

namespace alpha_engine {

TopOfBook OrderBook::top() const noexcept {
    TopOfBook top;
    DepthLevel level;
    if (depth(Side::buy, &level, 1) == 1) {
        top.bid = level.price;
        top.bidQuantity = level.quantity;
    }
    if (depth(Side::sell, &level, 1) == 1) {
        top.ask = level.price;
        top.askQuantity = level.quantity;
    }
    return top;
}

std::size_t OrderBook::depth(Side side, DepthLevel* levels, std::size_t capacity) const noexcept {
    std::size_t count = 0;
    if (capacity == 0) return 0;
    ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        levels[count++] = DepthLevel{priceOf(side, key), level.total};
        return count < capacity;
    });
    return count;
}

Quantity OrderBook::available(Side side, PriceLadder::Key worstKey, Quantity enough) const noexcept {
    Quantity sum = 0;
    ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        if (key < worstKey) return false;
        sum += level.total;
        return sum < enough;
    });
    return sum;
}

Price OrderBook::worstPrice(Side side, Quantity quantity) const noexcept {
    Price worst = noPrice;
    Quantity sum = 0;
    ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        worst = priceOf(side, key);
        sum += level.total;
        return sum < quantity;
    });
    return worst;
}

bool OrderBook::checkInvariants(const OrderPool& pool) const noexcept {
    bool holds = true;
    for (const Side side : {Side::buy, Side::sell}) {
        holds = holds && ladder(side).checkInvariants();
        Quantity sideTotal = 0;
        ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
            Quantity levelTotal = 0;
            std::uint32_t previous = 0;
            for (std::uint32_t order = level.head; order != 0; order = pool[order].next) {
                const RestingOrder& resting = pool[order];
                holds = holds && resting.open > 0 && resting.previous == previous;
                holds = holds && resting.side() == side && keyOf(side, resting.price()) == key;
                levelTotal += resting.open;
                previous = order;
            }
            holds = holds && level.tail == previous && levelTotal == level.total && levelTotal > 0;
            sideTotal += levelTotal;
            return holds;
        });
        holds = holds && sideTotal == total(side);
    }
    const PriceLadder::Key bid = ladder(Side::buy).bestKey();
    const PriceLadder::Key ask = ladder(Side::sell).bestKey();
    const bool hasBoth = bid != PriceLadder::noKey && ask != PriceLadder::noKey;
    return holds && (inAuction_ || !hasBoth || bid < -ask);
}

}  // namespace alpha_engine
