#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "input_error.hpp"
#include "itch_messages.hpp"

namespace alpha_engine {

/// Cuts a stream of bytes, fed in chunks of any size, into ITCH messages: each has its length before it, 2 bytes,
/// big-endian.
///
/// A length of 0 stands for the size of the message's type; a length of 0 at the very end is the feed's end mark. The
/// length must be the type's; messages of a type that ITCH 5.0 does not have are passed by their length.
class ItchFramer {
  public:
    /// Reads what the bytes complete, calling `consumer(message) -> bool` for each message. False: see `error()`, or
    /// the consumer stopped.
    template <class Consumer>
    bool feed(const char* bytes, std::size_t count, Consumer&& consumer) noexcept {
        if (error_.isSet) return false;
        const auto* p = reinterpret_cast<const std::uint8_t*>(bytes);
        const std::uint8_t* const end = p + count;
        while (!carry_.empty() && p < end) {
            const std::size_t wanted = carry_.size() < headBytes ? headBytes : frameBytes(carry_.data());
            const std::size_t taken = std::min(wanted - carry_.size(), static_cast<std::size_t>(end - p));
            carry_.insert(carry_.end(), p, p + taken);
            p += taken;
            if (carry_.size() < headBytes) return true;
            const std::size_t frame = frameBytes(carry_.data());
            if (frame == 0) return false;
            if (carry_.size() < frame) continue;
            if (!deliver(carry_.data(), frame, consumer)) return false;
            carry_.clear();
        }
        while (static_cast<std::size_t>(end - p) >= headBytes) {
            const std::size_t frame = frameBytes(p);
            if (frame == 0) return false;
            if (frame > static_cast<std::size_t>(end - p)) break;
            if (!deliver(p, frame, consumer)) return false;
            p += frame;
        }
        carry_.insert(carry_.end(), p, end);
        return true;
    }

    /// The stream has ended; false when it ends within a message, or had none.
    bool finish() noexcept;

    /// The message in hand cannot be used; always false. For the consumer.
    bool fail(std::string_view field, std::string problem, std::string_view found) noexcept;

    /// `line` counts messages, from 1.
    const InputError& error() const noexcept { return error_; }
    /// The byte, counted from 0, at which the message in hand begins: its length field.
    std::uint64_t offset() const noexcept { return offset_; }

  private:
    static constexpr std::size_t headBytes = 3;  // the length and the type

    template <class Consumer>
    bool deliver(const std::uint8_t* p, std::size_t frame, Consumer&& consumer) noexcept {
        if (!consumer(ItchMessage{p + 2, frame - 2})) return false;
        ++message_;
        offset_ += frame;
        return true;
    }

    // How many bytes the message has with its length, 0 when that is an error.
    std::size_t frameBytes(const std::uint8_t* p) noexcept {
        const std::size_t length = static_cast<std::size_t>(p[0]) << 8 | p[1];
        const std::size_t size = itchSizes[p[2]];
        if (length == size && size != 0) [[likely]]
            return size + 2;
        return frameBytesOf(length, size, p[2]);
    }
    std::size_t frameBytesOf(std::size_t length, std::size_t size, std::uint8_t type) noexcept;

    std::vector<std::uint8_t> carry_;
    InputError error_;
    std::uint64_t message_ = 1;
    std::uint64_t offset_ = 0;
};

}  // namespace alpha_engine
