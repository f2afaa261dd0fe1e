#pragma once

// Stop orders: they sleep until a trade at or beyond their stop price, then enter as market or limit orders.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
void MatchingEngine<Sink>::sleep(OrderBook& book, const OrderMessage& message, std::uint32_t owner) noexcept {
    const std::uint32_t order = pool_.allocate();
    const std::uint64_t flags = (message.side == Side::sell ? RestingOrder::sellFlag : 0) |
                                (message.timeInForce == TimeInForce::post ? RestingOrder::postOnlyFlag : 0) |
                                (owner != 0 ? RestingOrder::accountFlag : 0);
    pool_[order].id = message.id;
    pool_[order].open = message.quantity;
    pool_[order].packed = RestingOrder::pack(message.stopPrice, flags);
    OrderExtras& extras = pool_.addExtras(order);
    extras.display = message.displayQuantity;
    extras.limit = message.type == OrderType::stopLimit ? message.price : noPrice;
    extras.arrival = ++arrivals_;
    extras.timeInForce = message.timeInForce;
    extras.isSleeping = true;
    index_.insert(message.symbol, message.id, order);
    if (owner != 0) {
        pool_.setOwner(order, owner - 1);
        risk_.countOrder(owner - 1, 1);
        changeOpen(owner, message.side, message.quantity, worthPrice(order));
    }
    book.link(pool_, order);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::replaceSleeping(OrderBook& book, const OrderMessage& message, std::uint32_t order) noexcept {
    const Side side = pool_[order].side();
    const Quantity before = pool_[order].open;
    const std::uint32_t owner = ownerOf(order);
    const bool hasLimit = pool_.extras(order).limit != noPrice;
    const OrderType type = hasLimit ? OrderType::stopLimit : OrderType::stop;
    const Price price = hasLimit ? message.price : noPrice;
    const auto refuse = [&](Reason reason) noexcept {
        emit(message, EventKind::rejected, side, price, message.quantity, before, reason);
    };
    if (const Reason reason = checkValues(book, message, side, type, before); reason != Reason::none)
        return refuse(reason);

    const Quantity open = message.quantity;
    const Price stop = message.stopPrice != 0 ? message.stopPrice : pool_[order].price();
    const bool keepsPlace = price == pool_.extras(order).limit && stop == pool_[order].price() && open <= before;
    if (!keepsPlace && needsLimits(book)) {
        if (const Reason reason = checkLimits(book, message, side, type, owner, order); reason != Reason::none)
            return refuse(reason);
        risk_.accept(owner, message.timestamp);
    }
    changeOpen(owner, side, -before, worthPrice(order));
    if (keepsPlace) {
        book.reduce(pool_, order, open);
    } else {
        book.unlink(pool_, order);
        pool_[order].open = open;
        pool_[order].packed = RestingOrder::pack(stop, pool_[order].flags());
        pool_.extras(order).limit = price;
        pool_.extras(order).arrival = ++arrivals_;
        book.link(pool_, order);
    }
    changeOpen(owner, side, open, worthPrice(order));
    emit(message, EventKind::replaced, side, price, open, open);
}

// Takes the orders that a trade at this price wakes out of their sleep, in the order of their arrival.
template <TradeSink Sink>
void MatchingEngine<Sink>::wake(OrderBook& book, Price tradePrice) noexcept {
    const std::size_t first = woken_.size();
    for (const Side side : {Side::buy, Side::sell}) {
        PriceLadder& sleeping = *book.sleeping(side);
        const PriceLadder::Key reached = OrderBook::sleepingKeyOf(side, tradePrice);
        while (sleeping.bestKey() != PriceLadder::noKey && sleeping.bestKey() >= reached) {
            const std::uint32_t order = sleeping.best().head;
            book.unlink(pool_, order);
            woken_.push_back(order);
        }
    }
    const auto isEarlier = [this](std::uint32_t a, std::uint32_t b) noexcept {
        return pool_.extras(a).arrival < pool_.extras(b).arrival;
    };
    std::sort(woken_.begin() + static_cast<std::ptrdiff_t>(first), woken_.end(), isEarlier);
}

// A message was handled: the orders that it woke enter one after the other, those that these wake after them; before
// each of them positions are valued and accounts that have lost too much are stopped.
template <TradeSink Sink>
void MatchingEngine<Sink>::settle(OrderBook& book, const OrderMessage& message) noexcept {
    stopLosses(message);
    for (std::size_t next = 0; next < woken_.size(); ++next) {
        if (woken_[next] == 0) continue;  // canceled meanwhile
        const std::uint32_t order = woken_[next];
        woken_[next] = 0;
        trigger(book, message, order);
        stopLosses(message);
    }
    woken_.clear();
}

template <TradeSink Sink>
void MatchingEngine<Sink>::trigger(OrderBook& book, const OrderMessage& message, std::uint32_t order) noexcept {
    const RestingOrder resting = pool_[order];
    const OrderExtras extras = pool_.extras(order);
    const Quantity open = resting.open;
    const std::uint32_t owner = ownerOf(order);
    const bool isMarket = extras.limit == noPrice;
    const Side side = resting.side();
    changeOpen(owner, side, -open, worthPrice(order));
    emit(message.timestamp, message.symbol, resting.id, EventKind::triggered, side, extras.limit, open, open);
    const Taker taker{message.timestamp,    resting.id,         message.symbol, owner,          side, isMarket,
                      resting.isPostOnly(), extras.timeInForce, extras.limit,   extras.display, order};
    if (resting.isPostOnly() && crosses(book, side, extras.limit)) return cancelRest(taker, open, Reason::wouldCross);
    execute(book, taker, open);
}

}  // namespace alpha_engine
