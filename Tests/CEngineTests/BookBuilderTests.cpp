#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/book_builder.hpp"

namespace alpha_engine::testing {
namespace {

/// The plain twin: orders in a map by id, levels summed from them when asked.
class NaiveBooks {
  public:
    struct Order {
        Side side;
        Price price;
        Quantity open;
    };

    BookChange add(SymbolIndex symbol, OrderId id, Side side, Price price, Quantity quantity) {
        if (quantity <= 0) return BookChange::invalidQuantity;
        if (!orders_.try_emplace({symbol, id}, Order{side, price, quantity}).second) return BookChange::duplicateId;
        return BookChange::done;
    }
    BookChange reduce(SymbolIndex symbol, OrderId id, Quantity quantity) {
        const auto order = orders_.find({symbol, id});
        if (order == orders_.end()) return BookChange::unknownOrder;
        if (quantity <= 0) return BookChange::invalidQuantity;
        if (quantity > order->second.open) return BookChange::tooLarge;
        order->second.open -= quantity;
        if (order->second.open == 0) orders_.erase(order);
        return BookChange::done;
    }
    BookChange remove(SymbolIndex symbol, OrderId id) {
        return orders_.erase({symbol, id}) == 1 ? BookChange::done : BookChange::unknownOrder;
    }
    BookChange replace(SymbolIndex symbol, OrderId id, OrderId newId, Price price, Quantity quantity) {
        const auto order = orders_.find({symbol, id});
        if (order == orders_.end()) return BookChange::unknownOrder;
        if (quantity <= 0) return BookChange::invalidQuantity;
        if (newId != id && orders_.contains({symbol, newId})) return BookChange::duplicateId;
        const Side side = order->second.side;
        orders_.erase(order);
        orders_[{symbol, newId}] = {side, price, quantity};
        return BookChange::done;
    }
    void seed(SymbolIndex symbol, Side side, Price price, Quantity quantity) {
        unnamed_[{symbol, side, price}] += quantity;
    }
    BookChange reduceUnnamed(SymbolIndex symbol, Side side, Price price, Quantity quantity) {
        const auto level = unnamed_.find({symbol, side, price});
        if (level == unnamed_.end()) return BookChange::unknownOrder;
        if (quantity > level->second) return BookChange::tooLarge;
        level->second -= quantity;
        if (level->second == 0) unnamed_.erase(level);
        return BookChange::done;
    }
    void removeLevel(SymbolIndex symbol, Side side, Price price) {
        unnamed_.erase({symbol, side, price});
        std::erase_if(orders_, [&](const auto& entry) {
            return entry.first.first == symbol && entry.second.side == side && entry.second.price == price;
        });
    }
    std::vector<std::pair<Price, Quantity>> depth(SymbolIndex symbol, Side side) const {
        std::map<Price, Quantity> levels;
        const auto key = [side](Price price) { return side == Side::buy ? -price : price; };
        for (const auto& [id, order] : orders_)
            if (id.first == symbol && order.side == side) levels[key(order.price)] += order.open;
        for (const auto& [level, quantity] : unnamed_)
            if (std::get<0>(level) == symbol && std::get<1>(level) == side) levels[key(std::get<2>(level))] += quantity;
        std::vector<std::pair<Price, Quantity>> result;
        for (const auto& [price, quantity] : levels) result.emplace_back(key(price), quantity);
        return result;
    }
    std::size_t count() const { return orders_.size() + unnamed_.size(); }

