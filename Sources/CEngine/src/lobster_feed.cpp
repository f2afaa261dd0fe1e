#include "lobster_feed.hpp"

#include <algorithm>

namespace alpha_engine {

namespace {

constexpr SymbolIndex book = 0;

}  // namespace

LobsterFeed::LobsterFeed(const MarketDataOptions& options, BookBuilder& books, FeedWriter& writer) noexcept
    : options_(options), books_(books), writer_(writer) {
    books_.addSymbol();
}

void LobsterFeed::feed(const char* bytes, std::size_t count) noexcept {
    reader_.feed(bytes, count, [this](const LobsterMessage& message) noexcept { return take(message); });
    pump();
}

void LobsterFeed::finish() noexcept {
    reader_.finish([this](const LobsterMessage& message) noexcept { return take(message); });
    messagesEnded_ = true;
    pump();
}

bool LobsterFeed::wantsBook() const noexcept {
    if (!options_.verifiesBook || bookEnded_ || error_.isSet) return false;
    return waitingHead_ < waiting_.size() || messagesEnded_;
}

void LobsterFeed::feedBook(const char* bytes, std::size_t count) noexcept {
    if (!options_.verifiesBook) return;
    bookReader_.feed(bytes, count);
    pump();
}

void LobsterFeed::finishBook() noexcept {
    if (!options_.verifiesBook) return;
    bookReader_.finish();
    bookEnded_ = true;
    pump();
}

bool LobsterFeed::take(const LobsterMessage& message) noexcept {
    if (options_.verifiesBook) {
        waiting_.push_back(message);
        return true;
    }
    if (!apply(message)) return false;
    count(message);
    writer_.writeBook(books_, book, options_.levels);
    return true;
}

// Applies a message to a book of which nothing is known but the messages.
bool LobsterFeed::apply(const LobsterMessage& message) noexcept {
    if (message.type > LobsterType::execution) return true;
    if (message.type != LobsterType::add) return applyReduction(message);
    switch (books_.add(book, message.id, message.side, message.price, message.size)) {
        case BookChange::done:
            return true;
        case BookChange::duplicateId:
            return reader_.fail(LobsterReader::id, "is that of an order that is live already");
        default:
            return reader_.fail(LobsterReader::size, "is more than a book can hold");
    }
}

bool LobsterFeed::applyReduction(const LobsterMessage& message) noexcept {
    const BookOrder order = books_.find(book, message.id);
    if (order.open == 0) {
        ++counts_.unknownOrders;
        return true;
    }
    const std::string name = order.price != message.price || order.side != message.side || message.size > order.open
                                 ? std::to_string(message.id)
                                 : std::string();
    if (order.price != message.price)
        return reader_.fail(LobsterReader::price, "is not that of order " + name + ", " + std::to_string(order.price));
    if (order.side != message.side) return reader_.fail(LobsterReader::direction, "is not that of order " + name);
    if (message.size > order.open)
        return reader_.fail(LobsterReader::size,
                            "is more than order " + name + " has left, " + std::to_string(order.open));
    // A deletion may name less than is known: parts of the order can have gone while it was out of the file's levels.
    if (message.type == LobsterType::remove)
        books_.remove(book, message.id);
    else
        books_.reduce(book, message.id, message.size);
    ++counts_.bookChanges;
    return true;
}

void LobsterFeed::count(const LobsterMessage& message) noexcept {
    ++counts_.messages;
    ++types_[static_cast<std::size_t>(message.type)];
    switch (message.type) {
        case LobsterType::add:
            ++(message.side == Side::buy ? counts_.buyOrders : counts_.sellOrders);
            ++counts_.bookChanges;
            return;
        case LobsterType::execution:
        case LobsterType::hiddenExecution:
            counts_.tradedShares += static_cast<std::uint64_t>(message.size);
            writer_.writeTrade(message.timestamp, "", message.id, sideName(opposite(message.side)), message.price,
                               message.size);
            return;
        case LobsterType::cross:
            if (message.size == 0) return;
            counts_.tradedShares += static_cast<std::uint64_t>(message.size);
            writer_.writeTrade(message.timestamp, "", message.id, "AUCTION", message.price, message.size);
            return;
        case LobsterType::reduce:
        case LobsterType::remove:
        case LobsterType::halt:
            return;
    }
}

void LobsterFeed::pump() noexcept {
    if (!options_.verifiesBook) {
        if (reader_.error().isSet) stop(reader_.error(), false);
        return;
    }
    while (!error_.isSet) {
        if (waitingHead_ == waiting_.size()) {
            waiting_.clear();
            waitingHead_ = 0;
            if (reader_.error().isSet) return stop(reader_.error(), false);
            if (!messagesEnded_) return;
            if (bookReader_.hasRow())
                return stopInBook(bookReader_.rowLine(), 0, "is of a row more than the message file has",
                                  std::to_string(bookReader_.row()[0]));
            if (bookReader_.error().isSet) stop(bookReader_.error(), true);
            return;
        }
        if (!bookReader_.hasRow()) {
            if (bookReader_.error().isSet) return stop(bookReader_.error(), true);
            if (bookEnded_)
                stopInBook(bookReader_.line(), 0, "is missing: the message file has more rows than the book file", "");
            return;
        }
        compare(waiting_[waitingHead_]);
        if (!error_.isSet) ++waitingHead_;
    }
}

void LobsterFeed::compare(const LobsterMessage& message) noexcept {
    const std::int64_t* const row = bookReader_.row();
    const std::size_t levels = bookReader_.levels();
    if (!hasBegun_) {
        if (!verifier_.begin(books_, row, levels))
            return stopInBook(bookReader_.rowLine(), verifier_.badField(),
                              "is not in order: levels go from best to worst, empty ones come last with size 0",
                              std::to_string(row[verifier_.badField()]));
        hasBegun_ = true;
    } else {
        verifier_.step(books_, message, row, bookReader_.rowLine());
    }
    if (message.type > LobsterType::add && message.type <= LobsterType::execution) ++counts_.bookChanges;
    count(message);
    writer_.writeBook(verifier_.expected().data(), std::min<std::size_t>(options_.levels, levels));
    bookReader_.pop();
}

void LobsterFeed::addCounts(MarketDataCounts& counts) const noexcept {
    counts = counts_;
    counts.trades = writer_.trades();
    counts.rows = verifier_.rows();
    counts.equal = verifier_.equal();
    counts.revealed = verifier_.revealed();
}

void LobsterFeed::stop(const InputError& error, bool isInBook) noexcept {
    error_ = error;
    errorIsInBook_ = isInBook;
}

void LobsterFeed::stopInBook(std::uint64_t line, std::size_t column, const char* problem,
                             std::string_view found) noexcept {
    stop({true, line, LobsterBookReader::columnNameAt(column), problem, printable(found)}, true);
}

}  // namespace alpha_engine
