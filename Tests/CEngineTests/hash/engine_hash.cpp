// Prints the hash of all trades and events that random streams give, through the engine and through CSV. Every build of
// it must print the same, whatever the compiler, the optimisation and the sanitizers.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "OrderFlow.hpp"
#include "alpha_engine/alpha_engine.hpp"

namespace alpha_engine::testing {
namespace {

// FNV-1a over the bytes of values, field by field: padding has no say.
class Hash {
  public:
    void add(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) addByte(static_cast<unsigned char>((value >> shift) & 0xFF));
    }
    void add(std::int64_t value) { add(static_cast<std::uint64_t>(value)); }
    void add(const Trade& t) {
        for (const std::uint64_t value : {t.tradeId, t.takerId, t.makerId, std::uint64_t{t.symbol}}) add(value);
        for (const std::int64_t value : {t.timestamp, t.price, t.quantity}) add(value);
        add(static_cast<std::uint64_t>(t.takerSide));
    }
    void add(const OrderEvent& e) {
        for (const std::int64_t value : {e.timestamp, e.price, e.quantity, e.openQuantity}) add(value);
        add(e.sequence);
        add(e.id);
        add(std::uint64_t{e.symbol});
        add(static_cast<std::uint64_t>(e.kind));
        add(static_cast<std::uint64_t>(e.side));
        add(static_cast<std::uint64_t>(e.reason));
    }
    void add(TextSpan text) {
        for (std::size_t i = 0; i < text.count; ++i) addByte(static_cast<unsigned char>(text.data[i]));
    }
    std::uint64_t value() const { return value_; }

  private:
    void addByte(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001B3ULL; }

    std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

struct HashingSink {
    Hash hash;
    std::uint64_t trades = 0;
    std::uint64_t events = 0;

    void trade(const Trade& trade) noexcept {
        hash.add(trade);
        ++trades;
    }
    void event(const OrderEvent& event) noexcept {
        hash.add(event);
        ++events;
    }
};

constexpr Flow flows[] = {
    {Prices::few, 1, 60, false, 0, "few prices"},
    {Prices::few, 2, 40, true, 200, "few prices, auctions, limits", SelfTradePrevention::cancelOldest},
    {Prices::ticks, 3, 300, true, 1'600'000'000, "ticks", SelfTradePrevention::decrement},
    {Prices::wide, 1, 900, false, 0, "wide"},
    {Prices::anything, 2, 200, true, 8'000'000'000, "anything", SelfTradePrevention::cancelNewest},
    {Prices::jumping, 1, 250, true, 0, "jumping", SelfTradePrevention::cancelBoth},
};
constexpr int messages = 6'000;
constexpr std::uint64_t seeds = 4;

[[noreturn]] void fail(const Flow& flow, std::uint64_t seed, const char* what) {
    std::fprintf(stderr, "engine_hash: %s, seed %d: %s\n", flow.name, static_cast<int>(seed), what);
    std::exit(1);
}

// Messages through the engine: what it tells, and the state that it ends in.
void hashEngine(const Flow& flow, std::uint64_t seed, HashingSink& all) {
    MatchingEngine<HashingSink> engine(
        EngineOptions{.expectedOrders = 4, .quantityUnitsPerOne = 10, .selfTradePrevention = flow.selfTrade});
    for (std::uint32_t i = 0; i < flow.symbols; ++i)
        engine.addSymbol({.tickSize = 1, .lotSize = i == 1 ? Quantity{2} : Quantity{1}});
    if (flow.notionalLimit != 0) {
        const Price notional = flow.notionalLimit;
        engine.risk().setLimits(1, {.maxOrderQuantity = 30, .maxPosition = 60, .maxGrossNotional = notional * 3});
        engine.risk().setLimits(2, {.priceCollarBasisPoints = 400, .maxOpenOrders = 9, .maxMessagesPerSecond = 5});
        engine.risk().setDefaultLimits(
            {.maxOrderNotional = notional, .maxPosition = 200, .maxDailyLoss = notional / 40});
    }
    Stream stream(flow, seed);
    for (int i = 0; i < messages; ++i) engine.process(stream.next());
    if (!engine.checkInvariants()) fail(flow, seed, "the invariants do not hold");
    all.hash.add(engine.sink().hash.value());
    all.hash.add(engine.stateHash());
    all.trades += engine.sink().trades;
    all.events += engine.sink().events;
}

// The same messages as a file, as far as a file can say them, through the readers and the writers.
void hashSimulator(const Flow& flow, std::uint64_t seed, Hash& hash) {
    const char* const actions[] = {"NEW", "CANCEL", "REPLACE", "AUCTION", "UNCROSS"};
    const char* const tifs[] = {"GTC", "IOC", "FOK", "POST"};
    const char* const types[] = {",LIMIT,", ",MARKET,", ",STOP,", ",STOP_LIMIT,"};
    std::string file = "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,account,display_qty,stop_price\n";
    Stream stream(flow, seed);
    char number[decimalTextCapacity];
    for (int i = 0; i < messages; ++i) {
        const OrderMessage m = stream.next();
        if (m.price < 0 || m.quantity < 0 || m.action == Action::block || m.action == Action::unblock) continue;
        file += std::to_string(m.timestamp) + ",S" + std::to_string(m.symbol) + ",";
        file += actions[static_cast<std::size_t>(m.action)];
        file += m.side == Side::buy ? ",BUY," : ",SELL,";
        file.append(number, writeDecimal(m.price, number)) += ',';
        file.append(number, writeDecimal(m.quantity, number));
        file += types[static_cast<std::size_t>(m.type)];
        file += tifs[static_cast<std::size_t>(m.timeInForce)];
        file += (m.id % 2 == 0 ? ",order-number-" : ",") + std::to_string(m.id) + ",A" + std::to_string(m.account);
        file += ',';
        if (m.displayQuantity > 0) file.append(number, writeDecimal(m.displayQuantity, number));
        file += ',';
        if (m.stopPrice > 0 || m.type >= OrderType::stop) file.append(number, writeDecimal(m.stopPrice, number));
        file += '\n';
    }
    Simulator simulator({.expectedOrders = 4, .selfTradePrevention = flow.selfTrade});
    Random random(seed);
    for (std::size_t done = 0; done < file.size();) {
        const std::size_t count = std::min(file.size() - done, static_cast<std::size_t>(random.between(1, 5'000)));
        if (!simulator.feed(file.data() + done, count)) fail(flow, seed, simulator.errorProblem());
        done += count;
        hash.add(simulator.trades());
        hash.add(simulator.events());
        simulator.drain();
    }
    if (!simulator.finish() || !simulator.checkInvariants()) fail(flow, seed, "the simulator's end is not clean");
}

}  // namespace
}  // namespace alpha_engine::testing

int main() {
    using namespace alpha_engine::testing;
    HashingSink all;
    for (const Flow& flow : flows)
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            hashEngine(flow, seed, all);
            hashSimulator(flow, seed, all.hash);
        }
    std::printf("%016llx %llu trades %llu events\n", static_cast<unsigned long long>(all.hash.value()),
                static_cast<unsigned long long>(all.trades), static_cast<unsigned long long>(all.events));
    return all.trades > 10'000 ? 0 : 1;
}
