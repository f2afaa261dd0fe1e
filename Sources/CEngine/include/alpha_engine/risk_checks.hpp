#pragma once

#include <vector>

#include "alpha_engine/positions.hpp"
#include "alpha_engine/risk_limits.hpp"
#include "alpha_engine/types.hpp"
#include "alpha_engine/wide.hpp"

namespace alpha_engine {

class ByteReader;
class ByteWriter;

/// What an order asks of its account, for `RiskChecks::check`.
struct RiskRequest {
    TimestampNanoseconds timestamp = 0;
    Side side = Side::none;
    bool isNew = true;
    /// The price that it is valued at (`noPrice`: it is worth nothing).
    Price price = noPrice;
    Quantity quantity = 0;
    /// Twice the reference price of the collar; `noPrice` when there is none.
    Wide twiceReference = 0;
    bool hasReference = false;
    /// The open order whose place it takes: not counted.
    Quantity replacedOpen = 0;
    Price replacedPrice = 0;
};

/// The positions of all accounts, the limits that they must keep, and the kill switch.
///
/// A position is counted per account and symbol from the engine's own trades, beginning at 0. `setLimits` gives an
/// account limits of its own; every other one, and orders without an account, keep the default limits (orders without
/// an account have no position and no memory: only the limits of a single order concern them).
class RiskChecks {
  public:
    explicit RiskChecks(Quantity quantityUnitsPerOne) noexcept;

    /// The limits of every account without limits of its own.
    void setDefaultLimits(const RiskLimits& limits) noexcept;
    /// An account's own limits. A loss counts from here on when its value was not watched before.
    void setLimits(AccountIndex account, const RiskLimits& limits) noexcept;
    /// The limits that an account must keep.
    const RiskLimits& limits(AccountIndex account) const noexcept;
    /// Whether any order needs a check at all.
    bool anyLimits() const noexcept { return anyLimits_; }

    /// Throws or lifts the kill switch of an account; false when it already was so. Canceling is the engine's business.
    bool setBlocked(AccountIndex account, bool isBlocked) noexcept;
    bool isBlocked(AccountIndex account) const noexcept;

    /// The index of the position of an account (not 0) in a symbol, made on first use.
    std::uint32_t positionIndex(AccountIndex account, SymbolIndex symbol, std::int64_t multiplier) noexcept;
    /// The position with that index; the reference holds until the next `positionIndex`.
    Position& position(std::uint32_t index) noexcept { return positions_[index]; }
    const Position& position(std::uint32_t index) const noexcept { return positions_[index]; }
    /// The position of an account in a symbol; all zero when it never had one.
    Position find(AccountIndex account, SymbolIndex symbol) const noexcept;
    /// Every position, in the order of first use.
    const std::vector<Position>& positions() const noexcept { return positions_; }
    /// Every account; the first one stands for orders without an account.
    const std::vector<AccountState>& accounts() const noexcept { return accounts_; }
    const AccountState& accountOf(const Position& position) const noexcept { return accounts_[position.accountSlot]; }

    /// What an account has open in a symbol has changed.
    void changeOpen(std::uint32_t index, Side side, Quantity by, Price price) noexcept {
        Position& position = positions_[index];
        position.open(side) += by;
        position.openNotional += Wide{by} * price;
        if (position.isWatched) [[unlikely]]
            makeStale(index);
    }
    /// An account has traded.
    void changeNet(std::uint32_t index, Side side, Quantity quantity, Price price) noexcept {
        Position& position = positions_[index];
        const Wide paid = Wide{quantity} * price;
        position.net += side == Side::buy ? Wide{quantity} : -Wide{quantity};
        position.cash = clampWide(side == Side::buy ? position.cash - paid : position.cash + paid);
        if (position.isWatched) [[unlikely]]
            makeStale(index);
    }
    /// An account has one live order more (+1) or less (-1).
    void countOrder(std::uint32_t index, int by) noexcept {
        accounts_[positions_[index].accountSlot].openOrders += static_cast<std::uint32_t>(by);
    }

    /// Checks an order against the limits of its instrument and its account: the first that it breaks, or `none`.
    ///
    /// - Parameter owner: index of the account's position plus 1; 0 without an account.
    Reason check(const Instrument& instrument, std::uint32_t owner, const RiskRequest& request) const noexcept;
    /// The order was taken: it counts into the account's message rate.
    void countMessage(std::uint32_t owner, TimestampNanoseconds timestamp) noexcept;

