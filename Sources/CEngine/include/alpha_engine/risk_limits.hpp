#pragma once

#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// The pre-trade limits of an account; a limit that is `unlimited` is not checked. A limit is broken when it is
/// exceeded, not when it is met.
///
/// Money is in price units per 1 (`EngineOptions::quantityUnitsPerOne`), times the instrument's multiplier: in the
/// simulator 1e-8 of the currency.
struct RiskLimits {
    static constexpr std::int64_t unlimited = alpha_engine::unlimited;

    /// The greatest quantity of one order.
    Quantity maxOrderQuantity = unlimited;
    /// The greatest price × quantity of one order. A market order is valued at the worst price that it would reach, a
    /// stop order at its stop price.
    std::int64_t maxOrderNotional = unlimited;
    /// The greatest abs(position + all open orders of that side + this one), per symbol.
    Quantity maxPosition = unlimited;
    /// The greatest sum over all symbols of abs(position) × last trade price and of what the open orders are worth.
    std::int64_t maxGrossNotional = unlimited;
    /// The greatest distance of an order's price from the reference price (the last trade, else the middle of bid and
    /// ask; without either nothing is checked), in basis points of it.
    std::int64_t priceCollarBasisPoints = unlimited;
    /// How many orders may be live at a time: a new one is rejected when so many are.
    std::int64_t maxOpenOrders = unlimited;
    /// New orders and replacements in a second of event time: a token bucket that holds one second's worth.
    std::int64_t maxMessagesPerSecond = unlimited;
    /// The greatest loss since the beginning of the day (UTC), realised and marked at last trade prices; beyond it the
    /// account is blocked and its open orders are canceled.
    std::int64_t maxDailyLoss = unlimited;

    /// Whether any limit is set.
    constexpr bool any() const noexcept {
        return maxOrderQuantity != unlimited || maxOrderNotional != unlimited || maxPosition != unlimited ||
               watchesValue() || priceCollarBasisPoints != unlimited || maxOpenOrders != unlimited ||
               maxMessagesPerSecond != unlimited;
    }
    /// Whether the account's positions must be valued as prices move.
    constexpr bool watchesValue() const noexcept { return maxGrossNotional != unlimited || maxDailyLoss != unlimited; }
};
static_assert(sizeof(RiskLimits) == 64);

}  // namespace alpha_engine
