#include "alpha_engine/order_index.hpp"

namespace alpha_engine {

void OrderIndex::resize(std::size_t size) noexcept {
    detail::CacheAlignedVector<Slot> old(size);
    old.swap(slots_);
    mask_ = size - 1;
    shift_ = 64U - static_cast<unsigned>(std::countr_zero(size));
    for (const Slot& entry : old)
        if (entry.order != 0) slots_[locate(entry.symbol, entry.id).slot] = entry;
}

}  // namespace alpha_engine
