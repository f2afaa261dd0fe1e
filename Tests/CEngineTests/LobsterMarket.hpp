#pragma once

#include <cstdint>
#include <cstdio>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine::testing {

/// A day as LOBSTER cuts it: a whole market is kept, and told are the messages that change its first levels.
struct Market {
    std::vector<std::string> messages;
    std::vector<std::vector<std::int64_t>> rows;
    std::uint64_t revealed = 0;
    // By row and field: whether only the file could know that number.
    std::vector<std::vector<bool>> isRevealed;

    std::string messageFile() const {
        std::string file;
        for (const std::string& message : messages) file += message;
        return file;
    }
    static std::string rowText(const std::vector<std::int64_t>& row) {
        std::string line;
        for (const std::int64_t number : row) {
            if (!line.empty()) line += ',';
            line += std::to_string(number);
        }
        line += '\n';
        return line;
    }
    std::string bookFile() const {
        std::string file;
        for (const auto& row : rows) file += rowText(row);
        return file;
    }
};

/// An order of the whole market.
struct MarketOrder {
    Side side;
    std::int64_t price;
    std::int64_t open;
};

/// The first levels of the whole market, as a row of LOBSTER's book file.
inline std::vector<std::int64_t> window(const std::map<std::int64_t, MarketOrder>& orders, std::size_t levels) {
    std::map<std::int64_t, std::int64_t> asks;
    std::map<std::int64_t, std::int64_t> bids;
    for (const auto& [id, order] : orders)
        (order.side == Side::sell ? asks[order.price] : bids[-order.price]) += order.open;
    std::vector<std::int64_t> row;
    auto ask = asks.begin();
    auto bid = bids.begin();
    for (std::size_t i = 0; i < levels; ++i) {
        row.push_back(ask == asks.end() ? 9'999'999'999 : ask->first);
        row.push_back(ask == asks.end() ? 0 : ask->second);
        row.push_back(bid == bids.end() ? -9'999'999'999 : -bid->first);
        row.push_back(bid == bids.end() ? 0 : bid->second);
        if (ask != asks.end()) ++ask;
        if (bid != bids.end()) ++bid;
    }
    return row;
}

/// Makes that many messages and rows of a market with about that many live orders, some of them from before the file.
inline Market makeMarket(Random& random, std::size_t levels, std::int64_t liveOrders, std::size_t count) {
    Market market;
    std::map<std::int64_t, MarketOrder> orders;
    std::int64_t nextId = 1;
    std::int64_t time = 34'200'000'000'000;
    std::vector<std::int64_t> before = window(orders, levels);
    const std::int64_t before930 = random.between(0, liveOrders);
    for (std::int64_t step = 0; market.messages.size() < count; ++step) {
        time += random.between(0, 3) * random.between(0, 1'000'000'000);
        std::int64_t id = nextId;
        std::int64_t size = random.between(1, 9) * 10;
        int type = 1;
        MarketOrder order{random.oneIn(2) ? Side::buy : Side::sell, 0, 0};
        if (orders.empty() || random.between(0, 2 * liveOrders) > static_cast<std::int64_t>(orders.size())) {
            order.price = order.side == Side::buy ? random.between(80, 99) : random.between(101, 120);
            order.open = size;
            orders[nextId++] = order;
        } else if (random.oneIn(12)) {
            type = random.oneIn(3) ? 7 : 5;
            id = 0;
            order.price = type == 7 ? -1 : 100;
            if (type == 7) order.side = Side::sell;
        } else {
            auto which = orders.begin();
            std::advance(which, random.between(0, std::ssize(orders) - 1));
            id = which->first;
            order = which->second;
            type = static_cast<int>(random.between(2, 4));
            size = type == 3 ? order.open : random.between(1, order.open);
            which->second.open -= size;
            if (which->second.open == 0) orders.erase(which);
        }
        if (step < before930) {
            before = window(orders, levels);
            continue;
        }
        const std::vector<std::int64_t> row = window(orders, levels);
        if (row == before && type < 5) continue;  // below the window: LOBSTER does not tell
        char seconds[40];
        std::snprintf(seconds, sizeof seconds, "%lld.%09lld", static_cast<long long>(time / 1'000'000'000),
                      static_cast<long long>(time % 1'000'000'000));
        market.messages.push_back(std::string(seconds) + "," + std::to_string(type) + "," + std::to_string(id) + "," +
                                  std::to_string(type == 7 ? 0 : size) + "," + std::to_string(order.price) +
                                  (order.side == Side::buy ? ",1\n" : ",-1\n"));
        std::vector<bool> isRevealed(row.size());
        for (const std::size_t side : {0U, 2U}) {
            const std::size_t last = 4 * (levels - 1) + side;
            const bool isNew = !market.rows.empty() && type != 1 && row[last + 1] > 0 && row[last] != before[last];
            if (isNew && before[last + 1] > 0) {
                ++market.revealed;
                isRevealed[last] = isRevealed[last + 1] = true;
            }
        }
        market.isRevealed.push_back(isRevealed);
        market.rows.push_back(row);
        before = row;
    }
    return market;
}

}  // namespace alpha_engine::testing
