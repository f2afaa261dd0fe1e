#include "alpha_engine/book_builder.hpp"

#include <limits>

namespace alpha_engine {

namespace {

constexpr std::uint32_t symbolsMax = 1U << 30;

}  // namespace

BookBuilder::BookBuilder(std::uint32_t expectedOrders) noexcept : pool_(expectedOrders), index_(expectedOrders) {}

SymbolIndex BookBuilder::addSymbol() noexcept {
    books_.emplace_back(Instrument{});
    return symbolCount() - 1;
}

BookChange BookBuilder::add(SymbolIndex symbol, OrderId id, Side side, Price price, Quantity quantity) noexcept {
    const BookChange change = check(symbol, side, price, quantity, 0);
    if (change != BookChange::done) return change;
    if (index_.find(symbol, id) != 0) return BookChange::duplicateId;
    enter(symbol, symbol, id, side, price, quantity);
    return BookChange::done;
}

BookChange BookBuilder::reduce(SymbolIndex symbol, OrderId id, Quantity quantity) noexcept {
    if (symbol >= books_.size()) return BookChange::unknownSymbol;
    return take(symbol, symbol, id, quantity);
}

BookChange BookBuilder::remove(SymbolIndex symbol, OrderId id) noexcept {
    if (symbol >= books_.size()) return BookChange::unknownSymbol;
    const std::uint32_t index = index_.find(symbol, id);
    if (index == 0) return BookChange::unknownOrder;
    drop(symbol, symbol, index);
    return BookChange::done;
}

BookChange BookBuilder::replace(SymbolIndex symbol, OrderId id, OrderId newId, Price price,
                                Quantity quantity) noexcept {
    if (symbol >= books_.size()) return BookChange::unknownSymbol;
    const std::uint32_t index = index_.find(symbol, id);
    if (index == 0) return BookChange::unknownOrder;
    const Side side = pool_[index].side();
    const BookChange change = check(symbol, side, price, quantity, pool_[index].open);
    if (change != BookChange::done) return change;
    if (newId != id && index_.find(symbol, newId) != 0) return BookChange::duplicateId;
    drop(symbol, symbol, index);
    enter(symbol, symbol, newId, side, price, quantity);
    return BookChange::done;
}

BookChange BookBuilder::seed(SymbolIndex symbol, Side side, Price price, Quantity quantity) noexcept {
    const BookChange change = check(symbol, side, price, quantity, 0);
    if (change != BookChange::done) return change;
    const SymbolIndex key = unnamedSymbol(symbol, side);
    const auto id = static_cast<OrderId>(price);
    Quantity sum = quantity;
    if (const std::uint32_t index = index_.find(key, id); index != 0) {
        sum += pool_[index].open;
        drop(symbol, key, index);
    }
    enter(symbol, key, id, side, price, sum);
    return BookChange::done;
}

BookChange BookBuilder::reduceUnnamed(SymbolIndex symbol, Side side, Price price, Quantity quantity) noexcept {
    if (symbol >= books_.size()) return BookChange::unknownSymbol;
    return take(symbol, unnamedSymbol(symbol, side), static_cast<OrderId>(price), quantity);
}

void BookBuilder::removeLevel(SymbolIndex symbol, Side side, Price price) noexcept {
    const PriceLevel* const level = books_[symbol].ladder(side).find(OrderBook::keyOf(side, price));
    if (level == nullptr) return;
    const SymbolIndex key = unnamedSymbol(symbol, side);
    const std::uint32_t nameless = index_.find(key, static_cast<OrderId>(price));
    for (std::uint32_t index = level->head; index != 0;) {
        const std::uint32_t next = pool_[index].next;
        const SymbolIndex where = index == nameless ? key : symbol;
        drop(symbol, where, index);
        index = next;
    }
}

BookOrder BookBuilder::find(SymbolIndex symbol, OrderId id) const noexcept {
    const std::uint32_t index = symbol < books_.size() ? index_.find(symbol, id) : 0;
    if (index == 0) return {};
    const RestingOrder& order = pool_[index];
    return {id, order.price(), order.open, order.side()};
}

Quantity BookBuilder::unnamed(SymbolIndex symbol, Side side, Price price) const noexcept {
    const std::uint32_t index = index_.find(unnamedSymbol(symbol, side), static_cast<OrderId>(price));
    return index == 0 ? 0 : pool_[index].open;
}

Quantity BookBuilder::levelQuantity(SymbolIndex symbol, Side side, Price price) noexcept {
    const PriceLevel* const level = books_[symbol].ladder(side).find(OrderBook::keyOf(side, price));
    return level == nullptr ? 0 : level->total;
}

// Whether an order may come; `leaving` is what the order that it replaces has open.
BookChange BookBuilder::check(SymbolIndex symbol, Side side, Price price, Quantity quantity,
                              Quantity leaving) const noexcept {
    if (symbol >= books_.size() || symbol >= symbolsMax) return BookChange::unknownSymbol;
    if (price < 0 || price > maximumPrice) return BookChange::invalidPrice;
    if (quantity <= 0) return BookChange::invalidQuantity;
    const Quantity room = std::numeric_limits<Quantity>::max() - (books_[symbol].total(side) - leaving);
    return quantity > room ? BookChange::overflow : BookChange::done;
}

void BookBuilder::enter(SymbolIndex symbol, SymbolIndex key, OrderId id, Side side, Price price,
                        Quantity quantity) noexcept {
    const std::uint32_t index = pool_.allocate();
    RestingOrder& order = pool_[index];
    order.id = id;
    order.open = quantity;
    order.packed = RestingOrder::pack(price, side == Side::sell ? RestingOrder::sellFlag : 0);
    books_[symbol].link(pool_, index);
    index_.insert(key, id, index);
}

BookChange BookBuilder::take(SymbolIndex symbol, SymbolIndex key, OrderId id, Quantity quantity) noexcept {
    const std::uint32_t index = index_.find(key, id);
    if (index == 0) return BookChange::unknownOrder;
    if (quantity <= 0) return BookChange::invalidQuantity;
    const Quantity open = pool_[index].open;
    if (quantity > open) return BookChange::tooLarge;
    if (quantity < open) {
        books_[symbol].reduce(pool_, index, open - quantity);
    } else {
        drop(symbol, key, index);
    }
    return BookChange::done;
}

// Takes an order that is found under `key` out of its book.
void BookBuilder::drop(SymbolIndex symbol, SymbolIndex key, std::uint32_t index) noexcept {
    index_.erase(key, pool_[index].id);
    books_[symbol].unlink(pool_, index);
    pool_.release(index);
}

bool BookBuilder::checkInvariants() const noexcept {
    std::size_t orders = 0;
    for (SymbolIndex symbol = 0; symbol < symbolCount(); ++symbol)
        if (!checkSide(symbol, Side::buy, orders) || !checkSide(symbol, Side::sell, orders)) return false;
    return orders == pool_.live() && orders == index_.count();
}

bool BookBuilder::checkSide(SymbolIndex symbol, Side side, std::size_t& orders) const noexcept {
    const OrderBook& book = books_[symbol];
    bool holds = book.ladder(side).checkInvariants();
    Quantity sideTotal = 0;
    book.ladder(side).forEach([&](PriceLadder::Key key, const PriceLevel& level) noexcept {
        const Price price = OrderBook::priceOf(side, key);
        const SymbolIndex unnamedKey = unnamedSymbol(symbol, side);
        Quantity levelTotal = 0;
        std::uint32_t previous = 0;
        for (std::uint32_t index = level.head; index != 0; index = pool_[index].next) {
            const RestingOrder& order = pool_[index];
            const bool isFound = index_.find(symbol, order.id) == index || index_.find(unnamedKey, order.id) == index;
            holds = holds && isFound && order.open > 0 && order.previous == previous;
            holds = holds && order.side() == side && order.price() == price;
            levelTotal += order.open;
            previous = index;
            ++orders;
        }
        holds = holds && level.tail == previous && levelTotal == level.total && levelTotal > 0;
        sideTotal += levelTotal;
        return holds;
    });
    return holds && sideTotal == book.total(side);
}

}  // namespace alpha_engine
