#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/risk_checks.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// What a batch of messages did: trades and events in the order in which they happened.
struct BatchOutput {
    const Trade* trades = nullptr;
    std::size_t tradeCount = 0;
    const OrderEvent* events = nullptr;
    std::size_t eventCount = 0;
};

/// The matching engine behind one call per batch: for Swift, for C, for whoever cannot instantiate a template.
///
/// Symbols, accounts and ids are numbers; `symbol`, `account` and `orderId` give them for text, once each, outside
/// matching. Text ids longer than 7 bytes that are no plain number are kept while an order uses them; call `recycle`
/// after the output of a batch has been read, so that those of finished orders are forgotten. Long ids interned before
/// a `recycle` and not live by then must be interned again.
class BatchVenue {
  public:
    explicit BatchVenue(const EngineOptions& options = {}) noexcept;
    ~BatchVenue() noexcept;
    BatchVenue(BatchVenue&&) noexcept;
    BatchVenue& operator=(BatchVenue&&) noexcept;
    BatchVenue(const BatchVenue&) = delete;
    BatchVenue& operator=(const BatchVenue&) = delete;

    /// The index of a symbol; a new one gets a book with tick and lot 1.
    SymbolIndex symbol(const char* text, std::size_t count) noexcept;
    /// The index of a symbol; a new one gets a book with the given tick and lot.
    SymbolIndex symbol(const char* text, std::size_t count, const Instrument& instrument) noexcept;
    /// The index of an account, 0 for empty text.
    AccountIndex account(const char* text, std::size_t count) noexcept;
    /// The id of a text of at most `OrderIds::maximumLength` bytes.
    OrderId orderId(const char* text, std::size_t count) noexcept;

    ALPHA_ENGINE_UNSAFE const char* symbolText(SymbolIndex symbol) const noexcept;
    /// Writes an id's text into 64 bytes of room and says how many it has.
    std::size_t orderIdText(OrderId id, char* buffer) const noexcept;
    /// Forgets the texts of long ids that no live order uses.
    void recycle() noexcept;

    /// The limits of every account without limits of its own, and of orders without an account.
    void setDefaultLimits(const RiskLimits& limits) noexcept;
    /// An account's own limits.
    void setLimits(AccountIndex account, const RiskLimits& limits) noexcept;

    /// Matches the messages one after the other. What it returns holds until the next `submit`.
    ALPHA_ENGINE_UNSAFE BatchOutput submit(const OrderMessage* messages, std::size_t count) noexcept;

    /// The best prices of a symbol's book.
    TopOfBook top(SymbolIndex symbol) const noexcept;
    /// Fills `levels` with the best levels of a side, best first; how many there were, at most `capacity`.
    std::size_t depth(SymbolIndex symbol, Side side, DepthLevel* levels, std::size_t capacity) const noexcept;
    /// An account's position in a symbol, cut to 64 bits.
    std::int64_t position(AccountIndex account, SymbolIndex symbol) const noexcept;
    /// How many orders rest in all books.
    std::uint32_t liveOrders() const noexcept;
    /// Whether every invariant of the engine's state holds.
    bool checkInvariants() const noexcept;
    /// A hash of everything that later messages can see.
    std::uint64_t stateHash() const noexcept;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace alpha_engine
