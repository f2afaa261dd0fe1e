#pragma once

#include <gtest/gtest.h>

#include <string>

#include "EventText.hpp"
#include "Scenario.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {

/// An engine for stories that no orders file can tell: kill switches by hand, limits set between two messages.
///
/// Prices and quantities are whole numbers, money is price × quantity, time goes on by a nanosecond a message.
class Desk {
  public:
    explicit Desk(SelfTradePrevention selfTrade = SelfTradePrevention::none, std::uint32_t symbols = 2)
        : engine_({.quantityUnitsPerOne = 1, .selfTradePrevention = selfTrade}) {
        for (std::uint32_t i = 0; i < symbols; ++i) engine_.addSymbol();
    }

    MatchingEngine<RecordingSink>& engine() { return engine_; }
    RiskChecks& risk() { return engine_.risk(); }
    /// Later messages come from this time on.
    void at(TimestampNanoseconds time) { time_ = time; }

    void send(OrderMessage message) {
        message.timestamp = ++time_;
        engine_.process(message);
    }
    void order(Side side, OrderId id, Price price, Quantity quantity, AccountIndex account = 0,
               SymbolIndex symbol = 0) {
        send({.id = id, .price = price, .quantity = quantity, .symbol = symbol, .account = account, .side = side});
    }
    void buy(OrderId id, Price price, Quantity quantity, AccountIndex account = 0, SymbolIndex symbol = 0) {
        order(Side::buy, id, price, quantity, account, symbol);
    }
    void sell(OrderId id, Price price, Quantity quantity, AccountIndex account = 0, SymbolIndex symbol = 0) {
        order(Side::sell, id, price, quantity, account, symbol);
    }
    void stop(Side side, OrderId id, Price stopPrice, Quantity quantity, AccountIndex account = 0) {
        send({.id = id,
              .quantity = quantity,
              .stopPrice = stopPrice,
              .account = account,
              .side = side,
              .type = OrderType::stop});
    }
    void cancel(OrderId id) { send({.id = id, .action = Action::cancel}); }
    void replace(OrderId id, Price price, Quantity quantity) {
        send({.id = id, .price = price, .quantity = quantity, .action = Action::replace});
    }
    void block(AccountIndex account) { send({.account = account, .action = Action::block}); }
    void unblock(AccountIndex account) { send({.account = account, .action = Action::unblock}); }
    void phase(Action action) { send({.action = action}); }
    /// Two strangers trade one lot at a price at which nobody else is the better counterparty.
    void tradeAt(Price price, OrderId id, SymbolIndex symbol = 0) {
        buy(id, price, 1, 0, symbol);
        sell(id + 1, price, 1, 0, symbol);
    }

    /// What has happened since the last call.
    std::string told() {
        std::string text;
        for (const OrderEvent& event : engine_.sink().events) text += row(event);
        engine_.sink().clear();
        EXPECT_TRUE(engine_.checkInvariants());
        return text;
    }
    void forget() { told(); }
    /// Fails unless that is what has happened since the last call.
    void expect(const char* events) {
        std::string expected;
        forEachLine(events, [&](const std::string& line) { expected += line + "\n"; });
        EXPECT_EQ(told(), expected);
    }

  private:
    MatchingEngine<RecordingSink> engine_;
    TimestampNanoseconds time_ = 0;
};

}  // namespace alpha_engine::testing
