#include "alpha_engine/call_auction.hpp"

#include <algorithm>

namespace alpha_engine {

namespace {

// What would happen at one price: how much trades, and how much is left over (buyers' less sellers').
struct Candidate {
    Price price;
    Quantity volume;
    Quantity imbalance;
};

// Calls visit(candidate) for every price of a level, from the lowest to the highest, each once.
template <class Visit>
void forEachCandidate(const DepthLevel* bids, std::size_t bidCount, const DepthLevel* asks, std::size_t askCount,
                      Visit&& visit) noexcept {
    Quantity demand = 0;  // of the bids at or above the price
    Quantity supply = 0;  // of the asks at or below it
    for (std::size_t i = 0; i < bidCount; ++i) demand += bids[i].quantity;
    std::size_t bid = bidCount;  // bids are visited from their end, the lowest
    std::size_t ask = 0;
    while (bid > 0 || ask < askCount) {
        const bool isBid = bid > 0 && (ask == askCount || bids[bid - 1].price <= asks[ask].price);
        const bool isAsk = ask < askCount && (bid == 0 || asks[ask].price <= bids[bid - 1].price);
        const Price price = isBid ? bids[bid - 1].price : asks[ask].price;
        if (isAsk) supply += asks[ask++].quantity;
        visit(Candidate{price, std::min(demand, supply), demand - supply});
        if (isBid) demand -= bids[--bid].quantity;
    }
}

Quantity size(Quantity imbalance) noexcept { return imbalance < 0 ? -imbalance : imbalance; }

}  // namespace

AuctionResult auctionPrice(const DepthLevel* bids, std::size_t bidCount, const DepthLevel* asks, std::size_t askCount,
                           Price lastTradePrice) noexcept {
    Quantity volume = 0;
    Quantity imbalance = 0;
    forEachCandidate(bids, bidCount, asks, askCount, [&](const Candidate& candidate) noexcept {
        const Quantity left = size(candidate.imbalance);
        if (candidate.volume > volume || (candidate.volume == volume && left < imbalance)) {
            volume = candidate.volume;
            imbalance = left;
        }
    });
    if (volume == 0) return {};

    Price lowest = noPrice;
    Price highest = noPrice;
    Price nearest = noPrice;
    Price nearestDistance = 0;
    bool onlyBuyersLeft = true;
    bool onlySellersLeft = true;
    forEachCandidate(bids, bidCount, asks, askCount, [&](const Candidate& candidate) noexcept {
        if (candidate.volume != volume || size(candidate.imbalance) != imbalance) return;
        onlyBuyersLeft = onlyBuyersLeft && candidate.imbalance > 0;
        onlySellersLeft = onlySellersLeft && candidate.imbalance < 0;
        if (lowest == noPrice) lowest = candidate.price;
        highest = candidate.price;
        if (lastTradePrice == noPrice) return;
        const Price distance = size(candidate.price - lastTradePrice);
        if (nearest == noPrice || distance <= nearestDistance) {
            nearest = candidate.price;
            nearestDistance = distance;
        }
    });
    if (onlySellersLeft) return {lowest, volume};
    if (onlyBuyersLeft || lastTradePrice == noPrice) return {highest, volume};
    return {nearest, volume};
}

}  // namespace alpha_engine
