#pragma once

#include "alpha_engine/risk_limits.hpp"
#include "alpha_engine/wide.hpp"

namespace alpha_engine {

/// What an account holds of one symbol, and what it has open there.
struct Position {
    AccountIndex account = 0;
    SymbolIndex symbol = 0;
    /// Open quantity of all live orders of a side: resting, hidden, sleeping.
    Quantity openBuy = 0;
    Quantity openSell = 0;
    /// Bought minus sold.
    Wide net = 0;
    /// Received minus paid: sum of price × quantity, sales positive.
    Wide cash = 0;
    /// Sum of price × open quantity of the open orders.
    Wide openNotional = 0;

    /// Where the account is among `RiskChecks::accounts()`.
    std::uint32_t accountSlot = 0;
    bool isWatched = false;
    bool isStale = false;
    std::int64_t multiplier = 100'000'000;
    /// The price that the parts below were valued at.
    Price mark = 0;
    /// This position's part of its account's `gross` and `profit`, kept while the account's value is watched.
    Wide gross = 0;
    Wide profit = 0;

    /// The open quantity of one side.
    Quantity& open(Side side) noexcept { return side == Side::buy ? openBuy : openSell; }
    Quantity open(Side side) const noexcept { return side == Side::buy ? openBuy : openSell; }
};

/// What risk checks know of an account, over all symbols.
struct AccountState {
    AccountIndex account = 0;
    bool hasOwnLimits = false;
    /// Whether the kill switch is on.
    bool isBlocked = false;
    /// Live orders.
    std::uint32_t openOrders = 0;
    RiskLimits limits;
    /// The message bucket: billionths of a message, and when it was last filled up.
    std::int64_t tokens = 0;
    TimestampNanoseconds refilledAt = 0;
    bool hasSentMessages = false;
    /// Open orders and positions at last trade prices; money made so far. Kept while the limits watch the value.
    Wide gross = 0;
    Wide profit = 0;
    Wide profitAtDayStart = 0;
    /// Whether the day's loss is beyond the limit.
    bool isOverLoss = false;
};

}  // namespace alpha_engine
