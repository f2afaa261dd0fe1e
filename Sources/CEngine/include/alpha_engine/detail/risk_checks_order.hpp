#pragma once

// The checks of one order: members of RiskChecks that belong into the engine's own code.

#include <cmath>

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

inline Reason RiskChecks::check(const Instrument& instrument, std::uint32_t owner,
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

ALPHA_ENGINE_INLINE bool RiskChecks::acceptPlain(std::uint32_t owner, const OrderMessage& message,
                                                 Price lastTrade) noexcept {
    const Position& position = positions_[owner - 1];
    AccountState& account = accounts_[position.accountSlot];
    const OrderScreen& screen = account.screen;
    const Wide worth = Wide{message.price} * message.quantity;
    const Wide reached = position.reached(message.side, message.quantity);
    // Without a trade this is a distance from -2^63, which is too far from any price: of a share of a price below 0.
    const double distance = static_cast<double>(
        static_cast<std::int64_t>(static_cast<std::uint64_t>(message.price) - static_cast<std::uint64_t>(lastTrade)));
    const bool isNear = std::abs(distance) <= static_cast<double>(lastTrade) * static_cast<double>(screen.mostDistance);
    const bool today = isToday(message.timestamp);
    const bool isWithin = (message.quantity <= screen.mostQuantity) &
                          (static_cast<std::uint64_t>(worth >> OrderScreen::worthShift) < screen.worthBelow) &
                          (reached <= screen.mostPosition) & (-reached <= screen.mostPosition) &
                          (account.heldMost + account.openMost + worth <= account.mostGross) &
                          (account.openOrders < screen.ordersBelow) & position.isPlain & isNear & today &
                          !(account.isBlocked | account.isOverLoss);
    if (!isWithin) [[unlikely]]
        return false;
    if (screen.mostMessages == unlimited) return true;
    if (account.bucket.isEmpty(screen.mostMessages, message.timestamp)) return false;
    account.bucket.take(screen.mostMessages, message.timestamp);
    return true;
}

inline Reason RiskChecks::checkAccount(const AccountState& account, const Position& position, Wide worth,
                                       std::int64_t multiplier, const RiskRequest& request) noexcept {
    const RiskLimits& limits = account.limits;
    if (limits.maxPosition != unlimited) {
        const Wide reached = position.reached(request.side, Wide{request.quantity} - request.replacedOpen);
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
