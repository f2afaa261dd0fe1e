#include "synthetic_orders.hpp"

#include <algorithm>
#include <bit>

#include "alpha_engine/matching_engine.hpp"
#include "alpha_engine/state_hash.hpp"

namespace alpha_engine {

namespace {

// Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators": integers only, alike on every machine.
class SplitMix64 {
  public:
    explicit SplitMix64(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t next() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::uint64_t below(std::uint64_t bound) noexcept { return ((next() >> 32) * bound) >> 32; }
    // 0 with probability 1 / (mean + 1), and so on.
    std::uint64_t geometric(std::uint64_t mean) noexcept {
        std::uint64_t count = 0;
        while (count < 40 * mean && below(mean + 1) != 0) ++count;
        return count;
    }

  private:
    std::uint64_t state_;
};

// Which orders live, so that cancels and replacements name one; told by the engine that the stream is tried on.
class LiveOrders {
  public:
    struct Order {
        SymbolIndex symbol = 0;
        Side side = Side::buy;
        Price price = 0;
        std::uint32_t place = 0;  // in ids_, plus 1; 0: not live
    };

    Order& operator[](OrderId id) noexcept {
        if (id >= orders_.size()) orders_.resize(std::size_t{id} * 2 + 1);
        return orders_[id];
    }
    std::size_t count() const noexcept { return ids_.size(); }
    OrderId at(std::size_t place) const noexcept { return ids_[place]; }
    bool isLive(OrderId id) const noexcept { return id < orders_.size() && orders_[id].place != 0; }
    void add(OrderId id) noexcept {
        ids_.push_back(id);
        (*this)[id].place = static_cast<std::uint32_t>(ids_.size());
    }
    void remove(OrderId id) noexcept {
        if (!isLive(id)) return;
        const std::uint32_t place = orders_[id].place;
        ids_[place - 1] = ids_.back();
        orders_[ids_[place - 1]].place = place;
        ids_.pop_back();
        orders_[id].place = 0;
    }

  private:
    std::vector<Order> orders_;  // by id
    std::vector<OrderId> ids_;
};

struct LiveSink {
    LiveOrders* live;

    void trade(const Trade&) noexcept {}
    void event(const OrderEvent& event) noexcept {
        if (event.openQuantity == 0 && event.kind != EventKind::rejected) live->remove(event.id);
    }
};

class Generator {
  public:
    Generator(const BenchFlow& flow, std::vector<OrderMessage>& messages) noexcept
        : flow_(flow),
          messages_(messages),
          random_(flow.seed),
          engine_({.expectedOrders = flow.live, .quantityUnitsPerOne = 1}, LiveSink{&live_}),
          middle_(flow.symbols, startPrice) {
        std::uint64_t sum = 0;
        for (std::uint32_t i = 0; i < flow.symbols; ++i) {
            engine_.addSymbol();
            weights_.push_back(sum += (std::uint64_t{1} << 40) / (i + 1));
        }
    }

    std::size_t fill() noexcept {
        while (live_.count() < flow_.live) add(false);
        return messages_.size();
    }

    void step() noexcept {
        const std::uint64_t kind = random_.below(1000);
        // A feedback keeps the number of live orders where it should be.
        const std::uint64_t adds = live_.count() > flow_.live ? 455 : 555;
        if (kind < adds || live_.count() < 16) return add(random_.below(10) == 0);
        if (kind < 880) return send(ofLive(Action::cancel));
        if (kind < 940) return replace(kind < 910);
        OrderMessage message = fresh();
        if (kind < 970) {
            message.type = OrderType::market;
        } else {
            message.timeInForce = TimeInForce::ioc;
            message.price = crossing(message);
        }
        send(message);
    }

  private:
    static constexpr Price startPrice = 100'000;
    static constexpr Price walk = 8'000;
    static constexpr std::uint64_t meanDistance = 60;

