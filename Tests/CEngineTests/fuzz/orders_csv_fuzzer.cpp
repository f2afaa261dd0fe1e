// Any bytes as an orders file: read whole, in chunks and byte by byte, they give the same output and the same error,
// and leave an engine whose invariants hold.

#include <cstdint>
#include <string_view>

#include "Random.hpp"
#include "Replay.hpp"
#include "Require.hpp"
#include "alpha_engine/decimal.hpp"

namespace alpha_engine::testing {
namespace {

Simulator limitedSimulator() {
    Simulator simulator = smallSimulator();
    simulator.setDefaultLimits({.maxOrderNotional = 1'000'000 * decimalOne, .maxPosition = 100 * decimalOne});
    simulator.setLimits("desk", 4, {.maxOrderQuantity = 15 * decimalOne});
    simulator.setInstrument("TICK", 4, {.tickSize = decimalOne / 4, .lotSize = decimalOne});
    return simulator;
}

}  // namespace
}  // namespace alpha_engine::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace alpha_engine::testing;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Replay whole = replay(bytes, limitedSimulator());
    require(whole.invariantsHold, "the invariants do not hold");

    Random random(size);
    const std::int64_t chunk = random.between(1, 100);
    const Replay cut = replayInChunks(limitedSimulator(), bytes, [&] { return random.between(1, chunk); });
    require(cut == whole, "in chunks the file gives something else");
    if (size > 2'000) return 0;
    const Replay crumbs = replayInChunks(limitedSimulator(), bytes, [] { return 1; });
    require(crumbs == whole, "byte by byte the file gives something else");
    return 0;
}
