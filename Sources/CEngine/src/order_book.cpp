#include "alpha_engine/order_book.hpp"

#include <algorithm>

namespace alpha_engine {

OrderBook::OrderBook(const Instrument& instrument, std::uint32_t expectedLevels) noexcept
    : takesAnyStep_(instrument.tickSize == 1 && instrument.lotSize == 1),
      hasLimits_(instrument.hasLimits()),
      instrument_(instrument),
      expectedLevels_(expectedLevels) {
    if (expectedLevels_ > 0)
        for (PriceLadder& ladder : ladders_) ladder.reserve(expectedLevels_);
}

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

std::size_t OrderBook::orders(const OrderPool& pool, Side side, OrderView* orders,
                              std::size_t capacity) const noexcept {
    std::size_t count = 0;
    ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        for (std::uint32_t order = level.head; order != 0 && count < capacity; order = pool[order].next)
            orders[count++] = OrderView{pool[order].id, priceOf(side, key), pool[order].open};
        return count < capacity;
    });
    return count;
}

Quantity OrderBook::openAt(const OrderPool& pool, const PriceLevel& level) const noexcept {
    if (icebergs_ == 0) [[likely]]
        return level.total;
    Quantity sum = 0;
    for (std::uint32_t order = level.head; order != 0; order = pool[order].next) sum += pool.openQuantity(order);
    return sum;
}

Quantity OrderBook::available(const OrderPool& pool, Side side, PriceLadder::Key worstKey,
                              Quantity enough) const noexcept {
    Quantity sum = 0;
    ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        if (key < worstKey) return false;
        sum += openAt(pool, level);
        return sum < enough;
    });
    return sum;
}

std::size_t OrderBook::memoryBytes() const noexcept {
    std::size_t bytes = sizeof(OrderBook) + ladders_[0].memoryBytes() + ladders_[1].memoryBytes();
    if (sleepers_ != nullptr)
        bytes += sizeof(*sleepers_) + (*sleepers_)[0].memoryBytes() + (*sleepers_)[1].memoryBytes();
    return bytes;
}

Price OrderBook::worstPrice(const OrderPool& pool, Side side, Quantity quantity) const noexcept {
    const PriceLadder& levels = ladder(side);
    if (levels.bestKey() == PriceLadder::noKey) return noPrice;
    if (levels.best().total >= quantity) [[likely]]
        return priceOf(side, levels.bestKey());
    Price worst = noPrice;
    Quantity sum = 0;
    ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        worst = priceOf(side, key);
        sum += openAt(pool, level);
        return sum < quantity;
    });
    return worst;
}

void OrderBook::makeSleepers() noexcept {
    if (sleepers_ != nullptr) return;
    sleepers_ = std::make_unique<std::array<PriceLadder, 2>>();
    if (expectedLevels_ > 0)
        for (PriceLadder& ladder : *sleepers_) ladder.reserve(expectedLevels_);
}

void OrderBook::linkSpecial(OrderPool& pool, std::uint32_t index) noexcept {
    const RestingOrder& order = pool[index];
    const Side side = order.side();
    total(side) += pool.openQuantity(index);
    if (!pool.extras(index).isSleeping) {
        ++icebergs_;
        return append(pool, ladder(side).occupy(keyOf(side, order.price())), index);
    }
    makeSleepers();
    append(pool, sleeping(side)->occupy(sleepingKeyOf(side, order.price())), index);
}

void OrderBook::unlinkSpecial(OrderPool& pool, std::uint32_t index) noexcept {
    const RestingOrder& order = pool[index];
    const Side side = order.side();
    total(side) -= pool.openQuantity(index);
    if (!pool.extras(index).isSleeping) {
        --icebergs_;
        return takeOut(pool, ladder(side), keyOf(side, order.price()), index);
    }
    takeOut(pool, *sleeping(side), sleepingKeyOf(side, order.price()), index);
}

void OrderBook::reduceSpecial(OrderPool& pool, std::uint32_t index, Quantity open) noexcept {
    RestingOrder& order = pool[index];
    OrderExtras& extras = pool.extras(index);
    const Side side = order.side();
    total(side) -= order.open + extras.hidden - open;
    const Quantity shown = std::min(order.open, open);
    PriceLevel& level = extras.isSleeping ? sleeping(side)->at(sleepingKeyOf(side, order.price()))
                                          : ladder(side).at(keyOf(side, order.price()));
    level.total -= order.open - shown;
    order.open = shown;
    extras.hidden = open - shown;
}

bool OrderBook::checkSide(const OrderPool& pool, const PriceLadder& levels, Side side, bool isSleeping,
                          Quantity& sum) const noexcept {
    bool holds = levels.checkInvariants();
    levels.forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        Quantity levelTotal = 0;
        std::uint32_t previous = 0;
        for (std::uint32_t order = level.head; order != 0; order = pool[order].next) {
            const RestingOrder& resting = pool[order];
            holds = holds && resting.open > 0 && resting.previous == previous && pool.hidden(order) >= 0;
            holds = holds && resting.side() == side && pool.isSleeping(order) == isSleeping;
            holds = holds && (isSleeping ? sleepingKeyOf(side, resting.price()) : keyOf(side, resting.price())) == key;
            levelTotal += resting.open;
            sum += pool.openQuantity(order);
            previous = order;
        }
        holds = holds && level.tail == previous && levelTotal == level.total && levelTotal > 0;
        return holds;
    });
    return holds;
}

bool OrderBook::checkInvariants(const OrderPool& pool) const noexcept {
    for (const Side side : {Side::buy, Side::sell}) {
        Quantity sum = 0;
        if (!checkSide(pool, ladder(side), side, false, sum)) return false;
        if (sleepers_ != nullptr && !checkSide(pool, *sleeping(side), side, true, sum)) return false;
        if (sum != total(side)) return false;
    }
    const PriceLadder::Key bid = ladder(Side::buy).bestKey();
    const PriceLadder::Key ask = ladder(Side::sell).bestKey();
    const bool hasBoth = bid != PriceLadder::noKey && ask != PriceLadder::noKey;
    return inAuction() || !hasBoth || bid < -ask;
}

}  // namespace alpha_engine
