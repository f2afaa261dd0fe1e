#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "Replay.hpp"
#include "alpha_engine/market_data_replay.hpp"

namespace alpha_engine::testing {

/// What a replay of market data made of its files.
struct FeedReplay {
    std::string book;
    std::string trades;
    /// `LINE: column 'NAME': problem (found)`, with `book ` before it when the book file is at fault; empty: none.
    std::string error;
    /// `LINE/BOOK LINE: problem`, empty when every row was equal.
    std::string mismatch;
    std::string expected;
    std::string found;
    MarketDataCounts counts;
    bool invariantsHold = false;

    friend bool operator==(const FeedReplay& a, const FeedReplay& b) {
        return a.book == b.book && a.trades == b.trades && a.error == b.error && a.mismatch == b.mismatch &&
               a.expected == b.expected && a.found == b.found && a.counts.messages == b.counts.messages &&
               a.counts.equal == b.counts.equal && a.counts.rows == b.counts.rows &&
               a.counts.revealed == b.counts.revealed;
    }
};

/// Feeds both files in chunks of the sizes that `nextChunk()` gives, the book file as it is wanted.
template <class NextChunk>
FeedReplay replayFeed(MarketDataReplay& replay, std::string_view feed, std::string_view bookFile,
                      NextChunk&& nextChunk) {
    FeedReplay result;
    const auto cut = [&](std::string_view& rest) {
        const std::size_t count =
            std::min<std::size_t>(rest.size(), std::max<std::size_t>(1, static_cast<std::size_t>(nextChunk())));
        std::string chunk(rest.substr(0, count));  // gone after the call, as a read buffer would be
        rest.remove_prefix(count);
        return chunk;
    };
    const auto serve = [&] {
        while (replay.wantsBook()) {
            if (bookFile.empty()) {
                replay.finishBook();
            } else {
                const std::string chunk = cut(bookFile);
                replay.feedBook(chunk.data(), chunk.size());
            }
        }
        result.book += text(replay.book());
        result.trades += text(replay.trades());
        replay.drain();
    };
    while (!replay.hasError() && !feed.empty()) {
        const std::string chunk = cut(feed);
        replay.feed(chunk.data(), chunk.size());
        serve();
    }
    if (!replay.hasError()) replay.finish();
    serve();
    if (replay.hasError())
        result.error = (replay.errorIsInBook() ? "book " : "") + std::to_string(replay.errorLine()) + ": column '" +
                       replay.errorColumn() + "': " + replay.errorProblem() + " (" + replay.errorFound() + ")";
    if (replay.hasMismatch())
        result.mismatch = std::to_string(replay.mismatchLine()) + "/" + std::to_string(replay.mismatchBookLine()) +
                          ": " + replay.mismatchProblem();
    result.expected = replay.mismatchExpected();
    result.found = replay.mismatchFound();
    result.counts = replay.counts();
    result.invariantsHold = replay.checkInvariants();
    return result;
}

/// Feeds everything in one piece.
inline FeedReplay replayFeed(const MarketDataOptions& options, std::string_view feed, std::string_view bookFile = {}) {
    MarketDataReplay replay(options);
    return replayFeed(replay, feed, bookFile, [] { return std::size_t{1} << 30; });
}

/// The text with one line taken out or changed: what a corruption test needs. Lines count from 1.
inline std::string withLine(std::string_view text, std::size_t line, std::string_view replacement) {
    std::size_t begin = 0;
    for (; line > 1; --line) begin = text.find('\n', begin) + 1;
    const std::size_t end = text.find('\n', begin) + 1;
    return std::string(text.substr(0, begin)) + std::string(replacement) + std::string(text.substr(end));
}

}  // namespace alpha_engine::testing
