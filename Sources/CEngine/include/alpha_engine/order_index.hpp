#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "alpha_engine/detail/cache_aligned.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// Finds the live order with an id: an open-addressing table, (symbol, id) → index in the `OrderPool`.
///
/// Ids may be any 64-bit numbers. Four neighbouring ids share a cache line of four slots, so dense ids touch a quarter
/// of the lines that scattered ones do; where a slot is taken, the search goes on in the next line at the same place,
/// so that neighbours do not stand in each other's way. At most half full; removal shifts back, so there are no
/// tombstones and age does not slow it down.
class OrderIndex {
  public:
    explicit OrderIndex(std::uint32_t expectedOrders) noexcept {
        resize(std::bit_ceil(std::max<std::size_t>(64, std::size_t{expectedOrders} * 2)));
    }

    /// Where an id is, or where it would be put: good for as long as nothing comes in or goes.
    struct Place {
        std::size_t slot;
        /// The order's pool index; 0 when no such order is live.
        std::uint32_t order;
    };

    /// Looks for an id.
    Place locate(SymbolIndex symbol, OrderId id) const noexcept {
        for (std::size_t slot = home(symbol, id);; slot = next(slot)) {
            const Slot& entry = slots_[slot];
            if (entry.order == 0 || (entry.id == id && entry.symbol == symbol)) return Place{slot, entry.order};
        }
    }
    /// The order's pool index, 0 when no such order is live.
    std::uint32_t find(SymbolIndex symbol, OrderId id) const noexcept { return locate(symbol, id).order; }

    /// Makes room for one more order; places found before are no longer good.
    void makeRoom() noexcept {
        if ((count_ + 1) * 2 > slots_.size()) [[unlikely]]
            resize(slots_.size() * 2);
    }
    /// Adds an order where `locate` found that it is not there; `makeRoom` came before.
    void insert(Place place, SymbolIndex symbol, OrderId id, std::uint32_t order) noexcept {
        ++count_;
        slots_[place.slot] = Slot{id, symbol, order};
    }
    /// Adds an order that is not there yet.
    void insert(SymbolIndex symbol, OrderId id, std::uint32_t order) noexcept {
        makeRoom();
        insert(locate(symbol, id), symbol, id, order);
    }

    /// Takes out an order that is there.
    void erase(SymbolIndex symbol, OrderId id) noexcept { erase(locate(symbol, id)); }
    /// Takes out an order where `locate` found it.
    void erase(Place place) noexcept {
        std::size_t hole = place.slot;
        for (std::size_t slot = next(hole); slots_[slot].order != 0; slot = next(slot)) {
            // An entry may fill the hole only if its home does not lie behind the hole.
            const std::size_t wanted = home(slots_[slot].symbol, slots_[slot].id);
            if (steps(wanted, slot) >= steps(hole, slot)) {
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

    // Ids that differ in their last two bits alone are in one line; those bits and the hash choose the place in it, so
    // that ids with a common factor use every place.
    std::size_t home(SymbolIndex symbol, OrderId id) const noexcept {
        const std::uint64_t group = (id >> 2) + symbol * 0xD6E8FEB86659FD93ULL;
        return static_cast<std::size_t>(((group * 0x9E3779B97F4A7C15ULL) >> shift_) ^ (id & 3));
    }
    // Every slot of one place in the lines, then those of the next place.
    std::size_t next(std::size_t slot) const noexcept {
        slot += 4;
        return slot <= mask_ ? slot : (slot + 1) & 3;
    }
    // How many steps of `next` lead from one slot to another.
    std::size_t steps(std::size_t from, std::size_t to) const noexcept { return (order(to) - order(from)) & mask_; }
    std::size_t order(std::size_t slot) const noexcept { return slot >> 2 | (slot & 3) * ((mask_ + 1) >> 2); }
    void resize(std::size_t size) noexcept;

    detail::CacheAlignedVector<Slot> slots_;
    std::size_t mask_ = 0;
    std::size_t count_ = 0;
    unsigned shift_ = 0;
};

}  // namespace alpha_engine
