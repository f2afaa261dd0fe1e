#pragma once

#include <cstdint>

#include "alpha_engine/annotations.hpp"

namespace alpha_engine {

/// Why an order was rejected or canceled; `none` on every other event.
///
/// The names that files and reports show are `reasonName`'s, the same words in upper case.
enum class ALPHA_ENGINE_CLOSED Reason : std::uint8_t {
    none,
    // Always-on checks, in the order in which they are made.
    unknownSymbol,
    unknownOrder,
    invalidQuantity,
    quantityNotOnLot,
    invalidPrice,
    priceNotOnTick,
    overflow,
    duplicateId,
    inAuction,
    // Limits of the account, likewise; the first two and the collar also of the instrument.
    killSwitch,
    maxOrderQuantity,
    maxOrderNotional,
    maxPosition,
    maxGrossNotional,
    priceCollar,
    maxOpenOrders,
    maxMessageRate,
    maxDailyLoss,
    // The book's answer to a post-only order.
    wouldCross,
    // Why what was left of an order was canceled.
    byUser,
    iocRest,
    fokUnfilled,
    noLiquidity,
    selfTrade,
    risk,
};

/// How many reasons there are, `none` among them; the size of a table indexed by reason.
inline constexpr std::uint32_t reasonCount = 26;

/// The reason's name in files: `"MAX_POSITION"`; empty for `none`. Lives for ever.
ALPHA_ENGINE_UNSAFE const char* reasonName(Reason reason) noexcept;

}  // namespace alpha_engine
