#pragma once

// The end of a call auction: the member of MatchingEngine that handles UNCROSS.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
void MatchingEngine<Sink>::uncross(OrderBook& book, const OrderMessage& message) noexcept {
    if (!book.inAuction()) return;
    book.setInAuction(false);

    // Only levels that some order of the other side could meet are candidates.
    const auto collect = [&book](Side side, std::vector<DepthLevel>& levels) noexcept {
        const PriceLadder::Key other = book.ladder(opposite(side)).bestKey();
        levels.clear();
        if (other == PriceLadder::noKey) return;
        book.ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
            if (key < -other) return false;
            levels.push_back(DepthLevel{OrderBook::priceOf(side, key), level.total});
            return true;
        });
    };
    collect(Side::buy, auctionBids_);
    collect(Side::sell, auctionAsks_);
    const AuctionResult result = auctionPrice(auctionBids_.data(), auctionBids_.size(), auctionAsks_.data(),
                                              auctionAsks_.size(), book.lastTradePrice());
    if (result.volume == 0) return;

    Quantity volume = result.volume;
    while (volume > 0) {
        const RestingOrder& buy = pool_[book.ladder(Side::buy).best().head];
        const RestingOrder& sell = pool_[book.ladder(Side::sell).best().head];
        const Quantity traded = std::min({volume, buy.open, sell.open});
        volume -= traded;
        sink_.trade(
            Trade{message.timestamp, ++tradeCount_, buy.id, sell.id, result.price, traded, message.symbol, Side::none});
        emit(message.timestamp, message.symbol, buy.id, EventKind::traded, Side::buy, result.price, traded,
             buy.open - traded);
        emit(message.timestamp, message.symbol, sell.id, EventKind::traded, Side::sell, result.price, traded,
             sell.open - traded);
        fillBest(book, Side::buy, message.symbol, traded);
        fillBest(book, Side::sell, message.symbol, traded);
    }
    book.setLastTradePrice(result.price);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::fillBest(OrderBook& book, Side side, SymbolIndex symbol, Quantity traded) noexcept {
    const std::uint32_t order = book.ladder(side).best().head;
    const std::uint32_t owner = ownerOf(order);
    changeNet(owner, side, traded);
    changeOpen(owner, side, -traded);
    const Quantity left = pool_[order].open - traded;
    if (left > 0) return book.reduce(pool_, order, left);
    book.unlink(pool_, order);
    index_.erase(symbol, pool_[order].id);
    pool_.release(order);
}

}  // namespace alpha_engine
