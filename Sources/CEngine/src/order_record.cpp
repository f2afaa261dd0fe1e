#include "alpha_engine/order_record.hpp"

#include "alpha_engine/order_ids.hpp"

namespace alpha_engine {

namespace {

// A journal outlives the program that wrote it: the numbers behind these names must stay, new ones join at the end.
template <class Value>
constexpr unsigned code(Value value) noexcept {
    return static_cast<unsigned>(value);
}
static_assert(code(Action::newOrder) == 0 && code(Action::cancel) == 1 && code(Action::replace) == 2);
static_assert(code(Action::auction) == 3 && code(Action::uncross) == 4);
static_assert(code(Action::block) == 5 && code(Action::unblock) == 6);
static_assert(code(Side::buy) == 0 && code(Side::sell) == 1 && code(Side::none) == 2);
static_assert(code(OrderType::limit) == 0 && code(OrderType::market) == 1);
static_assert(code(OrderType::stop) == 2 && code(OrderType::stopLimit) == 3);
static_assert(code(TimeInForce::gtc) == 0 && code(TimeInForce::ioc) == 1);
static_assert(code(TimeInForce::fok) == 2 && code(TimeInForce::post) == 3);

constexpr Action lastAction = Action::unblock;
constexpr OrderType lastType = OrderType::stopLimit;
constexpr Side lastSide = Side::none;
constexpr TimeInForce lastTimeInForce = TimeInForce::post;

// More than the numbers of a message need, its texts apart.
constexpr std::size_t numberBytes = 80;

template <class Value>
Value take(unsigned found, Value last, ByteReader& reader) noexcept {
    if (found > code(last)) reader.fail();
    return static_cast<Value>(found);
}

bool begin(ByteReader& reader, RecordKind kind) noexcept {
    return reader.takeU8() == static_cast<std::uint8_t>(kind) && reader.isGood();
}

}  // namespace

RecordKind recordKind(const void* payload, std::size_t count) noexcept {
    const std::uint8_t tag = ByteReader(payload, count).takeU8();
    return tag > static_cast<std::uint8_t>(RecordKind::configuration) ? RecordKind::unknown
                                                                      : static_cast<RecordKind>(tag);
}

void encode(const OrderRecord& record, ByteWriter& writer) noexcept {
    writer.reserve(numberBytes + record.symbol.size() + record.account.size() + record.id.size());
    writer.putU8(static_cast<std::uint8_t>(RecordKind::order));
    writer.putI64(record.timestamp);
    writer.putU8(static_cast<std::uint8_t>(code(record.action) | code(record.side) << 4));
    writer.putU8(static_cast<std::uint8_t>(code(record.type) | code(record.timeInForce) << 4));
    writer.putSignedVarint(record.price);
    writer.putSignedVarint(record.quantity);
    writer.putSignedVarint(record.displayQuantity);
    writer.putSignedVarint(record.stopPrice);
    writer.putText(record.symbol);
    writer.putText(record.account);
    writer.putText(record.id);
}

bool decode(const void* payload, std::size_t count, OrderRecord& record) noexcept {
    ByteReader reader(payload, count);
    if (!begin(reader, RecordKind::order)) return false;
    record.timestamp = reader.takeI64();
    const unsigned actionAndSide = reader.takeU8();
    const unsigned typeAndTime = reader.takeU8();
    record.action = take(actionAndSide & 15, lastAction, reader);
    record.side = take(actionAndSide >> 4, lastSide, reader);
    record.type = take(typeAndTime & 15, lastType, reader);
    record.timeInForce = take(typeAndTime >> 4, lastTimeInForce, reader);
    record.price = reader.takeSignedVarint();
    record.quantity = reader.takeSignedVarint();
    record.displayQuantity = reader.takeSignedVarint();
    record.stopPrice = reader.takeSignedVarint();
    record.symbol = reader.takeText();
    record.account = reader.takeText();
    record.id = reader.takeText(OrderIds::maximumLength);
    return reader.isAtEnd();
}

void encode(const CheckpointRecord& record, ByteWriter& writer) noexcept {
    writer.putU8(static_cast<std::uint8_t>(RecordKind::checkpoint));
    writer.putU64(record.messages);
    writer.putU64(record.stateHash);
}

bool decode(const void* payload, std::size_t count, CheckpointRecord& record) noexcept {
    ByteReader reader(payload, count);
    if (!begin(reader, RecordKind::checkpoint)) return false;
    record.messages = reader.takeU64();
    record.stateHash = reader.takeU64();
    return reader.isAtEnd();
}

void encodeConfiguration(std::string_view text, ByteWriter& writer) noexcept {
    writer.putU8(static_cast<std::uint8_t>(RecordKind::configuration));
    writer.putText(text);
}

bool decodeConfiguration(const void* payload, std::size_t count, std::string_view& text) noexcept {
    ByteReader reader(payload, count);
    if (!begin(reader, RecordKind::configuration)) return false;
    text = reader.takeText();
    return reader.isAtEnd();
}

}  // namespace alpha_engine
