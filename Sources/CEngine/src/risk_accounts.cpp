// The accounts and positions that the risk checks keep, and how they are found.

#include "alpha_engine/risk_checks.hpp"

namespace alpha_engine {

namespace {

constexpr std::size_t smallestTable = 64;

std::size_t hashOf(std::uint64_t key) noexcept { return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32); }

}  // namespace

RiskChecks::RiskChecks(Quantity quantityUnitsPerOne) noexcept
    : unitsPerOne_(quantityUnitsPerOne), accounts_(1), table_(smallestTable), accountTable_(smallestTable) {}

void RiskChecks::setDefaultLimits(const RiskLimits& limits) noexcept {
    default_ = limits;
    for (AccountState& account : accounts_)
        if (!account.hasOwnLimits) adopt(account, limits);
    rebuildWatches();
}

void RiskChecks::setLimits(AccountIndex account, const RiskLimits& limits) noexcept {
    AccountState& state = accounts_[accountSlot(account)];
    state.hasOwnLimits = true;
    adopt(state, limits);
    rebuildWatches();
}

const RiskLimits& RiskChecks::limits(AccountIndex account) const noexcept {
    const std::uint32_t slot = findAccount(account);
    return slot == 0 && account != 0 ? default_ : accounts_[slot].limits;
}

void RiskChecks::adopt(AccountState& account, const RiskLimits& limits) noexcept {
    if (limits.maxMessagesPerSecond != account.limits.maxMessagesPerSecond) {
        account.tokens = 0;
        account.hasSentMessages = false;
    }
    account.limits = limits;
    account.isOverLoss = hasLostTooMuch(account);
    anyLimits_ = anyLimits_ || limits.any();
}

// Every position whose account's value is watched is listed at its symbol, and valued.
void RiskChecks::rebuildWatches() noexcept {
    for (Watch& watch : watches_) watch.positions.clear();
    for (std::uint32_t i = 0; i < positions_.size(); ++i) {
        Position& position = positions_[i];
        const bool wasWatched = position.isWatched;
        AccountState& account = accounts_[position.accountSlot];
        position.isWatched = account.limits.watchesValue();
        if (!position.isWatched) continue;
        watchersOf(position.symbol).push_back(i);
        if (wasWatched) continue;
        // It was not valued while nobody watched: what has been lost since is no loss of this limit.
        const bool hasTraded =
            position.symbol < lastTradePrices_.size() && lastTradePrices_[position.symbol] != noPrice;
        valuePosition(position, hasTraded ? lastTradePrices_[position.symbol] : 0);
        account.profitAtDayStart = account.profit;
        account.isOverLoss = hasLostTooMuch(account);
    }
    overLoss_.clear();
}

std::vector<std::uint32_t>& RiskChecks::watchersOf(SymbolIndex symbol) noexcept {
    if (symbol >= watches_.size()) watches_.resize(std::size_t{symbol} + 1);
    return watches_[symbol].positions;
}

std::size_t RiskChecks::slotOf(AccountIndex account, SymbolIndex symbol) const noexcept {
    const std::size_t mask = table_.size() - 1;
    for (std::size_t slot = hashOf((std::uint64_t{account} << 32) | symbol) & mask;; slot = (slot + 1) & mask) {
        if (table_[slot] == 0) return slot;
        const Position& position = positions_[table_[slot] - 1];
        if (position.account == account && position.symbol == symbol) return slot;
    }
}

std::uint32_t RiskChecks::positionIndex(AccountIndex account, SymbolIndex symbol, std::int64_t multiplier) noexcept {
    std::size_t slot = slotOf(account, symbol);
    if (table_[slot] != 0) return table_[slot] - 1;
    if ((positions_.size() + 1) * 2 > table_.size()) {
        table_.assign(table_.size() * 2, 0);
        for (std::uint32_t i = 0; i < positions_.size(); ++i)
            table_[slotOf(positions_[i].account, positions_[i].symbol)] = i + 1;
        slot = slotOf(account, symbol);
    }
    const auto index = static_cast<std::uint32_t>(positions_.size());
    Position position;
    position.account = account;
    position.symbol = symbol;
    position.multiplier = multiplier;
    position.accountSlot = accountSlot(account);
    position.isWatched = accounts_[position.accountSlot].limits.watchesValue();
    if (position.isWatched) watchersOf(symbol).push_back(index);
    positions_.push_back(position);
    table_[slot] = index + 1;
    return index;
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
    made.limits = default_;
    accounts_.push_back(made);
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
