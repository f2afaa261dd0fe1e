#pragma once

#include <limits>
#include <vector>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// A price times a quantity, or a sum of quantities: wide enough that it never overflows.
__extension__ typedef __int128 Wide;

/// The pre-trade limits of an account; a limit that is `unlimited` is not checked.
struct RiskLimits {
    static constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

    /// The greatest quantity of one order.
    Quantity maxOrderQuantity = unlimited;
    /// The greatest price × quantity of one order, in price units per 1 (`EngineOptions::quantityUnitsPerOne`): in the
    /// simulator 1e-8 of the currency. A market order is valued at the worst price that it would reach.
    std::int64_t maxOrderNotional = unlimited;
    /// The greatest abs(position + all open orders of that side + this one), per symbol.
    Quantity maxPosition = unlimited;

    /// Whether any limit is set.
    bool any() const noexcept {
        return maxOrderQuantity != unlimited || maxOrderNotional != unlimited || maxPosition != unlimited;
    }
};

/// What an account holds of one symbol, and what it has resting in the book.
struct Position {
    AccountIndex account = 0;
    SymbolIndex symbol = 0;
    Quantity openBuy = 0;
    Quantity openSell = 0;
    /// Bought minus sold.
    Wide net = 0;

    /// The resting quantity of one side.
    Quantity& open(Side side) noexcept { return side == Side::buy ? openBuy : openSell; }
    Quantity open(Side side) const noexcept { return side == Side::buy ? openBuy : openSell; }
};

/// The positions of all accounts and the limits they must keep.
///
/// A position is counted per account and symbol from the engine's own trades, beginning at 0. `setLimits` gives an
/// account limits of its own; every other one, and orders without an account, keep the default limits (orders without
/// an account have no position, so `maxPosition` does not concern them).
class RiskChecks {
  public:
    explicit RiskChecks(Quantity quantityUnitsPerOne) noexcept : unitsPerOne_(quantityUnitsPerOne) {}

    /// The limits of every account without limits of its own.
    void setDefaultLimits(const RiskLimits& limits) noexcept;
    /// An account's own limits.
    void setLimits(AccountIndex account, const RiskLimits& limits) noexcept;
    /// The limits that an account must keep.
    const RiskLimits& limits(AccountIndex account) const noexcept {
        return account < own_.size() && own_[account].isSet ? own_[account].limits : default_;
    }
    /// Whether any order needs a check at all.
    bool anyLimits() const noexcept { return anyLimits_; }

    /// The index of the position of an account (not 0) in a symbol, made on first use.
    std::uint32_t positionIndex(AccountIndex account, SymbolIndex symbol) noexcept;
    /// The position with that index; the reference holds until the next `positionIndex`.
    Position& position(std::uint32_t index) noexcept { return positions_[index]; }
    /// The position of an account in a symbol; all zero when it never had one.
    Position find(AccountIndex account, SymbolIndex symbol) const noexcept;
    /// Every position, in the order of first use.
    const std::vector<Position>& positions() const noexcept { return positions_; }

    /// Checks an order against the account's limits: the first limit that it breaks, or `none`.
    ///
    /// - Parameter worstPrice: the order's limit, or the worst price that a market order would reach (`noPrice`: it
    /// would
    ///   reach none, and is worth nothing).
    /// - Parameter position: the account's position, null without an account.
    /// - Parameter replacedOpen: open quantity of the same side that the order takes the place of; not counted.
    Reason check(const RiskLimits& limits, Side side, Price worstPrice, Quantity quantity, const Position* position,
                 Quantity replacedOpen) const noexcept;

  private:
    struct OwnLimits {
        RiskLimits limits;
        bool isSet = false;
    };

    std::size_t slotOf(AccountIndex account, SymbolIndex symbol) const noexcept;
    void growTable() noexcept;

    Quantity unitsPerOne_;
    bool anyLimits_ = false;
    RiskLimits default_;
    std::vector<OwnLimits> own_;
    std::vector<Position> positions_;
    std::vector<std::uint32_t> table_;  // open addressing: index into positions_ plus 1; 0: free
};

}  // namespace alpha_engine
