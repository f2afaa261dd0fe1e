#pragma once

#include <cstdint>
#include <vector>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// One resting order, 32 bytes: two to a cache line, linked into its level's queue by 32-bit indices.
struct RestingOrder {
    std::uint32_t previous = 0;
    std::uint32_t next = 0;
    OrderId id = 0;
    Quantity open = 0;
    /// Price × 8 and three flags, so that the order's side needs no memory of its own.
    std::uint64_t packed = 0;

    static constexpr std::uint64_t sellFlag = 1;
    static constexpr std::uint64_t postOnlyFlag = 2;
    static constexpr std::uint64_t accountFlag = 4;

    static constexpr std::uint64_t pack(Price price, std::uint64_t flags) noexcept {
        return (static_cast<std::uint64_t>(price) << 3) | flags;
    }
    Price price() const noexcept { return static_cast<Price>(packed >> 3); }
    Side side() const noexcept { return static_cast<Side>(packed & sellFlag); }
    std::uint64_t flags() const noexcept { return packed & 7; }
    bool isPostOnly() const noexcept { return (packed & postOnlyFlag) != 0; }
    bool hasAccount() const noexcept { return (packed & accountFlag) != 0; }
};
static_assert(sizeof(RestingOrder) == 32);

/// Every resting order of an engine in one array, the free places chained; index 0 is no order.
class OrderPool {
  public:
    explicit OrderPool(std::uint32_t expectedOrders) noexcept {
        nodes_.reserve(std::size_t{expectedOrders} + 1);
        nodes_.emplace_back();
    }

    RestingOrder& operator[](std::uint32_t index) noexcept { return nodes_[index]; }
    const RestingOrder& operator[](std::uint32_t index) const noexcept { return nodes_[index]; }

    /// A place for an order, its content undefined.
    std::uint32_t allocate() noexcept {
        ++live_;
        if (const std::uint32_t index = free_; index != 0) [[likely]] {
            free_ = nodes_[index].next;
            return index;
        }
        nodes_.emplace_back();
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    }

    /// Gives the place back.
    void release(std::uint32_t index) noexcept {
        --live_;
        nodes_[index].next = free_;
        free_ = index;
    }

    /// How many places are taken.
    std::uint32_t live() const noexcept { return live_; }

    /// The position that an order with an account counts into (`PositionTable`'s index).
    std::uint32_t owner(std::uint32_t index) const noexcept { return owners_[index]; }
    void setOwner(std::uint32_t index, std::uint32_t position) noexcept {
        if (index >= owners_.size()) owners_.resize(nodes_.capacity());
        owners_[index] = position;
    }

    void prefetch(std::uint32_t index) const noexcept { ALPHA_ENGINE_PREFETCH(nodes_.data() + index); }

    /// Bytes of memory that the pool holds.
    std::size_t memoryBytes() const noexcept {
        return nodes_.capacity() * sizeof(RestingOrder) + owners_.capacity() * sizeof(std::uint32_t);
    }

  private:
    std::vector<RestingOrder> nodes_;
    std::vector<std::uint32_t> owners_;  // beside the nodes: an order without an account never touches it
    std::uint32_t free_ = 0;
    std::uint32_t live_ = 0;
};

}  // namespace alpha_engine
