// What accounts are worth: exact values where they are asked for, bounds within bands of prices elsewhere.

#include <algorithm>
#include <bit>

#include "alpha_engine/risk_checks.hpp"

namespace alpha_engine {

Wide RiskChecks::exactGross(std::uint32_t slot) const noexcept {
    Wide sum = 0;
    for (std::uint32_t next = accounts_[slot].firstPosition; next != 0; next = values_[next - 1].nextOfAccount)
        sum += grossAt(positions_[next - 1], values_[next - 1], valuedAt(next - 1));
    return sum;
}

Wide RiskChecks::exactProfit(std::uint32_t slot) const noexcept {
    Wide sum = 0;
    for (std::uint32_t next = accounts_[slot].firstPosition; next != 0; next = values_[next - 1].nextOfAccount)
        sum += profitAt(positions_[next - 1], values_[next - 1], valuedAt(next - 1));
    return sum;
}

// MARK: Bounds

// Rounding makes a bound 1 wider.
Wide RiskChecks::heldMost(std::uint32_t index) const noexcept {
    const Position& position = positions_[index];
    if (position.net == 0) return 0;
    const Wide most = timesPrice(position.net < 0 ? -position.net : position.net, values_[index].high);
    return clampWide(position.isPlain ? most : timesMultiplier(most, values_[index].multiplier) + 1, partMaximum);
}

Wide RiskChecks::profitLeast(std::uint32_t index) const noexcept {
    const Position& position = positions_[index];
    const PositionValue& value = values_[index];
    const Wide least = value.cash + timesPrice(position.net, position.net > 0 ? value.low : value.high);
    return clampWide(position.isPlain ? least : timesMultiplier(clampWide(least), value.multiplier), partMaximum);
}

void RiskChecks::removeBounds(std::uint32_t index) noexcept {
    AccountState& account = accounts_[positions_[index].accountSlot];
    account.heldMost -= heldMost(index);
    account.profitLeast -= profitLeast(index);
}

void RiskChecks::addBounds(std::uint32_t index) noexcept {
    PositionValue& value = values_[index];
    // A product of the two stays below 2^108, with the cash below partMaximum.
    constexpr int bits = 108;
    const auto priceBits = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value.high)));
    const bool isPlain = positions_[index].isPlain && !value.holdsAnywhere() && isPlainCash(value.cash);
    value.plainMost = isPlain ? Quantity{1} << std::min(bits - 1 - priceBits, 62) : 0;
    AccountState& account = accounts_[positions_[index].accountSlot];
    account.heldMost += heldMost(index);
    account.profitLeast += profitLeast(index);
    if (account.profitLeast < account.profitFloor) suspect(account);
}

void RiskChecks::setBounds(std::uint32_t index, Price low, Price high) noexcept {
    removeBounds(index);
    values_[index].low = low;
    values_[index].high = high;
    addBounds(index);
}

void RiskChecks::tradeAnew(std::uint32_t index, Quantity gained, Price price) noexcept {
    PositionValue& value = values_[index];
    removeBounds(index);
    trade(positions_[index], value, gained, price);
    const bool isHeld = positions_[index].net != 0;
    const bool holds = isHeld != value.holdsAnywhere() && value.holdsAt(price);
    if (!holds) value.low = value.high = price;
    addBounds(index);
    if (!holds) setBand(index, price);
}

// Chooses a band around a price: an eighth of it to either side, but no more than that all of the account's positions
// together could use up a quarter of what its limits leave.
void RiskChecks::setBand(std::uint32_t index, Price price) noexcept {
    constexpr Price widest = 8;
    const Position& position = positions_[index];
    if (position.net == 0)
        return setBounds(index, std::numeric_limits<Price>::min(), std::numeric_limits<Price>::max());
    setBounds(index, price, price);
    const AccountState& account = accounts_[position.accountSlot];
    Wide room = wideMaximum;
    if (account.limits.maxGrossNotional != unlimited)
        room = std::min(room, money(account.limits.maxGrossNotional) - account.heldMost - account.openMost);
    if (account.limits.maxDailyLoss != unlimited) room = std::min(room, account.profitLeast - account.profitFloor);
    if (room > 0 && !account.isOverLoss) {
        const Wide size = position.net < 0 ? -position.net : position.net;
        const Wide share = room / (Wide{4} * account.heldPositions);
        const Wide reach =
            std::min(share / (timesMultiplier(size, values_[index].multiplier) + 1), Wide{price / widest});
        setBounds(index, price - static_cast<Price>(reach), price + static_cast<Price>(reach));
    }
    Watch& watch = watches_[position.symbol];
    watch.low = std::max(watch.low, values_[index].low);
    watch.high = std::min(watch.high, values_[index].high);
}

