#include "alpha_engine/detail/cache_aligned.hpp"

#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace alpha_engine::detail {

namespace {

constexpr std::size_t cacheLine = 64;
constexpr std::size_t hugePage = std::size_t{2} << 20;

// Below two of them a huge page would be mostly empty.
std::align_val_t alignment(std::size_t bytes) noexcept {
    return std::align_val_t{bytes < 2 * hugePage ? cacheLine : hugePage};
}

}  // namespace

void* allocateAligned(std::size_t bytes) {
    void* const memory = ::operator new(bytes, alignment(bytes));
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    // Without them it is no less correct.
    if (bytes >= 2 * hugePage) static_cast<void>(::madvise(memory, bytes / hugePage * hugePage, MADV_HUGEPAGE));
#endif
    return memory;
}

void deallocateAligned(void* memory, std::size_t bytes) noexcept { ::operator delete(memory, alignment(bytes)); }

}  // namespace alpha_engine::detail
