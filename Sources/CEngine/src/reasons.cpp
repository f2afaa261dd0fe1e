#include "alpha_engine/reasons.hpp"

#include <array>

namespace alpha_engine {

namespace {

struct ReasonInfo {
    Reason reason;
    const char* name;
    ReasonKind kind;
    const char* description;
    const char* rules;
};

// SEC: 17 CFR 240.15c3-5. RTS 6: Commission Delegated Regulation (EU) 2017/589. FIA: the names of its controls in Best
// Practices for Automated Trading Risk Controls and System Safeguards (2024).
constexpr const char* creditThresholds = "SEC 15c3-5(c)(1)(i); RTS 6 Art. 15(4)";
constexpr const char* positionLimits = "SEC 15c3-5(c)(1)(i); RTS 6 Art. 15(4); FIA maximum intraday position";
constexpr const char* killSwitches = "RTS 6 Art. 12; FIA kill switch";

constexpr std::array<ReasonInfo, reasonCount> reasons{{
    {Reason::none, "", ReasonKind::none, "", ""},
    {Reason::unknownSymbol, "UNKNOWN_SYMBOL", ReasonKind::check, "the book does not exist", ""},
    {Reason::unknownOrder, "UNKNOWN_ORDER", ReasonKind::check, "no live order of the symbol has the id", ""},
    {Reason::invalidQuantity, "INVALID_QTY", ReasonKind::check,
     "the quantity is not above 0, or the quantity to show is below 0", ""},
    {Reason::quantityNotOnLot, "QTY_NOT_ON_LOT", ReasonKind::check,
     "the quantity, or the quantity to show, is no multiple of the instrument's lot", ""},
    {Reason::invalidPrice, "INVALID_PRICE", ReasonKind::check, "the limit or the stop price is not above 0", ""},
    {Reason::priceNotOnTick, "PRICE_NOT_ON_TICK", ReasonKind::check,
     "the limit or the stop price is no multiple of the instrument's tick", ""},
    {Reason::overflow, "OVERFLOW", ReasonKind::check,
     "the price is above 2^60 − 1 units, or the side of the book would hold more than 2^63 − 1", ""},
    {Reason::duplicateId, "DUPLICATE_ID", ReasonKind::check, "a live order of the symbol has the id", ""},
    {Reason::inAuction, "IN_AUCTION", ReasonKind::check, "a call auction takes orders that may rest, and stop orders",
     ""},
    {Reason::killSwitch, "KILL_SWITCH", ReasonKind::limit, "the account is blocked, by its loss limit or by hand",
     killSwitches},
    {Reason::maxOrderQuantity, "MAX_ORDER_QTY", ReasonKind::limit, "one order's quantity",
     "SEC 15c3-5(c)(1)(ii); RTS 6 Art. 15(1)(c); FIA maximum order size"},
    {Reason::maxOrderNotional, "MAX_ORDER_NOTIONAL", ReasonKind::limit, "one order's price × quantity × multiplier",
     "SEC 15c3-5(c)(1)(ii); RTS 6 Art. 15(1)(b); FIA maximum order size"},
    {Reason::maxPosition, "MAX_POSITION", ReasonKind::limit,
     "the account's position in the symbol, if all its open orders of the side traded", positionLimits},
    {Reason::maxGrossNotional, "MAX_GROSS_NOTIONAL", ReasonKind::limit,
     "what the account's positions and open orders are worth, over all symbols", creditThresholds},
    {Reason::priceCollar, "PRICE_COLLAR", ReasonKind::limit, "the price's distance from the last trade, else the mid",
     "SEC 15c3-5(c)(1)(ii); RTS 6 Art. 15(1)(a); FIA price tolerance"},
    {Reason::maxOpenOrders, "MAX_OPEN_ORDERS", ReasonKind::limit, "the account's live orders", ""},
    {Reason::maxMessageRate, "MAX_MESSAGE_RATE", ReasonKind::limit,
     "the account's new orders and replacements in a second", "RTS 6 Art. 15(1)(d); FIA message throttle"},
    {Reason::maxDailyLoss, "MAX_DAILY_LOSS", ReasonKind::limit,
     "the account's loss of the day is beyond its limit, and its block was lifted by hand", creditThresholds},
    {Reason::wouldCross, "WOULD_CROSS", ReasonKind::book, "a post-only order would trade", ""},
    {Reason::byUser, "BY_USER", ReasonKind::cancellation, "a CANCEL, or a REPLACE to quantity 0", ""},
    {Reason::iocRest, "IOC_REST", ReasonKind::cancellation, "what an immediate-or-cancel order did not trade", ""},
    {Reason::fokUnfilled, "FOK_UNFILLED", ReasonKind::cancellation,
     "a fill-or-kill order that could not trade as a whole", ""},
    {Reason::noLiquidity, "NO_LIQUIDITY", ReasonKind::cancellation, "what a market order found no counterparty for",
     ""},
    {Reason::selfTrade, "SELF_TRADE", ReasonKind::cancellation,
     "what self-trade prevention took off an order that met one of its own account", "FIA self-match prevention"},
    {Reason::risk, "RISK", ReasonKind::cancellation, "the account was blocked, by its loss limit or by hand",
     killSwitches},
}};

// A reason is its own place in the table.
constexpr bool isInOrder() {
    for (std::size_t i = 0; i < reasons.size(); ++i)
        if (static_cast<std::size_t>(reasons[i].reason) != i) return false;
    return true;
}
static_assert(isInOrder());

const ReasonInfo& info(Reason reason) noexcept {
    const auto index = static_cast<std::size_t>(reason);
    return reasons[index < reasons.size() ? index : 0];
}

}  // namespace

const char* reasonName(Reason reason) noexcept { return info(reason).name; }
ReasonKind reasonKind(Reason reason) noexcept { return info(reason).kind; }
const char* reasonDescription(Reason reason) noexcept { return info(reason).description; }
const char* reasonRules(Reason reason) noexcept { return info(reason).rules; }

const char* reasonKindName(ReasonKind kind) noexcept {
    switch (kind) {
        case ReasonKind::none:
            return "";
        case ReasonKind::check:
            return "check";
        case ReasonKind::limit:
            return "limit";
        case ReasonKind::book:
            return "book's answer";
        case ReasonKind::cancellation:
            return "cancellation";
    }
    return "";
}

}  // namespace alpha_engine
