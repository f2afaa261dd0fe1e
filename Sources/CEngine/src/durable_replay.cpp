#include "alpha_engine/durable_replay.hpp"

#include "alpha_engine/order_record.hpp"
#include "durable_replay_state.hpp"
#include "file_access.hpp"

namespace alpha_engine {

namespace {

SimulatorOptions oneEngine(SimulatorOptions options) noexcept {
    options.threads = 1;
    return options;
}

bool needsId(Action action) noexcept {
    return action == Action::newOrder || action == Action::cancel || action == Action::replace;
}

}  // namespace

DurableReplay::State::State(std::string_view journal, const DurableReplayOptions& given) noexcept
    : path(journal), options(given), simulator(oneEngine(given.simulator)) {
    trades.setPath(path + ".trades");
    events.setPath(path + ".events");
}

bool DurableReplay::State::fail(StorageError problem) noexcept {
    if (!error.isSet()) error = std::move(problem);
    return false;
}

void DurableReplay::State::renew() noexcept {
    simulator.state_ = configured->configuredAlike();
    simulator.state_->begin();
    rows = rowsHash = tradesKept = eventsKept = 0;
}

bool DurableReplay::State::create() noexcept {
    for (const auto& [output, isWritten] :
         {std::pair{&trades, options.simulator.writesTrades}, {&events, options.simulator.writesEvents}})
        if (isWritten && output->exists())
            return fail(storageError(StorageFault::cannotOpen, "cannot create '" + output->path() +
                                                                   "': it is there already, from an earlier replay"));
    if (!log.create(path, {.snapshotEvery = options.snapshotEvery})) return fail(log.error());
    return appendConfiguration() && place();
}

bool DurableReplay::State::appendConfiguration() noexcept {
    row.clear();
    encodeConfiguration(configuration, row);
    return (log.append(row.data(), row.count()) && log.commit()) || fail(log.error());
}

bool DurableReplay::State::place() noexcept {
    isPlaced = true;
    StorageError problem;
    if ((options.simulator.writesTrades && !trades.open(tradesKept, problem)) ||
        (options.simulator.writesEvents && !events.open(eventsKept, problem)))
        return fail(std::move(problem));
    return true;
}

void DurableReplay::State::encodeRow(const OrderMessage& message) noexcept {
    const OrdersReader& reader = engine().reader;
    char id[OrderIds::maximumLength];
    OrderRecord record;
    record.timestamp = message.timestamp;
    record.price = message.price;
    record.quantity = message.quantity;
    record.displayQuantity = message.displayQuantity;
    record.stopPrice = message.stopPrice;
    record.action = message.action;
    record.side = message.side;
    record.type = message.type;
    record.timeInForce = message.timeInForce;
    record.symbol = reader.symbols().name(message.symbol);
    if (message.account != 0) record.account = reader.accounts().name(message.account - 1);
    if (needsId(message.action)) record.id = {id, reader.ids().text(message.id, id)};
    row.clear();
    encode(record, row);
}

void DurableReplay::State::take(const OrderMessage& message) noexcept {
    if (error.isSet()) return;
    encodeRow(message);
    if (isReadingOver()) {
        ++rowsRead;
        readHash = rowHash(readHash, row.data(), row.count());
        if (rowsRead % rowsAtATime == 0) engine().reader.ids().recycle();
        if (rowsRead == rowsJournaled && readHash != rowsHash)
            fail(storageError(StorageFault::damaged, "the orders are not those of the journal '" + path +
                                                         "': among its first " + std::to_string(rowsJournaled) +
                                                         " rows are others"));
        return;
    }
    // First the journal; what comes of it later, when it is on the disk, is another matter.
    if (!log.append(row.data(), row.count())) {
        fail(log.error());
        return;
    }
    ++rows;
    ++rowsRead;
    ++unwritten;
    rowsHash = rowHash(rowsHash, row.data(), row.count());
    engine().send(message);
    if (unwritten == rowsAtATime || log.isSnapshotDue()) endChunk();
}

bool DurableReplay::State::endChunk() noexcept {
    engine().flush();
    if (error.isSet()) return false;
    if (log.committedSequence() != log.lastSequence() && !log.commit()) return fail(log.error());
    if (!writeOutputs()) return false;
    // While rows are read over, the names of an input that may be another one are in the tables.
    return isReadingOver() || !log.isSnapshotDue() || writeSnapshot();
}

bool DurableReplay::State::writeOutputs() noexcept {
    StorageError problem;
    CsvWriter& writer = engine().writer;
    if ((options.simulator.writesTrades && !trades.write(writer.trades().view(), problem)) ||
        (options.simulator.writesEvents && !events.write(writer.events().view(), problem)))
        return fail(std::move(problem));
    writer.trades().clear();
    writer.events().clear();
    unwritten = 0;
    return true;
}

bool DurableReplay::State::writeSnapshot() noexcept {
    StorageError problem;
    if ((options.simulator.writesTrades && !trades.sync(problem)) ||
        (options.simulator.writesEvents && !events.sync(problem)))
        return fail(std::move(problem));
    const std::uint64_t stateHash = engine().stateHash();
    row.clear();
    encode(CheckpointRecord{.messages = rows, .stateHash = stateHash}, row);
    if (!log.append(row.data(), row.count())) return fail(log.error());
    bytes.clear();
    bytes.putU8(1);  // version
    bytes.putText(configuration);
    bytes.putU64(rows);
    bytes.putU64(rowsHash);
    bytes.putU64(trades.length());
    bytes.putU64(events.length());
    engine().save(bytes);
    return log.writeSnapshot(stateHash, bytes.data(), bytes.count()) || fail(log.error());
}

bool DurableReplay::State::finish() noexcept {
    const bool isUsable = engine().reader.finish([this](const OrderMessage& m) noexcept { take(m); });
    if (!endChunk() || !isUsable) return false;
    if (isReadingOver())
        return fail(storageError(StorageFault::damaged, "the orders are not those of the journal '" + path +
                                                            "': it has " + std::to_string(rowsJournaled) +
                                                            " rows, they are " + std::to_string(rowsRead)));
    // From here on no snapshot: it would hold what only the stream's end has made.
    hasFinished = true;
    engine().delayed.finish([this](const OrderMessage& m) noexcept { engine().arrive(m); });
    engine().flush();
    StorageError problem;
    if (!writeOutputs()) return false;
    if ((options.simulator.writesTrades && !trades.sync(problem)) ||
        (options.simulator.writesEvents && !events.sync(problem)))
        return fail(std::move(problem));
    return true;
}

DurableReplay::DurableReplay(const char* journal, std::size_t count, const DurableReplayOptions& options) noexcept
    : state_(std::make_unique<State>(std::string_view(journal, count), options)) {}
DurableReplay::~DurableReplay() noexcept = default;
DurableReplay::DurableReplay(DurableReplay&&) noexcept = default;
DurableReplay& DurableReplay::operator=(DurableReplay&&) noexcept = default;

Simulator* DurableReplay::simulator() noexcept { return state_->hasBegun ? nullptr : &state_->simulator; }

bool DurableReplay::open() noexcept {
    if (state_->hasBegun) return state_->fail(storageError(StorageFault::misuse, "the replay has begun already"));
    state_->hasBegun = true;
    state_->configuration = state_->simulator.state_->configuration();
    state_->configured = std::move(state_->simulator.state_);
    state_->renew();
    return state_->options.recovers ? state_->recover() : state_->create();
}

bool DurableReplay::feed(const char* bytes, std::size_t count) noexcept {
    if (!state_->hasBegun || state_->hasFinished || state_->error.isSet())
        return state_->fail(storageError(StorageFault::misuse, "the replay takes no rows now"));
    const bool isUsable =
        state_->engine().reader.feed(bytes, count, [this](const OrderMessage& m) noexcept { state_->take(m); });
    return state_->endChunk() && isUsable;
}

bool DurableReplay::finish() noexcept {
    if (!state_->hasBegun || state_->hasFinished || state_->error.isSet())
        return state_->fail(storageError(StorageFault::misuse, "the replay cannot be finished now"));
    return state_->finish();
}

StorageFault DurableReplay::errorFault() const noexcept { return state_->error.fault; }
const char* DurableReplay::errorText() const noexcept { return state_->error.text.c_str(); }
bool DurableReplay::hasInputError() const noexcept { return state_->simulator.hasError(); }
std::uint64_t DurableReplay::errorLine() const noexcept { return state_->simulator.errorLine(); }
const char* DurableReplay::errorColumn() const noexcept { return state_->simulator.errorColumn(); }
const char* DurableReplay::errorProblem() const noexcept { return state_->simulator.errorProblem(); }
const char* DurableReplay::errorFound() const noexcept { return state_->simulator.errorFound(); }

ReplayRecovery DurableReplay::recovery() const noexcept { return state_->recovery; }
const char* DurableReplay::recoveryNote(std::size_t index) const noexcept {
    return index < state_->notes.size() ? state_->notes[index].c_str() : "";
}
const char* DurableReplay::tradesPath() const noexcept { return state_->trades.path().c_str(); }
const char* DurableReplay::eventsPath() const noexcept { return state_->events.path().c_str(); }
std::uint64_t DurableReplay::tradesLength() const noexcept { return state_->trades.length(); }
std::uint64_t DurableReplay::eventsLength() const noexcept { return state_->events.length(); }

ReplayCounts DurableReplay::counts() const noexcept { return state_->simulator.counts(); }
std::uint64_t DurableReplay::stateHash() const noexcept { return state_->engine().stateHash(); }
bool DurableReplay::checkInvariants() const noexcept { return state_->simulator.checkInvariants(); }

}  // namespace alpha_engine
