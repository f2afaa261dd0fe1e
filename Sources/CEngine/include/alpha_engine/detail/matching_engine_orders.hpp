#pragma once

// The life of an order in continuous trading: the members of MatchingEngine that handle new, cancel and replace.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::handle(const OrderMessage& message) noexcept {
    if (message.action >= Action::block) [[unlikely]]
        return setBlocked(message);
    if (message.symbol >= books_.size()) [[unlikely]]
        return reject(message, Reason::unknownSymbol);
    OrderBook& book = books_[message.symbol];
    if (message.action == Action::newOrder) {
        if (!enterPlain(book, message)) enter(book, message);
    } else if (message.action == Action::cancel) {
        cancel(book, message);
    } else if (message.action == Action::replace) {
        replace(book, message);
    } else if (message.action == Action::auction) {
        book.setPhase(TradingPhase::auction);
    } else {
        uncross(book, message);
    }
    if (!woken_.empty() || risk_.needsJudgement()) [[unlikely]]
        settle(book, message);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::process(const OrderMessage* messages, std::size_t count) noexcept {
    constexpr std::size_t far = 8;
    constexpr std::size_t near = 4;
    // What fits into the processor's second cache needs nothing but its id's slot.
    const bool isLarge = books_.size() > 16 || pool_.live() > 100'000;
    // One loop and one body: `handle` is large, and g++ takes a function that only prefetches for one without effect.
    for (std::size_t next = 0; next < count; ++next) {
        // First the places where a message's order is found, and its book's.
        const OrderMessage& later = messages[std::min(next + far, count - 1)];
        index_.prefetch(later.symbol, later.id);
        if (isLarge) {
            if (later.symbol < books_.size()) books_[later.symbol].prefetch();
            // Then the order itself, or the level at which a new one would rest.
            const OrderMessage& soon = messages[std::min(next + near, count - 1)];
            if (soon.action != Action::newOrder) {
                pool_.prefetch(index_.find(soon.symbol, soon.id));
            } else if (soon.symbol < books_.size()) {
                const Side side = soon.side == Side::sell ? Side::sell : Side::buy;
                books_[soon.symbol].ladder(side).prefetch(OrderBook::keyOf(side, soon.price));
            }
        }
        handle(messages[next]);
    }
}

// What most new orders are: limit orders good till canceled, of no account and under no limits, that meet nobody and
// rest. False for every other one, of which nothing was done: `enter` is for all.
template <TradeSink Sink>
ALPHA_ENGINE_INLINE bool MatchingEngine<Sink>::enterPlain(OrderBook& book, const OrderMessage& message) noexcept {
    const Side side = message.side;
    if (message.type != OrderType::limit || message.timeInForce != TimeInForce::gtc || side == Side::none) return false;
    if (message.account != 0 || needsLimits(book) || !isPlain(book, message, side, 0)) return false;
    if (crosses(book, side, message.price)) return false;
    index_.makeRoom();
    const OrderIndex::Place place = index_.locate(message.symbol, message.id);
    if (place.order != 0) [[unlikely]]
        return false;
    emit(message, EventKind::accepted, side, message.price, message.quantity, message.quantity);
    rest(book,
         Taker{message.timestamp, message.id, message.symbol, 0, side, false, false, TimeInForce::gtc, message.price, 0,
               0},
         place, message.quantity);
    return true;
}

template <TradeSink Sink>
ALPHA_ENGINE_NOINLINE void MatchingEngine<Sink>::enter(OrderBook& book, const OrderMessage& message) noexcept {
    const Side side = message.side;
    require(side != Side::none);
    if (message.type != OrderType::limit || !isPlain(book, message, side, 0)) [[unlikely]]
        if (const Reason reason = checkValues(book, message, side, message.type, 0); reason != Reason::none)
            return reject(message, reason);
    index_.makeRoom();
    const OrderIndex::Place place = index_.locate(message.symbol, message.id);
    if (place.order != 0) [[unlikely]]
        return reject(message, Reason::duplicateId);
    const bool isStop = message.type >= OrderType::stop;
    const bool isMarket = message.type == OrderType::market || message.type == OrderType::stop;
    if (book.inAuction() && (message.type == OrderType::market || message.timeInForce != TimeInForce::gtc))
        return reject(message, Reason::inAuction);
    std::uint32_t owner = 0;
    if (message.account != 0)
        owner = risk_.positionIndex(message.account, message.symbol, book.instrument().multiplier) + 1;
    const bool meets = !isStop && (isMarket || crosses(book, side, message.price));
    const bool isPostOnly = message.timeInForce == TimeInForce::post;
    if (needsLimits(book)) {
        const bool isPlain = message.type == OrderType::limit && !isPostOnly && owner != 0 && !book.hasLimits();
        if (!isPlain || !risk_.acceptPlain(owner, message, book.lastTradePrice())) {
            if (const Reason reason = checkLimits(book, message, side, message.type, owner, 0); reason != Reason::none)
                return reject(message, reason);
            if (isPostOnly && (isMarket || meets)) return reject(message, Reason::wouldCross);
            risk_.accept(owner, message.timestamp);
        }
    } else if (isPostOnly && (isMarket || meets)) {
        return reject(message, Reason::wouldCross);
    }
    emit(message, EventKind::accepted, side, isMarket ? noPrice : message.price, message.quantity, message.quantity);
    if (isStop) [[unlikely]]
        return sleep(book, message, owner);
    const auto taker = [&]() noexcept {
        return Taker{message.timestamp,
                     message.id,
                     message.symbol,
                     owner,
                     side,
                     isMarket,
                     isPostOnly,
                     message.timeInForce,
                     isMarket ? noPrice : message.price,
                     message.displayQuantity,
                     0};
    };
    // One condition for all of it: whether an order meets another one cannot be foreseen.
    const bool mayRest = message.timeInForce == TimeInForce::gtc || isPostOnly;
    const bool waits = book.inAuction();
    if (mayRest & (!meets | waits)) return rest(book, taker(), place, message.quantity);
    execute(book, taker(), message.quantity);
}