// Sets all bands of an account anew around the last trade prices.
void RiskChecks::tighten(std::uint32_t slot) noexcept {
    if (!accounts_[slot].limits.watchesValue()) return;
    // All of them exact first: the room that is left is then the account's.
    for (std::uint32_t next = accounts_[slot].firstPosition; next != 0; next = values_[next - 1].nextOfAccount)
        if (positions_[next - 1].net != 0) setBounds(next - 1, valuedAt(next - 1), valuedAt(next - 1));
    for (std::uint32_t next = accounts_[slot].firstPosition; next != 0; next = values_[next - 1].nextOfAccount)
        if (positions_[next - 1].net != 0) setBand(next - 1, valuedAt(next - 1));
}

// What an account's positions and open orders are worth but for one order of a position, whose share is cut without it.
//
// Before an order is taken nothing is worth more or less than when accounts were judged last: whoever was no suspect
// then is none because of tighter bounds.
Wide RiskChecks::tightenedGross(const Position& position, Wide replaced) noexcept {
    AccountState& account = accounts_[position.accountSlot];
    const bool wasSuspect = account.isSuspect;
    tighten(position.accountSlot);
    if (account.isSuspect && !wasSuspect) {
        account.isSuspect = false;
        suspects_.pop_back();
    }
    const PositionValue& value = values_[static_cast<std::size_t>(&position - positions_.data())];
    const Price price = valuedAt(watches_[position.symbol]);
    return exactGross(position.accountSlot) - grossAt(position, value, price) +
           clampWide(wholeGrossAt(position, value, price) - replaced, partMaximum);
}

// The bands of all positions in a symbol that its price has left, and the band within which all hold.
void RiskChecks::rebuildBand(Watch& watch) noexcept {
    for (const std::uint32_t index : watch.positions)
        if (!values_[index].holdsAt(valuedAt(watch))) setBand(index, valuedAt(watch));
    watch.low = std::numeric_limits<Price>::min();
    watch.high = std::numeric_limits<Price>::max();
    for (const std::uint32_t index : watch.positions) {
        watch.low = std::max(watch.low, values_[index].low);
        watch.high = std::min(watch.high, values_[index].high);
    }
}

// Every position of an account whose value is watched is listed at its symbol, and has bounds.
void RiskChecks::rebuildWatches() noexcept {
    const std::vector<std::uint32_t> suspects = suspects_;
    for (Watch& watch : watches_) watch.positions.clear();
    for (AccountState& account : accounts_) {
        account.heldMost = 0;
        account.openMost = 0;
        account.profitLeast = 0;
    }
    for (std::uint32_t index = 0; index < positions_.size(); ++index) {
        Position& position = positions_[index];
        const RiskLimits& limits = accounts_[position.accountSlot].limits;
        position.watchesOpen = limits.maxGrossNotional != unlimited;
        position.watchesValue = limits.watchesValue();
        if (!position.watchesValue) continue;
        if (position.watchesOpen) {
            Wide& openMost = accounts_[position.accountSlot].openMost;
            openMost = clampWide(openMost + openMostAt(index, position.openNotional));
        }
        watches_[position.symbol].positions.push_back(index);
        values_[index].low = values_[index].high = valuedAt(index);
        addBounds(index);
    }
    // Beyond any limit, and beyond what sums can bear: such an account is valued at each order.
    for (Position& position : positions_)
        if (accounts_[position.accountSlot].openMost > openMaximum) position.watchesOpen = false;
    for (AccountState& account : accounts_)
        if (account.openMost > openMaximum) account.openMost = wideMaximum;
    for (Watch& watch : watches_) {
        for (const std::uint32_t index : watch.positions) setBand(index, valuedAt(watch));
        rebuildBand(watch);
    }
    // Nothing is worth more or less than before.
    for (const std::uint32_t slot : suspects_) accounts_[slot].isSuspect = false;
    suspects_.assign(suspects.begin(), suspects.end());
    for (const std::uint32_t slot : suspects_) accounts_[slot].isSuspect = true;
}

