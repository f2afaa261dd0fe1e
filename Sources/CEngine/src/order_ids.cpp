#include "alpha_engine/order_ids.hpp"

#include <cstring>

#include "text_hash.hpp"

namespace alpha_engine {

namespace {

// The two highest bits say what the others are: 0 a number, 1 packed text, 2 an index of a stored text.
constexpr std::uint64_t packedTag = std::uint64_t{1} << 62;
constexpr std::uint64_t storedTag = std::uint64_t{2} << 62;
constexpr unsigned countShift = 56;

// Whether the text is what a number below 10^18 is written as, and so is a name for the number itself.
bool isPlainNumber(const char* text, std::size_t count) noexcept {
    if (count == 0 || count > 18 || (text[0] == '0' && count > 1)) return false;
    for (std::size_t i = 0; i < count; ++i)
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

}  // namespace

OrderId OrderIds::intern(const char* text, std::size_t count) noexcept {
    if (isPlainNumber(text, count)) {
        OrderId number = 0;
        for (std::size_t i = 0; i < count; ++i) number = number * 10 + static_cast<OrderId>(text[i] - '0');
        return number;
    }
    if (count <= 7) {
        // The last character ends up lowest, so that consecutive ids are neighbours.
        std::uint64_t packed = 0;
        for (std::size_t i = 0; i < count; ++i) packed = packed << 8 | static_cast<unsigned char>(text[i]);
        return packedTag | std::uint64_t{count} << countShift | packed;
    }
    const std::uint64_t hash = textHash(text, count);
    std::uint32_t& place = slotFor({text, count}, hash);
    if (place != 0) return storedTag | (place - 1);
    std::uint32_t index;
    if (free_.empty()) {
        index = static_cast<std::uint32_t>(entries_.size());
        entries_.emplace_back();
    } else {
        index = free_.back();
        free_.pop_back();
    }
    Entry& entry = entries_[index];
    std::memcpy(entry.text.data(), text, count);
    entry.hash = hash;
    entry.uses = 0;
    entry.count = static_cast<std::uint8_t>(count);
    entry.isLoose = false;
    place = index + 1;
    ++stored_;
    loosen(index);
    return storedTag | index;
}

// Where the table has the text, or should have it (0); makes room for one more first.
std::uint32_t& OrderIds::slotFor(std::string_view text, std::uint64_t hash) noexcept {
    if ((stored_ + 1) * 2 > table_.size()) growTable();
    const std::size_t mask = table_.size() - 1;
    std::size_t slot = hash & mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask) {
        const Entry& entry = entries_[table_[slot] - 1];
        if (entry.hash == hash && std::string_view(entry.text.data(), entry.count) == text) break;
    }
    return table_[slot];
}

std::size_t OrderIds::text(OrderId id, char* buffer) const noexcept {
    if (isStored(id)) {
        const Entry& entry = entries_[id & indexMask];
        std::memcpy(buffer, entry.text.data(), entry.count);
        return entry.count;
    }
    if ((id & packedTag) != 0) {
        const std::size_t count = id >> countShift & 7;
        for (std::size_t i = 0; i < count; ++i) buffer[i] = static_cast<char>(id >> (8 * (count - 1 - i)) & 0xFF);
        return count;
    }
    char digits[20];
    std::size_t first = sizeof digits;
    do {
        digits[--first] = static_cast<char>('0' + id % 10);
        id /= 10;
    } while (id != 0);
    std::memcpy(buffer, digits + first, sizeof digits - first);
    return sizeof digits - first;
}

// Remembers an entry that no order uses; `recycle` looks at it again.
void OrderIds::loosen(std::uint64_t index) noexcept {
    Entry& entry = entries_[index];
    if (entry.isLoose) return;
    entry.isLoose = true;
    loose_.push_back(static_cast<std::uint32_t>(index));
}

void OrderIds::recycleLoose() noexcept {
    for (const std::uint32_t index : loose_) {
        entries_[index].isLoose = false;
        if (entries_[index].uses > 0) continue;
        eraseFromTable(index);
        free_.push_back(index);
        --stored_;
    }
    loose_.clear();
}

void OrderIds::eraseFromTable(std::uint32_t index) noexcept {
    const std::size_t mask = table_.size() - 1;
    std::size_t hole = entries_[index].hash & mask;
    while (table_[hole] != index + 1) hole = (hole + 1) & mask;
    for (std::size_t slot = (hole + 1) & mask; table_[slot] != 0; slot = (slot + 1) & mask) {
        const std::size_t wanted = entries_[table_[slot] - 1].hash & mask;
        if (((slot - wanted) & mask) >= ((slot - hole) & mask)) {
            table_[hole] = table_[slot];
            hole = slot;
        }
    }
    table_[hole] = 0;
}

void OrderIds::growTable() noexcept {
    std::vector<std::uint32_t> old(table_.empty() ? 256 : table_.size() * 2);
    old.swap(table_);
    const std::size_t mask = table_.size() - 1;
    for (const std::uint32_t entry : old) {
        if (entry == 0) continue;
        std::size_t slot = entries_[entry - 1].hash & mask;
        while (table_[slot] != 0) slot = (slot + 1) & mask;
        table_[slot] = entry;
    }
}

}  // namespace alpha_engine
