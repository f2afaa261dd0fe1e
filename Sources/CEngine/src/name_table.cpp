#include "alpha_engine/name_table.hpp"

#include <algorithm>

#include "alpha_engine/byte_archive.hpp"
#include "text_hash.hpp"

namespace alpha_engine {

std::size_t NameTable::slotOf(std::string_view name) const noexcept {
    const std::size_t mask = table_.size() - 1;
    for (std::size_t slot = textHash(name.data(), name.size()) & mask;; slot = (slot + 1) & mask)
        if (table_[slot] == 0 || names_[table_[slot] - 1] == name) return slot;
}

void NameTable::grow() noexcept {
    table_.assign(table_.empty() ? 64 : table_.size() * 2, 0);
    for (std::uint32_t i = 0; i < names_.size(); ++i) table_[slotOf(names_[i])] = i + 1;
}

std::uint32_t NameTable::intern(std::string_view name) noexcept {
    if (last_ != missing && names_[last_] == name) return last_;
    if ((names_.size() + 1) * 2 > table_.size()) grow();
    std::uint32_t& entry = table_[slotOf(name)];
    if (entry == 0) {
        names_.emplace_back(name);
        entry = static_cast<std::uint32_t>(names_.size());
    }
    return last_ = entry - 1;
}

std::uint32_t NameTable::find(std::string_view name) const noexcept {
    const std::uint32_t entry = table_.empty() ? 0 : table_[slotOf(name)];
    return entry == 0 ? missing : entry - 1;
}

void NameTable::save(ByteWriter& writer) const noexcept {
    writer.putVarint(names_.size());
    for (const std::string& name : names_) writer.putText(name);
}

bool NameTable::load(ByteReader& reader) noexcept {
    const std::size_t known = names_.size();
    const std::size_t total = reader.takeCount(1);
    if (total < known || total >= missing) reader.fail();
    for (std::size_t i = 0; i < total && reader.isGood(); ++i) {
        const std::string_view text = reader.takeText();
        // A name that is there twice, or is not where the configuration has put it, gets another number.
        if (reader.isGood() && (intern(text) != i || names_.size() != std::max(known, i + 1))) reader.fail();
    }
    return reader.isGood();
}

}  // namespace alpha_engine
