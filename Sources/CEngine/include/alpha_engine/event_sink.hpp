#pragma once

#include <concepts>
#include <vector>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// What a matching engine tells its owner, chosen at compile time: no virtual call per event.
///
/// A sink has `trade(const Trade&)`; with `event(const OrderEvent&)` too it is told every state change, without it the
/// engine compiles no event code at all. Both must be `noexcept` and must not call the engine back.
template <class Sink>
concept TradeSink = requires(Sink& sink, const Trade& trade) {
    { sink.trade(trade) }
    noexcept;
};

/// A sink that wants the order events as well.
template <class Sink>
concept OrderEventSink = TradeSink<Sink> && requires(Sink& sink, const OrderEvent& event) {
    { sink.event(event) }
    noexcept;
};

/// Keeps everything, in two vectors, in the order in which it happened.
struct RecordingSink {
    std::vector<Trade> trades;
    std::vector<OrderEvent> events;

    void trade(const Trade& trade) noexcept { trades.push_back(trade); }
    void event(const OrderEvent& event) noexcept { events.push_back(event); }

    /// Forgets what was recorded and keeps the room.
    void clear() noexcept {
        trades.clear();
        events.clear();
    }
};

/// Keeps nothing: for feeding a book without an audience.
struct NullSink {
    void trade(const Trade&) noexcept {}
};

}  // namespace alpha_engine
