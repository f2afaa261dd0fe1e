#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// Finds the live order with an id: an open-addressing table, (symbol, id) → index in the `OrderPool`.
///
/// Ids may be any 64-bit numbers. Four neighbouring ids share a cache line of four slots, so dense ids touch a quarter
/// of the lines that scattered ones do. At most half full; removal shifts back, so there are no tombstones and age does
/// not slow it down.
class OrderIndex {
  public:
    explicit OrderIndex(std::uint32_t expectedOrders) noexcept {
        resize(std::bit_ceil(std::max<std::size_t>(64, std::size_t{expectedOrders} * 2)));
    }

    /// The order's pool index, 0 when no such order is live.
    std::uint32_t find(SymbolIndex symbol, OrderId id) const noexcept {
        for (std::size_t slot = home(symbol, id);; slot = (slot + 1) & mask_) {
            const Slot& entry = slots_[slot];
            if (entry.order == 0) return 0;
            if (entry.id == id && entry.symbol == symbol) return entry.order;
        }
    }

    /// Adds an order that is not there yet.
    void insert(SymbolIndex symbol, OrderId id, std::uint32_t order) noexcept {
        if ((count_ + 1) * 2 > slots_.size()) [[unlikely]]
            resize(slots_.size() * 2);
        ++count_;
        place(Slot{id, symbol, order});
    }

    /// Takes out an order that is there.
    void erase(SymbolIndex symbol, OrderId id) noexcept {
        std::size_t hole = home(symbol, id);
        while (slots_[hole].id != id || slots_[hole].symbol != symbol || slots_[hole].order == 0)
            hole = (hole + 1) & mask_;
        for (std::size_t slot = (hole + 1) & mask_; slots_[slot].order != 0; slot = (slot + 1) & mask_) {
            // An entry may fill the hole only if its home does not lie behind the hole.
            const std::size_t wanted = home(slots_[slot].symbol, slots_[slot].id);
            if (((slot - wanted) & mask_) >= ((slot - hole) & mask_)) {
                slots_[hole] = slots_[slot];
                hole = slot;
            }
        }
        slots_[hole].order = 0;
        --count_;
    }

    /// How many orders are in it.
    std::size_t count() const noexcept { return count_; }

    void prefetch(SymbolIndex symbol, OrderId id) const noexcept {
        ALPHA_ENGINE_PREFETCH(slots_.data() + home(symbol, id));
    }

    /// Bytes of memory that the table holds.
    std::size_t memoryBytes() const noexcept { return slots_.capacity() * sizeof(Slot); }

  private:
    struct Slot {
        OrderId id = 0;
        SymbolIndex symbol = 0;
        std::uint32_t order = 0;  // 0: free
    };

    std::size_t home(SymbolIndex symbol, OrderId id) const noexcept {
        const std::uint64_t group = (id >> 2) + symbol * 0xD6E8FEB86659FD93ULL;
        return static_cast<std::size_t>(((group * 0x9E3779B97F4A7C15ULL) >> shift_ << 2) | (id & 3));
    }
    void place(const Slot& entry) noexcept {
        std::size_t slot = home(entry.symbol, entry.id);
        while (slots_[slot].order != 0) slot = (slot + 1) & mask_;
        slots_[slot] = entry;
    }
    void resize(std::size_t size) noexcept;

    std::vector<Slot> slots_;
    std::size_t mask_ = 0;
    std::size_t count_ = 0;
    unsigned shift_ = 0;
};

}  // namespace alpha_engine
