#pragma once

// The checks of one order: members of RiskChecks that belong into the engine's own code.

#include "alpha_engine/risk_checks.hpp"

namespace alpha_engine {

namespace detail {

/// Whether a price is further from the reference than so many basis points of it.
inline bool isBeyondCollar(const RiskRequest& request, std::int64_t basisPoints) noexcept {
    if (basisPoints == unlimited || request.twiceReference == noPrice || request.price == noPrice) return false;
    // Prices have 60 bits.
    const Price distance = request.price * 2 - request.twiceReference;
    return Wide{distance < 0 ? -distance : distance} * 10'000 > Wide{request.twiceReference} * basisPoints;
}

}  // namespace detail

ALPHA_ENGINE_INLINE Reason RiskChecks::check(const Instrument& instrument, std::uint32_t owner,
                                             const RiskRequest& request) noexcept {
    const Position* const position = owner == 0 ? nullptr : &positions_[owner - 1];
    const AccountState& account = accounts_[position == nullptr ? 0 : position->accountSlot];
    const RiskLimits& limits = account.limits;
    if (account.isBlocked) return Reason::killSwitch;
    if (request.quantity > std::min(limits.maxOrderQuantity, instrument.maxOrderQuantity))
        return Reason::maxOrderQuantity;
    const Wide worth = notional(request.price, request.quantity, instrument.multiplier);
    const std::int64_t worthMax = std::min(limits.maxOrderNotional, instrument.maxOrderNotional);
    if (worthMax != unlimited && worth > money(worthMax)) return Reason::maxOrderNotional;
    if (position != nullptr)
        if (const Reason reason = checkAccount(account, *position, worth, instrument.multiplier, request);
            reason != Reason::none)
            return reason;
    if (detail::isBeyondCollar(request, std::min(limits.priceCollarBasisPoints, instrument.priceCollarBasisPoints)))
        return Reason::priceCollar;
    if (position == nullptr) return Reason::none;
    if (request.isNew && account.openOrders >= limits.maxOpenOrders) return Reason::maxOpenOrders;
    if (limits.maxMessagesPerSecond != unlimited &&
        account.bucket.isEmpty(limits.maxMessagesPerSecond, request.timestamp))
        return Reason::maxMessageRate;
    // Only an account whose block was lifted by hand can be here.
    if (account.isOverLoss && isToday(request.timestamp)) return Reason::maxDailyLoss;
    return Reason::none;
}

ALPHA_ENGINE_INLINE Reason RiskChecks::checkAccount(const AccountState& account, const Position& position, Wide worth,
                                                    std::int64_t multiplier, const RiskRequest& request) noexcept {
    const RiskLimits& limits = account.limits;
    if (limits.maxPosition != unlimited) {
        const Wide open = Wide{position.open(request.side) - request.replacedOpen} + request.quantity;
        const Wide reached = request.side == Side::buy ? position.net + open : position.net - open;
        if (reached > limits.maxPosition || -reached > limits.maxPosition) return Reason::maxPosition;
    }
    if (limits.maxGrossNotional != unlimited) {
        const Wide room = money(limits.maxGrossNotional) - worth;
        const Wide replaced =
            request.replacedOpen == 0 ? 0 : notional(request.replacedPrice, request.replacedOpen, multiplier);
        if (account.heldMost + account.openMost - replaced > room && tightenedGross(position, replaced) > room)
            return Reason::maxGrossNotional;
    }
    return Reason::none;
}

}  // namespace alpha_engine
