#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "alpha_engine/event_sink.hpp"
#include "alpha_engine/risk_checks.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine::testing {

/// The rules of docs/engine.md as plainly as they can be written: one list of orders a book, searched from end to end.
///
/// The oracle of the property tests. It shares only data types with the engine, no code.
class NaiveEngine {
  public:
    struct Order {
        OrderId id;
        Side side;
        Price price;
        Quantity open;
        std::uint64_t arrival;
        bool isPostOnly;
        AccountIndex account;
    };
    struct Book {
        Instrument instrument;
        std::vector<Order> orders;
        Price lastTradePrice = noPrice;
        bool inAuction = false;
    };

    std::vector<Book> books;
    std::map<AccountIndex, RiskLimits> limits;
    RiskLimits defaultLimits;
    Quantity unitsPerOne = 100'000'000;
    RecordingSink sink;

    void process(const OrderMessage& m) {
        if (m.symbol >= books.size())
            return reject(m, m.action == Action::newOrder ? m.side : Side::none, 0, Reason::unknownSymbol);
        Book& book = books[m.symbol];
        switch (m.action) {
            case Action::newOrder:
                enter(book, m);
                break;
            case Action::cancel:
                cancel(book, m);
                break;
            case Action::replace:
                replace(book, m);
                break;
            case Action::auction:
                book.inAuction = true;
                break;
            case Action::uncross:
                uncross(book, m);
                break;
        }
    }

    Wide position(AccountIndex account, SymbolIndex symbol) const {
        const auto found = positions_.find({account, symbol});
        return found == positions_.end() ? Wide{0} : found->second;
    }

  private:
    static bool isBetter(const Order& a, const Order& b) {
        if (a.price != b.price) return a.side == Side::buy ? a.price > b.price : a.price < b.price;
        return a.arrival < b.arrival;
    }
    static Order* best(Book& book, Side side) {
        Order* found = nullptr;
        for (Order& order : book.orders)
            if (order.side == side && (found == nullptr || isBetter(order, *found))) found = &order;
        return found;
    }
    static Order* find(Book& book, OrderId id) {
        for (Order& order : book.orders)
            if (order.id == id) return &order;
        return nullptr;
    }
    static void remove(Book& book, OrderId id) {
        std::erase_if(book.orders, [id](const Order& order) { return order.id == id; });
    }
    static bool meets(Side taker, bool isMarket, Price limit, Price resting) {
        return isMarket || (taker == Side::buy ? resting <= limit : resting >= limit);
    }

    void emit(const OrderMessage& m, OrderId id, EventKind kind, Side side, Price price, Quantity quantity,
              Quantity open, Reason reason = Reason::none) {
        sink.event({m.timestamp, id, price, quantity, open, m.symbol, kind, side, reason});
    }
    void reject(const OrderMessage& m, Side side, Quantity open, Reason reason) {
        const bool isNew = m.action == Action::newOrder;
        const bool isCancel = m.action == Action::cancel || m.action == Action::auction || m.action == Action::uncross;
        const bool hasPrice = !isCancel && !(isNew && m.type == OrderType::market);
        emit(m, m.id, EventKind::rejected, side, hasPrice ? m.price : noPrice, isCancel ? 0 : m.quantity, open, reason);
    }

    Reason values(const Book& book, const OrderMessage& m, Side side, OrderId replaced) const {
        if (m.quantity <= 0) return Reason::invalidQuantity;
        if (m.quantity % book.instrument.lotSize != 0) return Reason::quantityNotOnLot;
        if (m.action == Action::replace || m.type == OrderType::limit) {
            if (m.price <= 0) return Reason::invalidPrice;
            if (m.price % book.instrument.tickSize != 0) return Reason::priceNotOnTick;
            if (m.price >= Price{1} << 60) return Reason::overflow;
        }
        Wide total = m.quantity;
        for (const Order& order : book.orders)
            if (order.side == side && !(m.action == Action::replace && order.id == replaced)) total += order.open;
        return total > std::numeric_limits<Quantity>::max() ? Reason::overflow : Reason::none;
    }

