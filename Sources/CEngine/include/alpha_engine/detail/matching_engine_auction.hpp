#pragma once

// The end of a call auction: the member of MatchingEngine that handles UNCROSS.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
void MatchingEngine<Sink>::uncross(OrderBook& book, const OrderMessage& message) noexcept {
    if (!book.inAuction()) return;
    book.setPhase(TradingPhase::continuous);

    // Only levels that some order of the other side could meet are candidates.
    const auto collect = [&book, this](Side side, std::vector<DepthLevel>& levels) noexcept {
        const PriceLadder::Key other = book.ladder(opposite(side)).bestKey();
        levels.clear();
        if (other == PriceLadder::noKey) return;
        book.ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
            if (key < -other) return false;
            levels.push_back(DepthLevel{OrderBook::priceOf(side, key), book.openAt(pool_, level)});
            return true;
        });
    };
    collect(Side::buy, auctionBids_);
    collect(Side::sell, auctionAsks_);
    const AuctionResult result = auctionPrice(auctionBids_.data(), auctionBids_.size(), auctionAsks_.data(),
                                              auctionAsks_.size(), book.lastTradePrice());
    if (result.volume == 0) return;

    if (needsLimits(book)) risk_.accept(0, message.timestamp);
    Quantity volume = result.volume;
    while (volume > 0) {
        const RestingOrder& buy = pool_[book.ladder(Side::buy).best().head];
        const RestingOrder& sell = pool_[book.ladder(Side::sell).best().head];
        const Quantity traded = std::min({volume, buy.open, sell.open});
        volume -= traded;
        sink_.trade(
            Trade{message.timestamp, ++tradeCount_, buy.id, sell.id, result.price, traded, message.symbol, Side::none});
        emit(message.timestamp, message.symbol, buy.id, EventKind::traded, Side::buy, result.price, traded,
             pool_.openQuantity(book.ladder(Side::buy).best().head) - traded);
        emit(message.timestamp, message.symbol, sell.id, EventKind::traded, Side::sell, result.price, traded,
             pool_.openQuantity(book.ladder(Side::sell).best().head) - traded);
        fillBest(book, Side::buy, message.symbol, result.price, traded);
        fillBest(book, Side::sell, message.symbol, result.price, traded);
    }
    book.setLastTradePrice(result.price);
    risk_.setLastTradePrice(message.symbol, result.price);
    if (book.hasSleepers()) wake(book, result.price);
}

// The first order of a side trades; an iceberg's next part goes to the back of its level.
template <TradeSink Sink>
void MatchingEngine<Sink>::fillBest(OrderBook& book, Side side, SymbolIndex symbol, Price price,
                                    Quantity traded) noexcept {
    PriceLadder& ladder = book.ladder(side);
    PriceLevel& level = ladder.best();
    const std::uint32_t order = level.head;
    const std::uint32_t owner = ownerOf(order);
    changeNet(owner, side, traded, price);
    changeOpen(owner, side, -traded, pool_[order].price());
    pool_[order].open -= traded;
    level.total -= traded;
    book.total(side) -= traded;
    if (pool_[order].open > 0) return;
    const std::uint32_t next = pool_[order].next;
    const bool isAlone = next == 0;
    if (pool_[order].hasExtras() && nextPart(book, level, order)) {
        if (isAlone) return;
    } else {
        finish(symbol, order);
    }
    level.head = next;
    if (next != 0) {
        pool_[next].previous = 0;
    } else {
        level.tail = 0;
        ladder.vacate(ladder.bestKey());
    }
}

}  // namespace alpha_engine
