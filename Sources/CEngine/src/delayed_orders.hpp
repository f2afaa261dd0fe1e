#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// Messages on their way to the engine: each arrives its account's latency after it was sent.
///
/// They come out by the time of their arrival, and at equal times in the order in which they were sent, so that the
/// same input always meets the engine in the same order. Orders without an account are the market itself and take no
/// time.
class DelayedOrders {
  public:
    /// The latency of every account without one of its own, in nanoseconds, at least 0.
    void setDefaultLatency(std::int64_t nanoseconds) noexcept { default_ = nanoseconds; }
    /// The latency of an account.
    void setLatency(AccountIndex account, std::int64_t nanoseconds) noexcept {
        if (account >= own_.size()) own_.resize(std::size_t{account} + 1, none);
        own_[account] = nanoseconds;
    }
    /// Whether any message is ever late.
    bool isUsed() const noexcept {
        return default_ > 0 || std::any_of(own_.begin(), own_.end(), [](std::int64_t own) { return own > 0; });
    }

    /// Takes a message as it is sent, no earlier than the one before; `arrives(message)` is called for all that arrive
    /// until then, with the time of their arrival.
    template <class Arrives>
    void send(const OrderMessage& message, Arrives&& arrives) noexcept {
        releaseUntil(message.timestamp, arrives);
        const std::int64_t latency = latencyOf(message.account);
        ++sent_;
        if (latency == 0) return arrives(message);
        OrderMessage late = message;
        const bool isBeyondTime = __builtin_add_overflow(message.timestamp, latency, &late.timestamp);
        if (isBeyondTime) late.timestamp = std::numeric_limits<TimestampNanoseconds>::max();
        queue_.push_back(Waiting{late, sent_});
        std::push_heap(queue_.begin(), queue_.end(), isLater);
    }
    /// No more is sent: everything arrives.
    template <class Arrives>
    void finish(Arrives&& arrives) noexcept {
        releaseUntil(std::numeric_limits<TimestampNanoseconds>::max(), arrives);
    }

    /// How many are on their way.
    std::size_t count() const noexcept { return queue_.size(); }
    /// Calls `visit(message, number)` for each of them, in no order that means anything; the number counts what was
    /// sent.
    template <class Visit>
    void forEach(Visit&& visit) const noexcept {
        for (const Waiting& waiting : queue_) visit(waiting.message, waiting.number);
    }

    /// Calls `visit(account, nanoseconds)` for every account with a latency of its own.
    template <class Visit>
    void forEachLatency(Visit&& visit) const noexcept {
        for (AccountIndex account = 0; account < own_.size(); ++account)
            if (own_[account] != none) visit(account, own_[account]);
    }
    std::int64_t defaultLatency() const noexcept { return default_; }

    /// Writes what is on its way; latencies are configuration.
    void save(ByteWriter& writer) const noexcept;
    /// Takes the place of what is on its way by what `save` wrote; false: it cannot be used.
    ///
    /// - Parameter symbolCount: how many symbols there are.
    bool load(ByteReader& reader, std::size_t symbolCount) noexcept;

  private:
    struct Waiting {
        OrderMessage message;
        std::uint64_t number;  // counts what was sent
    };
    static constexpr std::int64_t none = -1;

    static bool isLater(const Waiting& a, const Waiting& b) noexcept {
        return a.message.timestamp != b.message.timestamp ? a.message.timestamp > b.message.timestamp
                                                          : a.number > b.number;
    }
    std::int64_t latencyOf(AccountIndex account) const noexcept {
        if (account == 0) return 0;
        return account < own_.size() && own_[account] != none ? own_[account] : default_;
    }
    template <class Arrives>
    void releaseUntil(TimestampNanoseconds time, Arrives&& arrives) noexcept {
        while (!queue_.empty() && queue_.front().message.timestamp <= time) {
            std::pop_heap(queue_.begin(), queue_.end(), isLater);
            const OrderMessage message = queue_.back().message;
            queue_.pop_back();
            arrives(message);
        }
    }

    std::vector<Waiting> queue_;
    std::vector<std::int64_t> own_;
    std::int64_t default_ = 0;
    std::uint64_t sent_ = 0;
};

}  // namespace alpha_engine
