#include "alpha_engine/types.hpp"

namespace alpha_engine {

const char* reasonName(Reason reason) noexcept {
    switch (reason) {
        case Reason::none:
            return "";
        case Reason::unknownSymbol:
            return "UNKNOWN_SYMBOL";
        case Reason::unknownOrder:
            return "UNKNOWN_ORDER";
        case Reason::invalidQuantity:
            return "INVALID_QTY";
        case Reason::quantityNotOnLot:
            return "QTY_NOT_ON_LOT";
        case Reason::invalidPrice:
            return "INVALID_PRICE";
        case Reason::priceNotOnTick:
            return "PRICE_NOT_ON_TICK";
        case Reason::overflow:
            return "OVERFLOW";
        case Reason::duplicateId:
            return "DUPLICATE_ID";
        case Reason::inAuction:
            return "IN_AUCTION";
        case Reason::killSwitch:
            return "KILL_SWITCH";
        case Reason::maxOrderQuantity:
            return "MAX_ORDER_QTY";
        case Reason::maxOrderNotional:
            return "MAX_ORDER_NOTIONAL";
        case Reason::maxPosition:
            return "MAX_POSITION";
        case Reason::maxGrossNotional:
            return "MAX_GROSS_NOTIONAL";
        case Reason::priceCollar:
            return "PRICE_COLLAR";
        case Reason::maxOpenOrders:
            return "MAX_OPEN_ORDERS";
        case Reason::maxMessageRate:
            return "MAX_MESSAGE_RATE";
        case Reason::maxDailyLoss:
            return "MAX_DAILY_LOSS";
        case Reason::wouldCross:
            return "WOULD_CROSS";
        case Reason::byUser:
            return "BY_USER";
        case Reason::iocRest:
            return "IOC_REST";
        case Reason::fokUnfilled:
            return "FOK_UNFILLED";
        case Reason::noLiquidity:
            return "NO_LIQUIDITY";
        case Reason::selfTrade:
            return "SELF_TRADE";
        case Reason::risk:
            return "RISK";
    }
    return "";
}

const char* sideName(Side side) noexcept {
    switch (side) {
        case Side::buy:
            return "BUY";
        case Side::sell:
            return "SELL";
        case Side::none:
            return "";
    }
    return "";
}

const char* eventName(EventKind kind) noexcept {
    switch (kind) {
        case EventKind::accepted:
            return "ACCEPTED";
        case EventKind::rejected:
            return "REJECTED";
        case EventKind::traded:
            return "TRADED";
        case EventKind::canceled:
            return "CANCELED";
        case EventKind::replaced:
            return "REPLACED";
        case EventKind::triggered:
            return "TRIGGERED";
    }
    return "";
}

}  // namespace alpha_engine
