#pragma once

#include <algorithm>

#include "alpha_engine/wide.hpp"

namespace alpha_engine {

/// A token bucket that holds one second's worth of messages and fills up by event time.
///
/// Kept as the time at which it will be full (the "virtual scheduling" form of ITU-T I.371's generic cell rate
/// algorithm), so that nothing is rounded and a look at it costs one multiplication. Times are multiplied by the rate.
struct MessageBucket {
    /// When it is full again. A new one is full.
    Wide fullAt = -wideMaximum;
    /// The latest time it was taken from: it does not empty when time goes back.
    TimestampNanoseconds latest = std::numeric_limits<TimestampNanoseconds>::min();

    static constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;

    /// Whether there is no room for one message more, at so many messages a second.
    bool isEmpty(std::int64_t rate, TimestampNanoseconds timestamp) const noexcept {
        // At a rate of 0 it never holds one.
        return rate == 0 || fullAt > Wide{std::max(timestamp, latest)} * rate + Wide{rate - 1} * nanosecondsPerSecond;
    }
    /// Takes one message out.
    void take(std::int64_t rate, TimestampNanoseconds timestamp) noexcept {
        latest = std::max(timestamp, latest);
        fullAt = std::max(fullAt, Wide{latest} * rate) + nanosecondsPerSecond;
    }
    /// Whether it was ever taken from.
    bool isUsed() const noexcept { return fullAt != -wideMaximum; }
};

}  // namespace alpha_engine
