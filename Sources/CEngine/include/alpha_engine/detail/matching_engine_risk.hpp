#pragma once

// What the engine asks its risk checks, and what they make it do: cancel all that an account has open.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
ALPHA_ENGINE_NOINLINE Reason MatchingEngine<Sink>::checkLimits(const OrderBook& book, const OrderMessage& message,
                                                               Side side, OrderType type, std::uint32_t owner,
                                                               std::uint32_t replaced) noexcept {
    RiskRequest request;
    request.timestamp = message.timestamp;
    request.side = side;
    request.isNew = message.action == Action::newOrder;
    request.quantity = message.quantity;
    request.price = message.price;
    if (type == OrderType::market) request.price = book.worstPrice(pool_, opposite(side), message.quantity);
    if (type == OrderType::stop) request.price = message.stopPrice != 0 ? message.stopPrice : pool_[replaced].price();
    if (replaced != 0) {
        request.replacedOpen = pool_.openQuantity(replaced);
        request.replacedPrice = worthPrice(replaced);
    }
    if (type != OrderType::stop)
        request.twiceReference = book.lastTradePrice() != noPrice ? book.lastTradePrice() * 2 : book.top().twiceMid();
    return risk_.check(book.instrument(), owner, request);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::setBlocked(const OrderMessage& message) noexcept {
    if (message.account == 0) return;
    const bool isBlocked = message.action == Action::block;
    if (!risk_.setBlocked(message.account, isBlocked) || !isBlocked) return;
    cancelAll(message.account, message.timestamp);
}

// Stops the accounts that have lost too much.
template <TradeSink Sink>
void MatchingEngine<Sink>::stopLosses(const OrderMessage& message) noexcept {
    if (!risk_.needsJudgement()) return;
    risk_.judge(message.symbol, message.timestamp);
    for (const AccountIndex account : risk_.overLoss())
        if (risk_.setBlocked(account, true)) cancelAll(account, message.timestamp);
}

// Cancels what an account has live: by symbol, then buyers by price and time, sellers likewise, sleeping orders, and
// those that were woken and have not entered yet.
template <TradeSink Sink>
void MatchingEngine<Sink>::cancelAll(AccountIndex account, TimestampNanoseconds timestamp) noexcept {
    for (SymbolIndex symbol = 0; symbol < books_.size(); ++symbol) {
        const Position position = risk_.find(account, symbol);
        if (position.open(Side::buy) == 0 && position.open(Side::sell) == 0) continue;
        scratch_.clear();
        forEachOrder(symbol, [&](std::uint32_t order) noexcept {
            if (pool_[order].hasAccount() && risk_.position(pool_.owner(order)).account == account)
                scratch_.push_back(order);
        });
        for (const std::uint32_t order : scratch_)
            remove(books_[symbol], symbol, index_.locate(symbol, pool_[order].id), timestamp, Reason::risk);
        for (std::uint32_t& order : woken_) {
            if (order == 0 || !pool_[order].hasAccount()) continue;
            const Position& owner = risk_.position(pool_.owner(order));
            if (owner.account != account || owner.symbol != symbol) continue;
            const RestingOrder resting = pool_[order];
            const Price limit = pool_.extras(order).limit;
            changeOpen(ownerOf(order), resting.side(), -resting.open, worthPrice(order));
            finish(symbol, order);
            emit(timestamp, symbol, resting.id, EventKind::canceled, resting.side(), limit, resting.open, 0,
                 Reason::risk);
            order = 0;
        }
    }
}

}  // namespace alpha_engine
