#pragma once

#include <vector>

#include "alpha_engine/engine_bench.hpp"

namespace alpha_engine {

/// A made-up order stream: the first `prefill` messages fill the books, the others are what is measured.
struct SyntheticOrders {
    std::vector<OrderMessage> messages;
    std::size_t prefill = 0;

    explicit SyntheticOrders(const BenchFlow& flow) noexcept;
};

}  // namespace alpha_engine
