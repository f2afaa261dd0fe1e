#include "alpha_engine/simulator.hpp"

#include <array>
#include <string>
#include <vector>

#include "alpha_engine/matching_engine.hpp"
#include "csv_writer.hpp"
#include "orders_reader.hpp"

namespace alpha_engine {

namespace {

// Writes what the engine tells, counts it, and says which ids are in use.
struct WritingSink {
    CsvWriter* writer;
    OrderIds* ids;
    bool writesTrades;
    bool writesEvents;
    ReplayCounts counts;
    Wide tradedUnits = 0;

    void trade(const Trade& trade) noexcept {
        ++counts.trades;
        tradedUnits += trade.quantity;
        if (writesTrades) writer->write(trade);
    }

    void event(const OrderEvent& event) noexcept {
        switch (event.kind) {
            case EventKind::accepted:
                ++counts.accepted;
                ids->retain(event.id);
                break;
            case EventKind::rejected:
                ++counts.rejected;
                ++counts.rejectedByReason[static_cast<std::size_t>(event.reason)];
                break;
            case EventKind::traded:
                break;
            case EventKind::canceled:
                ++counts.canceled;
                break;
            case EventKind::replaced:
                ++counts.replaced;
                break;
            case EventKind::triggered:
                break;
        }
        if (writesEvents) writer->write(event);
        const bool isFinished = event.openQuantity == 0 && event.kind != EventKind::rejected;
        if (isFinished) ids->release(event.id);
    }
};

TextSpan span(std::string_view text) noexcept { return {text.data(), text.size()}; }

}  // namespace

// Everything lives behind one pointer and stays where it is: the sink points at its neighbours.
struct Simulator::State {
    explicit State(const SimulatorOptions& options) noexcept
        : writer(reader.ids()),
          engine(EngineOptions{.expectedOrders = options.expectedOrders,
                               .quantityUnitsPerOne = decimalOne,
                               .selfTradePrevention = options.selfTradePrevention},
                 WritingSink{&writer, &reader.ids(), options.writesTrades, options.writesEvents, {}}) {
        writer.trades().reserve(CsvWriter::tradesHeader.size());
        writer.trades().put(CsvWriter::tradesHeader);
        writer.events().reserve(CsvWriter::eventsHeader.size());
        writer.events().put(CsvWriter::eventsHeader);
    }

    // Messages wait here until there are enough to ask for the memory of later ones while earlier ones are matched.
    void handle(const OrderMessage& message) noexcept {
        waiting[waitingCount++] = message;
        if (waitingCount == waiting.size()) flush();
    }

    void flush() noexcept {
        openBooks();
        for (std::size_t i = 0; i < waitingCount; ++i) {
            if (i + prefetchDistance < waitingCount) engine.prefetch(waiting[i + prefetchDistance]);
            ++engine.sink().counts.messages;
            engine.process(waiting[i]);
        }
        waitingCount = 0;
        reader.ids().recycle();
    }

    // Every symbol that the reader has named gets its book.
    void openBooks() noexcept {
        while (engine.symbolCount() < reader.symbols().count()) {
            const auto index = static_cast<std::uint32_t>(engine.symbolCount());
            engine.addSymbol(index < instruments.size() ? instruments[index] : Instrument{});
            writer.addSymbol(csvField(reader.symbols().name(index)));
        }
    }

    OrdersReader reader;
    CsvWriter writer;
    MatchingEngine<WritingSink> engine;
    std::vector<Instrument> instruments;  // by symbol; those set before the symbol's first row
    static constexpr std::size_t prefetchDistance = MatchingEngine<WritingSink>::prefetchDistance;
    std::array<OrderMessage, 256> waiting;
    std::size_t waitingCount = 0;
};

Simulator::Simulator(const SimulatorOptions& options) noexcept : state_(std::make_unique<State>(options)) {}
Simulator::~Simulator() noexcept = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

void Simulator::setDefaultLimits(const RiskLimits& limits) noexcept { state_->engine.risk().setDefaultLimits(limits); }

void Simulator::setLimits(const char* account, std::size_t count, const RiskLimits& limits) noexcept {
    const std::string_view name(account, count);
    state_->engine.risk().setLimits(name.empty() ? 0 : state_->reader.accounts().intern(name) + 1, limits);
}

void Simulator::setInstrument(const char* symbol, std::size_t count, const Instrument& instrument) noexcept {
    const std::uint32_t index = state_->reader.symbols().intern({symbol, count});
    if (index >= state_->instruments.size()) state_->instruments.resize(std::size_t{index} + 1);
    state_->instruments[index] = instrument;
}

bool Simulator::feed(const char* bytes, std::size_t count) noexcept {
    const bool isUsable =
        state_->reader.feed(bytes, count, [this](const OrderMessage& m) noexcept { state_->handle(m); });
    state_->flush();
    return isUsable;
}

bool Simulator::finish() noexcept {
    const bool isUsable = state_->reader.finish([this](const OrderMessage& m) noexcept { state_->handle(m); });
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
    const WritingSink& sink = state_->engine.sink();
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
    return static_cast<std::uint32_t>(state_->engine.symbolCount());
}
TextSpan Simulator::symbolName(SymbolIndex symbol) const noexcept {
    return span(state_->reader.symbols().name(symbol));
}
TopOfBook Simulator::top(SymbolIndex symbol) const noexcept { return state_->engine.book(symbol).top(); }
bool Simulator::checkInvariants() const noexcept { return state_->engine.checkInvariants(); }

}  // namespace alpha_engine
