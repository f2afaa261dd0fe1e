#include "csv_records.hpp"

namespace alpha_engine {

const char* CsvRecords::faultProblem() const noexcept {
    switch (fault_) {
        case Fault::none:
            return nullptr;
        case Fault::nulByte:
            return "has a NUL byte";
        case Fault::openQuote:
            return "has a quote that is never closed";
        case Fault::strayQuote:
            return "has a quote in a place where none may be";
        case Fault::tooManyFields:
            return "is the 1001st: too many columns";
        case Fault::tooLong:
            return "is in a row of more than 65536 bytes: is a quote left open?";
    }
    return nullptr;
}

const char* CsvRecords::failAt(Fault fault, const char* begin, const char* end) noexcept {
    fault_ = fault;
    // Kept, because the chunk may be gone when the text is asked for.
    faultText_.assign(begin, std::min<std::size_t>(static_cast<std::size_t>(end - begin), 200));
    return nullptr;
}

const char* CsvRecords::readRecord(const char* p, const char* end) noexcept {
    const char* const record = p;
    const bool isTooLongIfCut = static_cast<std::size_t>(end - p) > recordBytesMax;
    if (isTooLongIfCut) end = p + recordBytesMax;
    count_ = 0;
    hadQuotes_ = false;
    isInQuotes_ = false;
    unquoted_.clear();
    if (isAtStart_ && std::string_view(p, static_cast<std::size_t>(end - p)).starts_with("\xEF\xBB\xBF")) p += 3;

    const char* begin = p;
    for (; p < end; ++p) {
        const auto byte = static_cast<unsigned char>(*p);
        if (byte > ',') [[likely]]
            continue;
        if (byte == ',' || byte == '\n') {
            const bool isReturn = byte == '\n' && p > begin && p[-1] == '\r';
            if (!addField(begin, isReturn ? p - 1 : p)) return failAt(Fault::tooManyFields, begin, p);
            begin = p + 1;
            if (byte == ',') continue;
            isAtStart_ = false;
            return begin;
        }
        if (byte == 0) return failAt(Fault::nulByte, begin, p + 1);
        if (byte != '"') continue;
        if (p != begin) return failAt(Fault::strayQuote, begin, p + 1);
        const char* const next = readQuoted(p, end);
        if (fault_ != Fault::none) return nullptr;
        if (next == nullptr) break;
        p = begin = next;
        if (*next == ',') {
            ++begin;
            continue;
        }
        isAtStart_ = false;
        return next + (*next == '\r' ? 2 : 1);
    }
    return isTooLongIfCut ? failAt(Fault::tooLong, record, end) : nullptr;
}

const char* CsvRecords::readQuoted(const char* p, const char* end) noexcept {
    hadQuotes_ = true;
    quote_ = p;
    const char* begin = ++p;
    bool isDoubled = false;
    const std::size_t copied = unquoted_.size();
    for (;; p += 2) {
        const void* const quote = std::memchr(p, '"', static_cast<std::size_t>(end - p));
        const char* const stop = quote == nullptr ? end : static_cast<const char*>(quote);
        const void* const nul = std::memchr(p, 0, static_cast<std::size_t>(stop - p));
        if (nul != nullptr) return failAt(Fault::nulByte, quote_, static_cast<const char*>(nul) + 1);
        p = stop;
        if (quote == nullptr) {
            isInQuotes_ = true;
            return nullptr;
        }
        if (p + 1 == end) return nullptr;
        if (p[1] != '"') break;
        // Copied up to and with the first quote of the two; what is reserved fits any record.
        if (unquoted_.capacity() < recordBytesMax) unquoted_.reserve(recordBytesMax);
        unquoted_.append(begin, p + 1);
        begin = p + 2;
        isDoubled = true;
    }
    const char* const next = p + 1;
    if (*next == '\r' && next + 1 == end) return nullptr;
    const bool isEnd = *next == ',' || *next == '\n' || (*next == '\r' && next[1] == '\n');
    if (!isEnd) return failAt(Fault::strayQuote, quote_, next + 1);
    if (isDoubled) {
        unquoted_.append(begin, p);
        begin = unquoted_.data() + copied;
        p = unquoted_.data() + unquoted_.size();
    }
    if (!addField(begin, p)) return failAt(Fault::tooManyFields, quote_, next);
    return next;
}

}  // namespace alpha_engine
