#pragma once

#include <vector>

#include "alpha_engine/annotations.hpp"
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
    Price twiceReference = noPrice;
    /// The open order whose place it takes: not counted.
    Quantity replacedOpen = 0;
    Price replacedPrice = 0;
};

/// The positions of all accounts, the limits that they must keep, and the kill switch.
///
/// A position is counted per account and symbol from the engine's own trades, beginning at 0. `setLimits` gives an
/// account limits of its own; every other one, and orders without an account, keep the default limits (orders without
/// an account have no position and no memory: only the limits of a single order concern them).
///
/// What an account is worth moves with every trade of anybody. It is not valued anew each time: of each position two
/// bounds are kept that hold within a band of prices, as wide as the account is far from its limits. Only when a price
/// leaves a band, or a bound is beyond a limit, is the exact value asked for.
class RiskChecks {
  public:
    explicit RiskChecks(Quantity quantityUnitsPerOne) noexcept;

    /// The limits of every account without limits of its own.
    void setDefaultLimits(const RiskLimits& limits) noexcept;
    /// An account's own limits. A loss counts from here on when no loss was limited before; a limit that the loss is
    /// beyond already acts when the next message is done.
    void setLimits(AccountIndex account, const RiskLimits& limits) noexcept;
    /// The limits that an account must keep.
    const RiskLimits& limits(AccountIndex account) const noexcept;
    /// Whether any order needs a check at all.
    bool anyLimits() const noexcept { return anyLimits_; }

    /// Throws or lifts the kill switch of an account; false when it already was so. Canceling is the engine's business.
    bool setBlocked(AccountIndex account, bool isBlocked) noexcept;
    bool isBlocked(AccountIndex account) const noexcept;

    /// The index of the position of an account (not 0) in a symbol, made on first use.
    std::uint32_t positionIndex(AccountIndex account, SymbolIndex symbol, std::int64_t multiplier) noexcept {
        const std::uint32_t entry = table_[slotOf(account, symbol)];
        return entry != 0 ? entry - 1 : addPosition(account, symbol, multiplier);
    }
    /// The position with that index; the reference holds until the next `positionIndex`.
    const Position& position(std::uint32_t index) const noexcept { return positions_[index]; }
    /// The position of an account in a symbol; all zero when it never had one.
    Position find(AccountIndex account, SymbolIndex symbol) const noexcept;
    /// Every position, in the order of first use, and likewise what each has paid.
    const std::vector<Position>& positions() const noexcept { return positions_; }
    const std::vector<PositionValue>& values() const noexcept { return values_; }
    /// Every account; the first one stands for orders without an account.
    const std::vector<AccountState>& accounts() const noexcept { return accounts_; }
    /// What an account has made at last trade prices, and what its positions and open orders are worth, each position's
    /// share cut at 2^110: the exact values, from all its positions.
    Wide profit(AccountIndex account) const noexcept { return exactProfit(findAccount(account)); }
    Wide grossNotional(AccountIndex account) const noexcept { return exactGross(findAccount(account)); }

    /// What an account has open in a symbol has changed.
    void changeOpen(std::uint32_t index, Side side, Quantity by, Price price) noexcept {
        Position& position = positions_[index];
        const Wide change = Wide{by} * price;
        position.open(side) += by;
        if (position.watchesOpen)
            accounts_[position.accountSlot].openMost +=
                position.isPlain
                    ? change
                    : openMostAt(index, position.openNotional + change) - openMostAt(index, position.openNotional);
        position.openNotional += change;
    }
    /// An account has traded.
    void changeNet(std::uint32_t index, Side side, Quantity quantity, Price price) noexcept {
        Position& position = positions_[index];
        PositionValue& value = values_[index];
        const Quantity gained = signedBy(side, quantity);
        if (!position.watchesValue) return trade(position, value, gained, price);
        // The bounds move by products as long as the position neither begins, ends nor turns, and the price is in the
        // band. `held` and `added` are positive for what makes a position greater, long or short.
        const auto before = static_cast<Quantity>(position.net);
        const Quantity sign = before < 0 ? -1 : 0;
        const std::uint64_t held = magnitude(before);
        const Quantity added = (gained ^ sign) - sign;
        const Wide paid = Wide{gained} * price;
        const Wide cash = value.cash - paid;
        const auto most = static_cast<std::uint64_t>(value.plainMost);
        const bool isInBand = value.holdsAt(price);
        const bool isNarrow = isPlainCash(cash);
        const bool fitsQuantity = before == position.net;
        const bool isPlain = (held <= most) & (added <= static_cast<Quantity>(most - held)) &
                             (added > static_cast<Quantity>(0 - held)) & isInBand & isNarrow & fitsQuantity;
        if (!isPlain) [[unlikely]]
            return tradeAnew(index, gained, price);
        AccountState& account = accounts_[position.accountSlot];
        position.net += gained;
        value.cash = cash;
        account.heldMost += Wide{added} * value.high;
        account.profitLeast += Wide{gained} * (value.low ^ ((value.low ^ value.high) & sign)) - paid;
        if (account.profitLeast < account.profitFloor) [[unlikely]]
            suspect(account);
    }
    /// An account has one live order more (+1) or less (-1).
    void countOrder(std::uint32_t index, int by) noexcept {
        accounts_[positions_[index].accountSlot].openOrders += static_cast<std::uint32_t>(by);
    }

