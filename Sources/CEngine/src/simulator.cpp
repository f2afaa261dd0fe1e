#include "alpha_engine/simulator.hpp"

#include <memory>
#include <string>
#include <vector>

#include "alpha_engine/matching_engine.hpp"
#include "csv_writer.hpp"
#include "delayed_orders.hpp"
#include "engine_shards.hpp"
#include "orders_reader.hpp"
#include "replay_sink.hpp"

namespace alpha_engine {

namespace {

TextSpan span(std::string_view text) noexcept { return {text.data(), text.size()}; }

EngineOptions engineOptions(const SimulatorOptions& options) noexcept {
    EngineOptions made;
    made.expectedOrders = options.expectedOrders;
    made.quantityUnitsPerOne = decimalOne;
    made.selfTradePrevention = options.selfTradePrevention;
    return made;
}

// Whether what an account does in one symbol can be checked without knowing what it does in another.
bool isWithinSymbols(const RiskLimits& limits) noexcept {
    return !limits.watchesValue() && limits.maxOpenOrders == unlimited && limits.maxMessagesPerSecond == unlimited;
}

}  // namespace

// Everything lives behind one pointer and stays where it is: the sink points at its neighbours.
struct Simulator::State {
    explicit State(const SimulatorOptions& given) noexcept
        : options(given),
          writer(reader.ids()),
          engine(engineOptions(options),
                 ReplaySink{&writer, &reader.ids(), options.writesTrades, options.writesEvents, {}}) {
        delayed.setDefaultLatency(options.latencyNanoseconds);
        writer.trades().reserve(CsvWriter::tradesHeader.size());
        writer.trades().put(CsvWriter::tradesHeader);
        writer.events().reserve(CsvWriter::eventsHeader.size());
        writer.events().put(CsvWriter::eventsHeader);
    }

    // What was set before the first row decides how messages go on from here.
    void begin() noexcept {
        hasBegun = true;
        hasLatency = delayed.isUsed();
        waiting.resize(blockSize);
        if (options.threads < 2 || !limitsAreWithinSymbols) return;
        waiting.resize(shardBlockSize);
        shards = std::make_unique<EngineShards>(options.threads, engineOptions(options));
        shards->forEachRisk([this](RiskChecks& risk) noexcept {
            for (const auto& [account, limits] : limitsSet)
                account == defaultAccount ? risk.setDefaultLimits(limits) : risk.setLimits(account, limits);
        });
    }

    void setLimits(AccountIndex account, const RiskLimits& limits) noexcept {
        limitsSet.emplace_back(account, limits);
        limitsAreWithinSymbols = limitsAreWithinSymbols && isWithinSymbols(limits);
        const auto apply = [&](RiskChecks& risk) noexcept {
            account == defaultAccount ? risk.setDefaultLimits(limits) : risk.setLimits(account, limits);
        };
        apply(engine.risk());
        if (shards != nullptr) shards->forEachRisk(apply);
    }

    // A row was read: its message goes to the engine now, or when it arrives.
    void send(const OrderMessage& message) noexcept {
        if (!hasLatency) [[likely]]
            return handle(message);
        // A text id must live while its message is on its way.
        reader.ids().retain(message.id);
        delayed.send(message, [this](const OrderMessage& late) noexcept { arrive(late); });
    }
    void arrive(const OrderMessage& message) noexcept {
        handle(message);
        arrived.push_back(message.id);
    }

    // Messages wait here until there are enough to ask for the memory of later ones while earlier ones are matched.
    void handle(const OrderMessage& message) noexcept {
        waiting[waitingCount++] = message;
        if (waitingCount == waiting.size()) flush();
    }

    void flush() noexcept {
        openBooks();
        ReplaySink& sink = engine.sink();
        if (shards != nullptr) {
            shards->process(waiting.data(), waitingCount, sink);
        } else {
            for (std::size_t i = 0; i < waitingCount; ++i) {
                if (i + prefetchDistance < waitingCount) engine.prefetch(waiting[i + prefetchDistance]);
                ++sink.counts.messages;
                engine.process(waiting[i]);
            }
        }
        waitingCount = 0;
        for (const OrderId id : arrived) reader.ids().release(id);
        arrived.clear();
        reader.ids().recycle();
    }

    // Every symbol that the reader has named gets its book.
    void openBooks() noexcept {
        while (writer.symbolCount() < reader.symbols().count()) {
            const auto index = static_cast<std::uint32_t>(writer.symbolCount());
            const Instrument& instrument = index < instruments.size() ? instruments[index] : defaultInstrument;
            writer.addSymbol(csvField(reader.symbols().name(index)));
            engine.addSymbol(instrument);
            if (shards != nullptr) shards->addSymbol(instrument);
        }
    }

    static constexpr std::size_t prefetchDistance = MatchingEngine<ReplaySink>::prefetchDistance;
    static constexpr std::size_t blockSize = 256;
    static constexpr std::size_t shardBlockSize = 16'384;
    static constexpr AccountIndex defaultAccount = 0xFFFFFFFFU;

    SimulatorOptions options;
    OrdersReader reader;
    CsvWriter writer;
    MatchingEngine<ReplaySink> engine;
    std::unique_ptr<EngineShards> shards;  // when there are several threads; `engine` then only keeps the counts
    DelayedOrders delayed;
    Instrument defaultInstrument;
    std::vector<Instrument> instruments;  // by symbol; those set before the symbol's first row
    std::vector<std::pair<AccountIndex, RiskLimits>> limitsSet;
    std::vector<OrderMessage> waiting;
    std::size_t waitingCount = 0;
    std::vector<OrderId> arrived;  // ids that were kept for their way
    bool limitsAreWithinSymbols = true;
    bool hasLatency = false;
    bool hasBegun = false;
};

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
