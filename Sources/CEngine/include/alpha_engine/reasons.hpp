#pragma once

#include <cstdint>

#include "alpha_engine/annotations.hpp"

namespace alpha_engine {

/// Why an order was rejected or canceled; `none` on every other event.
///
/// The names that files and reports show are `reasonName`'s, the same words in upper case. docs/risk-checks.md has a
/// table of all of them, made from the same source as the functions below.
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

/// What a reason is about: a check that nobody can switch off, a limit that somebody has set, the book's answer to an
/// order's own wish, or the end of an order that was taken.
enum class ALPHA_ENGINE_CLOSED ReasonKind : std::uint8_t { none, check, limit, book, cancellation };

/// The kind of a reason; `none` has kind `none`.
ReasonKind reasonKind(Reason reason) noexcept;
/// The kind as documents show it: `"limit"`; empty for `none`.
ALPHA_ENGINE_UNSAFE const char* reasonKindName(ReasonKind kind) noexcept;
/// What a reason means, in a sentence for a report. Lives for ever.
ALPHA_ENGINE_UNSAFE const char* reasonDescription(Reason reason) noexcept;
/// The rules that ask for such a control, `"; "` between two; empty where none is known that names it.
ALPHA_ENGINE_UNSAFE const char* reasonRules(Reason reason) noexcept;

}  // namespace alpha_engine
