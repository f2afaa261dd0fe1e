#include "alpha_engine/simulator.hpp"

#include "simulator_state.hpp"

namespace alpha_engine {

namespace {

TextSpan span(std::string_view text) noexcept { return {text.data(), text.size()}; }

}  // namespace

Simulator::Simulator(const SimulatorOptions& options) noexcept : state_(std::make_unique<State>(options)) {}
Simulator::~Simulator() noexcept = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

void Simulator::setDefaultLimits(const RiskLimits& limits) noexcept {
    state_->setLimits(State::defaultAccount, limits);
}

void Simulator::setLimits(const char* account, std::size_t count, const RiskLimits& limits) noexcept {
    const std::string_view name(account, count);
    state_->setLimits(name.empty() ? 0 : state_->reader.accounts().intern(name) + 1, limits);
}

void Simulator::setLatency(const char* account, std::size_t count, std::int64_t nanoseconds) noexcept {
    state_->delayed.setLatency(state_->reader.accounts().intern({account, count}) + 1, nanoseconds);
}

void Simulator::setDefaultInstrument(const Instrument& instrument) noexcept { state_->defaultInstrument = instrument; }

void Simulator::setInstrument(const char* symbol, std::size_t count, const Instrument& instrument) noexcept {
    const std::uint32_t index = state_->reader.symbols().intern({symbol, count});
    if (index >= state_->instruments.size())
        state_->instruments.resize(std::size_t{index} + 1, state_->defaultInstrument);
    state_->instruments[index] = instrument;
}

bool Simulator::feed(const char* bytes, std::size_t count) noexcept {
    if (!state_->hasBegun) state_->begin();
    const bool isUsable =
        state_->reader.feed(bytes, count, [this](const OrderMessage& m) noexcept { state_->send(m); });
    state_->flush();
    return isUsable;
}

bool Simulator::finish() noexcept {
    if (!state_->hasBegun) state_->begin();
    const bool isUsable = state_->reader.finish([this](const OrderMessage& m) noexcept { state_->send(m); });
    if (isUsable) state_->delayed.finish([this](const OrderMessage& m) noexcept { state_->arrive(m); });
    state_->flush();
    return isUsable;
}

TextSpan Simulator::trades() const noexcept { return span(state_->writer.trades().view()); }
TextSpan Simulator::events() const noexcept { return span(state_->writer.events().view()); }

void Simulator::drain() noexcept {
    state_->writer.trades().clear();
    state_->writer.events().clear();
}

ReplayCounts Simulator::counts() const noexcept {
    const ReplaySink& sink = state_->engine.sink();
    ReplayCounts counts = sink.counts;
    counts.tradedWhole = static_cast<std::int64_t>(sink.tradedUnits / decimalOne);
    counts.tradedFraction = static_cast<std::int64_t>(sink.tradedUnits % decimalOne);
    return counts;
}

bool Simulator::hasError() const noexcept { return state_->reader.error().isSet; }
std::uint64_t Simulator::errorLine() const noexcept { return state_->reader.error().line; }
const char* Simulator::errorColumn() const noexcept { return state_->reader.error().column.c_str(); }
const char* Simulator::errorProblem() const noexcept { return state_->reader.error().problem.c_str(); }
const char* Simulator::errorFound() const noexcept { return state_->reader.error().found.c_str(); }

std::uint32_t Simulator::symbolCount() const noexcept {
    return static_cast<std::uint32_t>(state_->writer.symbolCount());
}
TextSpan Simulator::symbolName(SymbolIndex symbol) const noexcept {
    return span(state_->reader.symbols().name(symbol));
}
TopOfBook Simulator::top(SymbolIndex symbol) const noexcept {
    return state_->shards != nullptr ? state_->shards->top(symbol) : state_->engine.book(symbol).top();
}
bool Simulator::checkInvariants() const noexcept {
    return state_->engine.checkInvariants() && (state_->shards == nullptr || state_->shards->checkInvariants());
}

}  // namespace alpha_engine
