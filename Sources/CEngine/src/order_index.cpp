#include "alpha_engine/order_index.hpp"

namespace alpha_engine {

void OrderIndex::resize(std::size_t size) noexcept {
    std::vector<Slot> old(size);
    old.swap(slots_);
    mask_ = size - 1;
    // Homes are groups of four slots: the top bits of the hash choose the group.
    shift_ = 64U - static_cast<unsigned>(std::countr_zero(size / 4));
    for (const Slot& entry : old)
        if (entry.order != 0) place(entry);
}

}  // namespace alpha_engine