// Trades what an accepted, replaced or triggered order can trade now, and sees to what is left.
template <TradeSink Sink>
void MatchingEngine<Sink>::execute(OrderBook& book, const Taker& taker, Quantity quantity) noexcept {
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
    if (taker.order != 0) return restAgain(book, taker, quantity);
    index_.makeRoom();
    rest(book, taker, index_.locate(taker.symbol, taker.id), quantity);
}

// Puts what is left of a new order at the back of the queue at its price.
template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::rest(OrderBook& book, const Taker& taker, OrderIndex::Place place,
                                                    Quantity quantity) noexcept {
    const std::uint32_t order = pool_.allocate();
    pool_[order].id = taker.id;
    index_.insert(place, taker.symbol, taker.id, order);
    if (taker.owner != 0) {
        pool_.setOwner(order, taker.owner - 1);
        risk_.countOrder(taker.owner - 1, 1);
    }
    putIn(book, taker, order, quantity);
}

// Likewise an order that is live already, and in no queue.
template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::restAgain(OrderBook& book, const Taker& taker,
                                                         Quantity quantity) noexcept {
    if (pool_[taker.order].hasExtras()) [[unlikely]]
        pool_.dropExtras(taker.order);
    putIn(book, taker, taker.order, quantity);
}

template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::putIn(OrderBook& book, const Taker& taker, std::uint32_t order,
                                                     Quantity quantity) noexcept {
    RestingOrder& resting = pool_[order];
    resting.open = quantity;
    resting.packed = RestingOrder::pack(taker.price, taker.flags());
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
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::finish(OrderIndex::Place place) noexcept {
    if (pool_[place.order].hasAccount()) risk_.countOrder(pool_.owner(place.order), -1);
    index_.erase(place);
    pool_.release(place.order);
}

// Takes a resting or sleeping order out of the book for good.
template <TradeSink Sink>
void MatchingEngine<Sink>::remove(OrderBook& book, SymbolIndex symbol, OrderIndex::Place place,
                                  TimestampNanoseconds timestamp, Reason reason) noexcept {
    const std::uint32_t order = place.order;
    const Quantity open = pool_.openQuantity(order);
    const OrderId id = pool_[order].id;
    const Side side = pool_[order].side();
    const Price price = pool_.isSleeping(order) ? pool_.extras(order).limit : pool_[order].price();
    changeOpen(ownerOf(order), side, -open, worthPrice(order));
    book.unlink(pool_, order);
    finish(place);
    emit(timestamp, symbol, id, EventKind::canceled, side, price, open, 0, reason);
}

template <TradeSink Sink>
ALPHA_ENGINE_INLINE void MatchingEngine<Sink>::cancel(OrderBook& book, const OrderMessage& message) noexcept {
    const OrderIndex::Place place = index_.locate(message.symbol, message.id);
    if (place.order == 0) [[unlikely]]
        return reject(message, Reason::unknownOrder);
    const RestingOrder& resting = pool_[place.order];
    if (resting.hasAccount() || resting.hasExtras())
        return remove(book, message.symbol, place, message.timestamp, Reason::byUser);
    // The same for the order that most are.
    const Quantity open = resting.open;
    const Price price = resting.price();
    const Side side = resting.side();
    book.unlink(pool_, place.order);
    finish(place);
    emit(message, EventKind::canceled, side, price, open, 0, Reason::byUser);
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
    if (!isPlain(book, message, side, before)) [[unlikely]]
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
    const Taker taker{message.timestamp,    message.id,       message.symbol, owner,   side, false,
                      resting.isPostOnly(), TimeInForce::gtc, message.price,  display, order};
    if (book.inAuction() || !crosses(book, side, message.price)) return restAgain(book, taker, open);
    execute(book, taker, open);
}

// Whether nothing can be wrong with the values of a limit order, new or replaced: most are so, and `checkValues` is for
// the others.
template <TradeSink Sink>
ALPHA_ENGINE_INLINE bool MatchingEngine<Sink>::isPlain(const OrderBook& book, const OrderMessage& message, Side side,
                                                       Quantity replaced) noexcept {
    const Quantity room = std::numeric_limits<Quantity>::max() - (book.total(side) - replaced);
    return book.takesAnyStep() && message.displayQuantity == 0 && message.quantity > 0 && message.quantity <= room &&
           message.price > 0 && message.price <= maximumPrice;
}

template <TradeSink Sink>
ALPHA_ENGINE_NOINLINE Reason MatchingEngine<Sink>::checkValues(const OrderBook& book, const OrderMessage& message,
                                                               Side side, OrderType type,
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
