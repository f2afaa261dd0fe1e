#pragma once

// The life of an order in continuous trading: the members of MatchingEngine that handle new, cancel and replace.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
void MatchingEngine<Sink>::enter(OrderBook& book, const OrderMessage& message) noexcept {
    const Side side = message.side;
    require(side != Side::none);
    const bool isStop = message.type >= OrderType::stop;
    const bool isMarket = message.type == OrderType::market || message.type == OrderType::stop;
    const bool isPostOnly = message.timeInForce == TimeInForce::post;
    if (const Reason reason = checkValues(book, message, side, message.type, 0); reason != Reason::none)
        return reject(message, reason);
    if (index_.find(message.symbol, message.id) != 0) return reject(message, Reason::duplicateId);
    if (book.inAuction() && (message.type == OrderType::market || message.timeInForce != TimeInForce::gtc))
        return reject(message, Reason::inAuction);
    std::uint32_t owner = 0;
    if (message.account != 0)
        owner = risk_.positionIndex(message.account, message.symbol, book.instrument().multiplier) + 1;
    const bool isChecked = needsLimits(book);
    if (isChecked)
        if (const Reason reason = checkLimits(book, message, side, message.type, owner, 0); reason != Reason::none)
            return reject(message, reason);
    if (isPostOnly && (isMarket || (!isStop && crosses(book, side, message.price))))
        return reject(message, Reason::wouldCross);

    if (isChecked) risk_.accept(owner, message.timestamp);
    emit(message, EventKind::accepted, side, isMarket ? noPrice : message.price, message.quantity, message.quantity);
    if (isStop) [[unlikely]]
        return sleep(book, message, owner);
    execute(book,
            Taker{message.timestamp, message.id, message.symbol, owner, side, isMarket, isPostOnly, message.timeInForce,
                  isMarket ? noPrice : message.price, message.displayQuantity, 0},
            message.quantity);
}

// Trades what an accepted, replaced or triggered order can trade now, and sees to what is left.
template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::execute(OrderBook& book, const Taker& taker,
                                                       Quantity quantity) noexcept {
    if (!book.inAuction()) {
        const PriceLadder::Key worst = taker.isMarket ? anyKey : OrderBook::keyOf(opposite(taker.side), taker.price);
        if (taker.timeInForce == TimeInForce::fok && !canFill(book, taker, worst, quantity))
            return cancelRest(taker, quantity, Reason::fokUnfilled);
        quantity = match(book, taker, worst, quantity);
        if (quantity == 0) {
            if (taker.order != 0) finish(taker.symbol, taker.order);
            return;
        }
        if (taker.isMarket) return cancelRest(taker, quantity, Reason::noLiquidity);
        if (taker.timeInForce == TimeInForce::ioc) return cancelRest(taker, quantity, Reason::iocRest);
    }
    rest(book, taker, quantity);
}

// Puts what is left of an order at the back of the queue at its price.
template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::rest(OrderBook& book, const Taker& taker, Quantity quantity) noexcept {
    const std::uint64_t flags = (taker.side == Side::sell ? RestingOrder::sellFlag : 0) |
                                (taker.isPostOnly ? RestingOrder::postOnlyFlag : 0) |
                                (taker.owner != 0 ? RestingOrder::accountFlag : 0);
    std::uint32_t order = taker.order;
    if (order == 0) {
        order = pool_.allocate();
        pool_[order].id = taker.id;
        index_.insert(taker.symbol, taker.id, order);
        if (taker.owner != 0) {
            pool_.setOwner(order, taker.owner - 1);
            risk_.countOrder(taker.owner - 1, 1);
        }
    } else if (pool_[order].hasExtras()) {
        pool_.dropExtras(order);
    }
    RestingOrder& resting = pool_[order];
    resting.open = quantity;
    resting.packed = RestingOrder::pack(taker.price, flags);
    if (taker.display != 0) [[unlikely]] {
        OrderExtras& extras = pool_.addExtras(order);
        extras.display = taker.display;
        resting.open = std::min(taker.display, quantity);
        extras.hidden = quantity - resting.open;
    }
    changeOpen(taker.owner, taker.side, quantity, taker.price);
    book.link(pool_, order);
}

// Ends an order of which something is left that may not rest.
template <TradeSink Sink>
void MatchingEngine<Sink>::cancelRest(const Taker& taker, Quantity quantity, Reason reason) noexcept {
    emit(taker.timestamp, taker.symbol, taker.id, EventKind::canceled, taker.side, taker.price, quantity, 0, reason);
    if (taker.order != 0) finish(taker.symbol, taker.order);
}

// Forgets a live order that is in no queue any more.
template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::finish(SymbolIndex symbol, std::uint32_t order) noexcept {
    if (pool_[order].hasAccount()) risk_.countOrder(pool_.owner(order), -1);
    index_.erase(symbol, pool_[order].id);
    pool_.release(order);
}

