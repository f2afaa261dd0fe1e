// Any bytes as a sequence of messages over a few symbols, accounts and ids, with limits: the engine does what its plain
// twin does, message by message, its invariants hold, and a rejected message leaves its state as it was.

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "EventText.hpp"
#include "NaiveEngine.hpp"
#include "Require.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {
namespace {

// The input, taken byte by byte; zeros when it has ended.
class Bytes {
  public:
    Bytes(const std::uint8_t* data, std::size_t size) : next_(data), end_(data + size) {}

    bool isEmpty() const { return next_ == end_; }
    std::uint8_t next() const { return isEmpty() ? std::uint8_t{0} : *next_; }
    std::uint8_t take() { return isEmpty() ? std::uint8_t{0} : *next_++; }
    std::int64_t takeNumber() {
        std::uint64_t number = 0;
        for (int i = 0; i < 8; ++i) number = number << 8 | take();
        return static_cast<std::int64_t>(number);
    }

  private:
    const std::uint8_t* next_;
    const std::uint8_t* end_;
};

constexpr Quantity unitsPerOne = 10;
constexpr std::size_t messagesMax = 300;

// Five bytes a message, more for prices and quantities out of the ordinary.
OrderMessage takeMessage(Bytes& bytes, TimestampNanoseconds& time) {
    constexpr TimestampNanoseconds millisecond = 1'000'000;
    constexpr Action actions[] = {Action::newOrder, Action::newOrder, Action::newOrder, Action::newOrder,
                                  Action::newOrder, Action::cancel,   Action::replace,  Action::replace};
    OrderMessage m;
    const std::uint8_t kind = bytes.take();
    m.action = actions[kind % 8];
    constexpr Action rare[] = {Action::auction, Action::uncross, Action::block, Action::unblock};
    if (kind >= 0xE0) m.action = rare[kind % 4];
    const std::uint8_t place = bytes.take();
    m.side = place % 2 == 0 ? Side::buy : Side::sell;
    m.symbol = place / 2 % 4;
    m.account = place / 8 % 4;
    const int type = place / 32;  // below 4 a plain limit order
    if (type == 5) m.type = OrderType::stop;
    if (type == 6) m.type = OrderType::stopLimit;
    if (type == 7) m.type = OrderType::market;
    m.timeInForce = static_cast<TimeInForce>(kind / 8 % 4);
    const std::uint8_t id = bytes.take();
    m.id = id % 32U;
    time += id < 0xF8 ? id < 0xC0 ? millisecond : 300 * millisecond : 86'400'000 * millisecond;
    m.timestamp = time;
    const std::uint8_t price = bytes.take();
    m.price = price < 0xF0 ? 80 + price % 40 : bytes.takeNumber();
    const std::uint8_t quantity = bytes.take();
    m.quantity = quantity < 0xF0 ? quantity % 48 : bytes.takeNumber();
    // Of a great order at least a 16th is shown: an iceberg makes a trade of each part.
    const Quantity part = std::max(m.quantity / 16, Quantity{1});
    if (type == 4 || quantity % 7 == 6) m.displayQuantity = bytes.take() % 16 * part - 1;
    if (type == 5 || type == 6) m.stopPrice = 80 + bytes.take() % 40;
    return m;
}

bool isSame(const Trade& a, const Trade& b) {
    const auto fields = [](const Trade& t) {
        return std::tie(t.timestamp, t.tradeId, t.takerId, t.makerId, t.price, t.quantity, t.symbol, t.takerSide);
    };
    return fields(a) == fields(b);
}
bool isSame(const OrderEvent& a, const OrderEvent& b) {
    const auto fields = [](const OrderEvent& e) {
        return std::tie(e.timestamp, e.sequence, e.id, e.price, e.quantity, e.openQuantity, e.symbol, e.kind, e.side,
                        e.reason);
    };
    return fields(a) == fields(b);
}
template <class Record>
bool areSame(const std::vector<Record>& a, const std::vector<Record>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Record& x, const Record& y) { return isSame(x, y); });
}

