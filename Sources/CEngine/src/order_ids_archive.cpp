// The texts of ids that orders use, as bytes and back.

#include <cstring>

#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/order_ids.hpp"
#include "text_hash.hpp"

namespace alpha_engine {

namespace {

// Shorter texts are packed into the id.
constexpr std::size_t shortestStored = 8;

}  // namespace

void OrderIds::save(ByteWriter& writer) const noexcept {
    std::vector<bool> isFree(entries_.size());
    for (const std::uint32_t index : free_) isFree[index] = true;
    writer.putVarint(entries_.size());
    for (std::size_t index = 0; index < entries_.size(); ++index) {
        const Entry& entry = entries_[index];
        writer.putText(isFree[index] ? std::string_view() : std::string_view(entry.text.data(), entry.count));
        if (!isFree[index]) writer.putVarint(entry.uses);
    }
    // The order in which free numbers are given again.
    for (const std::uint32_t index : free_) writer.putVarint(index);
}

bool OrderIds::load(ByteReader& reader) noexcept {
    *this = OrderIds();
    const std::size_t total = reader.takeCount(1);
    if (total > indexMask) reader.fail();
    std::size_t freeCount = 0;
    for (std::size_t index = 0; index < total && reader.isGood(); ++index) {
        const std::string_view text = reader.takeText(maximumLength);
        Entry& entry = entries_.emplace_back();
        entry = {};
        if (text.empty()) {
            ++freeCount;
            continue;
        }
        const auto uses = static_cast<std::uint32_t>(reader.takeVarint(UINT32_MAX));
        const std::uint64_t hash = textHash(text.data(), text.size());
        std::uint32_t& place = slotFor(text, hash);
        if (text.size() < shortestStored || place != 0) reader.fail();
        if (!reader.isGood()) break;
        std::memcpy(entry.text.data(), text.data(), text.size());
        entry.hash = hash;
        entry.uses = uses;
        entry.count = static_cast<std::uint8_t>(text.size());
        place = static_cast<std::uint32_t>(index + 1);
        ++stored_;
        if (uses == 0) loosen(index);
    }
    std::vector<bool> isFree(entries_.size());
    for (std::size_t i = 0; i < freeCount && reader.isGood(); ++i) {
        const auto index = static_cast<std::uint32_t>(reader.takeVarint(total - 1));
        if (!reader.isGood() || entries_[index].count != 0 || isFree[index]) {
            reader.fail();
            break;
        }
        isFree[index] = true;
        free_.push_back(index);
    }
    if (!reader.isGood()) *this = OrderIds();
    return reader.isGood();
}

bool OrderIds::isKnown(OrderId id) const noexcept {
    if (!isStored(id)) return true;
    const std::uint64_t index = id & ~(std::uint64_t{3} << 62);
    // A free entry has no uses, and so has one that nobody may refer to any more.
    return index < entries_.size() && entries_[index].uses > 0;
}

bool OrderIds::hasUses(const std::vector<OrderId>& ids) const noexcept {
    std::vector<std::uint64_t> uses(entries_.size());
    for (const OrderId id : ids) {
        if (!isStored(id)) continue;
        if (!isKnown(id)) return false;
        ++uses[id & indexMask];
    }
    for (std::size_t index = 0; index < entries_.size(); ++index)
        if (uses[index] != entries_[index].uses) return false;
    return true;
}

}  // namespace alpha_engine
