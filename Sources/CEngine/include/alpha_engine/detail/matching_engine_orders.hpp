#pragma once

// The life of an order in continuous trading: the members of MatchingEngine that handle new, cancel and replace.

#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

template <TradeSink Sink>
void MatchingEngine<Sink>::enter(OrderBook& book, const OrderMessage& message) noexcept {
    const Side side = message.side;
    require(side != Side::none);
    const bool isMarket = message.type == OrderType::market;
    if (const Reason reason = checkValues(book, message, side, 0); reason != Reason::none)
        return reject(message, reason);
    if (index_.find(message.symbol, message.id) != 0) return reject(message, Reason::duplicateId);
    if (book.inAuction() && (isMarket || message.timeInForce != TimeInForce::gtc))
        return reject(message, Reason::inAuction);
    std::uint32_t owner = 0;
    if (message.account != 0) owner = risk_.positionIndex(message.account, message.symbol) + 1;
    if (risk_.anyLimits())
        if (const Reason reason = checkLimits(book, message, side, message.account, owner, 0); reason != Reason::none)
            return reject(message, reason);
    const bool isPostOnly = message.timeInForce == TimeInForce::post;
    if (isPostOnly && (isMarket || crosses(book, side, message.price))) return reject(message, Reason::wouldCross);

    const Price price = isMarket ? noPrice : message.price;
    emit(message, EventKind::accepted, side, price, message.quantity, message.quantity);
    Quantity open = message.quantity;
    if (!book.inAuction()) {
        const PriceLadder::Key worst = isMarket ? anyKey : OrderBook::keyOf(opposite(side), message.price);
        if (message.timeInForce == TimeInForce::fok && book.available(opposite(side), worst, open) < open)
            return emit(message, EventKind::canceled, side, price, open, 0, Reason::fokUnfilled);
        open = match(book, Taker{message.timestamp, message.id, message.symbol, owner, side}, worst, open);
        if (open == 0) return;
        if (isMarket) return emit(message, EventKind::canceled, side, price, open, 0, Reason::noLiquidity);
        if (message.timeInForce == TimeInForce::ioc)
            return emit(message, EventKind::canceled, side, price, open, 0, Reason::iocRest);
    }

    const std::uint64_t flags = (side == Side::sell ? RestingOrder::sellFlag : 0) |
                                (isPostOnly ? RestingOrder::postOnlyFlag : 0) |
                                (owner != 0 ? RestingOrder::accountFlag : 0);
    const std::uint32_t order = pool_.allocate();
    RestingOrder& resting = pool_[order];
    resting.id = message.id;
    resting.open = open;
    resting.packed = RestingOrder::pack(price, flags);
    if (owner != 0) {
        pool_.setOwner(order, owner - 1);
        changeOpen(owner, side, open);
    }
    book.link(pool_, order);
    index_.insert(message.symbol, message.id, order);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::cancel(OrderBook& book, const OrderMessage& message) noexcept {
    const std::uint32_t order = index_.find(message.symbol, message.id);
    if (order == 0) [[unlikely]]
        return reject(message, Reason::unknownOrder);
    const RestingOrder resting = pool_[order];
    changeOpen(ownerOf(order), resting.side(), -resting.open);
    book.unlink(pool_, order);
    index_.erase(message.symbol, message.id);
    pool_.release(order);
    emit(message, EventKind::canceled, resting.side(), resting.price(), resting.open, 0, Reason::byUser);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::replace(OrderBook& book, const OrderMessage& message) noexcept {
    const std::uint32_t order = index_.find(message.symbol, message.id);
    if (order == 0) [[unlikely]]
        return reject(message, Reason::unknownOrder);
    if (message.quantity == 0) return cancel(book, message);
    const Side side = pool_[order].side();
    const Quantity before = pool_[order].open;
    const std::uint32_t owner = ownerOf(order);
    const auto refuse = [&](Reason reason) noexcept {
        emit(message, EventKind::rejected, side, message.price, message.quantity, before, reason);
    };
    if (const Reason reason = checkValues(book, message, side, before); reason != Reason::none) return refuse(reason);

    const Quantity open = message.quantity;
    if (message.price == pool_[order].price() && open <= before) {
        book.reduce(pool_, order, open);
        changeOpen(owner, side, open - before);
        return emit(message, EventKind::replaced, side, message.price, open, open);
    }
    if (risk_.anyLimits()) {
        const AccountIndex account = owner == 0 ? 0 : risk_.position(owner - 1).account;
        if (const Reason reason = checkLimits(book, message, side, account, owner, before); reason != Reason::none)
            return refuse(reason);
    }
    const bool mayTrade = !book.inAuction();
    if (mayTrade && pool_[order].isPostOnly() && crosses(book, side, message.price)) return refuse(Reason::wouldCross);

    book.unlink(pool_, order);
    changeOpen(owner, side, -before);
    emit(message, EventKind::replaced, side, message.price, open, open);
    Quantity left = open;
    if (mayTrade)
        left = match(book, Taker{message.timestamp, message.id, message.symbol, owner, side},
                     OrderBook::keyOf(opposite(side), message.price), open);
    if (left == 0) {
        index_.erase(message.symbol, message.id);
        return pool_.release(order);
    }
    RestingOrder& resting = pool_[order];
    resting.open = left;
    resting.packed = RestingOrder::pack(message.price, resting.flags());
    changeOpen(owner, side, left);
    book.link(pool_, order);
}

template <TradeSink Sink>
Quantity MatchingEngine<Sink>::match(OrderBook& book, const Taker& taker, PriceLadder::Key worstKey,
                                     Quantity quantity) noexcept {
    const Side makerSide = opposite(taker.side);
    PriceLadder& ladder = book.ladder(makerSide);
    while (ladder.bestKey() >= worstKey) {
        const PriceLadder::Key key = ladder.bestKey();
        const Price price = OrderBook::priceOf(makerSide, key);
        PriceLevel& level = ladder.best();
        const Quantity before = quantity;
        std::uint32_t head = level.head;
        do {
            RestingOrder& maker = pool_[head];
            const Quantity traded = std::min(quantity, maker.open);
            quantity -= traded;
            maker.open -= traded;
            sink_.trade(
                Trade{taker.timestamp, ++tradeCount_, taker.id, maker.id, price, traded, taker.symbol, taker.side});
            emit(taker.timestamp, taker.symbol, taker.id, EventKind::traded, taker.side, price, traded, quantity);
            emit(taker.timestamp, taker.symbol, maker.id, EventKind::traded, makerSide, price, traded, maker.open);
            changeNet(taker.owner, taker.side, traded);
            if (maker.hasAccount()) {
                const std::uint32_t owner = pool_.owner(head) + 1;
                changeNet(owner, makerSide, traded);
                changeOpen(owner, makerSide, -traded);
            }
            if (maker.open == 0) {
                const std::uint32_t next = maker.next;
                index_.erase(taker.symbol, maker.id);
                pool_.release(head);
                head = next;
            }
        } while (quantity > 0 && head != 0);
        level.head = head;
        level.total -= before - quantity;
        book.total(makerSide) -= before - quantity;
        book.setLastTradePrice(price);
        if (head == 0) {
            level.tail = 0;
            ladder.vacate(key);
        } else {
            pool_[head].previous = 0;
        }
        if (quantity == 0) break;
    }
    return quantity;
}

template <TradeSink Sink>
Reason MatchingEngine<Sink>::checkValues(const OrderBook& book, const OrderMessage& message, Side side,
                                         Quantity replaced) const noexcept {
    const Instrument& instrument = book.instrument();
    if (message.quantity <= 0) return Reason::invalidQuantity;
    if (instrument.lotSize != 1 && message.quantity % instrument.lotSize != 0) return Reason::quantityNotOnLot;
    if (message.action == Action::replace || message.type == OrderType::limit) {
        if (message.price <= 0) return Reason::invalidPrice;
        if (instrument.tickSize != 1 && message.price % instrument.tickSize != 0) return Reason::priceNotOnTick;
        if (message.price > maximumPrice) return Reason::overflow;
    }
    const Quantity room = std::numeric_limits<Quantity>::max() - (book.total(side) - replaced);
    return message.quantity > room ? Reason::overflow : Reason::none;
}

template <TradeSink Sink>
Reason MatchingEngine<Sink>::checkLimits(const OrderBook& book, const OrderMessage& message, Side side,
                                         AccountIndex account, std::uint32_t owner, Quantity replaced) noexcept {
    const RiskLimits& limits = risk_.limits(account);
    if (!limits.any()) return Reason::none;
    Price worst = message.price;
    if (message.action == Action::newOrder && message.type == OrderType::market) {
        worst = noPrice;
        if (limits.maxOrderNotional != RiskLimits::unlimited) worst = book.worstPrice(opposite(side), message.quantity);
    }
    const Position* position = owner == 0 ? nullptr : &risk_.position(owner - 1);
    return risk_.check(limits, side, worst, message.quantity, position, replaced);
}

template <TradeSink Sink>
void MatchingEngine<Sink>::reject(const OrderMessage& message, Reason reason) noexcept {
    if (message.action != Action::newOrder) {
        const bool isReplace = message.action == Action::replace;
        return emit(message, EventKind::rejected, Side::none, isReplace ? message.price : noPrice,
                    isReplace ? message.quantity : 0, 0, reason);
    }
    const Price price = message.type == OrderType::market ? noPrice : message.price;
    emit(message, EventKind::rejected, message.side, price, message.quantity, 0, reason);
}

}  // namespace alpha_engine