    Reason risk(const Book& book, const OrderMessage& m, Side side, AccountIndex account, OrderId replaced) const {
        const auto own = limits.find(account);
        const RiskLimits& limit = own == limits.end() ? defaultLimits : own->second;
        if (m.quantity > limit.maxOrderQuantity) return Reason::maxOrderQuantity;
        Wide price = m.price;
        if (m.action == Action::newOrder && m.type == OrderType::market) {
            std::vector<Order> others;
            for (const Order& order : book.orders)
                if (order.side != side) others.push_back(order);
            std::sort(others.begin(), others.end(), isBetter);
            Wide sum = 0;
            price = 0;
            for (const Order& order : others) {
                price = order.price;
                sum += order.open;
                if (sum >= m.quantity) break;
            }
        }
        if (limit.maxOrderNotional != RiskLimits::unlimited &&
            price * m.quantity > Wide{limit.maxOrderNotional} * unitsPerOne)
            return Reason::maxOrderNotional;
        if (account != 0 && limit.maxPosition != RiskLimits::unlimited) {
            Wide reached = m.quantity;
            for (const Order& order : book.orders)
                if (order.account == account && order.side == side &&
                    !(m.action == Action::replace && order.id == replaced))
                    reached += order.open;
            if (side == Side::sell) reached = -reached;
            reached += position(account, m.symbol);
            if (reached > limit.maxPosition || -reached > limit.maxPosition) return Reason::maxPosition;
        }
        return Reason::none;
    }

    void enter(Book& book, const OrderMessage& m) {
        const bool isMarket = m.type == OrderType::market;
        const Price price = isMarket ? noPrice : m.price;
        Reason reason = values(book, m, m.side, 0);
        if (reason == Reason::none && find(book, m.id) != nullptr) reason = Reason::duplicateId;
        if (reason == Reason::none && book.inAuction && (isMarket || m.timeInForce != TimeInForce::gtc))
            reason = Reason::inAuction;
        if (reason == Reason::none) reason = risk(book, m, m.side, m.account, 0);
        const bool isPostOnly = m.timeInForce == TimeInForce::post;
        const Order* other = best(book, opposite(m.side));
        if (reason == Reason::none && isPostOnly &&
            (isMarket || (other != nullptr && meets(m.side, false, m.price, other->price))))
            reason = Reason::wouldCross;
        if (reason != Reason::none) return reject(m, m.side, 0, reason);

        emit(m, m.id, EventKind::accepted, m.side, price, m.quantity, m.quantity);
        Order order{m.id, m.side, m.price, m.quantity, ++arrivals_, isPostOnly, m.account};
        if (m.timeInForce == TimeInForce::fok) {
            Wide there = 0;
            for (const Order& resting : book.orders)
                if (resting.side != m.side && meets(m.side, isMarket, m.price, resting.price)) there += resting.open;
            if (there < m.quantity)
                return emit(m, m.id, EventKind::canceled, m.side, price, m.quantity, 0, Reason::fokUnfilled);
        }
        if (!book.inAuction) match(book, m, order, isMarket);
        if (order.open == 0) return;
        if (isMarket) return emit(m, m.id, EventKind::canceled, m.side, price, order.open, 0, Reason::noLiquidity);
        if (m.timeInForce == TimeInForce::ioc)
            return emit(m, m.id, EventKind::canceled, m.side, price, order.open, 0, Reason::iocRest);
        book.orders.push_back(order);
    }

    void match(Book& book, const OrderMessage& m, Order& taker, bool isMarket) {
        while (taker.open > 0) {
            Order* maker = best(book, opposite(taker.side));
            if (maker == nullptr || !meets(taker.side, isMarket, taker.price, maker->price)) return;
            trade(book, m, taker, *maker, maker->price, std::min(taker.open, maker->open), taker.side);
            if (maker->open == 0) remove(book, OrderId{maker->id});
        }
    }

    void trade(Book& book, const OrderMessage& m, Order& taker, Order& maker, Price price, Quantity quantity,
               Side takerSide) {
        taker.open -= quantity;
        maker.open -= quantity;
        book.lastTradePrice = price;
        sink.trade({m.timestamp, ++trades_, taker.id, maker.id, price, quantity, m.symbol, takerSide});
        for (const Order* order : {&taker, &maker}) {
            emit(m, order->id, EventKind::traded, order->side, price, quantity, order->open);
            if (order->account != 0)
                positions_[{order->account, m.symbol}] += order->side == Side::buy ? quantity : -quantity;
        }
    }

