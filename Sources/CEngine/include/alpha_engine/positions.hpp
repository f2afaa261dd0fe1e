#pragma once

#include "alpha_engine/message_bucket.hpp"
#include "alpha_engine/risk_limits.hpp"
#include "alpha_engine/wide.hpp"

namespace alpha_engine {

/// What an account holds of one symbol, and what it has open there: what every order touches, one cache line.
struct alignas(64) Position {
    AccountIndex account = 0;
    SymbolIndex symbol = 0;
    /// Where the account is among `RiskChecks::accounts()`.
    std::uint32_t accountSlot = 0;
    /// Whether the account's sum of open orders is kept, and the bounds of its positions' value.
    bool watchesOpen = false;
    bool watchesValue = false;
    /// Whether the instrument's multiplier is 1.
    bool isPlain = true;
    /// Open quantity of all live orders of a side: resting, hidden, sleeping.
    Quantity openBuy = 0;
    Quantity openSell = 0;
    /// Bought minus sold.
    Wide net = 0;
    /// Sum of price × open quantity of the open orders.
    Wide openNotional = 0;

    /// The open quantity of one side.
    Quantity& open(Side side) noexcept { return side == Side::buy ? openBuy : openSell; }
    Quantity open(Side side) const noexcept { return side == Side::buy ? openBuy : openSell; }
};
static_assert(sizeof(Position) == 64);

/// What a position has paid, and between which prices the bounds of its value hold: what only trades touch.
///
/// While the account's value is watched, at any price from `low` to `high` the position is worth no more than its
/// quantity at `high`, and has made no less than at the worse of the two.
struct alignas(64) PositionValue {
    /// Received minus paid: sum of price × quantity, sales positive.
    Wide cash = 0;
    Price low = std::numeric_limits<Price>::min();
    Price high = std::numeric_limits<Price>::max();
    /// Up to this quantity, long or short, nothing has to be cut or rounded at these prices: the bounds move with each
    /// trade by a product. 0 with a multiplier.
    Quantity plainMost = 0;
    /// The instrument's.
    std::int64_t multiplier = 100'000'000;
    /// The account's next position, its index plus 1; 0 after the last.
    std::uint32_t nextOfAccount = 0;

    /// Whether the bounds hold at every price: nothing is held.
    bool holdsAnywhere() const noexcept { return high == std::numeric_limits<Price>::max(); }
    bool holdsAt(Price price) const noexcept { return (low <= price) & (price <= high); }
};
static_assert(sizeof(PositionValue) == 64);

/// What risk checks know of an account, over all symbols.
struct alignas(64) AccountState {
    RiskLimits limits;
    AccountIndex account = 0;
    bool hasOwnLimits = false;
    /// Whether the kill switch is on.
    bool isBlocked = false;
    /// Whether the day's loss is beyond the limit.
    bool isOverLoss = false;
    /// Whether that must be judged anew when the message is done.
    bool isSuspect = false;
    /// Live orders.
    std::uint32_t openOrders = 0;
    /// How many symbols it holds something of.
    std::uint32_t heldPositions = 0;
    /// Its first position, its index plus 1.
    std::uint32_t firstPosition = 0;
    MessageBucket bucket;
    /// The sums of its positions' bounds, and what its open orders are worth at most: kept while the limits watch the
    /// value.
    Wide heldMost = 0;
    Wide openMost = 0;
    Wide profitLeast = 0;
    /// Below this it has lost more than the limit, or did already: its loss must be judged.
    Wide profitFloor = -wideMaximum;
    /// What it had made when the UTC day began, or when its loss limit was set.
    Wide profitAtDayStart = 0;
};

}  // namespace alpha_engine
