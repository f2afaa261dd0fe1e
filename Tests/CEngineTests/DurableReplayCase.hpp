#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "Random.hpp"
#include "Replay.hpp"
#include "TemporaryFolder.hpp"
#include "alpha_engine/durable_replay.hpp"

namespace alpha_engine::testing {

/// Orders of every kind: several symbols and accounts, icebergs, stops, auctions, ids short and long.
inline std::string ordersFile(Random& random, int count) {
    std::string text = "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,stop_price,display_qty,account\n";
    const auto number = [&](std::int64_t low, std::int64_t high) { return std::to_string(random.between(low, high)); };
    std::int64_t time = 1'000;
    for (int i = 0; i < count; ++i) {
        time += random.oneIn(200) ? 40'000'000'000'000 : random.between(0, 3) * 100;
        std::string action = "NEW";
        if (random.oneIn(5)) action = random.oneIn(2) ? "CANCEL" : "REPLACE";
        if (random.oneIn(60)) action = random.oneIn(3) ? "AUCTION" : "UNCROSS";
        const int kind = static_cast<int>(random.between(1, 24));
        const std::string type = kind <= 3 ? "MARKET" : kind <= 6 ? "STOP" : kind <= 8 ? "STOP_LIMIT" : "LIMIT";
        const std::string tif = random.oneIn(6) ? "IOC" : random.oneIn(9) ? "POST" : random.oneIn(9) ? "FOK" : "GTC";
        text += std::to_string(time) + ",S" + number(0, 2) + "," + action + "," + (random.oneIn(2) ? "BUY" : "SELL") +
                "," + number(95, 105) + "," + number(1, 30) + "," + type + "," + tif + "," +
                (random.oneIn(2) ? "" : "a-long-text-id-") + number(1, 40) + "," +
                (type.starts_with("STOP") ? number(95, 105) : "") + "," + (random.oneIn(4) ? number(1, 9) : "") + "," +
                (random.oneIn(3) ? "" : "desk" + number(1, 3)) + "\n";
    }
    if (random.oneIn(3)) text.pop_back();
    return text;
}

/// One configuration of a replay and the run that nothing interrupts.
struct ReplayCase {
    std::string orders;
    SimulatorOptions options;
    bool hasLimits = false;

    ReplayCase(std::uint64_t seed, int rows) {
        Random random(seed);
        orders = ordersFile(random, rows);
        options.expectedOrders = 4;
        options.latencyNanoseconds = random.oneIn(2) ? 250 : 0;
        options.selfTradePrevention = static_cast<SelfTradePrevention>(random.between(0, 4));
        options.writesTrades = !random.oneIn(8);
        options.writesEvents = !options.writesTrades || !random.oneIn(8);
        hasLimits = random.oneIn(2);
    }

    void configure(Simulator& simulator) const {
        if (options.latencyNanoseconds > 0) simulator.setLatency("desk2", 5, 1'000);
        if (!hasLimits) return;
        constexpr std::int64_t one = 100'000'000;
        Instrument coarse;
        coarse.multiplier = 3 * one;
        simulator.setInstrument("S1", 2, coarse);
        simulator.setDefaultLimits({.maxGrossNotional = 60'000 * one, .maxOpenOrders = 25, .maxDailyLoss = 400 * one});
        simulator.setLimits("desk3", 5, {.maxPosition = 90 * one, .maxMessagesPerSecond = 20});
    }

    /// What a plain simulator makes of the orders.
    Replay expected() const {
        Simulator simulator(options);
        configure(simulator);
        Replay replay = testing::replay(orders, std::move(simulator));
        if (!options.writesTrades) replay.trades.clear();
        if (!options.writesEvents) replay.events.clear();
        return replay;
    }

    DurableReplay replay(const std::string& journal, bool recovers, std::uint64_t snapshotEvery) const {
        DurableReplay made(journal.data(), journal.size(),
                           {.simulator = options, .snapshotEvery = snapshotEvery, .recovers = recovers});
        configure(*made.simulator());
        return made;
    }
};

/// Feeds the orders in chunks of random sizes, up to a byte of them; false when it is refused.
inline bool feedUpTo(DurableReplay& replay, std::string_view orders, std::size_t end, Random& random,
                     std::int64_t largest) {
    for (std::size_t place = 0; place < end;) {
        const std::size_t count = std::min(end - place, static_cast<std::size_t>(random.between(1, largest)));
        if (!replay.feed(orders.data() + place, count)) return false;
        place += count;
    }
    return true;
}

}  // namespace alpha_engine::testing