bool RiskChecks::checkInvariants() const noexcept {
    std::vector<Wide> most(accounts_.size());
    std::vector<Wide> open(accounts_.size());
    std::vector<Wide> least(accounts_.size());
    std::vector<std::uint32_t> held(accounts_.size());
    for (std::uint32_t index = 0; index < positions_.size(); ++index) {
        const Position& position = positions_[index];
        const PositionValue& value = values_[index];
        const RiskLimits& limits = accounts_[position.accountSlot].limits;
        if (position.watchesOpen && limits.maxGrossNotional == unlimited) return false;
        if (position.watchesValue != limits.watchesValue()) return false;
        held[position.accountSlot] += position.net != 0 ? 1U : 0U;
        if (position.watchesOpen) open[position.accountSlot] += openMostAt(index, position.openNotional);
        if (!position.watchesValue) continue;
        most[position.accountSlot] += heldMost(index);
        least[position.accountSlot] += profitLeast(index);
        const Watch& watch = watches_[position.symbol];
        const Price mark = valuedAt(watch);
        if (!value.holdsAt(mark) || value.low > watch.low || value.high < watch.high) return false;
        if (grossAt(position, value, mark) > heldMost(index) + openMostAt(index, position.openNotional)) return false;
        if (profitAt(position, value, mark) < profitLeast(index)) return false;
    }
    for (std::size_t slot = 0; slot < accounts_.size(); ++slot) {
        const AccountState& account = accounts_[slot];
        if (account.heldMost != most[slot] || account.profitLeast != least[slot]) return false;
        if (account.openMost != open[slot] && account.openMost != wideMaximum) return false;
        if (account.heldPositions != held[slot]) return false;
    }
    return true;
}

// MARK: Losses

void RiskChecks::setProfitFloor(AccountState& account) noexcept {
    const std::int64_t limit = account.limits.maxDailyLoss;
    account.profitFloor = limit == unlimited   ? -wideMaximum
                          : account.isOverLoss ? wideMaximum
                                               : account.profitAtDayStart - money(limit);
}

void RiskChecks::suspect(AccountState& account) noexcept {
    if (account.isSuspect) return;
    account.isSuspect = true;
    suspects_.push_back(findAccount(account.account));
}

void RiskChecks::beginDay(TimestampNanoseconds timestamp) noexcept {
    constexpr auto day = static_cast<TimestampNanoseconds>(nanosecondsPerDay);
    const TimestampNanoseconds since = timestamp % day < 0 ? timestamp % day + day : timestamp % day;
    dayStart_ = timestamp < noDay + since ? noDay : timestamp - since;
    for (std::uint32_t slot = 0; slot < accounts_.size(); ++slot) {
        AccountState& account = accounts_[slot];
        if (account.limits.maxDailyLoss == unlimited) continue;
        account.profitAtDayStart = exactProfit(slot);
        account.isOverLoss = false;
        setProfitFloor(account);
        tighten(slot);
    }
}

void RiskChecks::judge(SymbolIndex symbol, TimestampNanoseconds timestamp) noexcept {
    overLoss_.clear();
    if (!isToday(timestamp)) beginDay(timestamp);
    if (hasLeftBand_) {
        hasLeftBand_ = false;
        rebuildBand(watches_[symbol]);
    }
    // Judging one may tighten its bands, which makes it no suspect.
    for (const std::uint32_t slot : suspects_) {
        AccountState& account = accounts_[slot];
        const bool wasOver = account.isOverLoss;
        account.isOverLoss = account.limits.maxDailyLoss != unlimited &&
                             account.profitAtDayStart - exactProfit(slot) > money(account.limits.maxDailyLoss);
        setProfitFloor(account);
        if (account.isOverLoss && !wasOver) overLoss_.push_back(account.account);
        tighten(slot);
    }
    for (const std::uint32_t slot : suspects_) accounts_[slot].isSuspect = false;
    suspects_.clear();
    std::sort(overLoss_.begin(), overLoss_.end());
}

}  // namespace alpha_engine
