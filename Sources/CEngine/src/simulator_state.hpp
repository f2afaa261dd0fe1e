#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "alpha_engine/matching_engine.hpp"
#include "alpha_engine/simulator.hpp"
#include "csv_writer.hpp"
#include "delayed_orders.hpp"
#include "engine_shards.hpp"
#include "orders_reader.hpp"
#include "replay_sink.hpp"

namespace alpha_engine {

/// What the engine is told of the simulator's options.
inline EngineOptions engineOptions(const SimulatorOptions& options) noexcept {
    EngineOptions made;
    made.expectedOrders = options.expectedOrders;
    made.quantityUnitsPerOne = decimalOne;
    made.selfTradePrevention = options.selfTradePrevention;
    return made;
}

/// Whether what an account does in one symbol can be checked without knowing what it does in another.
inline bool isWithinSymbols(const RiskLimits& limits) noexcept {
    return !limits.watchesValue() && limits.maxOpenOrders == unlimited && limits.maxMessagesPerSecond == unlimited;
}

/// All that a simulator is. It lives behind one pointer and stays where it is: the sink points at its neighbours.
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

    /// What was set before the first row decides how messages go on from here.
    void begin() noexcept {
        hasBegun = true;
        hasLatency = delayed.isUsed();
        waiting.resize(blockSize);
        if (options.threads < 2 || !limitsAreWithinSymbols) return;
        waiting.resize(shardBlockSize);
        shards = std::make_unique<EngineShards>(options.threads, engineOptions(options));
        shards->forEachRisk([this](RiskChecks& risk) noexcept { setAllLimits(risk); });
    }

    /// The limits of an account, of `defaultAccount` those of all without their own.
    void setLimits(AccountIndex account, const RiskLimits& limits) noexcept {
        limitsSet.emplace_back(account, limits);
        limitsAreWithinSymbols = limitsAreWithinSymbols && isWithinSymbols(limits);
        setLimits(engine.risk(), account, limits);
        if (shards != nullptr)
            shards->forEachRisk([&](RiskChecks& risk) noexcept { setLimits(risk, account, limits); });
    }
    static void setLimits(RiskChecks& risk, AccountIndex account, const RiskLimits& limits) noexcept {
        account == defaultAccount ? risk.setDefaultLimits(limits) : risk.setLimits(account, limits);
    }
    /// Tells another engine's checks everything that was set so far.
    void setAllLimits(RiskChecks& risk) const noexcept {
        for (const auto& [account, limits] : limitsSet) setLimits(risk, account, limits);
    }
    /// What a symbol is.
    const Instrument& instrument(SymbolIndex symbol) const noexcept {
        return symbol < instruments.size() ? instruments[symbol] : defaultInstrument;
    }

    /// A row was read: its message goes to the engine now, or when it arrives.
    void send(const OrderMessage& message) noexcept {
        if (!hasLatency) [[likely]]
            return handle(message);
        // A text id must live while its message is on its way.
        reader.ids().retain(message.id);
        delayed.send(message, [this](const OrderMessage& late) noexcept { arrive(late); });
    }
    /// A message that was on its way is there.
    void arrive(const OrderMessage& message) noexcept {
        handle(message);
        arrived.push_back(message.id);
    }

    /// Messages wait here until there are enough to ask for the memory of later ones while earlier ones are matched.
    void handle(const OrderMessage& message) noexcept {
        waiting[waitingCount++] = message;
        if (waitingCount == waiting.size()) flush();
    }

    /// Matches what waits.
    void flush() noexcept {
        openBooks();
        ReplaySink& sink = engine.sink();
        if (shards != nullptr) {
            shards->process(waiting.data(), waitingCount, sink);
        } else {
            sink.counts.messages += waitingCount;
            engine.process(waiting.data(), waitingCount);
        }
        waitingCount = 0;
        for (const OrderId id : arrived) reader.ids().release(id);
        arrived.clear();
        reader.ids().recycle();
    }

    /// Every symbol that the reader has named gets its book.
    void openBooks() noexcept {
        while (writer.symbolCount() < reader.symbols().count()) {
            const auto index = static_cast<std::uint32_t>(writer.symbolCount());
            writer.addSymbol(csvField(reader.symbols().name(index)));
            engine.addSymbol(instrument(index));
            if (shards != nullptr) shards->addSymbol(instrument(index));
        }
    }

    /// The configuration as text, a line for each of its parts: what may not change between a run and its recovery.
    std::string configuration() const noexcept;
    /// A simulator that was told the same before its first row, and has seen none.
    std::unique_ptr<State> configuredAlike() const noexcept;
    /// A hash of everything that later rows can see, by the texts of ids and not their numbers: so it does not depend
    /// on how the rows were cut into chunks. One engine, nothing in `waiting`.
    std::uint64_t stateHash() const noexcept;
    /// Writes everything but what was not drained. One engine, nothing in `waiting`.
    void save(ByteWriter& writer) const noexcept;
    /// Takes in what `save` wrote, into a simulator that is configured alike and has seen no row. False: it cannot be
    /// used, and neither can this any more.
    bool load(ByteReader& reader) noexcept;

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

}  // namespace alpha_engine
