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
        Quantity open;  // all of it
        std::uint64_t arrival;
        bool isPostOnly;
        AccountIndex account;
        Quantity display;  // how much is shown at a time; 0: all
        Quantity shown;
        bool isMarket;
        TimeInForce timeInForce;
        Price stop;  // 0: no stop order, or one that has woken

        // What it is valued at while it is open.
        Price worth() const { return stop != 0 && isMarket ? stop : price; }
    };
    struct Book {
        Instrument instrument;
        std::vector<Order> orders;
        Price lastTradePrice = noPrice;
        bool inAuction = false;
        std::vector<Order> woken;  // stop orders on their way into the book
    };
    struct Account {
        bool isBlocked = false;
        Wide dayStart = 0;
        Wide profit = 0;                            // when last valued
        bool isOver = false;                        // the day's loss is beyond the limit
        std::vector<TimestampNanoseconds> taken{};  // times of messages that were taken
    };

    std::vector<Book> books;
    Quantity unitsPerOne = 100'000'000;
    SelfTradePrevention selfTrade = SelfTradePrevention::none;
    RecordingSink sink;

    void setDefaultLimits(const RiskLimits& limits) {
        for (const auto& [index, account] : accounts_)
            if (!limits_.contains(index)) adopt(index, limits);
        defaultLimits_ = limits;
    }
    void setLimits(AccountIndex account, const RiskLimits& limits) {
        adopt(account, limits);
        limits_[account] = limits;
    }

    void process(const OrderMessage& m) {
        if (m.action == Action::block || m.action == Action::unblock) return setBlocked(m);
        if (m.symbol >= books.size())
            return reject(m, m.action == Action::newOrder ? m.side : Side::none, 0, Reason::unknownSymbol);
        beginDay(m);
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
            default:
                uncross(book, m);
        }
        stopLosses(m);
        while (!book.woken.empty()) {
            Order order = book.woken.front();
            book.woken.erase(book.woken.begin());
            trigger(book, m, order);
            stopLosses(m);
        }
    }

    Wide position(AccountIndex account, SymbolIndex symbol) const {
        const auto found = positions_.find({account, symbol});
        return found == positions_.end() ? Wide{0} : found->second;
    }
    bool isBlocked(AccountIndex account) const {
        const auto found = accounts_.find(account);
        return found != accounts_.end() && found->second.isBlocked;
    }

  private:
    static bool isBetter(const Order& a, const Order& b) {
        if (a.price != b.price) return a.side == Side::buy ? a.price > b.price : a.price < b.price;
        return a.arrival < b.arrival;
    }
    static Order* best(Book& book, Side side) {
        Order* found = nullptr;
        for (Order& order : book.orders)
            if (order.stop == 0 && order.side == side && (found == nullptr || isBetter(order, *found))) found = &order;
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
        sink.event({m.timestamp, ++events_, id, price, quantity, open, m.symbol, kind, side, reason});
    }
    static bool hasLimit(OrderType type) { return type == OrderType::limit || type == OrderType::stopLimit; }
    static bool isStop(OrderType type) { return type == OrderType::stop || type == OrderType::stopLimit; }

    void reject(const OrderMessage& m, Side side, Quantity open, Reason reason, bool showsPrice = true) {
        const bool isNew = m.action == Action::newOrder;
        const bool isCancel = m.action == Action::cancel || m.action == Action::auction || m.action == Action::uncross;
        const bool hasPrice = showsPrice && !isCancel && !(isNew && !hasLimit(m.type));
        emit(m, m.id, EventKind::rejected, side, hasPrice ? m.price : noPrice, isCancel ? 0 : m.quantity, open, reason);
    }

    Reason values(const Book& book, const OrderMessage& m, Side side, OrderType type, OrderId replaced) const {
        const bool isNew = m.action == Action::newOrder;
        const Quantity display = isNew ? m.displayQuantity : 0;
        const Quantity lot = book.instrument.lotSize;
        if (m.quantity <= 0 || display < 0) return Reason::invalidQuantity;
        if (m.quantity % lot != 0 || display % lot != 0) return Reason::quantityNotOnLot;
        std::vector<Price> prices;
        if (hasLimit(type)) prices.push_back(m.price);
        if (isStop(type) && (isNew || m.stopPrice != 0)) prices.push_back(m.stopPrice);
        for (const Price price : prices)
            if (price <= 0) return Reason::invalidPrice;
        for (const Price price : prices)
            if (price % book.instrument.tickSize != 0) return Reason::priceNotOnTick;
        for (const Price price : prices)
            if (price >= Price{1} << 60) return Reason::overflow;
        Wide total = m.quantity;
        for (const Order& order : book.orders)
            if (order.side == side && !(m.action == Action::replace && order.id == replaced)) total += order.open;
        return total > std::numeric_limits<Quantity>::max() ? Reason::overflow : Reason::none;
    }

    // MARK: Risk

    const RiskLimits& limitsOf(AccountIndex account) const {
        const auto own = limits_.find(account);
        return own == limits_.end() ? defaultLimits_ : own->second;
    }
    void adopt(AccountIndex index, const RiskLimits& limits) {
        const RiskLimits& before = limitsOf(index);
        Account& account = accounts_[index];
        if (limits.maxMessagesPerSecond != before.maxMessagesPerSecond) account.taken.clear();
        if (limits.maxDailyLoss == unlimited) account.isOver = false;
        if (before.maxDailyLoss == unlimited) account.dayStart = profit(index);
    }
    // In two parts: the whole product may have more than 128 bits.
    static Wide scaled(Wide notional, const Book& book) {
        constexpr Wide one = 100'000'000;
        return notional / one * book.instrument.multiplier + notional % one * book.instrument.multiplier / one;
    }

    template <class Use>
    void forEachOpen(AccountIndex account, Use&& use) const {
        for (std::size_t symbol = 0; symbol < books.size(); ++symbol) {
            for (const Order& order : books[symbol].orders)
                if (order.account == account) use(symbol, order);
            for (const Order& order : books[symbol].woken)
                if (order.account == account) use(symbol, order);
        }
    }
    Wide gross(AccountIndex account) const {
        Wide sum = 0;
        for (std::size_t symbol = 0; symbol < books.size(); ++symbol) {
            Wide notional = 0;
            forEachOpen(account, [&](std::size_t where, const Order& order) {
                if (where == symbol) notional += Wide{order.worth()} * order.open;
            });
            const Wide net = position(account, static_cast<SymbolIndex>(symbol));
            if (net != 0) notional += (net < 0 ? -net : net) * books[symbol].lastTradePrice;
            sum += scaled(notional, books[symbol]);
        }
        return sum;
    }
    // Each position's share ends at 2^110, as docs/risk-checks.md has it.
    Wide profit(AccountIndex account) const {
        constexpr Wide most = Wide{1} << 110;
        Wide sum = 0;
        for (const auto& [key, cash] : cash_) {
            if (key.first != account) continue;
            const Book& book = books[key.second];
            sum += std::clamp(scaled(cash + position(account, key.second) * book.lastTradePrice, book), -most, most);
        }
        return sum;
    }
    static std::int64_t dayOf(TimestampNanoseconds timestamp) { return timestamp / 86'400'000'000'000; }
    void beginDay(const OrderMessage& m) {
        if (dayOf(m.timestamp) == day_) return;
        day_ = dayOf(m.timestamp);
        for (auto& [index, account] : accounts_) {
            account.dayStart = account.profit;
            account.isOver = false;
        }
    }
    void stopLosses(const OrderMessage& m) {
        std::vector<AccountIndex> lost;
        for (auto& [index, account] : accounts_) {
            account.profit = profit(index);
            const std::int64_t limit = limitsOf(index).maxDailyLoss;
            const bool isOver = limit != unlimited && account.dayStart - account.profit > Wide{limit} * unitsPerOne;
            if (isOver && !account.isOver && !account.isBlocked) lost.push_back(index);
            account.isOver = isOver;
        }
        for (const AccountIndex index : lost) block(m, index);
    }
    void block(const OrderMessage& m, AccountIndex index) {
        accounts_[index].isBlocked = true;
        for (std::size_t symbol = 0; symbol < books.size(); ++symbol) {
            Book& book = books[symbol];
            std::vector<Order> gone;
            for (const Side side : {Side::buy, Side::sell}) {
                std::vector<Order> part;
                for (const Order& order : book.orders)
                    if (order.account == index && order.side == side && order.stop == 0) part.push_back(order);
                std::sort(part.begin(), part.end(), isBetter);
                gone.insert(gone.end(), part.begin(), part.end());
            }
            for (const Side side : {Side::buy, Side::sell}) {
                std::vector<Order> part;
                for (const Order& order : book.orders)
                    if (order.account == index && order.side == side && order.stop != 0) part.push_back(order);
                std::sort(part.begin(), part.end(), [side](const Order& a, const Order& b) {
                    if (a.stop != b.stop) return side == Side::buy ? a.stop < b.stop : a.stop > b.stop;
                    return a.arrival < b.arrival;
                });
                gone.insert(gone.end(), part.begin(), part.end());
            }
            for (const Order& order : book.woken)
                if (order.account == index) gone.push_back(order);
            std::erase_if(book.orders, [index](const Order& order) { return order.account == index; });
            std::erase_if(book.woken, [index](const Order& order) { return order.account == index; });
            OrderMessage about = m;
            about.symbol = static_cast<SymbolIndex>(symbol);
            for (const Order& order : gone)
                emit(about, order.id, EventKind::canceled, order.side, order.isMarket ? noPrice : order.price,
                     order.open, 0, Reason::risk);
        }
    }
    void setBlocked(const OrderMessage& m) {
        if (m.account == 0) return;
        if (m.action == Action::unblock)
            accounts_[m.account].isBlocked = false;
        else if (!accounts_[m.account].isBlocked)
            block(m, m.account);
    }

    // Whether the bucket, which holds one second's worth, has room for one message more: simulated from the start.
    bool isTooFast(AccountIndex index, TimestampNanoseconds now) const {
        const std::int64_t rate = limitsOf(index).maxMessagesPerSecond;
        const auto found = accounts_.find(index);
        if (rate == unlimited) return false;
        const Wide one = 1'000'000'000;
        Wide level = rate * one;
        TimestampNanoseconds last = now;
        if (found != accounts_.end()) {
            for (const TimestampNanoseconds time : found->second.taken) {
                level = std::min(rate * one, level + Wide{time - last} * (level == rate * one ? 0 : rate)) - one;
                last = time;
            }
            level = std::min(rate * one, level + Wide{now - last} * rate);
        }
        return level < one;
    }

    static Wide twiceReference(Book& book) {
        if (book.lastTradePrice != noPrice) return Wide{book.lastTradePrice} * 2;
        const Order* bid = best(book, Side::buy);
        const Order* ask = best(book, Side::sell);
        return bid == nullptr || ask == nullptr ? 0 : Wide{bid->price} + ask->price;
    }

    Reason risk(Book& book, const OrderMessage& m, Side side, OrderType type, AccountIndex account,
                const Order* replaced) {
        const RiskLimits& limit = limitsOf(account);
        if (isBlocked(account)) return Reason::killSwitch;
        if (m.quantity > limit.maxOrderQuantity || m.quantity > book.instrument.maxOrderQuantity)
            return Reason::maxOrderQuantity;
        Wide price = m.price;
        if (type == OrderType::stop) price = m.stopPrice != 0 ? m.stopPrice : replaced->stop;
        if (type == OrderType::market) {
            std::vector<Order> others;
            for (const Order& order : book.orders)
                if (order.side != side && order.stop == 0) others.push_back(order);
            std::sort(others.begin(), others.end(), isBetter);
            Wide sum = 0;
            price = 0;
            for (const Order& order : others) {
                // All of a level is reached before the next one, whatever an iceberg hides.
                if (price != order.price && sum >= m.quantity) break;
                price = order.price;
                sum += order.open;
            }
        }
        const Wide worth = scaled(price * m.quantity, book);
        for (const std::int64_t most : {limit.maxOrderNotional, book.instrument.maxOrderNotional})
            if (most != unlimited && worth > Wide{most} * unitsPerOne) return Reason::maxOrderNotional;
        if (account != 0 && limit.maxPosition != unlimited) {
            Wide reached = m.quantity;
            forEachOpen(account, [&](std::size_t symbol, const Order& order) {
                if (symbol == m.symbol && order.side == side && (replaced == nullptr || order.id != replaced->id))
                    reached += order.open;
            });
            if (side == Side::sell) reached = -reached;
            reached += position(account, m.symbol);
            if (reached > limit.maxPosition || -reached > limit.maxPosition) return Reason::maxPosition;
        }
        if (account != 0 && limit.maxGrossNotional != unlimited) {
            Wide all = gross(account) + worth;
            if (replaced != nullptr) all -= scaled(Wide{replaced->worth()} * replaced->open, book);
            if (all > Wide{limit.maxGrossNotional} * unitsPerOne) return Reason::maxGrossNotional;
        }
        const Wide reference = twiceReference(book);
        if (reference != 0 && price != 0 && type != OrderType::stop) {
            const Wide distance = price * 2 > reference ? price * 2 - reference : reference - price * 2;
            for (const std::int64_t most : {limit.priceCollarBasisPoints, book.instrument.priceCollarBasisPoints})
                if (most != unlimited && distance * 10'000 > reference * most) return Reason::priceCollar;
        }
        if (account == 0) return Reason::none;
        std::int64_t live = 0;
        forEachOpen(account, [&](std::size_t, const Order&) { ++live; });
        if (replaced == nullptr && live >= limit.maxOpenOrders) return Reason::maxOpenOrders;
        if (isTooFast(account, m.timestamp)) return Reason::maxMessageRate;
        return accounts_[account].isOver ? Reason::maxDailyLoss : Reason::none;
    }

    // MARK: Orders

    void enter(Book& book, const OrderMessage& m) {
        const bool isMarket = !hasLimit(m.type);
        const bool isPostOnly = m.timeInForce == TimeInForce::post;
        Reason reason = values(book, m, m.side, m.type, 0);
        if (reason == Reason::none && find(book, m.id) != nullptr) reason = Reason::duplicateId;
        if (reason == Reason::none && book.inAuction &&
            (m.type == OrderType::market || m.timeInForce != TimeInForce::gtc))
            reason = Reason::inAuction;
        if (m.account != 0) accounts_[m.account];
        if (reason == Reason::none) reason = risk(book, m, m.side, m.type, m.account, nullptr);
        const Order* other = best(book, opposite(m.side));
        const bool crosses = other != nullptr && meets(m.side, false, m.price, other->price);
        if (reason == Reason::none && isPostOnly && (isMarket || (!isStop(m.type) && crosses)))
            reason = Reason::wouldCross;
        if (reason != Reason::none) return reject(m, m.side, 0, reason);

        take(m.account, m.timestamp);
        emit(m, m.id, EventKind::accepted, m.side, isMarket ? noPrice : m.price, m.quantity, m.quantity);
        Order order{m.id,        m.side,     m.price,       m.quantity,
                    ++arrivals_, isPostOnly, m.account,     m.displayQuantity,
                    0,           isMarket,   m.timeInForce, isStop(m.type) ? m.stopPrice : Price{0}};
        if (order.stop != 0)
            book.orders.push_back(order);
        else
            execute(book, m, order);
    }
    void take(AccountIndex account, TimestampNanoseconds time) {
        if (account != 0) accounts_[account].taken.push_back(time);
    }

    void execute(Book& book, const OrderMessage& m, Order order) {
        const Price price = order.isMarket ? noPrice : order.price;
        const auto cancelRest = [&](Reason reason) {
            emit(m, order.id, EventKind::canceled, order.side, price, order.open, 0, reason);
        };
        if (order.timeInForce == TimeInForce::fok) {
            // Would it fill? Try it on a copy of the whole world.
            NaiveEngine copy = *this;
            copy.sink.clear();
            Order tried = order;
            copy.match(copy.books[m.symbol], m, tried);
            Wide traded = 0;
            for (const Trade& trade : copy.sink.trades) traded += trade.quantity;
            if (traded < order.open) return cancelRest(Reason::fokUnfilled);
        }
        if (!book.inAuction) match(book, m, order);
        if (order.open == 0) return;
        if (order.isMarket) return cancelRest(Reason::noLiquidity);
        if (order.timeInForce == TimeInForce::ioc) return cancelRest(Reason::iocRest);
        order.shown = order.display == 0 ? order.open : std::min(order.display, order.open);
        order.arrival = ++arrivals_;
        book.orders.push_back(order);
    }

    void match(Book& book, const OrderMessage& m, Order& taker) {
        while (taker.open > 0) {
            Order* maker = best(book, opposite(taker.side));
            if (maker == nullptr || !meets(taker.side, taker.isMarket, taker.price, maker->price)) return;
            if (selfTrade != SelfTradePrevention::none && taker.account != 0 && taker.account == maker->account)
                preventSelfTrade(book, m, taker, *maker);
            else
                trade(book, m, taker, *maker, maker->price, std::min(taker.open, maker->shown), taker.side);
            tidy(book);
        }
    }
    // Orders that are used up go, and icebergs whose shown part is used up show the next one, at the back.
    void tidy(Book& book) {
        std::erase_if(book.orders, [](const Order& order) { return order.open == 0; });
        for (Order& order : book.orders)
            if (order.stop == 0 && order.shown == 0) {
                order.shown = std::min(order.display, order.open);
                order.arrival = ++arrivals_;
            }
    }
    void preventSelfTrade(Book&, const OrderMessage& m, Order& taker, Order& maker) {
        const auto reduce = [&](Order& order, Quantity by) {
            order.open -= by;
            order.shown = std::min(order.shown, order.open);
            emit(m, order.id, EventKind::canceled, order.side, order.isMarket ? noPrice : order.price, by, order.open,
                 Reason::selfTrade);
        };
        if (selfTrade == SelfTradePrevention::decrement) {
            const Quantity less = std::min(taker.open, maker.shown);
            reduce(taker, less);
            const Quantity shown = maker.shown - less;
            reduce(maker, less);
            maker.shown = shown;
            return;
        }
        if (selfTrade != SelfTradePrevention::cancelOldest) reduce(taker, taker.open);
        if (selfTrade != SelfTradePrevention::cancelNewest) reduce(maker, maker.open);
    }

    void trade(Book& book, const OrderMessage& m, Order& taker, Order& maker, Price price, Quantity quantity,
               Side takerSide) {
        for (Order* order : {&taker, &maker}) {
            order->open -= quantity;
            order->shown -= std::min(order->shown, quantity);
        }
        book.lastTradePrice = price;
        sink.trade({m.timestamp, ++trades_, taker.id, maker.id, price, quantity, m.symbol, takerSide});
        for (const Order* order : {&taker, &maker}) {
            emit(m, order->id, EventKind::traded, order->side, price, quantity, order->open);
            if (order->account == 0) continue;
            const Wide sign = order->side == Side::buy ? 1 : -1;
            positions_[{order->account, m.symbol}] += sign * quantity;
            cash_[{order->account, m.symbol}] -= sign * quantity * price;
        }
        wake(book, price);
    }

    // MARK: Stops

    void wake(Book& book, Price price) {
        std::vector<Order> woken;
        // A taker or maker of this very trade is looked at through references into the list: take out later.
        for (const Order& order : book.orders)
            if (order.stop != 0 && (order.side == Side::buy ? order.stop <= price : order.stop >= price))
                woken.push_back(order);
        std::sort(woken.begin(), woken.end(), [](const Order& a, const Order& b) { return a.arrival < b.arrival; });
        for (const Order& order : woken) {
            book.woken.push_back(order);
            find(book, order.id)->open = 0;  // tidied away after the trade
        }
    }
    void trigger(Book& book, const OrderMessage& m, Order order) {
        const Price price = order.isMarket ? noPrice : order.price;
        order.stop = 0;
        emit(m, order.id, EventKind::triggered, order.side, price, order.open, order.open);
        const Order* other = best(book, opposite(order.side));
        if (order.isPostOnly && other != nullptr && meets(order.side, false, order.price, other->price))
            return emit(m, order.id, EventKind::canceled, order.side, price, order.open, 0, Reason::wouldCross);
        execute(book, m, order);
    }

    void cancel(Book& book, const OrderMessage& m) {
        const Order* found = find(book, m.id);
        if (found == nullptr) return reject(m, Side::none, 0, Reason::unknownOrder);
        const Order order = *found;
        remove(book, m.id);
        emit(m, m.id, EventKind::canceled, order.side, order.isMarket ? noPrice : order.price, order.open, 0,
             Reason::byUser);
    }

    void replace(Book& book, const OrderMessage& m) {
        Order* order = find(book, m.id);
        if (order == nullptr) return reject(m, Side::none, 0, Reason::unknownOrder);
        if (m.quantity == 0) return cancel(book, m);
        const bool sleeps = order->stop != 0;
        const OrderType type = !sleeps ? OrderType::limit : order->isMarket ? OrderType::stop : OrderType::stopLimit;
        const Price stop = sleeps && m.stopPrice != 0 ? m.stopPrice : order->stop;
        const bool keepsPlace =
            (order->isMarket || m.price == order->price) && stop == order->stop && m.quantity <= order->open;
        Reason reason = values(book, m, order->side, type, m.id);
        if (reason == Reason::none && !keepsPlace) reason = risk(book, m, order->side, type, order->account, order);
        const Order* other = best(book, opposite(order->side));
        if (reason == Reason::none && !sleeps && order->isPostOnly && !book.inAuction && other != nullptr &&
            meets(order->side, false, m.price, other->price))
            reason = Reason::wouldCross;
        if (reason != Reason::none) return reject(m, order->side, order->open, reason, !order->isMarket);
        emit(m, m.id, EventKind::replaced, order->side, order->isMarket ? noPrice : m.price, m.quantity, m.quantity);
        if (keepsPlace) {
            order->open = m.quantity;
            order->shown = std::min(order->shown, order->open);
            return;
        }
        take(order->account, m.timestamp);
        Order changed = *order;
        remove(book, m.id);
        changed.price = m.price;
        changed.open = m.quantity;
        changed.stop = stop;
        changed.arrival = ++arrivals_;
        if (sleeps) return book.orders.push_back(changed);
        changed.timeInForce = TimeInForce::gtc;
        execute(book, m, changed);
    }

    void uncross(Book& book, const OrderMessage& m) {
        if (!book.inAuction) return;
        book.inAuction = false;
        std::set<Price> prices;
        for (const Order& order : book.orders)
            if (order.stop == 0) prices.insert(order.price);
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
                if (order.stop != 0) continue;
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
            const Quantity quantity = static_cast<Quantity>(std::min({volume, Wide{buy.shown}, Wide{sell.shown}}));
            trade(book, m, buy, sell, price, quantity, Side::none);
            volume -= quantity;
            tidy(book);
        }
    }

    std::uint64_t arrivals_ = 0;
    std::uint64_t trades_ = 0;
    std::uint64_t events_ = 0;
    std::int64_t day_ = -1;
    std::map<AccountIndex, RiskLimits> limits_;
    RiskLimits defaultLimits_;
    std::map<AccountIndex, Account> accounts_;
    std::map<std::pair<AccountIndex, SymbolIndex>, Wide> positions_;
    std::map<std::pair<AccountIndex, SymbolIndex>, Wide> cash_;
};

}  // namespace alpha_engine::testing
