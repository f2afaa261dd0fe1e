#include "alpha_engine/risk_checks.hpp"

namespace alpha_engine {

void RiskChecks::setDefaultLimits(const RiskLimits& limits) noexcept {
    default_ = limits;
    anyLimits_ = anyLimits_ || limits.any();
}

void RiskChecks::setLimits(AccountIndex account, const RiskLimits& limits) noexcept {
    if (account >= own_.size()) own_.resize(std::size_t{account} + 1);
    own_[account] = OwnLimits{limits, true};
    anyLimits_ = anyLimits_ || limits.any();
}

std::size_t RiskChecks::slotOf(AccountIndex account, SymbolIndex symbol) const noexcept {
    const std::size_t mask = table_.size() - 1;
    const std::uint64_t key = (std::uint64_t{account} << 32) | symbol;
    for (std::size_t slot = (key * 0x9E3779B97F4A7C15ULL) >> 32 & mask;; slot = (slot + 1) & mask) {
        if (table_[slot] == 0) return slot;
        const Position& position = positions_[table_[slot] - 1];
        if (position.account == account && position.symbol == symbol) return slot;
    }
}

void RiskChecks::growTable() noexcept {
    table_.assign(table_.empty() ? 64 : table_.size() * 2, 0);
    for (std::uint32_t i = 0; i < positions_.size(); ++i)
        table_[slotOf(positions_[i].account, positions_[i].symbol)] = i + 1;
}

std::uint32_t RiskChecks::positionIndex(AccountIndex account, SymbolIndex symbol) noexcept {
    if ((positions_.size() + 1) * 2 > table_.size()) growTable();
    std::uint32_t& entry = table_[slotOf(account, symbol)];
    if (entry == 0) {
        positions_.push_back(Position{account, symbol});
        entry = static_cast<std::uint32_t>(positions_.size());
    }
    return entry - 1;
}

Position RiskChecks::find(AccountIndex account, SymbolIndex symbol) const noexcept {
    const std::uint32_t entry = table_.empty() ? 0 : table_[slotOf(account, symbol)];
    return entry == 0 ? Position{account, symbol} : positions_[entry - 1];
}

Reason RiskChecks::check(const RiskLimits& limits, Side side, Price worstPrice, Quantity quantity,
                         const Position* position, Quantity replacedOpen) const noexcept {
    if (quantity > limits.maxOrderQuantity) return Reason::maxOrderQuantity;
    if (limits.maxOrderNotional != RiskLimits::unlimited && worstPrice != noPrice &&
        Wide{worstPrice} * quantity > Wide{limits.maxOrderNotional} * unitsPerOne_)
        return Reason::maxOrderNotional;
    if (limits.maxPosition != RiskLimits::unlimited && position != nullptr) {
        const Wide open = Wide{position->open(side)} - replacedOpen + quantity;
        const Wide reached = side == Side::buy ? position->net + open : position->net - open;
        if ((reached < 0 ? -reached : reached) > limits.maxPosition) return Reason::maxPosition;
    }
    return Reason::none;
}

}  // namespace alpha_engine
