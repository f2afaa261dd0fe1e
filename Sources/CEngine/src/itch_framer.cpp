#include "itch_framer.hpp"

namespace alpha_engine {

std::size_t ItchFramer::frameBytesOf(std::size_t length, std::size_t size, std::uint8_t type) noexcept {
    const char letter = static_cast<char>(type);
    if (length == 0 && size != 0) return size + 2;
    if (length != 0 && size == 0) return length + 2;
    if (length == 0) {
        fail("type", "is unknown, and the length 0 does not say where the message ends", {&letter, 1});
    } else {
        fail("length", "is not " + std::to_string(size) + ", the size of type " + printable({&letter, 1}),
             std::to_string(length));
    }
    return 0;
}

bool ItchFramer::finish() noexcept {
    if (error_.isSet) return false;
    if (carry_.empty()) return offset_ > 0 || fail("length", "is missing: the file is empty", "");
    const std::size_t count = carry_.size();
    if (count == 2 && carry_[0] == 0 && carry_[1] == 0 && offset_ > 0) return true;
    if (count < headBytes) return fail("length", "is cut off: the file ends within it", std::to_string(count));
    return fail("type",
                "is that of a message of " + std::to_string(frameBytes(carry_.data())) +
                    " bytes, of which the file ends after " + std::to_string(count),
                {reinterpret_cast<const char*>(carry_.data()) + 2, 1});
}

bool ItchFramer::fail(std::string_view field, std::string problem, std::string_view found) noexcept {
    error_ = InputError{true, message_, std::string(field),
                        std::move(problem) + " (message at byte " + std::to_string(offset_) + ")", printable(found)};
    return false;
}

}  // namespace alpha_engine
