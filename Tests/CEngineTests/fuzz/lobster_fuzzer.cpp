#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alpha_engine/market_data_replay.hpp"

// LOBSTER's two files through MarketDataReplay: the first byte says how they are cut and whether the book is verified;
// a line `====` parts the message file from the book file.

using namespace alpha_engine;

namespace {

void serve(MarketDataReplay& replay, std::string_view& book, std::size_t chunk) {
    while (replay.wantsBook()) {
        if (book.empty()) {
            replay.finishBook();
        } else {
            const std::size_t count = std::min(chunk, book.size());
            replay.feedBook(book.data(), count);
            book.remove_prefix(count);
        }
    }
    replay.drain();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view messages(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t chunk = std::size_t{1} << (data[0] & 7);
    const std::size_t border = messages.find("====\n");
    std::string_view book;
    if (border != messages.npos) {
        book = messages.substr(border + 5);
        messages = messages.substr(0, border);
    }
    MarketDataReplay replay({.levels = 1U + (data[0] >> 3 & 15U),
                             .verifiesBook = border != messages.npos || (data[0] & 0x80) != 0,
                             .expectedOrders = 4});
    while (!replay.hasError() && !messages.empty()) {
        const std::size_t count = std::min(chunk, messages.size());
        replay.feed(messages.data(), count);
        messages.remove_prefix(count);
        serve(replay, book, chunk);
    }
    if (!replay.hasError()) replay.finish();
    serve(replay, book, chunk);
    const MarketDataCounts counts = replay.counts();
    if (!replay.checkInvariants() || counts.equal > counts.rows) std::abort();
    if ((counts.equal == counts.rows) == replay.hasMismatch()) std::abort();
    return 0;
}
