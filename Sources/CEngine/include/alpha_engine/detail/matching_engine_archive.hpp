#pragma once

// A whole engine as bytes and back: what snapshots are made of.
//
// Orders are written as they stand, book by book, side by side, level by level, each queue from its head; read back one
// after the other they stand as they stood. Where they lay in memory is forgotten.

#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine {

namespace detail {

/// The version of the bytes that `MatchingEngine::save` writes.
inline constexpr std::uint8_t engineArchiveVersion = 2;

inline void save(const Instrument& instrument, ByteWriter& writer) noexcept {
    for (const std::int64_t value :
         {instrument.tickSize, instrument.lotSize, instrument.multiplier, instrument.maxOrderQuantity,
          instrument.maxOrderNotional, instrument.priceCollarBasisPoints})
        writer.putI64(value);
}

inline bool takesSame(ByteReader& reader, const Instrument& instrument) noexcept {
    bool isSame = true;
    for (const std::int64_t value :
         {instrument.tickSize, instrument.lotSize, instrument.multiplier, instrument.maxOrderQuantity,
          instrument.maxOrderNotional, instrument.priceCollarBasisPoints})
        isSame = reader.takeI64() == value && isSame;
    return isSame;
}

inline Price takePrice(ByteReader& reader) noexcept {
    const std::uint64_t price = reader.takeVarint(maximumPrice);
    if (price == 0) reader.fail();
    return static_cast<Price>(price);
}
inline Quantity takeQuantity(ByteReader& reader) noexcept {
    return static_cast<Quantity>(reader.takeVarint(static_cast<std::uint64_t>(unlimited)));
}

}  // namespace detail

template <TradeSink Sink>
template <class Visit>
void MatchingEngine<Sink>::forEachLiveOrder(Visit&& visit) const noexcept {
    for (SymbolIndex symbol = 0; symbol < books_.size(); ++symbol)
        forEachOrder(symbol, [&](std::uint32_t order) noexcept { visit(symbol, OrderId{pool_[order].id}); });
}

template <TradeSink Sink>
void MatchingEngine<Sink>::save(ByteWriter& writer) const noexcept {
    writer.putU8(detail::engineArchiveVersion);
    writer.putU8(static_cast<std::uint8_t>(selfTradePrevention_));
    writer.putU64(tradeCount_);
    writer.putU64(eventCount_);
    writer.putU64(arrivals_);
    writer.putVarint(books_.size());
    risk_.save(writer);
    for (SymbolIndex symbol = 0; symbol < books_.size(); ++symbol) {
        const OrderBook& book = books_[symbol];
        detail::save(book.instrument(), writer);
        writer.putI64(book.lastTradePrice());
        writer.putU8(static_cast<std::uint8_t>(book.phase()));
        writer.putBool(book.hasSleepers());
        std::uint64_t count = 0;
        forEachOrder(symbol, [&](std::uint32_t) noexcept { ++count; });
        writer.putVarint(count);
        forEachOrder(symbol, [&](std::uint32_t order) noexcept { saveOrder(writer, order); });
    }
}

template <TradeSink Sink>
void MatchingEngine<Sink>::saveOrder(ByteWriter& writer, std::uint32_t order) const noexcept {
    const RestingOrder& resting = pool_[order];
    writer.putU8(static_cast<std::uint8_t>(resting.flags() | (pool_.isSleeping(order) ? 16U : 0U)));
    writer.putU64(resting.id);
    writer.putVarint(static_cast<std::uint64_t>(resting.price()));
    writer.putVarint(static_cast<std::uint64_t>(resting.open));
    if (resting.hasAccount()) writer.putVarint(pool_.owner(order));
    if (!resting.hasExtras()) return;
    const OrderExtras& extras = pool_.extras(order);
    writer.putVarint(static_cast<std::uint64_t>(extras.display));
    if (!extras.isSleeping) return writer.putVarint(static_cast<std::uint64_t>(extras.hidden));
    writer.putBool(extras.limit != noPrice);
    if (extras.limit != noPrice) writer.putVarint(static_cast<std::uint64_t>(extras.limit));
    writer.putU64(extras.arrival);
    writer.putU8(static_cast<std::uint8_t>(extras.timeInForce));
}

