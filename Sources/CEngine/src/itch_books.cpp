#include "itch_books.hpp"

namespace alpha_engine {

namespace {

// Where the fields of the messages stand.
constexpr std::size_t referenceAt = 11;
constexpr std::size_t sideAt = 19;
constexpr std::size_t directoryStockAt = 11;

Quantity shares(const ItchMessage& message, std::size_t offset) noexcept {
    return static_cast<Quantity>(message.number(offset, 4));
}
Price price(const ItchMessage& message, std::size_t offset) noexcept {
    return static_cast<Price>(message.number(offset, 4));
}

}  // namespace

bool ItchBooks::apply(const ItchMessage& message, ItchFramer& framer) noexcept {
    changed_ = noSymbol;
    execution_.quantity = 0;
    SymbolIndex symbol = noSymbol;
    switch (message.type()) {
        case 'R':
            return readStock(message, directoryStockAt, framer, symbol);
        case 'A':
        case 'F':
            return add(message, framer);
        case 'E':
        case 'C':
            return execute(message, framer);
        case 'X':
            return cancel(message, framer);
        case 'D':
            return remove(message);
        case 'U':
            return replace(message, framer);
        case 'P':
            return trade(message, framer);
        case 'Q':
            return cross(message, framer);
        default:
            return true;
    }
}

bool ItchBooks::add(const ItchMessage& message, ItchFramer& framer) noexcept {
    Side side = Side::none;
    SymbolIndex symbol = noSymbol;
    if (!readSide(message, framer, side) || !readStock(message, 24, framer, symbol)) return false;
    const OrderId id = message.number(referenceAt, 8);
    const Quantity quantity = shares(message, 20);
    const BookChange change = books_.add(symbol, id, side, price(message, 32), quantity);
    if (change != BookChange::done) return fail(framer, change, id, quantity);
    ++(side == Side::buy ? buyOrders_ : sellOrders_);
    ++orders_[symbol];
    changed_ = symbol;
    return true;
}

bool ItchBooks::execute(const ItchMessage& message, ItchFramer& framer) noexcept {
    const bool hasPrice = message.type() == 'C';
    const char printable = hasPrice ? static_cast<char>(message.bytes[31]) : 'Y';
    if (printable != 'Y' && printable != 'N') return framer.fail("printable", "is not Y or N", {&printable, 1});
    BookOrder order;
    Quantity quantity = 0;
    if (!reduce(message, "executed_shares", framer, order, quantity)) return false;
    // What is not printable is told again, within a cross trade.
    if (order.open > 0 && printable == 'Y')
        execution_ = {changed_, order.id, hasPrice ? price(message, 32) : order.price, quantity, opposite(order.side),
                      false};
    return true;
}

bool ItchBooks::cancel(const ItchMessage& message, ItchFramer& framer) noexcept {
    BookOrder order;
    Quantity quantity = 0;
    return reduce(message, "canceled_shares", framer, order, quantity);
}

bool ItchBooks::remove(const ItchMessage& message) noexcept {
    const SymbolIndex symbol = symbolOf_[message.locate()];
    if (books_.remove(symbol, message.number(referenceAt, 8)) == BookChange::done)
        changed_ = symbol;
    else
        ++unknownOrders_;
    return true;
}

bool ItchBooks::replace(const ItchMessage& message, ItchFramer& framer) noexcept {
    const SymbolIndex symbol = symbolOf_[message.locate()];
    const OrderId newId = message.number(19, 8);
    const Quantity quantity = shares(message, 27);
    const BookChange change =
        books_.replace(symbol, message.number(referenceAt, 8), newId, price(message, 31), quantity);
    if (change == BookChange::unknownOrder || change == BookChange::unknownSymbol) {
        ++unknownOrders_;
        return true;
    }
    if (change != BookChange::done) return fail(framer, change, newId, quantity);
    changed_ = symbol;
    return true;
}

bool ItchBooks::trade(const ItchMessage& message, ItchFramer& framer) noexcept {
    Side side = Side::none;
    SymbolIndex symbol = noSymbol;
    if (!readSide(message, framer, side) || !readStock(message, 24, framer, symbol)) return false;
    // The side is that of a hidden order, and since 2014 always `B`: it tells nothing.
    execution_ = {symbol, message.number(referenceAt, 8), price(message, 32), shares(message, 20), Side::none, false};
    return true;
}

bool ItchBooks::cross(const ItchMessage& message, ItchFramer& framer) noexcept {
    SymbolIndex symbol = noSymbol;
    if (!readStock(message, 19, framer, symbol)) return false;
    const std::uint64_t quantity = message.number(11, 8);
    if (quantity > 92'233'720'368U) return framer.fail("shares", "is too large", std::to_string(quantity));
    execution_ = {symbol, 0, price(message, 27), static_cast<Quantity>(quantity), Side::none, true};
    return true;
}

bool ItchBooks::readStock(const ItchMessage& message, std::size_t offset, ItchFramer& framer,
                          SymbolIndex& symbol) noexcept {
    const std::string_view field = message.text(offset, 8);
    std::size_t length = 8;
    while (length > 0 && field[length - 1] == ' ') --length;
    if (length == 0) return framer.fail("stock", "is empty", "");
    for (const char c : field)
        if (c < ' ' || c > '~') return framer.fail("stock", "is not printable ASCII", field);
    SymbolIndex& known = symbolOf_[message.locate()];
    if (known == noSymbol) {
        known = symbols_.intern(field.substr(0, length));
        if (known == books_.symbolCount()) {
            books_.addSymbol();
            orders_.push_back(0);
        }
    } else if (symbols_.name(known) != field.substr(0, length)) {
        return framer.fail("stock",
                           "is not " + std::string(symbols_.name(known)) + ", as the locate code " +
                               std::to_string(message.locate()) + " said before",
                           field.substr(0, length));
    }
    symbol = known;
    return true;
}

bool ItchBooks::readSide(const ItchMessage& message, ItchFramer& framer, Side& side) noexcept {
    const char letter = static_cast<char>(message.bytes[sideAt]);
    if (letter != 'B' && letter != 'S') return framer.fail("buy_sell_indicator", "is not B or S", {&letter, 1});
    side = letter == 'B' ? Side::buy : Side::sell;
    return true;
}

// What E, C and X share: takes shares from an order. `order` is the order as it was, without one when it is unknown.
bool ItchBooks::reduce(const ItchMessage& message, const char* field, ItchFramer& framer, BookOrder& order,
                       Quantity& quantity) noexcept {
    const SymbolIndex symbol = symbolOf_[message.locate()];
    const OrderId id = message.number(referenceAt, 8);
    quantity = shares(message, 19);
    order = books_.find(symbol, id);
    if (order.open == 0) {
        ++unknownOrders_;
        return true;
    }
    switch (books_.reduce(symbol, id, quantity)) {
        case BookChange::done:
            changed_ = symbol;
            return true;
        case BookChange::tooLarge:
            return framer.fail(field,
                               "is more than order " + std::to_string(id) + " has left, " + std::to_string(order.open),
                               std::to_string(quantity));
        default:
            return framer.fail(field, "is not above 0", std::to_string(quantity));
    }
}

bool ItchBooks::fail(ItchFramer& framer, BookChange change, OrderId id, Quantity quantity) noexcept {
    if (change == BookChange::duplicateId)
        return framer.fail("order_reference", "is that of an order that is live already", std::to_string(id));
    if (change == BookChange::invalidQuantity) return framer.fail("shares", "is not above 0", std::to_string(quantity));
    return framer.fail("shares", "is more than a book can hold", std::to_string(quantity));
}

}  // namespace alpha_engine
