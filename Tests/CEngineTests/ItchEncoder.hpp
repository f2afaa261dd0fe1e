#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "itch_messages.hpp"

namespace alpha_engine::testing {

/// Encodes messages of ITCH 5.0, each with its length before it.
class Encoder {
  public:
    explicit Encoder(bool writesLengths = true) : writesLengths_(writesLengths) {}

    /// Begins a message of a type: the fields that all have.
    Encoder& begin(char type, std::uint64_t locate = 1, std::uint64_t timestamp = 34'200'000'000'000) {
        end();
        payload_ = type;
        return number(locate, 2).number(0, 2).number(timestamp, 6);
    }
    Encoder& number(std::uint64_t value, std::size_t width) {
        for (std::size_t i = width; i > 0; --i) payload_ += static_cast<char>(value >> (8 * (i - 1)) & 0xFF);
        return *this;
    }
    Encoder& text(std::string_view value, std::size_t width) {
        payload_ += std::string(value) + std::string(width - value.size(), ' ');
        return *this;
    }

    Encoder& directory(std::uint64_t locate, std::string_view stock) {
        begin('R', locate).text(stock, 8).text("QN", 2).number(100, 4);
        return text("NCZ PNN1N", 9).number(0, 4).text("N", 1);
    }
    Encoder& add(std::uint64_t id, char side, std::uint64_t shares, std::string_view stock, std::uint64_t price,
                 std::uint64_t locate = 1) {
        return begin('A', locate)
            .number(id, 8)
            .number(static_cast<std::uint8_t>(side), 1)
            .number(shares, 4)
            .text(stock, 8)
            .number(price, 4);
    }
    Encoder& addAttributed(std::uint64_t id, char side, std::uint64_t shares, std::string_view stock,
                           std::uint64_t price) {
        begin('F').number(id, 8).number(static_cast<std::uint8_t>(side), 1).number(shares, 4).text(stock, 8);
        return number(price, 4).text("NSDQ", 4);
    }
    Encoder& execute(std::uint64_t id, std::uint64_t shares, std::uint64_t locate = 1) {
        return begin('E', locate).number(id, 8).number(shares, 4).number(77, 8);
    }
    Encoder& executeAt(std::uint64_t id, std::uint64_t shares, char printable, std::uint64_t price) {
        begin('C').number(id, 8).number(shares, 4).number(78, 8);
        return number(static_cast<std::uint8_t>(printable), 1).number(price, 4);
    }
    Encoder& cancel(std::uint64_t id, std::uint64_t shares) { return begin('X').number(id, 8).number(shares, 4); }
    Encoder& remove(std::uint64_t id, std::uint64_t locate = 1) { return begin('D', locate).number(id, 8); }
    Encoder& replace(std::uint64_t id, std::uint64_t newId, std::uint64_t shares, std::uint64_t price) {
        return begin('U').number(id, 8).number(newId, 8).number(shares, 4).number(price, 4);
    }
    Encoder& trade(char side, std::uint64_t shares, std::string_view stock, std::uint64_t price) {
        begin('P').number(0, 8).number(static_cast<std::uint8_t>(side), 1).number(shares, 4).text(stock, 8);
        return number(price, 4).number(79, 8);
    }
    Encoder& cross(std::uint64_t shares, std::string_view stock, std::uint64_t price) {
        return begin('Q').number(shares, 8).text(stock, 8).number(price, 4).number(80, 8).text("O", 1);
    }
    /// A message whose fields build no book, filled with blanks to its size.
    Encoder& other(char type) {
        begin(type);
        return text("", itchSizes[static_cast<std::uint8_t>(type)] - payload_.size());
    }

    std::string bytes() {
        end();
        return bytes_;
    }

  private:
    void end() {
        if (payload_.empty()) return;
        const std::size_t length = writesLengths_ ? payload_.size() : 0;
        bytes_ += static_cast<char>(length >> 8);
        bytes_ += static_cast<char>(length & 0xFF);
        bytes_ += payload_;
        payload_.clear();
    }

    bool writesLengths_;
    std::string payload_;
    std::string bytes_;
};

}  // namespace alpha_engine::testing
