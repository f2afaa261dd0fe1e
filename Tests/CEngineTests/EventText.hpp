#pragma once

#include <string>

#include "alpha_engine/event_sink.hpp"

namespace alpha_engine::testing {

/// Events and trades as text, for messages of failed tests and for comparing whole runs.
inline std::string shown(const OrderEvent& e) {
    return std::to_string(e.timestamp) + " event " + std::to_string(e.sequence) + " symbol " +
           std::to_string(e.symbol) + " id " + std::to_string(e.id) + " " + eventName(e.kind) + " " + sideName(e.side) +
           " " + std::to_string(e.price) + " qty " + std::to_string(e.quantity) + " open " +
           std::to_string(e.openQuantity) + " " + reasonName(e.reason) + "\n";
}
inline std::string shown(const Trade& t) {
    return std::to_string(t.timestamp) + " symbol " + std::to_string(t.symbol) + " trade " + std::to_string(t.tradeId) +
           " " + std::to_string(t.takerId) + "/" + std::to_string(t.makerId) + " " + sideName(t.takerSide) + " " +
           std::to_string(t.price) + " x " + std::to_string(t.quantity) + "\n";
}
inline std::string shown(const RecordingSink& sink) {
    std::string text;
    for (const Trade& trade : sink.trades) text += shown(trade);
    for (const OrderEvent& event : sink.events) text += shown(event);
    return text;
}

/// An event as a row of a scenario, `id,event,side,price,qty,open_qty,reason`, its numbers as they are.
inline std::string row(const OrderEvent& e) {
    return std::to_string(e.id) + "," + eventName(e.kind) + "," + sideName(e.side) + "," +
           (e.price == noPrice ? std::string() : std::to_string(e.price)) + "," + std::to_string(e.quantity) + "," +
           std::to_string(e.openQuantity) + "," + reasonName(e.reason) + "\n";
}

}  // namespace alpha_engine::testing
