#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace alpha_engine {

/// Cuts a stream of bytes, fed in chunks of any size, into the records and fields of RFC 4180.
///
/// A record is `fields(record) -> bool` to its consumer; false stops. Fields are views of the chunk, without copying,
/// but for quoted ones with doubled quotes and for the record that straddles two chunks. Records of a thousand fields
/// or 64 KiB are refused whichever way they are cut, so memory is bounded. `\n` and `\r\n` end a record; a byte-order
/// mark and empty lines are skipped.
class CsvRecords {
  public:
    static constexpr std::size_t fieldsMax = 1'000;
    static constexpr std::size_t recordBytesMax = 65'536;

    /// What made the stream unreadable.
    enum class Fault : std::uint8_t { none, nulByte, openQuote, strayQuote, tooManyFields, tooLong };

    /// Reads what the bytes complete. False when the consumer stopped or the stream is unreadable (`fault()`).
    template <class Consumer>
    bool feed(const char* bytes, std::size_t count, Consumer&& consumer) noexcept {
        const char* p = bytes;
        const char* const end = bytes + count;
        while (!carry_.empty() && p < end)
            if (!extendCarry(p, end, consumer)) return false;
        while (p < end) {
            const char* const next = readRecord(p, end);
            if (fault_ != Fault::none) return false;
            if (next == nullptr) break;
            if (!deliver(p, next, consumer)) return false;
            p = next;
        }
        carry_.append(p, static_cast<std::size_t>(end - p));
        return true;
    }

    /// Reads a last record that no newline ends.
    template <class Consumer>
    bool finish(Consumer&& consumer) noexcept {
        if (carry_.empty()) return true;
        carry_ += '\n';
        const char* const next = readRecord(carry_.data(), carry_.data() + carry_.size());
        if (fault_ != Fault::none) return false;
        if (next == nullptr) {
            failAt(Fault::openQuote, quote_, carry_.data() + carry_.size() - 1);
            return false;
        }
        const bool goesOn = deliver(carry_.data(), next, consumer);
        carry_.clear();
        return goesOn;
    }

    Fault fault() const noexcept { return fault_; }
    /// The fault in the words of an error about its field; null without one.
    const char* faultProblem() const noexcept;
    /// The field that the fault is in; the first when the whole record is at fault.
    std::size_t faultField() const noexcept { return fault_ == Fault::tooLong ? 0 : count_; }
    /// The line on which the record begins that is being read, counted from 1.
    std::uint64_t line() const noexcept { return line_; }
    /// The fields of the record, or those that were read before the fault.
    const std::string_view* fields() const noexcept { return fields_.data(); }
    std::size_t fieldCount() const noexcept { return count_; }
    /// The text at the fault.
    std::string_view faultText() const noexcept { return faultText_; }

  private:
    // Adds to the record that straddles chunks until it is whole, and delivers it.
    template <class Consumer>
    bool extendCarry(const char*& p, const char* end, Consumer&& consumer) noexcept {
        // Within quotes a newline ends nothing: look for one behind the next quote.
        const void* from = p;
        if (isInQuotes_) from = std::memchr(p, '"', static_cast<std::size_t>(end - p));
        const char* stop = end;
        bool isWhole = false;
        if (from != nullptr) {
            const char* const start = static_cast<const char*>(from);
            const void* const newline = std::memchr(start, '\n', static_cast<std::size_t>(end - start));
            isWhole = newline != nullptr;
            if (isWhole) stop = static_cast<const char*>(newline) + 1;
            isInQuotes_ = false;  // or in the next pair of them: reading the record will tell
        }
        const std::size_t room = recordBytesMax + 1 - carry_.size();
        const std::size_t count = std::min(room, static_cast<std::size_t>(stop - p));
        carry_.append(p, count);
        p += count;
        if (!isWhole && carry_.size() <= recordBytesMax) return true;
        const char* const next = readRecord(carry_.data(), carry_.data() + carry_.size());
        if (fault_ != Fault::none) return false;
        if (next == nullptr) return true;
        const bool goesOn = deliver(carry_.data(), next, consumer);
        carry_.clear();
        return goesOn;
    }

    template <class Consumer>
    bool deliver(const char* begin, const char* next, Consumer&& consumer) noexcept {
        const bool isEmpty = count_ == 1 && fields_[0].empty() && !hadQuotes_;
        const bool goesOn = isEmpty || consumer();
        if (!goesOn) return false;
        ++line_;
        if (hadQuotes_)
            for (const char* p = begin; p + 1 < next; ++p) line_ += *p == '\n';
        return true;
    }

    // Splits the record at `p` into fields_; where the next one begins, or null when this one is not whole yet.
    const char* readRecord(const char* p, const char* end) noexcept;
    // Reads the quoted field at `p`; where its last character's follower is, or null when that is not here yet.
    const char* readQuoted(const char* p, const char* end) noexcept;
    const char* failAt(Fault fault, const char* begin, const char* end) noexcept;
    bool addField(const char* begin, const char* end) noexcept {
        if (count_ == fieldsMax) return false;
        fields_[count_++] = std::string_view(begin, static_cast<std::size_t>(end - begin));
        return true;
    }

    std::array<std::string_view, fieldsMax> fields_;
    std::size_t count_ = 0;
    std::uint64_t line_ = 1;
    Fault fault_ = Fault::none;
    bool isInQuotes_ = false;
    bool hadQuotes_ = false;
    bool isAtStart_ = true;
    std::string carry_;
    std::string unquoted_;         // fields that had doubled quotes; never grows beyond what is reserved
    const char* quote_ = nullptr;  // where the last quoted field begins
    std::string faultText_;
};

}  // namespace alpha_engine
