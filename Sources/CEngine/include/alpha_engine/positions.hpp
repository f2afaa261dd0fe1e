#pragma once

#include <algorithm>
#include <array>
#include <limits>

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
    /// Open quantity of all live orders of each side: resting, hidden, sleeping.
    std::array<Quantity, 2> openQuantities{};
    /// Bought minus sold.
    Wide net = 0;
    /// Sum of price × open quantity of the open orders.
    Wide openNotional = 0;

    /// The open quantity of one side.
    Quantity& open(Side side) noexcept { return openQuantities[static_cast<std::size_t>(side)]; }
    Quantity open(Side side) const noexcept { return openQuantities[static_cast<std::size_t>(side)]; }
    /// What it would be if all open orders of a side traded, and so much more.
    Wide reached(Side side, Wide more) const noexcept { return net + signedBy(side, open(side) + more); }
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

/// The limits of an account as most orders meet them: few comparisons, each on the safe side. An order that passes all
/// is within the limits; of one that does not the limits themselves decide.
struct OrderScreen {
    /// Worth is compared in units of 2^48.
    static constexpr int worthShift = 48;
    /// Up to this quantity a worth in those units has 64 bits.
    static constexpr Quantity largestQuantity = Quantity{1} << 51;
    /// The greatest quantity of an order.
    Quantity mostQuantity = largestQuantity;
    /// The worth that an order must stay below.
    std::uint64_t worthBelow = std::numeric_limits<std::uint64_t>::max();
    Quantity mostPosition = unlimited;
    std::int64_t mostMessages = unlimited;
    /// How many orders must be fewer than this.
    std::uint32_t ordersBelow = std::numeric_limits<std::uint32_t>::max();
    /// The greatest distance of a price from the reference price, as a share of that.
    float mostDistance = std::numeric_limits<float>::infinity();

    constexpr OrderScreen() noexcept = default;
    /// The screen of an account with these limits.
    constexpr OrderScreen(const RiskLimits& limits, Quantity unitsPerOne) noexcept
        : mostQuantity(std::min(limits.maxOrderQuantity, largestQuantity)),
          mostPosition(limits.maxPosition),
          mostMessages(limits.maxMessagesPerSecond) {
        if (limits.maxOrderNotional != unlimited) {
            const Wide units = (Wide{limits.maxOrderNotional} * unitsPerOne) >> worthShift;
            worthBelow =
                units < 0 ? 0
                          : static_cast<std::uint64_t>(std::min(units, Wide{std::numeric_limits<std::int64_t>::max()}));
        }
        if (limits.maxOpenOrders < std::int64_t{ordersBelow})
            ordersBelow = static_cast<std::uint32_t>(std::max(limits.maxOpenOrders, std::int64_t{0}));
        // The share is rounded to 24 bits, and so less than a millionth below what it is: far enough.
        if (limits.priceCollarBasisPoints != unlimited)
            mostDistance = static_cast<float>(static_cast<double>(limits.priceCollarBasisPoints) / 10'000 * (1 - 1e-6));
    }
};

/// What risk checks know of an account, over all symbols. Its first cache line is what every order is compared with,
/// the second what every order changes, the third what trades change.
struct alignas(64) AccountState {
    OrderScreen screen;
    /// Live orders.
    std::uint32_t openOrders = 0;
    /// Whether the kill switch is on.
    bool isBlocked = false;
    /// Whether the day's loss is beyond the limit.
    bool isOverLoss = false;
    /// Whether that must be judged anew when the message is done.
    bool isSuspect = false;
    bool hasOwnLimits = false;
    /// The greatest sum of what is held and open, as the screen has it.
    Wide mostGross = anyWorth;

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
    /// How many symbols it holds something of.
    std::uint32_t heldPositions = 0;
    /// Its first position, its index plus 1.
    std::uint32_t firstPosition = 0;
    AccountIndex account = 0;

    RiskLimits limits;

    /// Sets its limits, and what follows from them alone.
    void setLimits(const RiskLimits& given, Quantity unitsPerOne) noexcept {
        limits = given;
        screen = OrderScreen(given, unitsPerOne);
        const bool isLimited = given.maxGrossNotional != unlimited;
        mostGross = isLimited ? Wide{given.maxGrossNotional} * unitsPerOne : anyWorth;
    }

    /// More than anything can be worth.
    static constexpr Wide anyWorth = Wide{1} << 126;
};
static_assert(sizeof(AccountState) == 256);

}  // namespace alpha_engine
