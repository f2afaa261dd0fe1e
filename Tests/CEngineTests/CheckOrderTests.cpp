#include "Desk.hpp"

namespace alpha_engine::testing {
namespace {

// One order that breaks every rule there is: each time the first one is mended, the next one shows.
TEST(CheckOrder, theFirstCheckThatFailsIsTheReason) {
    Desk desk(SelfTradePrevention::none, 1);
    const SymbolIndex symbol = desk.engine().addSymbol({.tickSize = 5, .lotSize = 10});
    RiskLimits limits;
    const auto trade = [&](Price price) {
        desk.send({.id = 90, .price = price, .quantity = 10, .symbol = symbol, .side = Side::buy});
        desk.send({.id = 91, .price = price, .quantity = 10, .symbol = symbol, .side = Side::sell});
    };
    // Account 1 is long from 100, then loses at 95; it has one order open and has used up its messages.
    limits = {.maxMessagesPerSecond = 2, .maxDailyLoss = 10};
    desk.risk().setLimits(1, limits);
    desk.send({.id = 1, .price = 100, .quantity = 10, .symbol = symbol, .side = Side::sell});
    desk.send({.id = 2, .price = 100, .quantity = 10, .symbol = symbol, .account = 1, .side = Side::buy});
    trade(95);
    ASSERT_TRUE(desk.risk().isBlocked(1));
    desk.send({.id = 3, .price = 60, .quantity = 10, .symbol = symbol, .side = Side::buy});
    desk.send({.id = 4, .price = 110, .quantity = 10, .symbol = symbol, .side = Side::sell});
    limits.maxOrderQuantity = 10;
    limits.maxOrderNotional = 100;
    limits.maxPosition = 10;
    limits.maxGrossNotional = 1;
    limits.priceCollarBasisPoints = 100;
    limits.maxOpenOrders = 0;
    limits.maxMessagesPerSecond = 0;
    desk.risk().setLimits(1, limits);
    desk.forget();

    // Post-only, crossing, with the id of a live order, off the tick, off the lot, in a book that does not exist.
    OrderMessage order{.id = 3,
                       .price = -3,
                       .quantity = -7,
                       .symbol = 7,
                       .account = 1,
                       .side = Side::buy,
                       .timeInForce = TimeInForce::post};
    const auto expect = [&](Reason reason) {
        desk.send(order);
        const auto& events = desk.engine().sink().events;
        ASSERT_EQ(events.size(), 1U) << reasonName(reason);
        EXPECT_STREQ(reasonName(events[0].reason), reasonName(reason));
        desk.forget();
    };
    const auto allow = [&](auto&& mend) {
        mend(limits);
        desk.risk().setLimits(1, limits);
    };
    expect(Reason::unknownSymbol);
    order.symbol = symbol;
    expect(Reason::invalidQuantity);
    order.quantity = 27;
    expect(Reason::quantityNotOnLot);
    order.quantity = 20;
    expect(Reason::invalidPrice);
    order.price = maximumPrice + 2;
    expect(Reason::priceNotOnTick);
    order.price = maximumPrice / 5 * 5 + 5;
    expect(Reason::overflow);
    order.price = 115;
    expect(Reason::duplicateId);
    order.id = 5;
    desk.send({.symbol = symbol, .action = Action::auction});
    expect(Reason::inAuction);
    desk.send({.symbol = symbol, .action = Action::uncross});
    expect(Reason::killSwitch);
    desk.unblock(1);
    expect(Reason::maxOrderQuantity);
    allow([](RiskLimits& l) { l.maxOrderQuantity = unlimited; });
    expect(Reason::maxOrderNotional);
    allow([](RiskLimits& l) { l.maxOrderNotional = unlimited; });
    expect(Reason::maxPosition);
    allow([](RiskLimits& l) { l.maxPosition = unlimited; });
    expect(Reason::maxGrossNotional);
    allow([](RiskLimits& l) { l.maxGrossNotional = unlimited; });
    expect(Reason::priceCollar);
    allow([](RiskLimits& l) { l.priceCollarBasisPoints = unlimited; });
    expect(Reason::maxOpenOrders);
    allow([](RiskLimits& l) { l.maxOpenOrders = unlimited; });
    expect(Reason::maxMessageRate);
    allow([](RiskLimits& l) { l.maxMessagesPerSecond = unlimited; });
    expect(Reason::maxDailyLoss);
    allow([](RiskLimits& l) { l.maxDailyLoss = unlimited; });
    expect(Reason::wouldCross);
    order.timeInForce = TimeInForce::gtc;
    desk.send(order);
    EXPECT_EQ(desk.engine().sink().events[0].kind, EventKind::accepted);
}

TEST(CheckOrder, aReplacementIsCheckedInTheSameOrderButForWhatConcernsNewOrdersOnly) {
    Desk desk;
    desk.risk().setLimits(1, {.maxOrderQuantity = 10, .maxOpenOrders = 1, .maxMessagesPerSecond = 1});
    desk.sell(1, 110, 1);
    desk.send({.id = 2, .price = 100, .quantity = 5, .account = 1, .timeInForce = TimeInForce::post});
    desk.forget();
    desk.replace(7, 100, 5);
    desk.replace(2, -1, -5);
    desk.replace(2, -1, 15);
    desk.replace(2, 110, 15);
    desk.replace(2, 110, 5);
    desk.at(2'000'000'000);
    desk.replace(2, 110, 5);
    desk.replace(2, 109, 5);
    desk.replace(2, 109, 4);
    desk.replace(2, -1, 0);
    desk.expect(R"(7,REJECTED,,100,5,0,UNKNOWN_ORDER
                   2,REJECTED,BUY,-1,-5,5,INVALID_QTY
                   2,REJECTED,BUY,-1,15,5,INVALID_PRICE
                   2,REJECTED,BUY,110,15,5,MAX_ORDER_QTY
                   2,REJECTED,BUY,110,5,5,MAX_MESSAGE_RATE
                   2,REJECTED,BUY,110,5,5,WOULD_CROSS
                   2,REPLACED,BUY,109,5,5,
                   2,REPLACED,BUY,109,4,4,
                   2,CANCELED,BUY,109,4,0,BY_USER)");
}

}  // namespace
}  // namespace alpha_engine::testing
