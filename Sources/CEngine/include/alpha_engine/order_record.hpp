#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/types.hpp"

/// What the payloads of the simulator's journal say.
///
/// The first byte is the tag: what kind of payload it is, in which version. The rest is written as `ByteWriter` does.
///
/// - 1, a message: timestamp i64; a byte with the action in its lower four bits and the side in the upper; one with the
///   order type below and the time in force above; price, quantity, displayed quantity, stop price as signed varints;
///   symbol, account, id as text.
/// - 2, a checkpoint: messages so far u64, hash of the state u64.
/// - 3, the configuration: text.
namespace alpha_engine {

/// What a payload of the journal is about.
enum class ALPHA_ENGINE_CLOSED RecordKind : std::uint8_t { unknown = 0, order = 1, checkpoint = 2, configuration = 3 };

/// A message as the input had it: with names instead of the numbers that this run happened to give them.
///
/// An absent account, and the symbol of the one unnamed book, are empty.
struct OrderRecord {
    TimestampNanoseconds timestamp = 0;
    Price price = 0;
    Quantity quantity = 0;
    Quantity displayQuantity = 0;
    Price stopPrice = 0;
    Action action = Action::newOrder;
    Side side = Side::buy;
    OrderType type = OrderType::limit;
    TimeInForce timeInForce = TimeInForce::gtc;
    std::string_view symbol;
    std::string_view account;
    std::string_view id;
};

/// How far the run had come, and what its state was: a later run over the same records must agree.
struct CheckpointRecord {
    std::uint64_t messages = 0;
    std::uint64_t stateHash = 0;
};

/// What a payload is about, by its tag; `unknown` also for an empty one.
RecordKind recordKind(const void* payload, std::size_t count) noexcept;

/// Appends a message's payload.
void encode(const OrderRecord& record, ByteWriter& writer) noexcept;
/// Reads a message's payload; its texts are views into it. False: it is not one, and `record` is of no use.
bool decode(const void* payload, std::size_t count, OrderRecord& record) noexcept;

/// Appends a checkpoint's payload.
void encode(const CheckpointRecord& record, ByteWriter& writer) noexcept;
/// Reads a checkpoint's payload.
bool decode(const void* payload, std::size_t count, CheckpointRecord& record) noexcept;

/// Appends the payload of a configuration: whatever text tells one configuration of a run from another.
void encodeConfiguration(std::string_view text, ByteWriter& writer) noexcept;
/// Reads a configuration's payload; the text is a view into it.
bool decodeConfiguration(const void* payload, std::size_t count, std::string_view& text) noexcept;

}  // namespace alpha_engine
