#include "alpha_engine/risk_checks.hpp"

#include <algorithm>

#include "alpha_engine/state_hash.hpp"

namespace alpha_engine {

namespace {

constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t nanosecondsPerDay = 86'400 * nanosecondsPerSecond;
// So many messages a second are no limit: the bucket counts billionths in 64 bits.
constexpr std::int64_t rateMaximum = 1'000'000'000;

std::int64_t bucketCapacity(const RiskLimits& limits) noexcept {
    return std::min(limits.maxMessagesPerSecond, rateMaximum) * nanosecondsPerSecond;
}

// What the bucket holds at a time: it fills up by the rate, and never beyond one second's worth.
std::int64_t bucketAt(const AccountState& account, TimestampNanoseconds timestamp) noexcept {
    const std::int64_t capacity = bucketCapacity(account.limits);
    if (!account.hasSentMessages) return capacity;
    // Beyond a second apart it is full whatever it held; the difference of any two times fits unsigned.
    if (timestamp <= account.refilledAt) return account.tokens;
    const std::uint64_t elapsed =
        static_cast<std::uint64_t>(timestamp) - static_cast<std::uint64_t>(account.refilledAt);
    if (elapsed >= static_cast<std::uint64_t>(nanosecondsPerSecond)) return capacity;
    const std::int64_t rate = std::min(account.limits.maxMessagesPerSecond, rateMaximum);
    return std::min(capacity, account.tokens + static_cast<std::int64_t>(elapsed) * rate);
}

std::int64_t dayOf(TimestampNanoseconds timestamp) noexcept {
    const std::int64_t day = timestamp / nanosecondsPerDay;
    return timestamp % nanosecondsPerDay < 0 ? day - 1 : day;
}

// Whether a price is further from the reference than so many basis points of it.
bool isBeyondCollar(const RiskRequest& request, std::int64_t basisPoints) noexcept {
    if (basisPoints == unlimited || !request.hasReference || request.price == noPrice) return false;
    const Wide distance = Wide{request.price} * 2 - request.twiceReference;
    return (distance < 0 ? -distance : distance) * 10'000 > request.twiceReference * basisPoints;
}

}  // namespace

Reason RiskChecks::check(const Instrument& instrument, std::uint32_t owner, const RiskRequest& request) const noexcept {
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
        if (const Reason reason = checkAccount(account, *position, worth, request); reason != Reason::none)
            return reason;
    if (isBeyondCollar(request, std::min(limits.priceCollarBasisPoints, instrument.priceCollarBasisPoints)))
        return Reason::priceCollar;
    if (position == nullptr) return Reason::none;
    if (request.isNew && limits.maxOpenOrders != unlimited && account.openOrders >= limits.maxOpenOrders)
        return Reason::maxOpenOrders;
    if (limits.maxMessagesPerSecond != unlimited && bucketAt(account, request.timestamp) < nanosecondsPerSecond)
        return Reason::maxMessageRate;
    // Only an account whose block was lifted by hand can be here.
    if (account.isOverLoss && dayOf(request.timestamp) == day_) return Reason::maxDailyLoss;
    return Reason::none;
}

Reason RiskChecks::checkAccount(const AccountState& account, const Position& position, Wide notional,
                                const RiskRequest& request) const noexcept {
    const RiskLimits& limits = account.limits;
    if (limits.maxPosition != unlimited) {
        const Wide open = Wide{position.open(request.side)} - request.replacedOpen + request.quantity;
        const Wide reached = request.side == Side::buy ? position.net + open : position.net - open;
        if ((reached < 0 ? -reached : reached) > limits.maxPosition) return Reason::maxPosition;
    }
    if (limits.maxGrossNotional != unlimited) {
        const Wide replaced = this->notional(request.replacedPrice, request.replacedOpen, position.multiplier);
        if (account.gross - replaced + notional > money(limits.maxGrossNotional)) return Reason::maxGrossNotional;
    }
    return Reason::none;
}

void RiskChecks::countMessage(std::uint32_t owner, TimestampNanoseconds timestamp) noexcept {
    if (owner == 0) return;
    AccountState& account = accounts_[positions_[owner - 1].accountSlot];
    if (account.limits.maxMessagesPerSecond == unlimited) return;
    account.tokens = bucketAt(account, timestamp) - nanosecondsPerSecond;
    account.refilledAt = account.hasSentMessages ? std::max(account.refilledAt, timestamp) : timestamp;
    account.hasSentMessages = true;
}

bool RiskChecks::setBlocked(AccountIndex account, bool isBlocked) noexcept {
    AccountState& state = accounts_[accountSlot(account)];
    if (state.isBlocked == isBlocked) return false;
    state.isBlocked = isBlocked;
    anyLimits_ = true;
    return true;
}

bool RiskChecks::isBlocked(AccountIndex account) const noexcept { return accounts_[findAccount(account)].isBlocked; }

// MARK: What positions are worth

void RiskChecks::makeStale(std::uint32_t index) noexcept {
    Position& position = positions_[index];
    if (position.isStale) return;
    position.isStale = true;
    stale_.push_back(index);
}

void RiskChecks::valuePosition(Position& position, Price mark) noexcept {
    // A part is cut here, so that the sum of all never overflows.
    constexpr Wide partMaximum = Wide{1} << 110;
    AccountState& account = accounts_[position.accountSlot];
    const Wide held = timesPrice(position.net, mark);
    const Wide gross = clampWide((held < 0 ? -held : held) + position.openNotional);
    const Wide profit = clampWide(position.cash + held);
    account.gross -= position.gross;
    account.profit -= position.profit;
    position.gross = clampWide(timesMultiplier(gross, position.multiplier), partMaximum);
    position.profit = clampWide(timesMultiplier(profit, position.multiplier), partMaximum);
    position.mark = mark;
    account.gross += position.gross;
    account.profit += position.profit;
    // Judged when everything is valued: another of its positions may make up for this one.
    if (hasLostTooMuch(account) != account.isOverLoss) overLoss_.push_back(account.account);
}

void RiskChecks::beginDay(TimestampNanoseconds timestamp) noexcept {
    const std::int64_t day = dayOf(timestamp);
    if (day == day_) return;
    day_ = day;
    for (AccountState& account : accounts_) {
        account.profitAtDayStart = account.profit;
        account.isOverLoss = false;
    }
}

void RiskChecks::value(SymbolIndex symbol, Price lastTradePrice, TimestampNanoseconds timestamp) noexcept {
    overLoss_.clear();
    beginDay(timestamp);
    // First those of the symbol at its new price: a stale one among them must not be judged at the old one.
    if (symbol < watches_.size() && lastTradePrice != noPrice) {
        watches_[symbol].mark = lastTradePrice;
        for (const std::uint32_t index : watches_[symbol].positions) {
            Position& position = positions_[index];
            if (position.isStale || position.mark != lastTradePrice) valuePosition(position, lastTradePrice);
            position.isStale = false;
        }
    }
    for (const std::uint32_t index : stale_)
        if (positions_[index].isStale) {
            positions_[index].isStale = false;
            valuePosition(positions_[index], positions_[index].mark);
        }
    stale_.clear();
    if (overLoss_.empty()) [[likely]]
        return;
    std::sort(overLoss_.begin(), overLoss_.end());
    overLoss_.erase(std::unique(overLoss_.begin(), overLoss_.end()), overLoss_.end());
    std::erase_if(overLoss_, [this](AccountIndex index) noexcept {
        AccountState& account = accounts_[findAccount(index)];
        const bool wasOver = account.isOverLoss;
        account.isOverLoss = hasLostTooMuch(account);
        return wasOver || !account.isOverLoss;
    });
}

std::uint64_t RiskChecks::stateHash() const noexcept {
    // They add up in any order: what was only looked at, and is zero, changes nothing.
    std::uint64_t sum = 0;
    for (const Position& position : positions_) {
        if (position.net == 0 && position.cash == 0) continue;
        std::uint64_t hash = (std::uint64_t{position.account} << 32) | position.symbol;
        for (const Wide value : {position.net, position.cash}) {
            hash = mixHash(hash, static_cast<std::uint64_t>(value));
            hash = mixHash(hash, static_cast<std::uint64_t>(value >> 64));
        }
        sum += hash;
    }
    for (const AccountState& account : accounts_) {
        if (!account.isBlocked && !account.hasSentMessages && account.profitAtDayStart == 0) continue;
        std::uint64_t hash = mixHash(account.account, (account.isBlocked ? 1U : 0U) + (account.isOverLoss ? 2U : 0U));
        hash = mixHash(mixHash(hash, static_cast<std::uint64_t>(account.tokens)),
                       static_cast<std::uint64_t>(account.refilledAt));
        sum += mixHash(hash, static_cast<std::uint64_t>(account.profitAtDayStart));
    }
    return sum;
}

}  // namespace alpha_engine
