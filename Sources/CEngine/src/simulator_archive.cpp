// A simulator as bytes and back, as a hash, and its configuration as text.

#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/state_hash.hpp"
#include "simulator_state.hpp"

namespace alpha_engine {

namespace {

std::string shown(std::int64_t limit) noexcept { return limit == unlimited ? "none" : std::to_string(limit); }

std::string shown(const Instrument& instrument) noexcept {
    return "tick " + std::to_string(instrument.tickSize) + ", lot " + std::to_string(instrument.lotSize) +
           ", multiplier " + std::to_string(instrument.multiplier) + ", max_order_qty " +
           shown(instrument.maxOrderQuantity) + ", max_order_notional " + shown(instrument.maxOrderNotional) +
           ", price_collar_bps " + shown(instrument.priceCollarBasisPoints);
}

std::string shown(const RiskLimits& limits) noexcept {
    return "max_order_qty " + shown(limits.maxOrderQuantity) + ", max_order_notional " +
           shown(limits.maxOrderNotional) + ", max_position " + shown(limits.maxPosition) + ", max_gross_notional " +
           shown(limits.maxGrossNotional) + ", price_collar_bps " + shown(limits.priceCollarBasisPoints) +
           ", max_open_orders " + shown(limits.maxOpenOrders) + ", max_messages_per_second " +
           shown(limits.maxMessagesPerSecond) + ", max_daily_loss " + shown(limits.maxDailyLoss);
}

const char* shown(SelfTradePrevention mode) noexcept {
    switch (mode) {
        case SelfTradePrevention::none:
            return "none";
        case SelfTradePrevention::cancelNewest:
            return "cancel_newest";
        case SelfTradePrevention::cancelOldest:
            return "cancel_oldest";
        case SelfTradePrevention::cancelBoth:
            return "cancel_both";
        case SelfTradePrevention::decrement:
            return "decrement";
    }
    return "";
}

constexpr AccountIndex unknownAccount = 0xFFFFFFFFU;

}  // namespace

std::string Simulator::State::configuration() const noexcept {
    std::string text;
    const auto line = [&text](const std::string& name, const std::string& value) noexcept {
        text.append(name).append(": ").append(value).append("\n");
    };
    const auto accountName = [this](AccountIndex account) noexcept {
        return account == 0 ? std::string() : csvField(reader.accounts().name(account - 1));
    };
    line("trades", options.writesTrades ? "written" : "not written");
    line("events", options.writesEvents ? "written" : "not written");
    line("self-trade prevention", shown(options.selfTradePrevention));
    line("latency", std::to_string(delayed.defaultLatency()) + " ns");
    delayed.forEachLatency([&](AccountIndex account, std::int64_t nanoseconds) noexcept {
        line("latency of account '" + accountName(account) + "'", std::to_string(nanoseconds) + " ns");
    });
    line("instrument", shown(defaultInstrument));
    for (std::uint32_t i = 0; i < instruments.size(); ++i)
        line("instrument of symbol '" + csvField(reader.symbols().name(i)) + "'", shown(instruments[i]));
    const RiskChecks& risk = engine.risk();
    line("limits", shown(risk.limits(unknownAccount)));
    for (const AccountState& account : risk.accounts())
        if (account.hasOwnLimits)
            line("limits of account '" + accountName(account.account) + "'", shown(account.limits));
    return text;
}

std::unique_ptr<Simulator::State> Simulator::State::configuredAlike() const noexcept {
    auto made = std::make_unique<State>(options);
    made->reader.symbols() = reader.symbols();
    made->reader.accounts() = reader.accounts();
    made->delayed = delayed;
    made->defaultInstrument = defaultInstrument;
    made->instruments = instruments;
    for (const auto& [account, limits] : limitsSet) made->setLimits(account, limits);
    return made;
}

std::uint64_t Simulator::State::stateHash() const noexcept {
    const OrderIds& ids = reader.ids();
    std::uint64_t hash = engine.stateHash([&ids](OrderId id) noexcept { return ids.hash(id); });
    hash = mixHash(hash, engine.eventCount());
    std::uint64_t onTheirWay = 0;
    delayed.forEach([&](const OrderMessage& message, std::uint64_t number) noexcept {
        std::uint64_t one = mixHash(number, ids.hash(message.id));
        for (const std::int64_t value :
             {message.timestamp, message.price, message.quantity, message.displayQuantity, message.stopPrice})
            one = mixHash(one, static_cast<std::uint64_t>(value));
        one = mixHash(one, std::uint64_t{message.symbol} << 32 | message.account);
        one = mixHash(
            one, static_cast<std::uint64_t>(message.action) << 24 | static_cast<std::uint64_t>(message.side) << 16 |
                     static_cast<std::uint64_t>(message.type) << 8 | static_cast<std::uint64_t>(message.timeInForce));
        onTheirWay += one;
    });
    hash = mixHash(hash, onTheirWay);
    const ReplaySink& sink = engine.sink();
    const ReplayCounts& counts = sink.counts;
    for (const std::uint64_t count : {counts.messages, counts.accepted, counts.rejected, counts.canceled,
                                      counts.replaced, counts.triggered, counts.trades})
        hash = mixHash(hash, count);
    for (const std::uint64_t count : counts.rejectedByReason) hash = mixHash(hash, count);
    hash = mixHash(hash, static_cast<std::uint64_t>(sink.tradedUnits));
    return mixHash(hash, static_cast<std::uint64_t>(sink.tradedUnits >> 64));
}

void Simulator::State::save(ByteWriter& bytes) const noexcept {
    reader.symbols().save(bytes);
    reader.accounts().save(bytes);
    reader.ids().save(bytes);
    const ReplaySink& sink = engine.sink();
    const ReplayCounts& counts = sink.counts;
    for (const std::uint64_t count : {counts.messages, counts.accepted, counts.rejected, counts.canceled,
                                      counts.replaced, counts.triggered, counts.trades})
        bytes.putU64(count);
    bytes.putVarint(reasonCount);
    for (const std::uint64_t count : counts.rejectedByReason) bytes.putU64(count);
    bytes.putI128(sink.tradedUnits);
    delayed.save(bytes);
    engine.save(bytes);
}

bool Simulator::State::load(ByteReader& bytes) noexcept {
    if (!reader.symbols().load(bytes) || !reader.accounts().load(bytes) || !reader.ids().load(bytes)) return false;
    openBooks();
    ReplaySink& sink = engine.sink();
    ReplayCounts& counts = sink.counts;
    for (std::uint64_t* const count : {&counts.messages, &counts.accepted, &counts.rejected, &counts.canceled,
                                       &counts.replaced, &counts.triggered, &counts.trades})
        *count = bytes.takeU64();
    if (bytes.takeVarint() != reasonCount) bytes.fail();
    for (std::uint64_t& count : counts.rejectedByReason) count = bytes.takeU64();
    sink.tradedUnits = bytes.takeI128();
    if (sink.tradedUnits < 0 || sink.tradedUnits > wideMaximum) bytes.fail();
    if (!delayed.load(bytes, reader.symbols().count()) || !engine.load(bytes)) return false;

    // Every text that an order refers to must be there, and be let go of when its last order is.
    std::vector<OrderId> used;
    engine.forEachLiveOrder([&used](SymbolIndex, OrderId id) noexcept { used.push_back(id); });
    delayed.forEach([&used](const OrderMessage& message, std::uint64_t) noexcept { used.push_back(message.id); });
    return reader.ids().hasUses(used);
}

}  // namespace alpha_engine
