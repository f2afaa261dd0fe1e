#pragma once

#include <cstddef>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// What an uncrossing trades: one price and the volume there; volume 0 when nothing crosses.
struct AuctionResult {
    Price price = noPrice;
    Quantity volume = 0;
};

/// The price at which a call auction trades.
///
/// Candidates are the prices at which orders rest. The greatest volume wins; then the least imbalance (buyers' less
/// sellers' quantity at the price, its size); then, among those still equal, the highest price if each leaves buyers
/// over, the lowest if each leaves sellers over, and otherwise the price nearest the last trade, the higher of two as
/// near. With no trade yet (`lastTradePrice` is `noPrice`) that is the highest.
///
/// - Parameter bids: the buyers' levels, best (highest) first.
/// - Parameter asks: the sellers' levels, best (lowest) first.
/// - Complexity: linear in the levels; allocates nothing.
AuctionResult auctionPrice(const DepthLevel* bids, std::size_t bidCount, const DepthLevel* asks, std::size_t askCount,
                           Price lastTradePrice) noexcept;

}  // namespace alpha_engine
