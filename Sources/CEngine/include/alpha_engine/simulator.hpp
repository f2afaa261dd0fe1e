#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/risk_checks.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// Bytes that belong to someone else: a pointer and a count.
struct TextSpan {
    const char* data = nullptr;
    std::size_t count = 0;
};

/// What a simulator should write, and make room for.
struct SimulatorOptions {
    bool writesTrades = true;
    bool writesEvents = true;
    std::uint32_t expectedOrders = 65'536;
    /// What happens when an account would trade with itself.
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::none;
    /// How long every account's messages take to arrive, in nanoseconds; `setLatency` gives an account its own.
    std::int64_t latencyNanoseconds = 0;
    /// Engines side by side, each with a share of the symbols. The output does not depend on it. Limits over all
    /// symbols of an account (`maxGrossNotional`, `maxOpenOrders`, `maxMessagesPerSecond`, `maxDailyLoss`) need one
    /// engine: with any of them set before the first row, one it is.
    std::uint32_t threads = 1;
};

/// What happened so far.
struct ReplayCounts {
    /// Rows handled.
    std::uint64_t messages = 0;
    /// ACCEPTED events: new orders taken.
    std::uint64_t accepted = 0;
    /// REJECTED events, of any action and reason.
    std::uint64_t rejected = 0;
    std::uint64_t canceled = 0;
    std::uint64_t replaced = 0;
    /// TRIGGERED events: stop orders that a trade has woken.
    std::uint64_t triggered = 0;
    std::uint64_t trades = 0;
    /// Traded quantity: whole units, and 1e-8 of one (0 ..< 10^8).
    std::int64_t tradedWhole = 0;
    std::int64_t tradedFraction = 0;
    std::uint64_t rejectedByReason[reasonCount] = {};

    /// REJECTED events with that reason.
    std::uint64_t rejectedFor(Reason reason) const noexcept {
        return rejectedByReason[static_cast<std::size_t>(reason)];
    }
};

/// Reads an order stream as CSV, matches it, and writes trades and events as CSV (the formats of docs/engine.md).
///
/// An account's message arrives its latency after the row's time, after whatever the market did meanwhile; events have
/// the time of arrival. It touches no file: bytes are fed in chunks of any size, output is drained as pointer and
/// count. Memory follows the live orders and the chunk, not the length of the stream; the same input gives the same
/// output, however it is cut.
///
/// ```
/// Simulator simulator;
/// while (read(chunk)) {
///     if (!simulator.feed(chunk.data, chunk.count)) break;
///     write(simulator.trades()); write(simulator.events()); simulator.drain();
/// }
/// if (!simulator.finish()) report(simulator.errorLine(), simulator.errorColumn(), …);
/// write(simulator.trades()); …
/// ```
class Simulator {
  public:
    explicit Simulator(const SimulatorOptions& options = {}) noexcept;
    ~Simulator() noexcept;
    Simulator(Simulator&&) noexcept;
    Simulator& operator=(Simulator&&) noexcept;
    Simulator(const Simulator&) = delete;
    Simulator& operator=(const Simulator&) = delete;

    /// The limits of every account without limits of its own. Before the first `feed`, or between two.
    void setDefaultLimits(const RiskLimits& limits) noexcept;
    /// An account's own limits.
    void setLimits(const char* account, std::size_t count, const RiskLimits& limits) noexcept;
    /// How long an account's messages take to arrive, at least 0. Before the first `feed`.
    void setLatency(const char* account, std::size_t count, std::int64_t nanoseconds) noexcept;
    /// The tick and lot (in 1e-8), the multiplier and the limits of every symbol without its own. Before the first
    /// `feed`.
    void setDefaultInstrument(const Instrument& instrument) noexcept;
    /// Those of a symbol. Before the symbol's first row.
    void setInstrument(const char* symbol, std::size_t count, const Instrument& instrument) noexcept;

    /// Handles the rows that the bytes complete; false: a row cannot be used, see `errorLine()`, and nothing more is
    /// read.
    bool feed(const char* bytes, std::size_t count) noexcept;
    /// The stream has ended: handles a last row without a newline. False as for `feed`.
    bool finish() noexcept;

    /// The unread part of trades.csv, header first; until the next call of a non-const method.
    ALPHA_ENGINE_UNSAFE TextSpan trades() const noexcept;
    /// The unread part of events.csv, likewise.
    ALPHA_ENGINE_UNSAFE TextSpan events() const noexcept;
    /// Both were taken: forgets them.
    void drain() noexcept;

    /// What happened so far.
    ReplayCounts counts() const noexcept;

    /// Whether a row could not be used.
    bool hasError() const noexcept;
    /// The line, counted from 1, on which the unusable row begins.
    std::uint64_t errorLine() const noexcept;
    /// The column's name; NUL-terminated, as the next two, until the simulator goes.
    ALPHA_ENGINE_UNSAFE const char* errorColumn() const noexcept;
    /// What is wrong.
    ALPHA_ENGINE_UNSAFE const char* errorProblem() const noexcept;
    /// The text found, its control characters escaped, cut at 80 bytes.
    ALPHA_ENGINE_UNSAFE const char* errorFound() const noexcept;

    /// How many symbols were seen, and their books' best prices in 1e-8.
    std::uint32_t symbolCount() const noexcept;
    ALPHA_ENGINE_UNSAFE TextSpan symbolName(SymbolIndex symbol) const noexcept;
    TopOfBook top(SymbolIndex symbol) const noexcept;
    /// Whether every invariant of the engine's state holds.
    bool checkInvariants() const noexcept;

  private:
    friend class DurableReplay;
    friend class EngineBench;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace alpha_engine
