// The accounts and positions that the risk checks keep, and how they are found.

#include "alpha_engine/risk_checks.hpp"

namespace alpha_engine {

namespace {

constexpr std::size_t smallestTable = 64;

}  // namespace

RiskChecks::RiskChecks(Quantity quantityUnitsPerOne) noexcept
    : unitsPerOne_(quantityUnitsPerOne), accounts_(1), table_(smallestTable), accountTable_(smallestTable) {}

void RiskChecks::setDefaultLimits(const RiskLimits& limits) noexcept {
    default_ = limits;
    for (std::uint32_t slot = 0; slot < accounts_.size(); ++slot)
        if (!accounts_[slot].hasOwnLimits) adopt(slot, limits);
    rebuildWatches();
}

void RiskChecks::setLimits(AccountIndex account, const RiskLimits& limits) noexcept {
    const std::uint32_t slot = accountSlot(account);
    accounts_[slot].hasOwnLimits = true;
    adopt(slot, limits);
    rebuildWatches();
}

const RiskLimits& RiskChecks::limits(AccountIndex account) const noexcept {
    const std::uint32_t slot = findAccount(account);
    return slot == 0 && account != 0 ? default_ : accounts_[slot].limits;
}

void RiskChecks::adopt(std::uint32_t slot, const RiskLimits& limits) noexcept {
    AccountState& account = accounts_[slot];
    if (limits.maxMessagesPerSecond != account.limits.maxMessagesPerSecond) account.bucket = {};
    const bool limitedLoss = account.limits.maxDailyLoss != unlimited;
    account.setLimits(limits, unitsPerOne_);
    anyLimits_ = anyLimits_ || limits.any();
    if (limits.maxDailyLoss == unlimited) {
        account.isOverLoss = false;
        account.profitAtDayStart = 0;
    } else if (limitedLoss) {
        suspect(account);
    } else {
        account.profitAtDayStart = exactProfit(slot);
    }
    setProfitFloor(account);
}

std::uint32_t RiskChecks::addPosition(AccountIndex account, SymbolIndex symbol, std::int64_t multiplier) noexcept {
    if ((positions_.size() + 1) * 2 > table_.size()) {
        table_.assign(table_.size() * 2, 0);
        for (std::uint32_t i = 0; i < positions_.size(); ++i)
            table_[slotOf(positions_[i].account, positions_[i].symbol)] = i + 1;
    }
    const std::uint32_t owner = accountSlot(account);
    AccountState& state = accounts_[owner];
    const auto index = static_cast<std::uint32_t>(positions_.size());
    table_[slotOf(account, symbol)] = index + 1;
    Position position;
    position.account = account;
    position.symbol = symbol;
    position.accountSlot = owner;
    position.isPlain = multiplier == 100'000'000;
    position.watchesOpen = state.limits.maxGrossNotional != unlimited && state.openMost != wideMaximum;
    position.watchesValue = state.limits.watchesValue();
    positions_.push_back(position);
    PositionValue value;
    value.multiplier = multiplier;
    value.nextOfAccount = state.firstPosition;
    values_.push_back(value);
    state.firstPosition = index + 1;
    if (position.watchesOpen) state.openMost += openMostAt(index, 0);
    if (symbol >= watches_.size()) watches_.resize(std::size_t{symbol} + 1);
    if (position.watchesValue) watches_[symbol].positions.push_back(index);
    return index;
}

std::size_t RiskChecks::memoryBytes() const noexcept {
    std::size_t bytes = accounts_.capacity() * sizeof(AccountState) + positions_.capacity() * sizeof(Position) +
                        values_.capacity() * sizeof(PositionValue) + watches_.capacity() * sizeof(Watch);
    for (const Watch& watch : watches_) bytes += watch.positions.capacity() * sizeof(std::uint32_t);
    return bytes + (table_.capacity() + accountTable_.capacity() + suspects_.capacity() + overLoss_.capacity()) *
                       sizeof(std::uint32_t);
}

Position RiskChecks::find(AccountIndex account, SymbolIndex symbol) const noexcept {
    if (const std::uint32_t entry = table_[slotOf(account, symbol)]; entry != 0) return positions_[entry - 1];
    Position none;
    none.account = account;
    none.symbol = symbol;
    return none;
}

std::uint32_t RiskChecks::findAccount(AccountIndex account) const noexcept {
    if (account == 0) return 0;
    const std::size_t mask = accountTable_.size() - 1;
    for (std::size_t slot = hashOf(account) & mask;; slot = (slot + 1) & mask)
        if (accountTable_[slot] == 0 || accounts_[accountTable_[slot]].account == account) return accountTable_[slot];
}

std::uint32_t RiskChecks::accountSlot(AccountIndex account) noexcept {
    const std::uint32_t found = findAccount(account);
    if (found != 0 || account == 0) return found;
    AccountState made;
    made.account = account;
    made.setLimits(default_, unitsPerOne_);
    setProfitFloor(made);
    accounts_.push_back(made);
    suspects_.reserve(accounts_.capacity());
    overLoss_.reserve(accounts_.capacity());
    const auto place = [this](std::uint32_t index) noexcept {
        const std::size_t mask = accountTable_.size() - 1;
        std::size_t slot = hashOf(accounts_[index].account) & mask;
        while (accountTable_[slot] != 0) slot = (slot + 1) & mask;
        accountTable_[slot] = index;
    };
    if (accounts_.size() * 2 > accountTable_.size()) {
        accountTable_.assign(accountTable_.size() * 2, 0);
        for (std::uint32_t index = 1; index + 1 < accounts_.size(); ++index) place(index);
    }
    place(static_cast<std::uint32_t>(accounts_.size() - 1));
    return static_cast<std::uint32_t>(accounts_.size() - 1);
}

}  // namespace alpha_engine
