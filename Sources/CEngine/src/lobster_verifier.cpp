#include "lobster_verifier.hpp"

#include <algorithm>

namespace alpha_engine {

namespace {

constexpr SymbolIndex book = 0;
constexpr Side sides[] = {Side::sell, Side::buy};

// Whether a price stands further from the other side than another one of its side.
bool isWorse(Side side, Price price, Price than) noexcept { return side == Side::sell ? price > than : price < than; }

bool isLevel(Price price, Quantity size) noexcept {
    return price > 0 && price < lobsterEmptyPrice && size > 0 && size <= maximumPrice;
}

}  // namespace

bool LobsterVerifier::begin(BookBuilder& books, const std::int64_t* row, std::size_t levels) noexcept {
    levels_ = levels;
    depth_.resize(levels + 1);
    for (const Side side : sides) {
        if (!isBook(side, row)) return false;
        adopt(books, side, row);
        settle(books, side);
    }
    expected_.assign(row, row + 4 * levels);
    return true;
}

bool LobsterVerifier::step(BookBuilder& books, const LobsterMessage& message, const std::int64_t* row,
                           std::uint64_t rowLine) noexcept {
    const char* problem = apply(books, message);
    std::size_t revealed = 0;
    for (const Side side : sides) revealed += predict(books, side, row);
    if (problem == nullptr && !std::equal(expected_.begin(), expected_.end(), row)) problem = "the row differs";

    ++rows_;
    const bool isEqual = problem == nullptr;
    if (isEqual) {
        ++equal_;
        revealed_ += revealed;
    } else if (mismatch_.line == 0) {
        keepMismatch(message, row, rowLine, problem);
    }
    // An equal row may bring a level from below; a different one that is a book is where to go on from.
    const bool adopts = isEqual ? revealed > 0 : isBook(Side::sell, row) && isBook(Side::buy, row);
    for (const Side side : sides) {
        if (adopts) adopt(books, side, row);
        if (isEqual || adopts) window(side).isComplete = row[4 * (levels_ - 1) + offset(side) + 1] == 0;
        settle(books, side);
    }
    return isEqual;
}

// Applies the message to the book; why it cannot be true of it, or null.
const char* LobsterVerifier::apply(BookBuilder& books, const LobsterMessage& message) noexcept {
    switch (message.type) {
        case LobsterType::add:
            switch (books.add(book, message.id, message.side, message.price, message.size)) {
                case BookChange::done:
                    return nullptr;
                case BookChange::duplicateId:
                    return "the message adds an order that is live already";
                default:
                    return "the message adds more than a level can hold";
            }
        case LobsterType::reduce:
        case LobsterType::remove:
        case LobsterType::execution:
            return take(books, message);
        case LobsterType::hiddenExecution:
        case LobsterType::cross:
        case LobsterType::halt:
            return nullptr;
    }
    return nullptr;
}

const char* LobsterVerifier::take(BookBuilder& books, const LobsterMessage& message) noexcept {
    const BookOrder order = books.find(book, message.id);
    if (order.open > 0) {
        if (order.side != message.side) return "the message takes from an order of the other side";
        if (order.price != message.price) return "the message takes from an order at another price";
        if (order.open < message.size) return "the message takes more than the order has left";
        if (message.type == LobsterType::remove && order.open != message.size)
            return "the message removes less than the order has left";
        books.reduce(book, message.id, message.size);
        return nullptr;
    }
    // An order from before the first row, or from below the window: it is among what the level's rows told.
    switch (books.reduceUnnamed(book, message.side, message.price, message.size)) {
        case BookChange::done:
            return nullptr;
        case BookChange::tooLarge:
            return "the message takes more from unnamed orders than the level has";
        default:
            break;
    }
    if (books.levelQuantity(book, message.side, message.price) > 0)
        return "the message takes from an unknown order where all orders are known";
    const Window& side = window(message.side);
    const bool isBelow = side.floor == noPrice || isWorse(message.side, message.price, side.floor);
    return !side.isComplete && isBelow ? nullptr : "the message takes from a price at which nothing rests";
}

// Writes one side of `expected_`: the levels that are known, then those that only the row can know, if it may. How
// many these are.
std::size_t LobsterVerifier::predict(BookBuilder& books, Side side, const std::int64_t* row) noexcept {
    Window& seen = window(side);
    std::size_t count = books.depth(book, side, depth_.data(), levels_ + 1);
    if (count > levels_) {
        books.removeLevel(book, side, depth_[levels_].price);
        seen.isComplete = false;
        count = levels_;
    }
    seen.known = count;
    Price worst = seen.floor;
    for (std::size_t i = 0; i < count; ++i) {
        std::int64_t* const level = expected_.data() + 4 * i + offset(side);
        level[0] = depth_[i].price;
        level[1] = depth_[i].quantity;
        if (worst == noPrice || isWorse(side, level[0], worst)) worst = level[0];
    }
    std::size_t revealed = 0;
    bool mayReveal = !seen.isComplete;
    for (std::size_t i = count; i < levels_; ++i) {
        std::int64_t* const level = expected_.data() + 4 * i + offset(side);
        const std::int64_t* const shown = row + 4 * i + offset(side);
        mayReveal = mayReveal && isLevel(shown[0], shown[1]) && (worst == noPrice || isWorse(side, shown[0], worst));
        level[0] = mayReveal ? shown[0] : emptyPrice(side);
        level[1] = mayReveal ? shown[1] : 0;
        if (!mayReveal) continue;
        worst = shown[0];
        ++revealed;
    }
    return revealed;
}

// Whether one side of a row has levels from best to worst and empty ones only after them.
bool LobsterVerifier::isBook(Side side, const std::int64_t* row) noexcept {
    bool hasEnded = false;
    for (std::size_t i = 0; i < levels_; ++i) {
        badField_ = 4 * i + offset(side);
        const std::int64_t* const level = row + badField_;
        const bool isEmpty = level[0] == emptyPrice(side);
        hasEnded = hasEnded || isEmpty;
        if (hasEnded && !isEmpty) return false;
        if (!isEmpty && i > 0 && !isWorse(side, level[0], level[-4])) return false;
        if (!isEmpty && !isLevel(level[0], 1)) return false;
        ++badField_;
        if (isEmpty ? level[1] != 0 : !isLevel(1, level[1])) return false;
    }
    return true;
}

// Makes one side of the book what a row says; levels that agree keep the names of their orders.
void LobsterVerifier::adopt(BookBuilder& books, Side side, const std::int64_t* row) noexcept {
    const std::size_t count = books.depth(book, side, depth_.data(), levels_ + 1);
    std::size_t next = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const DepthLevel& level = depth_[i];
        while (next < levels_ && isWorse(side, level.price, row[4 * next + offset(side)])) ++next;
        const std::int64_t* const shown = row + 4 * std::min(next, levels_ - 1) + offset(side);
        const bool agrees = next < levels_ && shown[0] == level.price && shown[1] == level.quantity;
        if (!agrees) books.removeLevel(book, side, level.price);
    }
    for (std::size_t i = 0; i < levels_; ++i) {
        const std::int64_t* const shown = row + 4 * i + offset(side);
        if (shown[1] > 0 && books.levelQuantity(book, side, shown[0]) == 0) books.seed(book, side, shown[0], shown[1]);
    }
}

// Remembers how deep the window is now.
void LobsterVerifier::settle(BookBuilder& books, Side side) noexcept {
    const std::size_t count = books.depth(book, side, depth_.data(), levels_);
    if (count > 0) window(side).floor = depth_[count - 1].price;
    if (rows_ == 0) window(side).isComplete = count < levels_;
}

void LobsterVerifier::keepMismatch(const LobsterMessage& message, const std::int64_t* row, std::uint64_t rowLine,
                                   const char* problem) noexcept {
    mismatch_.line = message.line;
    mismatch_.bookLine = rowLine;
    mismatch_.problem = problem;
    for (std::size_t i = 0; i < 4 * levels_; ++i) {
        const Side side = i % 4 < 2 ? Side::sell : Side::buy;
        const bool isOpen = i / 4 >= window(side).known && !window(side).isComplete;
        if (i > 0) {
            mismatch_.expected += ',';
            mismatch_.found += ',';
        }
        if (isOpen)
            mismatch_.expected += '?';
        else
            mismatch_.expected += std::to_string(expected_[i]);
        mismatch_.found += std::to_string(row[i]);
    }
}

}  // namespace alpha_engine
