#pragma once

#include <memory>

#include "alpha_engine/simulator.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// An order stream to make up: so many messages over so many symbols, with about so many live orders.
///
/// Of the messages about half are new limit orders, nine tenths of them passive (geometrically distributed distances
/// from the best price, some far away), 37 % cancels, 6 % replacements, half of which keep their place, 6 % market and
/// IOC orders. Symbols are drawn from Zipf's law, prices follow a random walk; before the first counted message the
/// books are filled. The same numbers always give the same stream.
struct BenchFlow {
    std::uint64_t messages = 5'000'000;
    std::uint32_t symbols = 1;
    std::uint32_t live = 50'000;
    /// Orders come from so many accounts by turns; 0: from none.
    std::uint32_t accounts = 0;
    std::uint64_t seed = 7;
};

/// What a benchmark has measured.
struct BenchResult {
    /// Messages that were counted, and the trades they made.
    std::uint64_t messages = 0;
    std::uint64_t trades = 0;
    /// Of the trades in order, symbol by symbol where there are several threads:
    /// h = (h ^ maker·K1 ^ taker·K2 ^ price<<32 ^ quantity)·K3.
    std::uint64_t tradeHash = 0;
    /// Processor time of all threads, and time on the wall.
    double processorSeconds = 0;
    double wallSeconds = 0;
    /// Nanoseconds of a single message, the clock's own time taken off; from a second run, on one thread.
    double latencyP50 = 0;
    double latencyP99 = 0;
    double latencyP999 = 0;
    double latencyMaximum = 0;
    /// What reading the clock twice takes, in nanoseconds.
    double clockNanoseconds = 0;
    /// Where limits are set: the share of the throughput without any that is left with them, the median of blocks of
    /// messages that two engines handle by turns on one thread. 0 where none is set. Where limits reject orders, the
    /// two do not do the same work.
    double throughputShareWithLimits = 0;
    /// Orders live in the end, and the bytes that the engines hold for books, orders, ids, accounts.
    std::uint64_t liveOrders = 0;
    std::uint64_t memoryBytes = 0;
    /// How many threads there were: one when limits reach over symbols.
    std::uint32_t threads = 1;
};

/// Matching alone: the messages are in memory before the clock starts, and every trade is delivered to a consumer,
/// which hashes it.
///
/// ```
/// EngineBench bench;
/// bench.makeUp({.messages = 1'000'000});  // or feed an orders file to bench.simulator()'s rules, then finish()
/// const BenchResult result = bench.run();
/// ```
class EngineBench {
  public:
    /// - Parameter options: threads, self-trade prevention and the expected number of orders count; latencies do not.
    explicit EngineBench(const SimulatorOptions& options = {}) noexcept;
    ~EngineBench() noexcept;
    EngineBench(EngineBench&&) noexcept;
    EngineBench& operator=(EngineBench&&) noexcept;
    EngineBench(const EngineBench&) = delete;
    EngineBench& operator=(const EngineBench&) = delete;

    /// Takes the limits and instruments for `run`, and nothing else. Before the first `feed` or `makeUp`.
    ALPHA_ENGINE_UNSAFE Simulator* simulator() noexcept;

    /// Keeps the orders of a file in memory; false: a row cannot be used, see `simulator()->errorLine()`.
    bool feed(const char* bytes, std::size_t count) noexcept;
    /// The file has ended.
    bool finish() noexcept;
    /// Makes up a stream.
    void makeUp(const BenchFlow& flow) noexcept;

    /// Runs the stream through fresh engines: once for the throughput, once more for single messages' latencies, and,
    /// where limits are set, once more for what they cost.
    BenchResult run() const noexcept;

  private:
    bool keep(const char* bytes, std::size_t count, bool isLast) noexcept;
    void measureLatencies(BenchResult& result) const noexcept;
    void measureLimits(BenchResult& result) const noexcept;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace alpha_engine
