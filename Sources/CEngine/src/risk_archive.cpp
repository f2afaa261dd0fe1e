// What the risk checks know, as bytes and back.

#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/risk_checks.hpp"

namespace alpha_engine {

namespace {

// Nothing that a run can come to is beyond these, and sums of what is within them never overflow.
constexpr Wide netMaximum = Wide{1} << 100;

void save(const RiskLimits& limits, ByteWriter& writer) noexcept {
    for (const std::int64_t limit :
         {limits.maxOrderQuantity, limits.maxOrderNotional, limits.maxPosition, limits.maxGrossNotional,
          limits.priceCollarBasisPoints, limits.maxOpenOrders, limits.maxMessagesPerSecond, limits.maxDailyLoss})
        writer.putI64(limit);
}

RiskLimits takeLimits(ByteReader& reader) noexcept {
    RiskLimits limits;
    for (std::int64_t* const limit :
         {&limits.maxOrderQuantity, &limits.maxOrderNotional, &limits.maxPosition, &limits.maxGrossNotional,
          &limits.priceCollarBasisPoints, &limits.maxOpenOrders, &limits.maxMessagesPerSecond, &limits.maxDailyLoss})
        *limit = reader.takeI64();
    return limits;
}

Wide takeWide(ByteReader& reader, Wide bound) noexcept {
    const Wide value = reader.takeI128();
    if (value >= -bound && value <= bound) return value;
    reader.fail();
    return 0;
}

std::int64_t takeWithin(ByteReader& reader, std::int64_t lowest, std::int64_t highest) noexcept {
    const std::int64_t value = reader.takeI64();
    if (value >= lowest && value <= highest) return value;
    reader.fail();
    return lowest;
}

}  // namespace

void RiskChecks::save(ByteWriter& writer) const noexcept {
    writer.putI64(unitsPerOne_);
    writer.putBool(anyLimits_);
    writer.putI64(dayStart_);
    alpha_engine::save(default_, writer);
    writer.putVarint(accounts_.size());
    for (const AccountState& account : accounts_) {
        writer.putU32(account.account);
        writer.putBool(account.hasOwnLimits);
        if (account.hasOwnLimits) alpha_engine::save(account.limits, writer);
        writer.putBool(account.isBlocked);
        writer.putBool(account.isOverLoss);
        writer.putU32(account.openOrders);
        writer.putBool(account.isSuspect);
        writer.putI128(account.bucket.fullAt);
        writer.putI64(account.bucket.latest);
        writer.putI128(account.profitAtDayStart);
    }
    writer.putVarint(positions_.size());
    for (std::size_t i = 0; i < positions_.size(); ++i) {
        const Position& position = positions_[i];
        writer.putU32(position.account);
        writer.putU32(position.symbol);
        writer.putI64(values_[i].multiplier);
        writer.putI64(position.open(Side::buy));
        writer.putI64(position.open(Side::sell));
        writer.putI128(position.net);
        writer.putI128(values_[i].cash);
        writer.putI128(position.openNotional);
    }
}

bool RiskChecks::load(ByteReader& reader, std::size_t symbolCount) noexcept {
    if (reader.takeI64() != unitsPerOne_) reader.fail();
    *this = RiskChecks(unitsPerOne_);
    anyLimits_ = reader.takeBool();
    dayStart_ = reader.takeI64();
    default_ = takeLimits(reader);
    const std::size_t accountCount = reader.takeCount(47);
    if (accountCount == 0) reader.fail();
    for (std::size_t slot = 0; slot < accountCount && reader.isGood(); ++slot) loadAccount(reader, slot);
    const std::size_t positionCount = reader.takeCount(80);
    for (std::size_t i = 0; i < positionCount && reader.isGood(); ++i) loadPosition(reader, symbolCount);
    watches_.resize(symbolCount);
    return reader.isGood();
}

// The account at the next place; the first one is there already and stands for no account.
void RiskChecks::loadAccount(ByteReader& reader, std::size_t slot) noexcept {
    const AccountIndex index = reader.takeU32();
    if ((index == 0) != (slot == 0) || accountSlot(index) != slot) reader.fail();
    if (!reader.isGood()) return;
    AccountState& account = accounts_[slot];
    account.hasOwnLimits = reader.takeBool();
    account.setLimits(account.hasOwnLimits ? takeLimits(reader) : default_, unitsPerOne_);
    account.isBlocked = reader.takeBool();
    account.isOverLoss = reader.takeBool();
    account.openOrders = reader.takeU32();
    if (reader.takeBool()) suspect(account);
    account.bucket.fullAt = takeWide(reader, wideMaximum);
    account.bucket.latest = reader.takeI64();
    account.profitAtDayStart = takeWide(reader, wideMaximum);
    setProfitFloor(account);
}

void RiskChecks::loadPosition(ByteReader& reader, std::size_t symbolCount) noexcept {
    const AccountIndex account = reader.takeU32();
    const SymbolIndex symbol = reader.takeU32();
    const std::int64_t multiplier = reader.takeI64();
    const std::size_t before = positions_.size();
    // Every position's account was told before it.
    const bool isKnown = account != 0 && findAccount(account) != 0 && symbol < symbolCount;
    if (!isKnown) reader.fail();
    if (!reader.isGood()) return;
    if (positionIndex(account, symbol, multiplier) != before) return reader.fail();
    Position& position = positions_[before];
    position.open(Side::buy) = takeWithin(reader, 0, std::numeric_limits<Quantity>::max());
    position.open(Side::sell) = takeWithin(reader, 0, std::numeric_limits<Quantity>::max());
    position.net = takeWide(reader, netMaximum);
    values_[before].cash = takeWide(reader, wideMaximum);
    position.openNotional = takeWide(reader, wideMaximum);
    if (position.net != 0) ++accounts_[position.accountSlot].heldPositions;
}

}  // namespace alpha_engine
