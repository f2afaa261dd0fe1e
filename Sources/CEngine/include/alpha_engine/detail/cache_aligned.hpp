#pragma once

// Memory for arrays that are read at random places.

#include <cstddef>
#include <vector>

namespace alpha_engine::detail {

/// Bytes that begin at a cache line. Arrays of some megabytes begin at a huge page and ask the system for such ones:
/// the processor then finds any place of theirs without walking page tables.
void* allocateAligned(std::size_t bytes);
/// Gives them back; the number of bytes must be the one that was asked for.
void deallocateAligned(void* memory, std::size_t bytes) noexcept;

/// The allocator of arrays whose elements must not straddle two cache lines.
template <class Element>
struct CacheAlignedAllocator {
    using value_type = Element;

    CacheAlignedAllocator() noexcept = default;
    template <class Other>
    CacheAlignedAllocator(const CacheAlignedAllocator<Other>&) noexcept {}

    Element* allocate(std::size_t count) { return static_cast<Element*>(allocateAligned(count * sizeof(Element))); }
    void deallocate(Element* memory, std::size_t count) noexcept { deallocateAligned(memory, count * sizeof(Element)); }

    friend bool operator==(const CacheAlignedAllocator&, const CacheAlignedAllocator&) noexcept { return true; }
};

template <class Element>
using CacheAlignedVector = std::vector<Element, CacheAlignedAllocator<Element>>;

}  // namespace alpha_engine::detail
