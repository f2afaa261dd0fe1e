#pragma once

// How an order trades with those that rest: the matching loop, self-trade prevention, icebergs.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
Quantity MatchingEngine<Sink>::match(OrderBook& book, const Taker& taker, PriceLadder::Key worstKey,
                                     Quantity quantity) noexcept {
    const Side makerSide = opposite(taker.side);
    PriceLadder& ladder = book.ladder(makerSide);
    while (quantity > 0 && ladder.bestKey() >= worstKey) {
        const PriceLadder::Key key = ladder.bestKey();
        const Price price = OrderBook::priceOf(makerSide, key);
        PriceLevel& level = ladder.best();
        const std::uint64_t tradesBefore = tradeCount_;
        Quantity total = 0;
        std::uint32_t head = level.head;
        do {
            RestingOrder& maker = pool_[head];
            if (maker.hasAccount() && isOwn(taker, head)) [[unlikely]] {
                quantity = preventSelfTrade(book, taker, level, head, quantity);
                continue;
            }
            const Quantity traded = std::min(quantity, maker.open);
            quantity -= traded;
            maker.open -= traded;
            total += traded;
            sink_.trade(
                Trade{taker.timestamp, ++tradeCount_, taker.id, maker.id, price, traded, taker.symbol, taker.side});
            emit(taker.timestamp, taker.symbol, taker.id, EventKind::traded, taker.side, price, traded, quantity);
            emit(taker.timestamp, taker.symbol, maker.id, EventKind::traded, makerSide, price, traded,
                 maker.hasExtras() ? pool_.openQuantity(head) : maker.open);
            changeNet(taker.owner, taker.side, traded, price);
            if (maker.hasAccount()) {
                const std::uint32_t owner = pool_.owner(head);
                risk_.changeNet(owner, makerSide, traded, price);
                risk_.changeOpen(owner, makerSide, -traded, price);
            }
            if (maker.open == 0) {
                const std::uint32_t next = maker.next;
                if (maker.hasExtras() && nextPart(book, level, head)) [[unlikely]] {
                    if (next != 0) head = next;
                    continue;
                }
                finish(taker.symbol, head);
                head = next;
            }
        } while (quantity > 0 && head != 0);
        level.head = head;
        level.total -= total;
        book.total(makerSide) -= total;
        if (head == 0) {
            level.tail = 0;
            ladder.vacate(key);
        } else {
            pool_[head].previous = 0;
        }
        if (tradeCount_ != tradesBefore) {
            book.setLastTradePrice(price);
            risk_.setLastTradePrice(taker.symbol, price);
            if (book.hasSleepers()) [[unlikely]]
                wake(book, price);
        }
    }
    return quantity;
}

// The shown part of an iceberg at the head of its level is used up: the next one goes to the back. False when there is
// none.
template <TradeSink Sink>
bool MatchingEngine<Sink>::nextPart(OrderBook& book, PriceLevel& level, std::uint32_t order) noexcept {
    if (!OrderBook::refill(pool_, order)) {
        book.forgetIceberg();
        return false;
    }
    level.total += pool_[order].open;
    if (pool_[order].next == 0) return true;
    pool_[level.tail].next = order;
    pool_[order].previous = level.tail;
    pool_[order].next = 0;
    level.tail = order;
    return true;
}

// The order at the head belongs to the taker's account: they do not trade. What is left of the taker.
template <TradeSink Sink>
Quantity MatchingEngine<Sink>::preventSelfTrade(OrderBook& book, const Taker& taker, PriceLevel& level,
                                                std::uint32_t& head, Quantity quantity) noexcept {
    const std::uint32_t order = head;
    const RestingOrder maker = pool_[order];
    const Quantity open = pool_.openQuantity(order);
    const bool isDecrement = selfTradePrevention_ == SelfTradePrevention::decrement;
    const Quantity less = std::min(quantity, maker.open);
    const bool endsTaker = selfTradePrevention_ != SelfTradePrevention::cancelOldest;
    const bool endsMaker = selfTradePrevention_ != SelfTradePrevention::cancelNewest;
    if (endsTaker) {
        const Quantity gone = isDecrement ? less : quantity;
        quantity -= gone;
        emit(taker.timestamp, taker.symbol, taker.id, EventKind::canceled, taker.side, taker.price, gone, quantity,
             Reason::selfTrade);
    }
    if (!endsMaker) return quantity;
    const Quantity gone = isDecrement ? less : open;
    emit(taker.timestamp, taker.symbol, maker.id, EventKind::canceled, maker.side(), maker.price(), gone, open - gone,
         Reason::selfTrade);
    changeOpen(taker.owner, maker.side(), -gone, maker.price());
    book.total(maker.side()) -= gone;
    level.total -= isDecrement ? less : maker.open;
    if (isDecrement) {
        pool_[order].open -= less;
        if (pool_[order].open > 0) return quantity;
        if (maker.hasExtras() && nextPart(book, level, order)) {
            if (maker.next != 0) head = maker.next;
            return quantity;
        }
    } else if (maker.hasExtras()) {
        book.forgetIceberg();
    }
    head = maker.next;
    finish(taker.symbol, order);
    return quantity;
}

// Whether an order would trade its whole quantity at once, its own account's orders in the way considered.
template <TradeSink Sink>
bool MatchingEngine<Sink>::canFill(const OrderBook& book, const Taker& taker, PriceLadder::Key worstKey,
                                   Quantity quantity) noexcept {
    const Side makerSide = opposite(taker.side);
    if (selfTradePrevention_ == SelfTradePrevention::none || taker.owner == 0)
        return book.available(pool_, makerSide, worstKey, quantity) >= quantity;
    const bool passesOwn = selfTradePrevention_ == SelfTradePrevention::cancelOldest;
    bool isEnded = false;
    Quantity sum = 0;
    book.ladder(makerSide).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        if (key < worstKey) return false;
        // Behind an own order that ends it the taker reaches nothing, and before it only what is shown.
        Quantity shown = 0;
        Quantity all = 0;
        for (std::uint32_t order = level.head; order != 0 && !isEnded; order = pool_[order].next) {
            if (!isOwn(taker, order)) {
                shown += pool_[order].open;
                all += pool_.openQuantity(order);
            } else {
                isEnded = !passesOwn;
            }
        }
        sum += isEnded ? shown : all;
        return !isEnded && sum < quantity;
    });
    return sum >= quantity;
}

}  // namespace alpha_engine
