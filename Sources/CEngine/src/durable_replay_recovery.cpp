// How a replay comes back: the newest snapshot that can be used, then the rows behind it.

#include <algorithm>

#include "alpha_engine/order_record.hpp"
#include "durable_replay_state.hpp"
#include "file_access.hpp"
#include "input_error.hpp"

namespace alpha_engine {

namespace {

// The first line that is not the same in both, as `'it had', now 'it has'`.
std::string firstDifference(std::string_view before, std::string_view now) noexcept {
    const auto line = [](std::string_view& text) noexcept {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view first = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        return first;
    };
    while (!before.empty() || !now.empty()) {
        std::string_view was = line(before), is = line(now);
        if (was == is) continue;
        // Of a long line, the part that differs.
        std::size_t same =
            static_cast<std::size_t>(std::mismatch(was.begin(), was.end(), is.begin(), is.end()).first - was.begin());
        const std::string name(was.substr(0, std::min(was.find(':'), was.size())));
        if (same < name.size()) return "it has '" + printable(was) + "', now '" + printable(is) + "'";
        same = was.rfind(' ', same == 0 ? 0 : same - 1);
        same = same == was.npos || same <= name.size() ? std::min(name.size() + 2, was.size()) : same + 1;
        was.remove_prefix(std::min(same, was.size()));
        is.remove_prefix(std::min(same, is.size()));
        return printable(name) + ": it has '" + printable(was) + "', now '" + printable(is) + "'";
    }
    return "the order of its parts";
}

}  // namespace

bool DurableReplay::State::isOfThisConfiguration(const JournalReader& reader) noexcept {
    std::string_view text;
    if (!decodeConfiguration(reader.payload(), reader.payloadCount(), text))
        return fail(storageError(StorageFault::damaged, "'" + path + "' is the journal of something else"));
    if (text == configuration) return true;
    return fail(storageError(
        StorageFault::damaged,
        "the journal '" + path + "' was made under another configuration: " + firstDifference(text, configuration)));
}

bool DurableReplay::State::look() noexcept {
    JournalReader reader;
    if (!reader.open(path.c_str(), JournalAccess::readOnly)) return fail(reader.error());
    JournalStep step = reader.next();
    if (step == JournalStep::record && !isOfThisConfiguration(reader)) return false;
    while (step == JournalStep::record) step = reader.next();
    return (step != JournalStep::broken && step != JournalStep::unreadable) || fail(reader.error());
}

bool DurableReplay::State::recover() noexcept {
    recovery.hasRun = true;
    if (!look()) return false;
    const bool isRecovered = log.recover(
        path, {.snapshotEvery = options.snapshotEvery},
        [this](const Snapshot& snapshot) noexcept { return restore(snapshot); },
        [this](std::uint64_t sequence, const unsigned char* payload, std::size_t count) noexcept {
            return apply(sequence, payload, count);
        });
    report();
    if (!isRecovered) return fail(log.error());
    if (!isPlaced && !place()) return false;
    engine().flush();
    if (!writeOutputs()) return false;
    rowsJournaled = rows;
    recovery.rows = rows;
    recovery.rowsInSnapshot = rows - recovery.rowsApplied;
    // Its making was interrupted before anything was in it.
    return log.lastSequence() > 0 || appendConfiguration();
}

void DurableReplay::State::report() noexcept {
    const RecoveryReport& found = log.report();
    notes.insert(notes.end(), found.refusedSnapshots.begin(), found.refusedSnapshots.end());
    recovery.noteCount = notes.size();
    recovery.hasSnapshot = found.snapshotSequence > 0;
    recovery.snapshotSequence = found.snapshotSequence;
    recovery.hasTornTail = found.hasTornTail;
    if (!found.hasTornTail) return;
    recovery.tornTailOffset = found.tornTail.offset;
    recovery.tornTailBytes = found.tornTail.bytes;
}

bool DurableReplay::State::restore(const Snapshot& snapshot) noexcept {
    renew();
    if (restoreState(snapshot)) return true;
    renew();
    return false;
}

bool DurableReplay::State::restoreState(const Snapshot& snapshot) noexcept {
    ByteReader reader(snapshot.payload.data(), snapshot.payload.size());
    if (reader.takeU8() != 1 || reader.takeText() != configuration) return false;
    rows = reader.takeU64();
    rowsHash = reader.takeU64();
    tradesKept = reader.takeU64();
    eventsKept = reader.takeU64();
    if (!reader.isGood()) return false;
    std::string problem;
    if ((options.simulator.writesTrades && !trades.hasBytes(tradesKept, problem)) ||
        (options.simulator.writesEvents && !events.hasBytes(eventsKept, problem))) {
        notes.push_back("the output of the snapshot of record " + std::to_string(snapshot.sequence) +
                        " is not there: " + problem);
        return false;
    }
    if (!engine().load(reader) || !reader.isAtEnd() || engine().stateHash() != snapshot.stateHash) return false;
    // The headers are in the files already.
    engine().writer.trades().clear();
    engine().writer.events().clear();
    return true;
}

bool DurableReplay::State::apply(std::uint64_t sequence, const unsigned char* payload, std::size_t count) noexcept {
    if (!isPlaced && !place()) return false;
    switch (recordKind(payload, count)) {
        case RecordKind::configuration:
            return sequence == 1;  // and was looked at
        case RecordKind::order:
            return applyRow(payload, count);
        case RecordKind::checkpoint:
            return applyCheckpoint(payload, count);
        case RecordKind::unknown:
            return false;
    }
    return false;
}

bool DurableReplay::State::applyRow(const unsigned char* payload, std::size_t count) noexcept {
    OrderRecord record;
    if (!decode(payload, count, record)) return false;
    if (record.action == Action::newOrder && record.side == Side::none) return false;
    OrdersReader& reader = engine().reader;
    OrderMessage message;
    message.timestamp = record.timestamp;
    message.price = record.price;
    message.quantity = record.quantity;
    message.displayQuantity = record.displayQuantity;
    message.stopPrice = record.stopPrice;
    message.action = record.action;
    message.side = record.side;
    message.type = record.type;
    message.timeInForce = record.timeInForce;
    message.symbol = reader.symbols().intern(record.symbol);
    if (!record.account.empty()) message.account = reader.accounts().intern(record.account) + 1;
    if (record.action <= Action::replace) message.id = reader.ids().intern(record.id.data(), record.id.size());
    ++rows;
    ++recovery.rowsApplied;
    rowsHash = rowHash(rowsHash, payload, count);
    engine().send(message);
    if (++unwritten < rowsAtATime) return true;
    engine().flush();
    return writeOutputs();
}

// What the state was when a snapshot was made of it, it must be again: other rules would give other outputs.
bool DurableReplay::State::applyCheckpoint(const unsigned char* payload, std::size_t count) noexcept {
    CheckpointRecord checkpoint;
    if (!decode(payload, count, checkpoint)) return false;
    engine().flush();
    if (checkpoint.messages == rows && checkpoint.stateHash == engine().stateHash()) return true;
    return fail(
        storageError(StorageFault::damaged, "the journal '" + path + "' comes to another state than it did: after " +
                                                std::to_string(rows) + " rows, was it written by another version?"));
}

}  // namespace alpha_engine
