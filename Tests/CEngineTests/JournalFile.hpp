#pragma once

#include <string>
#include <vector>

#include "TemporaryFolder.hpp"
#include "alpha_engine/journal.hpp"

namespace alpha_engine::testing {

/// All that a reader made of a journal.
struct JournalContents {
    JournalStep end = JournalStep::unreadable;
    std::vector<std::string> payloads;
    JournalDamage damage;
    StorageError error;
};

/// Reads a journal to its end, checking that the sequences count up.
inline JournalContents readJournal(const std::string& path) {
    JournalContents contents;
    JournalReader reader;
    if (reader.open(path.c_str(), JournalAccess::readOnly)) {
        const std::uint64_t before = reader.sequence();
        while ((contents.end = reader.next()) == JournalStep::record) {
            contents.payloads.emplace_back(reinterpret_cast<const char*>(reader.payload()), reader.payloadCount());
            EXPECT_EQ(reader.sequence(), before + contents.payloads.size());
        }
        EXPECT_EQ(reader.next(), contents.end);
        contents.damage = reader.damage();
    }
    contents.error = reader.error();
    return contents;
}

/// Writes a journal: one commit after another, each a list of payloads. Returns where each record ends.
inline std::vector<std::size_t> writeJournal(const std::string& path,
                                             const std::vector<std::vector<std::string>>& commits,
                                             std::uint64_t identity = 99) {
    JournalWriter writer;
    std::vector<std::size_t> ends;
    EXPECT_TRUE(writer.create(path.c_str(), {.identity = identity})) << writer.error().text;
    for (const std::vector<std::string>& commit : commits) {
        for (const std::string& payload : commit) {
            EXPECT_TRUE(writer.append(payload.data(), payload.size())) << writer.error().text;
            ends.push_back(writer.length());
        }
        EXPECT_TRUE(writer.commit()) << writer.error().text;
    }
    return ends;
}

/// Opens a journal as recovery does: reads it, cuts a torn tail, goes on writing.
inline JournalWriter recoverJournal(const std::string& path) {
    JournalReader reader;
    JournalWriter writer;
    EXPECT_TRUE(reader.open(path.c_str(), JournalAccess::exclusive)) << reader.error().text;
    JournalStep step;
    while ((step = reader.next()) == JournalStep::record) {
    }
    if (step == JournalStep::tornTail) {
        EXPECT_TRUE(reader.cutTornTail()) << reader.error().text;
    }
    EXPECT_TRUE(writer.resume(std::move(reader))) << writer.error().text;
    return writer;
}

}  // namespace alpha_engine::testing
