#pragma once

// What an engine's whole state is checked by and told apart by: members of MatchingEngine that walk everything.

#include "alpha_engine/matching_engine.hpp"
#include "alpha_engine/state_hash.hpp"

namespace alpha_engine {

// Every live order of a book: buyers by price and time, sellers likewise, then those that sleep.
template <TradeSink Sink>
template <class Visit>
void MatchingEngine<Sink>::forEachOrder(SymbolIndex symbol, Visit&& visit) const noexcept {
    const auto walk = [&](const PriceLadder& ladder) noexcept {
        ladder.forEach([&](PriceLadder::Key, const PriceLevel& level) noexcept {
            for (std::uint32_t order = level.head; order != 0; order = pool_[order].next) visit(order);
            return true;
        });
    };
    const OrderBook& book = books_[symbol];
    for (const Side side : {Side::buy, Side::sell}) walk(book.ladder(side));
    if (book.hasSleepers())
        for (const Side side : {Side::buy, Side::sell}) walk(*book.sleeping(side));
}

template <TradeSink Sink>
bool MatchingEngine<Sink>::checkInvariants() const noexcept {
    std::size_t orders = 0;
    bool found = true;
    std::vector<Position> open(risk_.positions().size());
    std::vector<std::uint32_t> counts(risk_.accounts().size());
    for (SymbolIndex symbol = 0; symbol < books_.size(); ++symbol) {
        if (!books_[symbol].checkInvariants(pool_)) return false;
        forEachOrder(symbol, [&](std::uint32_t order) noexcept {
            ++orders;
            found = found && index_.find(symbol, pool_[order].id) == order;
            const std::uint32_t owner = ownerOf(order);
            if (owner == 0) return;
            open[owner - 1].open(pool_[order].side()) += pool_.openQuantity(order);
            open[owner - 1].openNotional += Wide{pool_.openQuantity(order)} * worthPrice(order);
            ++counts[risk_.positions()[owner - 1].accountSlot];
        });
    }
    for (std::size_t i = 0; i < open.size(); ++i) {
        const Position& position = risk_.positions()[i];
        if (open[i].openQuantities != position.openQuantities) return false;
        if (open[i].openNotional != position.openNotional) return false;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const AccountState& account = risk_.accounts()[i];
        if (counts[i] != account.openOrders || (account.isBlocked && account.openOrders != 0)) return false;
    }
    if (!risk_.checkInvariants()) return false;
    return found && orders == index_.count() && orders == pool_.live() && woken_.empty();
}

template <TradeSink Sink>
template <class HashOf>
std::uint64_t MatchingEngine<Sink>::stateHash(HashOf&& hashOf) const noexcept {
    std::uint64_t hash = mixHash(0xCBF29CE484222325ULL, tradeCount_);
    for (SymbolIndex symbol = 0; symbol < books_.size(); ++symbol) {
        const OrderBook& book = books_[symbol];
        hash = mixHash(hash, static_cast<std::uint64_t>(book.lastTradePrice()));
        hash = mixHash(hash, static_cast<std::uint64_t>(book.phase()));
        forEachOrder(symbol, [&](std::uint32_t order) noexcept {
            const RestingOrder& resting = pool_[order];
            hash = mixHash(mixHash(hash, symbol), hashOf(resting.id));
            hash = mixHash(mixHash(hash, resting.packed), static_cast<std::uint64_t>(resting.open));
            if (const std::uint32_t owner = ownerOf(order); owner != 0)
                hash = mixHash(hash, risk_.positions()[owner - 1].account);
            if (!resting.hasExtras()) return;
            const OrderExtras& extras = pool_.extras(order);
            hash = mixHash(mixHash(hash, static_cast<std::uint64_t>(extras.hidden)),
                           static_cast<std::uint64_t>(extras.display));
            hash = mixHash(mixHash(hash, static_cast<std::uint64_t>(extras.limit)), extras.arrival);
            hash = mixHash(hash, static_cast<std::uint64_t>(extras.timeInForce));
        });
    }
    return mixHash(hash, risk_.stateHash());
}

}  // namespace alpha_engine