    /// Checks an order against the limits of its instrument and its account: the first that it breaks, or `none`.
    ///
    /// - Parameter owner: index of the account's position plus 1; 0 without an account.
    Reason check(const Instrument& instrument, std::uint32_t owner, const RiskRequest& request) noexcept;
    /// Takes a new limit order of an account that surely breaks no limit, told by few comparisons: as `check` and
    /// `accept`. False, and nothing is changed: those two decide. For an instrument without limits of its own.
    ///
    /// - Parameter lastTrade: the price that the collar refers to; `noPrice` when there was no trade.
    bool acceptPlain(std::uint32_t owner, const OrderMessage& message, Price lastTrade) noexcept;
    /// The order was taken: it counts into the account's message rate, and a new day begins with it.
    void accept(std::uint32_t owner, TimestampNanoseconds timestamp) noexcept {
        if (!isToday(timestamp)) [[unlikely]]
            beginDay(timestamp);
        if (owner == 0) return;
        AccountState& account = accounts_[positions_[owner - 1].accountSlot];
        const std::int64_t rate = account.limits.maxMessagesPerSecond;
        if (rate != unlimited) account.bucket.take(rate, timestamp);
    }

    /// A symbol has traded at a price, or has been opened (`noPrice`).
    void setLastTradePrice(SymbolIndex symbol, Price price) noexcept {
        if (symbol >= watches_.size()) [[unlikely]]
            watches_.resize(std::size_t{symbol} + 1);
        Watch& watch = watches_[symbol];
        watch.mark = price;
        if (price < watch.low || price > watch.high) [[unlikely]]
            hasLeftBand_ = true;
    }

    /// Whether `judge` has something to do.
    bool needsJudgement() const noexcept { return hasLeftBand_ || !suspects_.empty(); }
    /// A message of a symbol is done. The accounts whose loss went beyond its limit now, and was not before, are in
    /// `overLoss()` until the next call, in ascending order.
    void judge(SymbolIndex symbol, TimestampNanoseconds timestamp) noexcept;
    const std::vector<AccountIndex>& overLoss() const noexcept { return overLoss_; }

    /// Bytes of memory that it holds.
    std::size_t memoryBytes() const noexcept;
    /// A hash of what later messages can see: positions, blocks, message buckets.
    std::uint64_t stateHash() const noexcept;
    /// Whether accounts' sums are those of their positions and bounds hold at the last trade prices. Walks everything.
    bool checkInvariants() const noexcept;

    /// Writes everything but what can be told from it: limits, accounts, positions.
    void save(ByteWriter& writer) const noexcept;
    /// Takes the place of what is here, limits too, by what `save` wrote for the same `quantityUnitsPerOne`. False: it
    /// cannot be used, and neither can this any more. Open quantities are only believed when the engine has counted
    /// them. When the books' last trade prices are set, `rebuildWatches` must follow.
    ///
    /// - Parameter symbolCount: how many books there are.
    bool load(ByteReader& reader, std::size_t symbolCount) noexcept;
    /// Finds out anew which positions are watched, and what they are worth.
    void rebuildWatches() noexcept;

  private:
    // A symbol's last trade price, the band within which all bounds hold, and the positions that have some.
    struct Watch {
        Price mark = noPrice;
        Price low = std::numeric_limits<Price>::min();
        Price high = std::numeric_limits<Price>::max();
        std::vector<std::uint32_t> positions;
    };
    static constexpr std::uint64_t nanosecondsPerDay = 86'400'000'000'000;