    void cancel(Book& book, const OrderMessage& m) {
        const Order* found = find(book, m.id);
        if (found == nullptr) return reject(m, Side::none, 0, Reason::unknownOrder);
        const Order order = *found;
        remove(book, m.id);
        emit(m, m.id, EventKind::canceled, order.side, order.price, order.open, 0, Reason::byUser);
    }

    void replace(Book& book, const OrderMessage& m) {
        Order* order = find(book, m.id);
        if (order == nullptr) return reject(m, Side::none, 0, Reason::unknownOrder);
        if (m.quantity == 0) return cancel(book, m);
        const bool keepsPlace = m.price == order->price && m.quantity <= order->open;
        Reason reason = values(book, m, order->side, m.id);
        if (reason == Reason::none && !keepsPlace) reason = risk(book, m, order->side, order->account, m.id);
        const Order* other = best(book, opposite(order->side));
        if (reason == Reason::none && order->isPostOnly && !book.inAuction && other != nullptr &&
            meets(order->side, false, m.price, other->price))
            reason = Reason::wouldCross;
        if (reason != Reason::none) return reject(m, order->side, order->open, reason);
        emit(m, m.id, EventKind::replaced, order->side, m.price, m.quantity, m.quantity);
        if (keepsPlace) {
            order->open = m.quantity;
            return;
        }
        Order changed = *order;
        remove(book, m.id);
        changed.price = m.price;
        changed.open = m.quantity;
        changed.arrival = ++arrivals_;
        if (!book.inAuction) match(book, m, changed, false);
        if (changed.open > 0) book.orders.push_back(changed);
    }

    void uncross(Book& book, const OrderMessage& m) {
        if (!book.inAuction) return;
        book.inAuction = false;
        std::set<Price> prices;
        for (const Order& order : book.orders) prices.insert(order.price);
        struct Outcome {
            Price price;
            Wide volume;
            Wide left;
        };
        std::vector<Outcome> outcomes;
        for (const Price price : prices) {
            Wide demand = 0;
            Wide supply = 0;
            for (const Order& order : book.orders) {
                if (order.side == Side::buy && order.price >= price) demand += order.open;
                if (order.side == Side::sell && order.price <= price) supply += order.open;
            }
            outcomes.push_back({price, std::min(demand, supply), demand - supply});
        }
        const auto keep = [&outcomes](auto&& measure) {
            Wide least = measure(outcomes.front());
            for (const Outcome& outcome : outcomes) least = std::min(least, measure(outcome));
            std::erase_if(outcomes, [&](const Outcome& outcome) { return measure(outcome) != least; });
        };
        if (outcomes.empty()) return;
        keep([](const Outcome& outcome) { return -outcome.volume; });
        Wide volume = outcomes.front().volume;
        if (volume == 0) return;
        keep([](const Outcome& outcome) { return outcome.left < 0 ? -outcome.left : outcome.left; });
        const bool buyersLeft =
            std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.left > 0; });
        const bool sellersLeft =
            std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.left < 0; });
        if (!buyersLeft && !sellersLeft && book.lastTradePrice != noPrice)
            keep([&](const Outcome& o) {
                return Wide{std::max(o.price, book.lastTradePrice) - std::min(o.price, book.lastTradePrice)};
            });
        const Price price = sellersLeft ? outcomes.front().price : outcomes.back().price;
        while (volume > 0) {
            Order& buy = *best(book, Side::buy);
            Order& sell = *best(book, Side::sell);
            const Quantity quantity = static_cast<Quantity>(std::min({volume, Wide{buy.open}, Wide{sell.open}}));
            trade(book, m, buy, sell, price, quantity, Side::none);
            volume -= quantity;
            std::erase_if(book.orders, [](const Order& order) { return order.open == 0; });
        }
    }

    std::uint64_t arrivals_ = 0;
    std::uint64_t trades_ = 0;
    std::map<std::pair<AccountIndex, SymbolIndex>, Wide> positions_;
};

}  // namespace alpha_engine::testing