// Takes a resting or sleeping order out of the book for good.
template <TradeSink Sink>
void MatchingEngine<Sink>::remove(OrderBook& book, SymbolIndex symbol, std::uint32_t order,
                                  TimestampNanoseconds timestamp, Reason reason) noexcept {
    const RestingOrder resting = pool_[order];
    const Quantity open = pool_.openQuantity(order);
    const Price price = pool_.isSleeping(order) ? pool_.extras(order).limit : resting.price();
    changeOpen(ownerOf(order), resting.side(), -open, worthPrice(order));
    book.unlink(pool_, order);
    finish(symbol, order);
    emit(timestamp, symbol, resting.id, EventKind::canceled, resting.side(), price, open, 0, reason);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::cancel(OrderBook& book, const OrderMessage& message) noexcept {
    const std::uint32_t order = index_.find(message.symbol, message.id);
    if (order == 0) [[unlikely]]
        return reject(message, Reason::unknownOrder);
    remove(book, message.symbol, order, message.timestamp, Reason::byUser);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::replace(OrderBook& book, const OrderMessage& message) noexcept {
    const std::uint32_t order = index_.find(message.symbol, message.id);
    if (order == 0) [[unlikely]]
        return reject(message, Reason::unknownOrder);
    if (message.quantity == 0) return cancel(book, message);
    if (pool_.isSleeping(order)) [[unlikely]]
        return replaceSleeping(book, message, order);
    const RestingOrder resting = pool_[order];
    const Side side = resting.side();
    const Quantity before = pool_.openQuantity(order);
    const std::uint32_t owner = ownerOf(order);
    const auto refuse = [&](Reason reason) noexcept {
        emit(message, EventKind::rejected, side, message.price, message.quantity, before, reason);
    };
    if (const Reason reason = checkValues(book, message, side, OrderType::limit, before); reason != Reason::none)
        return refuse(reason);

    const Quantity open = message.quantity;
    if (message.price == resting.price() && open <= before) {
        book.reduce(pool_, order, open);
        changeOpen(owner, side, open - before, message.price);
        return emit(message, EventKind::replaced, side, message.price, open, open);
    }
    const bool isChecked = needsLimits(book);
    if (isChecked)
        if (const Reason reason = checkLimits(book, message, side, OrderType::limit, owner, order);
            reason != Reason::none)
            return refuse(reason);
    if (!book.inAuction() && resting.isPostOnly() && crosses(book, side, message.price))
        return refuse(Reason::wouldCross);

    if (isChecked) risk_.accept(owner, message.timestamp);
    const Quantity display = resting.hasExtras() ? pool_.extras(order).display : 0;
    changeOpen(owner, side, -before, resting.price());
    book.unlink(pool_, order);
    emit(message, EventKind::replaced, side, message.price, open, open);
    execute(book,
            Taker{message.timestamp, message.id, message.symbol, owner, side, false, resting.isPostOnly(),
                  TimeInForce::gtc, message.price, display, order},
            open);
}

template <TradeSink Sink>
Reason MatchingEngine<Sink>::checkValues(const OrderBook& book, const OrderMessage& message, Side side, OrderType type,
                                         Quantity replaced) const noexcept {
    const Instrument& instrument = book.instrument();
    const bool isNew = message.action == Action::newOrder;
    const Quantity display = isNew ? message.displayQuantity : 0;
    if (message.quantity <= 0 || display < 0) return Reason::invalidQuantity;
    if (instrument.lotSize != 1 && (message.quantity % instrument.lotSize != 0 || display % instrument.lotSize != 0))
        return Reason::quantityNotOnLot;
    const bool hasLimit = type == OrderType::limit || type == OrderType::stopLimit;
    const bool hasStop = type >= OrderType::stop && (isNew || message.stopPrice != 0);
    if ((hasLimit && message.price <= 0) || (hasStop && message.stopPrice <= 0)) return Reason::invalidPrice;
    if (instrument.tickSize != 1 && ((hasLimit && message.price % instrument.tickSize != 0) ||
                                     (hasStop && message.stopPrice % instrument.tickSize != 0)))
        return Reason::priceNotOnTick;
    if ((hasLimit && message.price > maximumPrice) || (hasStop && message.stopPrice > maximumPrice))
        return Reason::overflow;
    const Quantity room = std::numeric_limits<Quantity>::max() - (book.total(side) - replaced);
    return message.quantity > room ? Reason::overflow : Reason::none;
}

template <TradeSink Sink>
void MatchingEngine<Sink>::reject(const OrderMessage& message, Reason reason) noexcept {
    if (message.action != Action::newOrder) {
        const bool isReplace = message.action == Action::replace;
        return emit(message, EventKind::rejected, Side::none, isReplace ? message.price : noPrice,
                    isReplace ? message.quantity : 0, 0, reason);
    }
    const bool hasLimit = message.type == OrderType::limit || message.type == OrderType::stopLimit;
    emit(message, EventKind::rejected, message.side, hasLimit ? message.price : noPrice, message.quantity, 0, reason);
}

}  // namespace alpha_engine
