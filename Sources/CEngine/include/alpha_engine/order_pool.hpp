#pragma once

#include <cstdint>
#include <vector>

#include "alpha_engine/detail/cache_aligned.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// One resting order, 32 bytes: two to a cache line, linked into its level's queue by 32-bit indices.
struct RestingOrder {
    std::uint32_t previous = 0;
    std::uint32_t next = 0;
    OrderId id = 0;
    Quantity open = 0;
    /// Price × 16 and four flags, so that the order's side needs no memory of its own.
    std::uint64_t packed = 0;

    static constexpr std::uint64_t sellFlag = 1;
    static constexpr std::uint64_t postOnlyFlag = 2;
    static constexpr std::uint64_t accountFlag = 4;
    static constexpr std::uint64_t extrasFlag = 8;

    static constexpr std::uint64_t pack(Price price, std::uint64_t flags) noexcept {
        return (static_cast<std::uint64_t>(price) << 4) | flags;
    }
    /// The limit at which it rests; a sleeping stop order's stop price.
    Price price() const noexcept { return static_cast<Price>(packed >> 4); }
    Side side() const noexcept { return static_cast<Side>(packed & sellFlag); }
    std::uint64_t flags() const noexcept { return packed & 15; }
    bool isPostOnly() const noexcept { return (packed & postOnlyFlag) != 0; }
    bool hasAccount() const noexcept { return (packed & accountFlag) != 0; }
    /// Whether the pool keeps `OrderExtras` of it: it is an iceberg or a stop order.
    bool hasExtras() const noexcept { return (packed & extrasFlag) != 0; }
};
static_assert(sizeof(RestingOrder) == 32);

/// What only icebergs and stop orders have, kept beside the pool.
struct OrderExtras {
    /// The part of an iceberg that is not shown; `RestingOrder::open` is the part that is.
    Quantity hidden = 0;
    /// How much of an iceberg is shown at a time; 0: all.
    Quantity display = 0;
    /// The limit of a sleeping stop-limit order; `noPrice` of a stop order.
    Price limit = noPrice;
    /// A sleeping order's place among those that one trade wakes.
    std::uint64_t arrival = 0;
    TimeInForce timeInForce = TimeInForce::gtc;
    /// Whether it is a stop order that no trade has woken yet.
    bool isSleeping = false;
};

/// Every resting order of an engine in one array, the free places chained; index 0 is no order.
class OrderPool {
  public:
    explicit OrderPool(std::uint32_t expectedOrders, std::uint32_t expectedExtras = 0) noexcept {
        nodes_.reserve(std::size_t{expectedOrders} + 1);
        nodes_.emplace_back();
        owners_.resize(nodes_.capacity());
        extrasOf_.resize(nodes_.capacity());
        extras_.reserve(expectedExtras);
        freeExtras_.reserve(expectedExtras);
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

    /// Gives the place back, and with it what is kept beside it.
    void release(std::uint32_t index) noexcept {
        --live_;
        if (nodes_[index].hasExtras()) [[unlikely]]
            dropExtras(index);
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

    /// What an order whose `hasExtras()` is true has besides; the reference holds until the next `addExtras`.
    OrderExtras& extras(std::uint32_t index) noexcept { return extras_[extrasOf_[index]]; }
    const OrderExtras& extras(std::uint32_t index) const noexcept { return extras_[extrasOf_[index]]; }
    /// Gives an order extras and sets its flag.
    OrderExtras& addExtras(std::uint32_t index) noexcept {
        nodes_[index].packed |= RestingOrder::extrasFlag;
        if (index >= extrasOf_.size()) extrasOf_.resize(nodes_.capacity());
        if (freeExtras_.empty()) {
            extrasOf_[index] = static_cast<std::uint32_t>(extras_.size());
            OrderExtras& made = extras_.emplace_back();
            freeExtras_.reserve(extras_.capacity());
            return made;
        }
        extrasOf_[index] = freeExtras_.back();
        freeExtras_.pop_back();
        return extras_[extrasOf_[index]] = OrderExtras{};
    }
    /// Takes them away again, and the flag.
    void dropExtras(std::uint32_t index) noexcept {
        nodes_[index].packed &= ~RestingOrder::extrasFlag;
        freeExtras_.push_back(extrasOf_[index]);
    }
    /// The part of an order that is not shown.
    Quantity hidden(std::uint32_t index) const noexcept { return nodes_[index].hasExtras() ? extras(index).hidden : 0; }
    /// Everything that is open of an order, shown or not.
    Quantity openQuantity(std::uint32_t index) const noexcept { return nodes_[index].open + hidden(index); }
    bool isSleeping(std::uint32_t index) const noexcept {
        return nodes_[index].hasExtras() && extras(index).isSleeping;
    }

    void prefetch(std::uint32_t index) const noexcept { ALPHA_ENGINE_PREFETCH(nodes_.data() + index); }

    /// Bytes of memory that the pool holds.
    std::size_t memoryBytes() const noexcept {
        return nodes_.capacity() * sizeof(RestingOrder) + extras_.capacity() * sizeof(OrderExtras) +
               (owners_.capacity() + extrasOf_.capacity() + freeExtras_.capacity()) * sizeof(std::uint32_t);
    }

  private:
    detail::CacheAlignedVector<RestingOrder> nodes_;
    // Beside the nodes: an order without an account, or without extras, never touches them.
    std::vector<std::uint32_t> owners_;
    std::vector<std::uint32_t> extrasOf_;
    std::vector<OrderExtras> extras_;
    std::vector<std::uint32_t> freeExtras_;
    std::uint32_t free_ = 0;
    std::uint32_t live_ = 0;
};

}  // namespace alpha_engine