template <TradeSink Sink>
bool MatchingEngine<Sink>::load(ByteReader& reader) noexcept {
    const bool isFresh = pool_.live() == 0 && tradeCount_ == 0 && eventCount_ == 0;
    if (reader.takeU8() != detail::engineArchiveVersion || !isFresh) reader.fail();
    if (reader.takeU8() != static_cast<std::uint8_t>(selfTradePrevention_)) reader.fail();
    tradeCount_ = reader.takeU64();
    eventCount_ = reader.takeU64();
    arrivals_ = reader.takeU64();
    if (reader.takeVarint() != books_.size()) reader.fail();
    if (!risk_.load(reader, books_.size())) return false;
    for (std::size_t i = 0; i < risk_.positions().size(); ++i)
        if (risk_.values()[i].multiplier != books_[risk_.positions()[i].symbol].instrument().multiplier) reader.fail();
    for (SymbolIndex symbol = 0; symbol < books_.size() && reader.isGood(); ++symbol) loadBook(reader, symbol);
    if (!reader.isGood()) return false;
    risk_.rebuildWatches();
    // Links, totals, what accounts have open: all that one order alone does not tell.
    return checkInvariants();
}

template <TradeSink Sink>
void MatchingEngine<Sink>::loadBook(ByteReader& reader, SymbolIndex symbol) noexcept {
    OrderBook& book = books_[symbol];
    if (!detail::takesSame(reader, book.instrument())) reader.fail();
    const Price last = reader.takeI64();
    if (last != noPrice && (last < 1 || last > maximumPrice)) reader.fail();
    book.setLastTradePrice(last);
    risk_.setLastTradePrice(symbol, last);
    book.setPhase(static_cast<TradingPhase>(reader.takeU8(static_cast<std::uint8_t>(TradingPhase::auction))));
    const bool hasSleepers = reader.takeBool();
    const std::size_t count = reader.takeCount(11);
    if (hasSleepers) book.makeSleepers();
    for (std::size_t i = 0; i < count && reader.isGood(); ++i) loadOrder(reader, symbol);
    if (book.hasSleepers() != hasSleepers) reader.fail();
}

template <TradeSink Sink>
void MatchingEngine<Sink>::loadOrder(ByteReader& reader, SymbolIndex symbol) noexcept {
    OrderBook& book = books_[symbol];
    const std::uint8_t flags = reader.takeU8(31);
    const bool hasExtras = (flags & RestingOrder::extrasFlag) != 0;
    const bool hasAccount = (flags & RestingOrder::accountFlag) != 0;
    const Side side = (flags & RestingOrder::sellFlag) != 0 ? Side::sell : Side::buy;
    OrderExtras extras;
    extras.isSleeping = (flags & 16) != 0;
    const OrderId id = reader.takeU64();
    const Price price = detail::takePrice(reader);
    const Quantity open = detail::takeQuantity(reader);
    const auto owner = static_cast<std::uint32_t>(hasAccount ? reader.takeVarint(UINT32_MAX) : 0);
    if (hasExtras) extras.display = detail::takeQuantity(reader);
    if (hasExtras && !extras.isSleeping) {
        extras.hidden = detail::takeQuantity(reader);
        // A part of nothing would be shown for ever.
        if (extras.display == 0 || open > extras.display) reader.fail();
    }
    if (extras.isSleeping) {
        if (reader.takeBool()) extras.limit = detail::takePrice(reader);
        extras.arrival = reader.takeU64();
        extras.timeInForce = static_cast<TimeInForce>(reader.takeU8(static_cast<std::uint8_t>(TimeInForce::post)));
        if (!hasExtras || extras.arrival == 0 || extras.arrival > arrivals_) reader.fail();
    }
    if (open == 0 || index_.find(symbol, id) != 0) reader.fail();
    const Quantity room = std::numeric_limits<Quantity>::max() - book.total(side);
    if (open > room || extras.hidden > room - open) reader.fail();
    if (hasAccount && (owner >= risk_.positions().size() || risk_.positions()[owner].symbol != symbol)) reader.fail();
    if (!reader.isGood()) return;

    const std::uint32_t order = pool_.allocate();
    pool_[order].id = id;
    pool_[order].open = open;
    pool_[order].packed = RestingOrder::pack(price, flags & ~RestingOrder::extrasFlag & 15U);
    if (hasExtras) pool_.addExtras(order) = extras;
    if (hasAccount) pool_.setOwner(order, owner);
    index_.insert(symbol, id, order);
    book.link(pool_, order);
}

}  // namespace alpha_engine