    std::size_t slotOf(AccountIndex account, SymbolIndex symbol) const noexcept {
        const std::size_t mask = table_.size() - 1;
        for (std::size_t slot = hashOf((std::uint64_t{account} << 32) | symbol) & mask;; slot = (slot + 1) & mask) {
            if (table_[slot] == 0) return slot;
            const Position& position = positions_[table_[slot] - 1];
            if (position.account == account && position.symbol == symbol) return slot;
        }
    }
    static std::size_t hashOf(std::uint64_t key) noexcept {
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32);
    }
    ALPHA_ENGINE_COLD std::uint32_t addPosition(AccountIndex account, SymbolIndex symbol,
                                                std::int64_t multiplier) noexcept;
    std::uint32_t accountSlot(AccountIndex account) noexcept;
    void loadAccount(ByteReader& reader, std::size_t slot) noexcept;
    void loadPosition(ByteReader& reader, std::size_t symbolCount) noexcept;
    std::uint32_t findAccount(AccountIndex account) const noexcept;
    void adopt(std::uint32_t slot, const RiskLimits& limits) noexcept;
    bool isToday(TimestampNanoseconds timestamp) const noexcept {
        return static_cast<std::uint64_t>(timestamp) - static_cast<std::uint64_t>(dayStart_) < nanosecondsPerDay;
    }
    ALPHA_ENGINE_COLD void beginDay(TimestampNanoseconds timestamp) noexcept;
    Reason checkAccount(const AccountState& account, const Position& position, Wide worth, std::int64_t multiplier,
                        const RiskRequest& request) noexcept;

    static Wide grossAt(const Position& position, const PositionValue& value, Price price) noexcept {
        return clampWide(wholeGrossAt(position, value, price), partMaximum);
    }
    static Wide wholeGrossAt(const Position& position, const PositionValue& value, Price price) noexcept {
        const Wide held = timesPrice(position.net, price);
        return timesMultiplier(clampWide((held < 0 ? -held : held) + position.openNotional), value.multiplier);
    }
    static Wide profitAt(const Position& position, const PositionValue& value, Price price) noexcept {
        const Wide made = clampWide(value.cash + timesPrice(position.net, price));
        return clampWide(timesMultiplier(made, value.multiplier), partMaximum);
    }
    // A sum is not less than its parts, rounded apart, and 1.
    Wide openMostAt(std::uint32_t index, Wide openNotional) const noexcept {
        return positions_[index].isPlain ? openNotional : timesMultiplier(openNotional, values_[index].multiplier) + 1;
    }
    void trade(Position& position, PositionValue& value, Quantity gained, Price price) noexcept {
        const bool wasHeld = position.net != 0;
        position.net += gained;
        value.cash = clampWide(value.cash - Wide{gained} * price);
        const bool isHeld = position.net != 0;
        if (wasHeld != isHeld) accounts_[position.accountSlot].heldPositions += isHeld ? 1U : ~0U;
    }
    static std::uint64_t magnitude(Quantity quantity) noexcept {
        const auto bits = static_cast<std::uint64_t>(quantity);
        return quantity < 0 ? 0 - bits : bits;
    }
    // Whether it is within ±2^108.
    static bool isPlainCash(Wide cash) noexcept {
        const auto high = static_cast<std::uint64_t>(cash >> 64);
        return (high + (std::uint64_t{1} << 44)) >> 45 == 0;
    }
    ALPHA_ENGINE_COLD void tradeAnew(std::uint32_t index, Quantity gained, Price price) noexcept;
    Wide heldMost(std::uint32_t index) const noexcept;
    Wide profitLeast(std::uint32_t index) const noexcept;
    void addBounds(std::uint32_t index) noexcept;
    void removeBounds(std::uint32_t index) noexcept;
    ALPHA_ENGINE_COLD void setBand(std::uint32_t index, Price price) noexcept;
    void setBounds(std::uint32_t index, Price low, Price high) noexcept;
    void rebuildBand(Watch& watch) noexcept;
    // Before a symbol's first trade nothing is held of it: any price will do.
    static Price valuedAt(const Watch& watch) noexcept { return watch.mark == noPrice ? 0 : watch.mark; }
    Price valuedAt(std::uint32_t index) const noexcept { return valuedAt(watches_[positions_[index].symbol]); }
    ALPHA_ENGINE_COLD void suspect(AccountState& account) noexcept;
    void setProfitFloor(AccountState& account) noexcept;
    Wide exactGross(std::uint32_t slot) const noexcept;
    Wide exactProfit(std::uint32_t slot) const noexcept;
    ALPHA_ENGINE_COLD void tighten(std::uint32_t slot) noexcept;
    ALPHA_ENGINE_COLD Wide tightenedGross(const Position& position, Wide replaced) noexcept;

    Wide notional(Price price, Quantity quantity, std::int64_t multiplier) const noexcept {
        return price == noPrice ? 0 : timesMultiplier(Wide{price} * quantity, multiplier);
    }
    Wide money(std::int64_t limit) const noexcept { return Wide{limit} * unitsPerOne_; }

    // A position's share is cut here, so that the sum of all never overflows.
    static constexpr Wide partMaximum = Wide{1} << 110;
    // More than any limit; what an account has open while it has one stays far below.
    static constexpr Wide openMaximum = Wide{1} << 122;

    Quantity unitsPerOne_;
    bool anyLimits_ = false;
    bool hasLeftBand_ = false;               // some symbol's last trade price has left its band
    TimestampNanoseconds dayStart_ = noDay;  // when the UTC day of the last accepted order began
    RiskLimits default_;
    std::vector<AccountState> accounts_;
    std::vector<Position> positions_;
    std::vector<PositionValue> values_;        // what belongs to positions_
    std::vector<std::uint32_t> table_;         // open addressing: index into positions_ plus 1; 0: free
    std::vector<std::uint32_t> accountTable_;  // likewise into accounts_
    std::vector<Watch> watches_;               // by symbol
    std::vector<std::uint32_t> suspects_;      // accounts whose loss must be judged
    std::vector<AccountIndex> overLoss_;

    static constexpr TimestampNanoseconds noDay = std::numeric_limits<TimestampNanoseconds>::min();
};

}  // namespace alpha_engine

// Not sorted among the others: it defines members declared above.
#include "alpha_engine/detail/risk_checks_order.hpp"
