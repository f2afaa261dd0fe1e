#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "alpha_engine/book_builder.hpp"
#include "alpha_engine/market_data_replay.hpp"
#include "feed_writer.hpp"
#include "lobster_book_reader.hpp"
#include "lobster_reader.hpp"
#include "lobster_verifier.hpp"

namespace alpha_engine {

/// Replays a LOBSTER message file, alone or beside the book file that it must give.
///
/// Beside a book file every message waits until its row is there, and an error until all before it has been handled, so
/// that the outcome does not depend on how the two files are fed.
class LobsterFeed {
  public:
    LobsterFeed(const MarketDataOptions& options, BookBuilder& books, FeedWriter& writer) noexcept;

    void feed(const char* bytes, std::size_t count) noexcept;
    void finish() noexcept;
    bool wantsBook() const noexcept;
    void feedBook(const char* bytes, std::size_t count) noexcept;
    void finishBook() noexcept;

    /// What ended the reading, and in which file.
    const InputError& error() const noexcept { return error_; }
    bool errorIsInBook() const noexcept { return errorIsInBook_; }
    void addCounts(MarketDataCounts& counts) const noexcept;
    std::uint64_t messageCount(std::size_t type) const noexcept { return types_[type]; }
    const LobsterVerifier& verifier() const noexcept { return verifier_; }

  private:
    bool take(const LobsterMessage& message) noexcept;
    bool apply(const LobsterMessage& message) noexcept;
    bool applyReduction(const LobsterMessage& message) noexcept;
    void count(const LobsterMessage& message) noexcept;
    // Handles the messages whose rows are there.
    void pump() noexcept;
    void compare(const LobsterMessage& message) noexcept;
    void stop(const InputError& error, bool isInBook) noexcept;
    void stopInBook(std::uint64_t line, std::size_t column, const char* problem, std::string_view found) noexcept;

    const MarketDataOptions& options_;
    BookBuilder& books_;
    FeedWriter& writer_;
    LobsterReader reader_;
    LobsterBookReader bookReader_;
    LobsterVerifier verifier_;
    std::vector<LobsterMessage> waiting_;
    std::size_t waitingHead_ = 0;
    bool hasBegun_ = false;
    bool messagesEnded_ = false;
    bool bookEnded_ = false;
    bool errorIsInBook_ = false;
    InputError error_;
    std::array<std::uint64_t, 8> types_{};
    MarketDataCounts counts_;
};

}  // namespace alpha_engine
