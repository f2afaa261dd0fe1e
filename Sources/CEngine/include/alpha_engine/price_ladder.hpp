#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "alpha_engine/detail/cache_aligned.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// The orders at one price: a queue of pool indices, oldest first, and the sum of their open quantities.
struct PriceLevel {
    /// Index of the oldest order in the `OrderPool`; 0: the level is empty.
    std::uint32_t head = 0;
    std::uint32_t tail = 0;
    Quantity total = 0;
};

/// The price levels of one side of a book, addressed by *key*: the price of a bid, minus the price of an offer, so that
/// a higher key is always the better price and both sides run the same code.
///
/// Levels near the best price live in a window, an array with one place a tick and a two-level bitmap of the occupied
/// ones; the others live in a sorted vector. The tick is learned, the greatest common divisor of the distances between
/// the levels in the window, and a key between two ticks makes it finer. The window follows the best price, and grows
/// with the number of levels. Finding a level in it is one multiplication (exact division by the tick's modular
/// inverse), whether prices are ticks or 1e-8; any price works, far ones and ones without a common tick just cost a
/// binary search.
///
/// Invariants: the best level is in the window; every level outside the window has a lower key than the window's first
/// place; an empty level has head 0, total 0 and no bit. Pointers to levels hold until the next `occupy` or `vacate`.
class alignas(64) PriceLadder {
  public:
    PriceLadder() noexcept = default;
    PriceLadder(PriceLadder&&) noexcept = default;
    PriceLadder& operator=(PriceLadder&&) noexcept = default;
    // A copy's window would be the original's.
    PriceLadder(const PriceLadder&) = delete;
    PriceLadder& operator=(const PriceLadder&) = delete;
    ~PriceLadder() noexcept = default;

    using Key = std::int64_t;
    /// The key of no level, below every level's.
    static constexpr Key noKey = std::numeric_limits<Key>::min();

    /// Makes room for that many levels, so that up to so many nothing is allocated.
    void reserve(std::size_t levels) noexcept;

    /// The best level's key, `noKey` when there is none.
    Key bestKey() const noexcept { return bestKey_; }
    /// The best level; only when `bestKey()` is not `noKey`.
    PriceLevel& best() noexcept { return window_[bestIndex_]; }
    const PriceLevel& best() const noexcept { return window_[bestIndex_]; }
    /// How many levels have orders.
    std::uint32_t count() const noexcept { return windowCount_ + static_cast<std::uint32_t>(far_.size()); }

    /// The level with that key, or null.
    PriceLevel* find(Key key) noexcept {
        const std::uint64_t index = indexOf(key);
        if (index < limit_) [[likely]]
            return window_[index].head != 0 ? &window_[index] : nullptr;
        return findFar(key);
    }

    /// The level with that key, which there is.
    PriceLevel& at(Key key) noexcept {
        const std::uint64_t index = indexOf(key);
        return index < limit_ ? window_[index] : *findFar(key);
    }

    /// The level with that key, made if it was not there. The caller must put an order into it.
    PriceLevel& occupy(Key key) noexcept {
        const std::uint64_t index = indexOf(key);
        if (index >= limit_) [[unlikely]]
            return occupyOutside(key);
        PriceLevel& level = window_[index];
        if (level.head == 0) {
            mark(index);
            ++windowCount_;
            if (key > bestKey_) {
                bestKey_ = key;
                bestIndex_ = static_cast<std::uint32_t>(index);
            }
        }
        return level;
    }

    /// Forgets the level with that key, whose last order has just been taken out (head 0, total 0).
    void vacate(Key key) noexcept {
        const std::uint64_t index = indexOf(key);
        if (index >= limit_) [[unlikely]]
            return vacateFar(key);
        unmark(index);
        --windowCount_;
        if (key == bestKey_) findBest(index);
    }

    /// Calls `visit(key, level)` from the best level to the worst, until it returns false.
    template <class Visit>
    void forEach(Visit&& visit) const noexcept {
        if (bestKey_ == noKey) return;
        for (std::int64_t index = static_cast<std::int64_t>(bestIndex_); index >= 0;
             index = below(static_cast<std::uint64_t>(index)))
            if (!visit(keyAt(static_cast<std::uint64_t>(index)), window_[index])) return;
        for (std::size_t i = far_.size(); i > 0; --i)
            if (!visit(far_[i - 1].key, far_[i - 1].level)) return;
    }

