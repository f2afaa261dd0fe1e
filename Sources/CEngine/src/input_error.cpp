#include "input_error.hpp"

namespace alpha_engine {

namespace {

// How many bytes the well-formed UTF-8 sequence at the front of the text has; 0 when there is none.
std::size_t sequenceLength(std::string_view text) noexcept {
    const auto byte = [text](std::size_t i) noexcept { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < count) return 0;
    for (std::size_t i = 1; i < count; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    if (lead == 0xED && byte(1) > 0x9F) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;
    return count;
}

}  // namespace

std::string printable(std::string_view text) noexcept {
    constexpr std::size_t longest = 80;
    constexpr const char* hexadecimal = "0123456789abcdef";
    std::string shown;
    while (!text.empty()) {
        if (shown.size() > longest) return shown + "…";
        const std::size_t count = sequenceLength(text);
        const auto byte = static_cast<unsigned char>(text[0]);
        if (count == 0 || byte < 0x20 || byte == 0x7F) {
            shown += {'\\', 'x', hexadecimal[byte >> 4], hexadecimal[byte & 15]};
            text.remove_prefix(1);
        } else {
            shown += text.substr(0, count);
            text.remove_prefix(count);
        }
    }
    return shown;
}

bool isUTF8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t count = sequenceLength(text);
        if (count == 0) return false;
        text.remove_prefix(count);
    }
    return true;
}

}  // namespace alpha_engine
