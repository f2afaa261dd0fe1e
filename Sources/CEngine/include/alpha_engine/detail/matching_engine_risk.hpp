#pragma once

// What the engine asks its risk checks, and what they make it do: cancel all that an account has open.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
Reason MatchingEngine<Sink>::checkLimits(const OrderBook& book, const OrderMessage& message, Side side, OrderType type,
                                         std::uint32_t owner, std::uint32_t replaced) const noexcept {
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
    const TopOfBook top = book.top();
    if (type != OrderType::stop) {
        request.hasReference = book.lastTradePrice() != noPrice || top.twiceMid() != noPrice;
        request.twiceReference =
            book.lastTradePrice() != noPrice ? Wide{book.lastTradePrice()} * 2 : Wide{top.bid} + top.ask;
    }
    return risk_.check(book.instrument(), owner, request);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::setBlocked(const OrderMessage& message) noexcept {
    if (message.account == 0) return;
    const bool isBlocked = message.action == Action::block;
    if (!risk_.setBlocked(message.account, isBlocked) || !isBlocked) return;
    cancelAll(message.account, message.timestamp);
    risk_.value(static_cast<SymbolIndex>(books_.size()), noPrice, message.timestamp);
}

// Values positions at the symbol's last trade, and stops the accounts that have lost too much.
template <TradeSink Sink>
void MatchingEngine<Sink>::stopLosses(const OrderBook& book, const OrderMessage& message) noexcept {
    if (!risk_.needsValuing(message.symbol, book.lastTradePrice())) return;
    risk_.value(message.symbol, book.lastTradePrice(), message.timestamp);
    if (risk_.overLoss().empty()) [[likely]]
        return;
    for (const AccountIndex account : risk_.overLoss())
        if (risk_.setBlocked(account, true)) cancelAll(account, message.timestamp);
    // What was canceled is worth nothing any more; no price has moved.
    risk_.value(message.symbol, book.lastTradePrice(), message.timestamp);
}

// Cancels what an account has live: by symbol, then buyers by price and time, sellers likewise, sleeping orders, and
// those that were woken and have not entered yet.
template <TradeSink Sink>
void MatchingEngine<Sink>::cancelAll(AccountIndex account, TimestampNanoseconds timestamp) noexcept {
    for (SymbolIndex symbol = 0; symbol < books_.size(); ++symbol) {
        const Position position = risk_.find(account, symbol);
        if (position.openBuy == 0 && position.openSell == 0) continue;
        scratch_.clear();
        forEachOrder(symbol, [&](std::uint32_t order) noexcept {
            if (pool_[order].hasAccount() && risk_.position(pool_.owner(order)).account == account)
                scratch_.push_back(order);
        });
        for (const std::uint32_t order : scratch_) remove(books_[symbol], symbol, order, timestamp, Reason::risk);
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