    /// A symbol has traded at a price, or has been opened (`noPrice`): what limits that are set later begin with.
    void setLastTradePrice(SymbolIndex symbol, Price price) noexcept {
        if (symbol >= lastTradePrices_.size()) [[unlikely]]
            lastTradePrices_.resize(std::size_t{symbol} + 1, noPrice);
        lastTradePrices_[symbol] = price;
    }

    /// Whether positions must be valued again: they have changed, or `symbol`'s last trade price has.
    bool needsValuing(SymbolIndex symbol, Price lastTradePrice) const noexcept {
        return !stale_.empty() || (symbol < watches_.size() && !watches_[symbol].positions.empty() &&
                                   watches_[symbol].mark != lastTradePrice);
    }
    /// Values what has changed. The accounts whose loss went beyond its limit now, and was not before, are in
    /// `overLoss()` until the next call, in ascending order.
    void value(SymbolIndex symbol, Price lastTradePrice, TimestampNanoseconds timestamp) noexcept;
    const std::vector<AccountIndex>& overLoss() const noexcept { return overLoss_; }

    /// A hash of what later messages can see: positions, blocks, message buckets.
    std::uint64_t stateHash() const noexcept;

    /// Writes everything: limits, accounts, positions and what they were valued at.
    void save(ByteWriter& writer) const noexcept;
    /// Takes the place of what is here, limits too, by what `save` wrote for the same `quantityUnitsPerOne`. False: it
    /// cannot be used, and neither can this any more. Open quantities are only believed when the engine has counted
    /// them.
    ///
    /// - Parameter symbolCount: how many books there are.
    bool load(ByteReader& reader, std::size_t symbolCount) noexcept;

  private:
    // The positions in a symbol whose account's value is watched, and the price at which they are valued.
    struct Watch {
        Price mark = noPrice;
        std::vector<std::uint32_t> positions;
    };

    std::size_t slotOf(AccountIndex account, SymbolIndex symbol) const noexcept;
    std::uint32_t accountSlot(AccountIndex account) noexcept;
    void loadAccount(ByteReader& reader, std::size_t slot) noexcept;
    void loadPosition(ByteReader& reader, std::size_t symbolCount) noexcept;
    std::uint32_t findAccount(AccountIndex account) const noexcept;
    void adopt(AccountState& account, const RiskLimits& limits) noexcept;
    void rebuildWatches() noexcept;
    std::vector<std::uint32_t>& watchersOf(SymbolIndex symbol) noexcept;
    void makeStale(std::uint32_t index) noexcept;
    void valuePosition(Position& position, Price mark) noexcept;
    bool hasLostTooMuch(const AccountState& account) const noexcept {
        return account.limits.maxDailyLoss != unlimited &&
               account.profitAtDayStart - account.profit > money(account.limits.maxDailyLoss);
    }
    void beginDay(TimestampNanoseconds timestamp) noexcept;
    Reason checkAccount(const AccountState& account, const Position& position, Wide notional,
                        const RiskRequest& request) const noexcept;
    Wide notional(Price price, Quantity quantity, std::int64_t multiplier) const noexcept {
        return price == noPrice ? 0 : timesMultiplier(Wide{price} * quantity, multiplier);
    }
    Wide money(std::int64_t limit) const noexcept { return Wide{limit} * unitsPerOne_; }

    Quantity unitsPerOne_;
    bool anyLimits_ = false;
    RiskLimits default_;
    std::vector<AccountState> accounts_;
    std::vector<Position> positions_;
    std::vector<std::uint32_t> table_;         // open addressing: index into positions_ plus 1; 0: free
    std::vector<std::uint32_t> accountTable_;  // likewise into accounts_
    std::vector<std::uint32_t> stale_;         // positions to be valued again
    std::vector<Watch> watches_;               // by symbol
    std::vector<Price> lastTradePrices_;       // by symbol
    std::vector<AccountIndex> overLoss_;
    std::int64_t day_ = std::numeric_limits<std::int64_t>::min();
};

}  // namespace alpha_engine