    OrderMessage fresh() noexcept {
        OrderMessage message;
        message.symbol = symbol();
        message.side = random_.below(2) == 0 ? Side::buy : Side::sell;
        message.quantity = quantity();
        message.id = ++lastId_;
        Price& middle = middle_[message.symbol];
        if (random_.below(200) == 0) {
            const Price moved = middle + (random_.below(2) == 0 ? 1 : -1);
            if (moved > startPrice - walk && moved < startPrice + walk) middle = moved;
        }
        return message;
    }
    SymbolIndex symbol() noexcept {
        if (flow_.symbols == 1) return 0;
        const auto drawn = static_cast<std::uint64_t>(
            (Wide{static_cast<std::int64_t>(random_.next() >> 1)} * static_cast<std::int64_t>(weights_.back())) >> 63);
        return static_cast<SymbolIndex>(std::upper_bound(weights_.begin(), weights_.end(), drawn) - weights_.begin());
    }
    Quantity quantity() noexcept { return random_.below(2) == 0 ? 100 : static_cast<Quantity>(1 + random_.below(400)); }
    Price passive(SymbolIndex symbol, Side side) noexcept {
        const std::uint64_t far = random_.below(25) == 0 ? random_.below(25 * meanDistance) : 0;
        const auto distance = static_cast<Price>(far != 0 ? far : random_.geometric(meanDistance));
        const TopOfBook top = engine_.book(symbol).top();
        if (side == Side::buy) {
            const Price touch = top.ask == noPrice ? middle_[symbol] - 1 : std::min(middle_[symbol], top.ask) - 1;
            return touch - distance;
        }
        const Price touch = top.bid == noPrice ? middle_[symbol] + 1 : std::max(middle_[symbol], top.bid) + 1;
        return touch + distance;
    }
    Price crossing(const OrderMessage& message) noexcept {
        const TopOfBook top = engine_.book(message.symbol).top();
        const auto through = static_cast<Price>(random_.below(4));
        if (message.side == Side::buy) return top.ask == noPrice ? middle_[message.symbol] : top.ask + through;
        return top.bid == noPrice ? middle_[message.symbol] : top.bid - through;
    }
    void add(bool crosses) noexcept {
        OrderMessage message = fresh();
        message.price = crosses ? crossing(message) : passive(message.symbol, message.side);
        live_.add(message.id);
        LiveOrders::Order& order = live_[message.id];
        order.symbol = message.symbol;
        order.side = message.side;
        order.price = message.price;
        send(message);
    }
    // Recent orders are canceled more often than old ones.
    OrderMessage ofLive(Action action) noexcept {
        OrderId id = 0;
        for (int attempt = 0; attempt < 8 && random_.below(10) < 6; ++attempt) {
            const std::uint64_t age = random_.geometric(1'000);
            if (age < lastId_ && live_.isLive(lastId_ - age)) {
                id = lastId_ - age;
                break;
            }
        }
        if (id == 0) id = live_.at(random_.below(live_.count()));
        OrderMessage message;
        message.action = action;
        message.id = id;
        message.symbol = live_[id].symbol;
        message.side = live_[id].side;
        return message;
    }
    void replace(bool keepsPlace) noexcept {
        OrderMessage message = ofLive(Action::replace);
        LiveOrders::Order& order = live_[message.id];
        const Quantity open = engine_.openQuantity(message.symbol, message.id);
        if (keepsPlace && open > 1) {
            message.price = order.price;
            message.quantity = static_cast<Quantity>(1 + random_.below(static_cast<std::uint64_t>(open - 1)));
        } else {
            message.price = passive(order.symbol, order.side);
            message.quantity = quantity();
        }
        order.price = message.price;
        send(message);
    }
    void send(OrderMessage message) noexcept {
        message.timestamp = static_cast<TimestampNanoseconds>(messages_.size()) * 100;
        if (flow_.accounts != 0) message.account = 1 + static_cast<AccountIndex>(message.id % flow_.accounts);
        messages_.push_back(message);
        engine_.process(message);
    }

    const BenchFlow& flow_;
    std::vector<OrderMessage>& messages_;
    SplitMix64 random_;
    LiveOrders live_;
    MatchingEngine<LiveSink> engine_;
    std::vector<Price> middle_;           // by symbol
    std::vector<std::uint64_t> weights_;  // sums of 1 / rank
    OrderId lastId_ = 0;
};

}  // namespace

SyntheticOrders::SyntheticOrders(const BenchFlow& flow) noexcept {
    Generator generator(flow, messages);
    messages.reserve(flow.messages + std::uint64_t{flow.live} * 2);
    prefill = generator.fill();
    while (messages.size() - prefill < flow.messages) generator.step();
}

}  // namespace alpha_engine
