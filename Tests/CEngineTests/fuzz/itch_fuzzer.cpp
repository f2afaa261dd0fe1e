#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "alpha_engine/market_data_replay.hpp"

// An ITCH file through MarketDataReplay, in one piece and in pieces of the size that the first byte says: both must
// give the same.

using namespace alpha_engine;

namespace {

std::string replayed(const char* bytes, std::size_t size, std::size_t chunk) {
    MarketDataReplay replay({.format = FeedFormat::itch, .levels = 2, .expectedOrders = 4});
    bool goesOn = true;
    std::string book;
    std::string trades;
    while (goesOn && size > 0) {
        const std::size_t count = std::min(chunk, size);
        goesOn = replay.feed(bytes, count);
        book.append(replay.book().data, replay.book().count);
        trades.append(replay.trades().data, replay.trades().count);
        replay.drain();
        bytes += count;
        size -= count;
    }
    if (goesOn) replay.finish();
    if (!replay.checkInvariants()) std::abort();
    return book + trades + std::to_string(replay.errorLine()) + replay.errorColumn() + replay.errorProblem() +
           replay.errorFound();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const char* const bytes = reinterpret_cast<const char*>(data) + 1;
    const std::size_t chunk = std::size_t{1} + data[0];
    if (replayed(bytes, size - 1, size) != replayed(bytes, size - 1, chunk)) std::abort();
    return 0;
}
