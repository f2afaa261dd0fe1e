#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "alpha_engine/event_sink.hpp"
#include "alpha_engine/matching_engine.hpp"
#include "replay_sink.hpp"

namespace alpha_engine {

/// Several engines, each with a share of the symbols and a thread of its own, whose trades and events come out exactly
/// as one engine would have told them.
///
/// A block of messages is handed to all of them at once; each matches those of its symbols in their order, and when all
/// are done what happened is told message by message, trade ids and sequence numbers counted anew. Only what lies
/// within one symbol can be matched like this: limits over all symbols of an account need one engine.
class EngineShards {
  public:
    using Engine = MatchingEngine<RecordingSink>;

    EngineShards(std::size_t count, const EngineOptions& options) noexcept;
    ~EngineShards() noexcept;
    EngineShards(const EngineShards&) = delete;
    EngineShards& operator=(const EngineShards&) = delete;

    std::size_t symbolCount() const noexcept { return symbolCount_; }
    void addSymbol(const Instrument& instrument) noexcept;
    /// Calls `use(risk)` for the risk checks of every engine.
    template <class Use>
    void forEachRisk(Use&& use) noexcept {
        for (auto& shard : shards_) use(shard->engine.risk());
    }

    /// Matches the messages, then tells the sink.
    void process(const OrderMessage* messages, std::size_t count, ReplaySink& sink) noexcept;

    TopOfBook top(SymbolIndex symbol) const noexcept {
        return shards_[symbol % shards_.size()]->engine.book(indexIn(symbol)).top();
    }
    bool checkInvariants() const noexcept;

  private:
    // What one message made of an engine's trades and events: where they end.
    struct Mark {
        std::uint32_t trades;
        std::uint32_t events;
    };
    struct Shard {
        explicit Shard(const EngineOptions& options) noexcept : engine(options) {}

        Engine engine;
        std::vector<Mark> marks;
        std::size_t told = 0;
        std::thread thread;
    };

    SymbolIndex indexIn(SymbolIndex symbol) const noexcept { return symbol / static_cast<SymbolIndex>(shards_.size()); }
    void work(std::size_t index) noexcept;
    void match(std::size_t index) noexcept;
    void tell(ReplaySink& sink) noexcept;

    std::vector<std::unique_ptr<Shard>> shards_;
    std::size_t symbolCount_ = 0;
    std::uint64_t trades_ = 0;
    std::uint64_t events_ = 0;

    const OrderMessage* messages_ = nullptr;
    std::size_t count_ = 0;
    std::mutex mutex_;
    std::condition_variable begin_;
    std::condition_variable end_;
    std::uint64_t block_ = 0;
    std::size_t busy_ = 0;
    bool isStopping_ = false;
};

}  // namespace alpha_engine
