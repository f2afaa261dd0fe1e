#include "delayed_orders.hpp"

namespace alpha_engine {

void DelayedOrders::save(ByteWriter& writer) const noexcept {
    writer.putU64(sent_);
    writer.putVarint(queue_.size());
    for (const Waiting& waiting : queue_) {
        const OrderMessage& message = waiting.message;
        writer.putU64(waiting.number);
        writer.putI64(message.timestamp);
        writer.putU64(message.id);
        writer.putSignedVarint(message.price);
        writer.putSignedVarint(message.quantity);
        writer.putSignedVarint(message.displayQuantity);
        writer.putSignedVarint(message.stopPrice);
        writer.putU32(message.symbol);
        writer.putU32(message.account);
        writer.putU8(static_cast<std::uint8_t>(message.action));
        writer.putU8(static_cast<std::uint8_t>(message.side));
        writer.putU8(static_cast<std::uint8_t>(message.type));
        writer.putU8(static_cast<std::uint8_t>(message.timeInForce));
    }
}

bool DelayedOrders::load(ByteReader& reader, std::size_t symbolCount) noexcept {
    queue_.clear();
    sent_ = reader.takeU64();
    const std::size_t count = reader.takeCount(40);
    for (std::size_t i = 0; i < count && reader.isGood(); ++i) {
        OrderMessage message;
        const std::uint64_t number = reader.takeU64();
        message.timestamp = reader.takeI64();
        message.id = reader.takeU64();
        message.price = reader.takeSignedVarint();
        message.quantity = reader.takeSignedVarint();
        message.displayQuantity = reader.takeSignedVarint();
        message.stopPrice = reader.takeSignedVarint();
        message.symbol = reader.takeU32();
        message.account = reader.takeU32();
        message.action = static_cast<Action>(reader.takeU8(static_cast<std::uint8_t>(Action::unblock)));
        message.side = static_cast<Side>(reader.takeU8(static_cast<std::uint8_t>(Side::none)));
        message.type = static_cast<OrderType>(reader.takeU8(static_cast<std::uint8_t>(OrderType::stopLimit)));
        message.timeInForce = static_cast<TimeInForce>(reader.takeU8(static_cast<std::uint8_t>(TimeInForce::post)));
        const bool hasNoSide = message.action == Action::newOrder && message.side == Side::none;
        if (number == 0 || number > sent_ || message.symbol >= symbolCount || hasNoSide) reader.fail();
        queue_.push_back(Waiting{message, number});
    }
    std::make_heap(queue_.begin(), queue_.end(), isLater);
    return reader.isGood();
}

}  // namespace alpha_engine
