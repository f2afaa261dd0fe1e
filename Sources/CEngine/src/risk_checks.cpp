#include "alpha_engine/risk_checks.hpp"

#include "alpha_engine/state_hash.hpp"

namespace alpha_engine {

bool RiskChecks::setBlocked(AccountIndex account, bool isBlocked) noexcept {
    AccountState& state = accounts_[accountSlot(account)];
    if (state.isBlocked == isBlocked) return false;
    state.isBlocked = isBlocked;
    anyLimits_ = true;
    return true;
}

bool RiskChecks::isBlocked(AccountIndex account) const noexcept { return accounts_[findAccount(account)].isBlocked; }

std::uint64_t RiskChecks::stateHash() const noexcept {
    // They add up in any order: what was only looked at, and is zero, changes nothing.
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < positions_.size(); ++i) {
        const Position& position = positions_[i];
        if (position.net == 0 && values_[i].cash == 0) continue;
        std::uint64_t hash = (std::uint64_t{position.account} << 32) | position.symbol;
        for (const Wide value : {position.net, values_[i].cash}) {
            hash = mixHash(hash, static_cast<std::uint64_t>(value));
            hash = mixHash(hash, static_cast<std::uint64_t>(value >> 64));
        }
        sum += hash;
    }
    for (const AccountState& account : accounts_) {
        if (!account.isBlocked && !account.bucket.isUsed() && account.profitAtDayStart == 0) continue;
        std::uint64_t hash = mixHash(account.account, (account.isBlocked ? 1U : 0U) + (account.isOverLoss ? 2U : 0U));
        hash = mixHash(mixHash(hash, static_cast<std::uint64_t>(account.bucket.fullAt)),
                       static_cast<std::uint64_t>(account.bucket.fullAt >> 64));
        hash = mixHash(hash, static_cast<std::uint64_t>(account.bucket.latest));
        sum += mixHash(hash, static_cast<std::uint64_t>(account.profitAtDayStart));
    }
    return sum;
}

}  // namespace alpha_engine
