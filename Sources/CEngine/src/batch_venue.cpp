#include "alpha_engine/batch_venue.hpp"

#include <algorithm>

#include "alpha_engine/matching_engine.hpp"
#include "alpha_engine/name_table.hpp"
#include "alpha_engine/order_ids.hpp"

namespace alpha_engine {

struct BatchVenue::State {
    explicit State(const EngineOptions& options) noexcept : engine(options) {
        // Room for what a batch does, unless it sweeps the books again and again.
        const std::size_t orders = std::min<std::size_t>(options.expectedOrders, 16'384);
        engine.sink().trades.reserve(orders);
        engine.sink().events.reserve(2 * orders);
    }

    MatchingEngine<RecordingSink> engine;
    NameTable symbols;
    NameTable accounts;  // the AccountIndex is the name's index plus 1
    OrderIds ids;
};

BatchVenue::BatchVenue(const EngineOptions& options) noexcept : state_(std::make_unique<State>(options)) {}
BatchVenue::~BatchVenue() noexcept = default;
BatchVenue::BatchVenue(BatchVenue&&) noexcept = default;
BatchVenue& BatchVenue::operator=(BatchVenue&&) noexcept = default;

SymbolIndex BatchVenue::symbol(const char* text, std::size_t count) noexcept {
    return symbol(text, count, Instrument{});
}

SymbolIndex BatchVenue::symbol(const char* text, std::size_t count, const Instrument& instrument) noexcept {
    const SymbolIndex index = state_->symbols.intern({text, count});
    if (index == state_->engine.symbolCount()) state_->engine.addSymbol(instrument);
    return index;
}

AccountIndex BatchVenue::account(const char* text, std::size_t count) noexcept {
    return count == 0 ? 0 : state_->accounts.intern({text, count}) + 1;
}

OrderId BatchVenue::orderId(const char* text, std::size_t count) noexcept { return state_->ids.intern(text, count); }

const char* BatchVenue::symbolText(SymbolIndex symbol) const noexcept { return state_->symbols.name(symbol).data(); }

std::size_t BatchVenue::orderIdText(OrderId id, char* buffer) const noexcept { return state_->ids.text(id, buffer); }

void BatchVenue::recycle() noexcept { state_->ids.recycle(); }

void BatchVenue::setDefaultLimits(const RiskLimits& limits) noexcept { state_->engine.risk().setDefaultLimits(limits); }

void BatchVenue::setLimits(AccountIndex account, const RiskLimits& limits) noexcept {
    state_->engine.risk().setLimits(account, limits);
}

BatchOutput BatchVenue::submit(const OrderMessage* messages, std::size_t count) noexcept {
    RecordingSink& sink = state_->engine.sink();
    sink.clear();
    state_->engine.process(messages, count);
    for (const OrderEvent& event : sink.events) {
        if (!OrderIds::isStored(event.id)) continue;
        if (event.kind == EventKind::accepted) state_->ids.retain(event.id);
        if (event.openQuantity == 0 && event.kind != EventKind::rejected) state_->ids.release(event.id);
    }
    return {sink.trades.data(), sink.trades.size(), sink.events.data(), sink.events.size()};
}

TopOfBook BatchVenue::top(SymbolIndex symbol) const noexcept { return state_->engine.book(symbol).top(); }

std::size_t BatchVenue::depth(SymbolIndex symbol, Side side, DepthLevel* levels, std::size_t capacity) const noexcept {
    return state_->engine.book(symbol).depth(side, levels, capacity);
}

std::int64_t BatchVenue::position(AccountIndex account, SymbolIndex symbol) const noexcept {
    return static_cast<std::int64_t>(state_->engine.risk().find(account, symbol).net);
}

std::uint32_t BatchVenue::liveOrders() const noexcept { return state_->engine.liveOrders(); }
bool BatchVenue::checkInvariants() const noexcept { return state_->engine.checkInvariants(); }
std::uint64_t BatchVenue::stateHash() const noexcept { return state_->engine.stateHash(); }

}  // namespace alpha_engine
