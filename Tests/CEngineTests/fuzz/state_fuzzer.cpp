// Any bytes as a state: they are refused, or make an engine whose invariants hold, which goes on, and which is written
// as it was read. The first byte chooses the engine's options and the messages that follow.

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "../OrderFlow.hpp"
#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/matching_engine.hpp"
#include "alpha_engine/name_table.hpp"
#include "alpha_engine/order_ids.hpp"

using namespace alpha_engine;

namespace {

using Engine = MatchingEngine<NullSink>;

Engine made(std::uint8_t choice) {
    EngineOptions options;
    options.expectedOrders = 4;
    options.quantityUnitsPerOne = 10;
    options.selfTradePrevention = static_cast<SelfTradePrevention>(choice % 5);
    Engine engine(options);
    engine.addSymbol();
    engine.addSymbol({.lotSize = 2, .multiplier = 250'000'000});
    return engine;
}

// What is written of something that was read must be read as the same.
template <class Kept>
void expectStays(const Kept& kept, Kept&& again) {
    ByteWriter first, second;
    kept.save(first);
    ByteReader reader(first.data(), first.count());
    if (!again.load(reader) || !reader.isAtEnd()) std::abort();
    again.save(second);
    if (first.count() != second.count() || std::memcmp(first.data(), second.data(), first.count()) != 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    if (count == 0) return 0;
    const std::uint8_t choice = bytes[0];
    ByteReader forNames(bytes + 1, count - 1), forIds(bytes + 1, count - 1), forEngine(bytes + 1, count - 1);
    NameTable names;
    if (names.load(forNames)) expectStays(names, NameTable());
    OrderIds ids;
    if (ids.load(forIds)) expectStays(ids, OrderIds());
    Engine engine = made(choice);
    if (!engine.load(forEngine)) return 0;
    if (!engine.checkInvariants()) std::abort();
    expectStays(engine, made(choice));
    testing::Stream stream(testing::allFlows()[choice / 5 % testing::allFlows().size()], choice);
    for (int i = 0; i < 64; ++i) engine.process(stream.next());
    if (!engine.checkInvariants()) std::abort();
    return 0;
}
