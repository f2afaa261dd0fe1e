#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "alpha_engine/book_builder.hpp"
#include "lobster_reader.hpp"

namespace alpha_engine {

/// Compares the book that LOBSTER messages give with LOBSTER's own rows of it, one a message.
///
/// The first row is the book to begin with. From then on the book is kept by the messages alone, as deep as the rows
/// are (the *window*): what falls below is forgotten, since no message tells what happens there. A level is taken from
/// a row only when the window has moved down, that is when a level inside it was used up and the side had levels below:
/// it must be worse than all that the window showed before. After a row that differs, the row is the book again.
class LobsterVerifier {
  public:
    /// A row for an empty level, and how a row of N levels is laid out.
    static constexpr Price emptyPrice(Side side) noexcept {
        return side == Side::sell ? lobsterEmptyPrice : -lobsterEmptyPrice;
    }
    static constexpr std::size_t offset(Side side) noexcept { return side == Side::sell ? 0 : 2; }

    /// Begins with a row of that many levels. False when it is no book: `badField()` says where.
    bool begin(BookBuilder& books, const std::int64_t* row, std::size_t levels) noexcept;
    /// Applies a message and compares; whether the row is what the message makes of the row before.
    bool step(BookBuilder& books, const LobsterMessage& message, const std::int64_t* row,
              std::uint64_t rowLine) noexcept;

    /// The row as the messages alone give it, but for what only the file can know.
    const std::vector<std::int64_t>& expected() const noexcept { return expected_; }
    std::size_t badField() const noexcept { return badField_; }

    /// Rows compared, how many were equal, and how many levels were taken from them.
    std::uint64_t rows() const noexcept { return rows_; }
    std::uint64_t equal() const noexcept { return equal_; }
    std::uint64_t revealed() const noexcept { return revealed_; }

    /// The first row that differed; `line` 0 when none did.
    struct Mismatch {
        std::uint64_t line = 0;
        std::uint64_t bookLine = 0;
        std::string problem;
        /// A level that the messages leave open is shown as `?,?`.
        std::string expected;
        std::string found;
    };
    const Mismatch& mismatch() const noexcept { return mismatch_; }

  private:
    // What one side of the window is known to be.
    struct Window {
        /// The worst price that was visible after the last message.
        Price floor = noPrice;
        /// Whether the row before had room for more levels: then nothing rests below the window. Of a full row one
        /// cannot say, since orders that come below it are not told.
        bool isComplete = false;
        /// How many levels the messages alone give, after the last one.
        std::size_t known = 0;
    };
    Window& window(Side side) noexcept { return windows_[static_cast<std::size_t>(side)]; }

    const char* apply(BookBuilder& books, const LobsterMessage& message) noexcept;
    const char* take(BookBuilder& books, const LobsterMessage& message) noexcept;
    std::size_t predict(BookBuilder& books, Side side, const std::int64_t* row) noexcept;
    bool isBook(Side side, const std::int64_t* row) noexcept;
    void adopt(BookBuilder& books, Side side, const std::int64_t* row) noexcept;
    void settle(BookBuilder& books, Side side) noexcept;
    void keepMismatch(const LobsterMessage& message, const std::int64_t* row, std::uint64_t rowLine,
                      const char* problem) noexcept;

    std::size_t levels_ = 0;
    std::array<Window, 2> windows_;
    std::vector<DepthLevel> depth_;
    std::vector<std::int64_t> expected_;
    std::size_t badField_ = 0;
    std::uint64_t rows_ = 0;
    std::uint64_t equal_ = 0;
    std::uint64_t revealed_ = 0;
    Mismatch mismatch_;
};

}  // namespace alpha_engine