void setUp(std::uint8_t options, MatchingEngine<RecordingSink>& engine, NaiveEngine& naive) {
    for (std::uint32_t i = 0; i < 3; ++i) {
        Instrument instrument;
        if (i == 1 && options % 2 == 1) instrument.lotSize = 3;
        if (i == 2 && options / 2 % 2 == 1) instrument.tickSize = 4;
        if (i == 1 && options / 4 % 2 == 1) {
            instrument.multiplier = 250'000'000;
            instrument.maxOrderQuantity = 36;
            instrument.priceCollarBasisPoints = 1'500;
        }
        engine.addSymbol(instrument);
        naive.books.push_back({});
        naive.books.back().instrument = instrument;
    }
    naive.unitsPerOne = unitsPerOne;
    if (options / 4 % 2 == 0) return;
    const RiskLimits own{.maxOrderQuantity = 30, .maxPosition = 60, .maxGrossNotional = 900};
    const RiskLimits busy{.priceCollarBasisPoints = 1'000, .maxOpenOrders = 5, .maxMessagesPerSecond = 5};
    const RiskLimits common{.maxOrderNotional = 300, .maxPosition = 100, .maxDailyLoss = 10};
    engine.risk().setLimits(1, own);
    naive.setLimits(1, own);
    engine.risk().setLimits(2, busy);
    naive.setLimits(2, busy);
    engine.risk().setDefaultLimits(common);
    naive.setDefaultLimits(common);
}

// Three bytes: whose limits become what; account 0 stands for all others.
void changeLimits(Bytes& bytes, MatchingEngine<RecordingSink>& engine, NaiveEngine& naive) {
    const std::uint8_t account = bytes.take() % 4;
    const std::uint8_t money = bytes.take();
    const std::uint8_t counts = bytes.take();
    RiskLimits limits;
    if (money % 16 != 0) limits.maxGrossNotional = 100 * (money % 16);
    if (money / 16 != 0) limits.maxDailyLoss = 4 * (money / 16) - 4;
    if (counts % 16 != 0) limits.maxMessagesPerSecond = counts % 16;
    if (counts / 16 != 0) limits.maxOpenOrders = counts / 16;
    if (account != 0) {
        engine.risk().setLimits(account, limits);
        naive.setLimits(account, limits);
    } else {
        engine.risk().setDefaultLimits(limits);
        naive.setDefaultLimits(limits);
    }
}

}  // namespace
}  // namespace alpha_engine::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace alpha_engine::testing;
    using namespace alpha_engine;
    Bytes bytes(data, size);
    const std::uint8_t options = bytes.take();
    const auto selfTrade = static_cast<SelfTradePrevention>(options / 8 % 5);
    MatchingEngine<RecordingSink> engine(
        EngineOptions{.expectedOrders = 4, .quantityUnitsPerOne = unitsPerOne, .selfTradePrevention = selfTrade});
    NaiveEngine naive;
    naive.selfTrade = selfTrade;
    setUp(options, engine, naive);
    TimestampNanoseconds time = 0;
    bool isSettled = true;
    for (std::size_t i = 0; i < messagesMax && !bytes.isEmpty(); ++i) {
        if (bytes.next() >= 0xFC) {
            isSettled = false;
            bytes.take();
            changeLimits(bytes, engine, naive);
        }
        const OrderMessage message = takeMessage(bytes, time);
        const std::uint64_t before = engine.stateHash();
        engine.process(message);
        naive.process(message);
        const RecordingSink& told = engine.sink();
        const bool isSame = areSame(told.trades, naive.sink.trades) && areSame(told.events, naive.sink.events);
        if (!isSame) std::fprintf(stderr, "engine:\n%stwin:\n%s", shown(told).c_str(), shown(naive.sink).c_str());
        require(isSame, "the engine's trades and events are not the twin's");
        // A limit below the day's loss acts when the next message to a book is done, whatever that is.
        if (isSettled && told.events.size() == 1 && told.events[0].kind == EventKind::rejected)
            require(engine.stateHash() == before, "a rejected message has changed the state");
        if (message.symbol < 3 && message.action < Action::block) isSettled = true;
        require(engine.checkInvariants(), "the invariants do not hold");
        engine.sink().clear();
        naive.sink.clear();
    }
    for (AccountIndex account = 1; account < 4; ++account)
        for (SymbolIndex symbol = 0; symbol < 3; ++symbol)
            require(engine.risk().find(account, symbol).net == naive.position(account, symbol),
                    "the engine's positions are not the twin's");
    return 0;
}