  private:
    std::map<std::pair<SymbolIndex, OrderId>, Order> orders_;
    std::map<std::tuple<SymbolIndex, Side, Price>, Quantity> unnamed_;
};

std::vector<std::pair<Price, Quantity>> depth(const BookBuilder& books, SymbolIndex symbol, Side side) {
    std::array<DepthLevel, 200> levels;
    std::vector<std::pair<Price, Quantity>> result;
    for (std::size_t i = 0, count = books.depth(symbol, side, levels.data(), levels.size()); i < count; ++i)
        result.emplace_back(levels[i].price, levels[i].quantity);
    return result;
}

using Levels = std::vector<std::pair<Price, Quantity>>;

TEST(BookBuilder, ordersComeShrinkGoAndAreReplaced) {
    BookBuilder books;
    const SymbolIndex symbol = books.addSymbol();
    EXPECT_EQ(books.add(symbol, 1, Side::buy, 100, 10), BookChange::done);
    EXPECT_EQ(books.add(symbol, 2, Side::buy, 100, 5), BookChange::done);
    EXPECT_EQ(books.add(symbol, 3, Side::sell, 99, 7), BookChange::done);  // crossed: the feed is the truth
    EXPECT_EQ(depth(books, symbol, Side::buy), (Levels{{100, 15}}));
    EXPECT_EQ(books.top(symbol).ask, 99);
    EXPECT_EQ(books.reduce(symbol, 1, 4), BookChange::done);
    EXPECT_EQ(books.find(symbol, 1).open, 6);
    EXPECT_EQ(books.reduce(symbol, 1, 6), BookChange::done);
    EXPECT_EQ(books.find(symbol, 1).open, 0);
    EXPECT_EQ(books.replace(symbol, 2, 4, 101, 8), BookChange::done);
    EXPECT_EQ(depth(books, symbol, Side::buy), (Levels{{101, 8}}));
    EXPECT_EQ(books.replace(symbol, 4, 4, 98, 1), BookChange::done);
    EXPECT_EQ(depth(books, symbol, Side::buy), (Levels{{98, 1}}));
    EXPECT_EQ(books.remove(symbol, 3), BookChange::done);
    EXPECT_EQ(books.levelCount(symbol, Side::sell), 0U);
    EXPECT_EQ(books.liveOrders(), 1U);
    EXPECT_TRUE(books.checkInvariants());
}

TEST(BookBuilder, whatCannotBeLeavesTheBookAsItWas) {
    BookBuilder books;
    const SymbolIndex symbol = books.addSymbol();
    ASSERT_EQ(books.add(symbol, 1, Side::buy, 100, 10), BookChange::done);
    ASSERT_EQ(books.add(symbol, 2, Side::buy, 90, 10), BookChange::done);
    EXPECT_EQ(books.add(1, 9, Side::buy, 100, 1), BookChange::unknownSymbol);
    EXPECT_EQ(books.reduce(7, 1, 1), BookChange::unknownSymbol);
    EXPECT_EQ(books.remove(7, 1), BookChange::unknownSymbol);
    EXPECT_EQ(books.replace(7, 1, 1, 1, 1), BookChange::unknownSymbol);
    EXPECT_EQ(books.add(symbol, 1, Side::sell, 100, 1), BookChange::duplicateId);
    EXPECT_EQ(books.add(symbol, 9, Side::buy, -1, 1), BookChange::invalidPrice);
    EXPECT_EQ(books.add(symbol, 9, Side::buy, maximumPrice + 1, 1), BookChange::invalidPrice);
    EXPECT_EQ(books.add(symbol, 9, Side::buy, 1, 0), BookChange::invalidQuantity);
    EXPECT_EQ(books.add(symbol, 9, Side::buy, 1, std::numeric_limits<Quantity>::max() - 19), BookChange::overflow);
    EXPECT_EQ(books.reduce(symbol, 1, 11), BookChange::tooLarge);
    EXPECT_EQ(books.reduce(symbol, 1, 0), BookChange::invalidQuantity);
    EXPECT_EQ(books.reduce(symbol, 9, 1), BookChange::unknownOrder);
    EXPECT_EQ(books.remove(symbol, 9), BookChange::unknownOrder);
    EXPECT_EQ(books.replace(symbol, 9, 9, 1, 1), BookChange::unknownOrder);
    EXPECT_EQ(books.replace(symbol, 1, 2, 1, 1), BookChange::duplicateId);
    EXPECT_EQ(books.replace(symbol, 1, 3, 1, std::numeric_limits<Quantity>::max() - 9), BookChange::overflow);
    EXPECT_EQ(books.reduceUnnamed(symbol, Side::buy, 100, 1), BookChange::unknownOrder);
    EXPECT_EQ(depth(books, symbol, Side::buy), (Levels{{100, 10}, {90, 10}}));
    EXPECT_EQ(books.replace(symbol, 1, 3, 1, std::numeric_limits<Quantity>::max() - 10), BookChange::done);
    EXPECT_TRUE(books.checkInvariants());
}

TEST(BookBuilder, unnamedQuantityRestsBesideNamedOrders) {
    BookBuilder books;
    const SymbolIndex symbol = books.addSymbol();
    ASSERT_EQ(books.seed(symbol, Side::sell, 100, 30), BookChange::done);
    ASSERT_EQ(books.add(symbol, 100, Side::sell, 100, 5), BookChange::done);  // an id that looks like the price
    ASSERT_EQ(books.seed(symbol, Side::sell, 100, 10), BookChange::done);
    EXPECT_EQ(books.unnamed(symbol, Side::sell, 100), 40);
    EXPECT_EQ(books.levelQuantity(symbol, Side::sell, 100), 45);
    EXPECT_EQ(books.reduceUnnamed(symbol, Side::sell, 100, 41), BookChange::tooLarge);
    EXPECT_EQ(books.reduceUnnamed(symbol, Side::sell, 100, 40), BookChange::done);
    EXPECT_EQ(books.levelQuantity(symbol, Side::sell, 100), 5);
    EXPECT_TRUE(books.checkInvariants());
    books.removeLevel(symbol, Side::sell, 100);
    books.removeLevel(symbol, Side::sell, 100);
    EXPECT_EQ(books.liveOrders(), 0U);
    EXPECT_TRUE(books.checkInvariants());
}

TEST(BookBuilder, doesWhatItsPlainTwinDoes) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed);
        BookBuilder books(4);
        NaiveBooks twin;
        const auto symbols = static_cast<SymbolIndex>(random.between(1, 3));
        for (SymbolIndex i = 0; i < symbols; ++i) books.addSymbol();
        const Price tick = random.oneIn(2) ? 1 : 100;
        for (int step = 0; step < 1'500; ++step) {
            const auto symbol = static_cast<SymbolIndex>(random.between(0, symbols - 1));
            const auto id = static_cast<OrderId>(random.between(1, 60));
            const Side side = random.oneIn(2) ? Side::buy : Side::sell;
            const Price price = tick * random.between(90, 110) + (random.oneIn(40) ? 1'000'000 : 0);
            const Quantity quantity = random.between(0, 20);
            BookChange change = BookChange::done;
            BookChange expected = BookChange::done;
            switch (random.between(1, 8)) {
                case 1:
                case 2:
                case 3:
                    change = books.add(symbol, id, side, price, quantity);
                    expected = twin.add(symbol, id, side, price, quantity);
                    break;
                case 4:
                    change = books.reduce(symbol, id, quantity);
                    expected = twin.reduce(symbol, id, quantity);
                    break;
                case 5:
                    change = books.remove(symbol, id);
                    expected = twin.remove(symbol, id);
                    break;
                case 6: {
                    const auto newId = static_cast<OrderId>(random.between(1, 60));
                    change = books.replace(symbol, id, newId, price, quantity);
                    expected = twin.replace(symbol, id, newId, price, quantity);
                    break;
                }
                case 7:
                    change = books.seed(symbol, side, price, quantity + 1);
                    twin.seed(symbol, side, price, quantity + 1);
                    break;
                case 8:
                    change = books.reduceUnnamed(symbol, side, price, quantity + 1);
                    expected = twin.reduceUnnamed(symbol, side, price, quantity + 1);
                    break;
            }
            if (random.oneIn(50)) {
                books.removeLevel(symbol, side, price);
                twin.removeLevel(symbol, side, price);
            }
            ASSERT_EQ(change, expected) << "seed " << seed << " step " << step;
            ASSERT_EQ(depth(books, symbol, side), twin.depth(symbol, side)) << "seed " << seed << " step " << step;
            ASSERT_EQ(books.liveOrders(), twin.count()) << "seed " << seed << " step " << step;
        }
        ASSERT_TRUE(books.checkInvariants()) << "seed " << seed;
    }
}

}  // namespace
}  // namespace alpha_engine::testing