    /// Asks for the level's memory ahead of its use.
    void prefetch(Key key) const noexcept {
        const std::uint64_t index = indexOf(key);
        if (index < limit_) ALPHA_ENGINE_PREFETCH(&window_[index]);
    }

    /// Whether every invariant above holds; walks everything.
    bool checkInvariants() const noexcept;

    /// Bytes of memory that the ladder holds.
    std::size_t memoryBytes() const noexcept;

  private:
    struct FarLevel {
        Key key;
        PriceLevel level;
    };

    // The place of a key in the window, `limit_` or more when it has none: off the tick, or out of reach.
    std::uint64_t indexOf(Key key) const noexcept {
        const std::uint64_t distance = static_cast<std::uint64_t>(key) - static_cast<std::uint64_t>(origin_);
        return std::rotr(distance * inverse_, static_cast<int>(shift_));
    }
    Key keyAt(std::uint64_t index) const noexcept { return origin_ + static_cast<Key>(index) * step_; }

    // A word of the summary.
    std::uint64_t& summary(std::uint64_t word) const noexcept { return bits_[-1 - static_cast<std::ptrdiff_t>(word)]; }
    void mark(std::uint64_t index) noexcept {
        bits_[index >> 6] |= std::uint64_t{1} << (index & 63);
        summary(index >> 12) |= std::uint64_t{1} << ((index >> 6) & 63);
    }
    void unmark(std::uint64_t index) noexcept {
        if ((bits_[index >> 6] &= ~(std::uint64_t{1} << (index & 63))) == 0)
            summary(index >> 12) &= ~(std::uint64_t{1} << ((index >> 6) & 63));
    }

    // The highest occupied place below `index`, or -1.
    std::int64_t below(std::uint64_t index) const noexcept {
        std::uint64_t word = index >> 6;
        const std::uint64_t here = bits_[word] & ((std::uint64_t{1} << (index & 63)) - 1);
        if (here != 0) return static_cast<std::int64_t>((word << 6) + highest(here));
        std::uint64_t group = word >> 6;
        std::uint64_t words = summary(group) & ((std::uint64_t{1} << (word & 63)) - 1);
        while (words == 0) {
            if (group == 0) return -1;
            words = summary(--group);
        }
        word = (group << 6) + highest(words);
        return static_cast<std::int64_t>((word << 6) + highest(bits_[word]));
    }
    static std::uint64_t highest(std::uint64_t word) noexcept {
        return 63U - static_cast<unsigned>(std::countl_zero(word));
    }

    // The best level was vacated at `index`: the next one down takes its place.
    void findBest(std::uint64_t index) noexcept {
        const std::int64_t next = below(index);
        if (next >= 0) [[likely]] {
            bestIndex_ = static_cast<std::uint32_t>(next);
            bestKey_ = keyAt(bestIndex_);
        } else {
            bestLeftWindow();
        }
    }

    PriceLevel* findFar(Key key) noexcept;
    PriceLevel& occupyOutside(Key key) noexcept;
    void vacateFar(Key key) noexcept;
    void bestLeftWindow() noexcept;
    void spillWindow() noexcept;
    void refillWindow() noexcept;
    std::uint64_t chooseStep(std::uint64_t hint, std::uint64_t places, std::size_t& taken) const noexcept;
    void setStep(std::uint64_t step) noexcept;
    bool wantsRefill() noexcept;

    // What nearly every message needs is in one cache line.
    PriceLevel* window_ = nullptr;   // the window's places: levels_
    std::uint64_t* bits_ = nullptr;  // a bit for each; before it, backwards, the summary with a bit for each word
    Key bestKey_ = noKey;
    Key origin_ = 0;             // key of the window's place 0
    std::uint64_t inverse_ = 1;  // of the odd part of step_, modulo 2^64
    Key step_ = 0;               // 0: no two keys were seen yet, the window is one place
    std::uint32_t shift_ = 0;    // trailing zero bits of step_
    std::uint32_t limit_ = 0;    // places in use as a window; limit_ × step_ stays below 2^62
    std::uint32_t bestIndex_ = 0;
    std::uint32_t windowCount_ = 0;

    detail::CacheAlignedVector<PriceLevel> levels_;
    std::vector<std::uint64_t> marks_;  // the summary, then the bits
    std::vector<FarLevel> far_;         // ascending keys
    std::uint32_t farInserts_ = 0;
};

}  // namespace alpha_engine
