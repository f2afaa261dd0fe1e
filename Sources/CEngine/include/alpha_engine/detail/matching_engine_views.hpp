#pragma once

// What an engine's whole state is checked by and told apart by: members of MatchingEngine that walk everything.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
template <class Visit>
void MatchingEngine<Sink>::forEachOrder(Visit&& visit) const noexcept {
    for (SymbolIndex symbol = 0; symbol < books_.size(); ++symbol)
        for (const Side side : {Side::buy, Side::sell})
            books_[symbol].ladder(side).forEach([&](PriceLadder::Key, const PriceLevel& level) noexcept {
                for (std::uint32_t order = level.head; order != 0; order = pool_[order].next) visit(symbol, order);
                return true;
            });
}

template <TradeSink Sink>
bool MatchingEngine<Sink>::checkInvariants() const noexcept {
    for (const OrderBook& book : books_)
        if (!book.checkInvariants(pool_)) return false;
    std::size_t orders = 0;
    bool found = true;
    std::vector<Position> open(risk_.positions().size());
    forEachOrder([&](SymbolIndex symbol, std::uint32_t order) noexcept {
        ++orders;
        found = found && index_.find(symbol, pool_[order].id) == order;
        if (const std::uint32_t owner = ownerOf(order); owner != 0)
            open[owner - 1].open(pool_[order].side()) += pool_[order].open;
    });
    for (std::size_t i = 0; i < open.size(); ++i) {
        const Position& position = risk_.positions()[i];
        if (open[i].openBuy != position.openBuy || open[i].openSell != position.openSell) return false;
    }
    return found && orders == index_.count() && orders == pool_.live();
}

template <TradeSink Sink>
std::uint64_t MatchingEngine<Sink>::stateHash() const noexcept {
    const auto mix = [](std::uint64_t hash, std::uint64_t value) noexcept {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
        return hash ^ (hash >> 29);
    };
    std::uint64_t hash = mix(0xCBF29CE484222325ULL, tradeCount_);
    for (const OrderBook& book : books_) {
        hash = mix(hash, static_cast<std::uint64_t>(book.lastTradePrice()));
        hash = mix(hash, book.inAuction() ? 1 : 0);
    }
    forEachOrder([&](SymbolIndex symbol, std::uint32_t order) noexcept {
        const RestingOrder& resting = pool_[order];
        hash = mix(mix(hash, symbol), resting.id);
        hash = mix(mix(hash, resting.packed), static_cast<std::uint64_t>(resting.open));
        if (const std::uint32_t owner = ownerOf(order); owner != 0)
            hash = mix(hash, risk_.positions()[owner - 1].account);
    });
    // Positions add up in any order: one that was only looked at, and is zero, changes nothing.
    std::uint64_t positions = 0;
    for (const Position& position : risk_.positions())
        if (position.net != 0) {
            const std::uint64_t owner = (std::uint64_t{position.account} << 32) | position.symbol;
            const std::uint64_t low = static_cast<std::uint64_t>(position.net);
            positions += mix(mix(owner, low), static_cast<std::uint64_t>(position.net >> 64));
        }
    return mix(hash, positions);
}

}  // namespace alpha_engine
