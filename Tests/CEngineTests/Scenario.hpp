#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "Replay.hpp"

namespace alpha_engine::testing {

/// A story that a trader can read: orders in, events out.
///
/// - `orders`: rows `action,side,price,qty,order_type,tif,id,account,display_qty,stop_price`; trailing commas may be
/// left
///   out. A row may begin with its time, `@500000000` and a blank (without it: a nanosecond after the row before), and
///   with its symbol, `F:` and a blank (without it: the unnamed book).
/// - `events`: rows `id,event,side,price,qty,open_qty,reason`.
struct Scenario {
    const char* name;
    const char* orders;
    const char* events;
    SelfTradePrevention selfTrade = SelfTradePrevention::none;
};

inline void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.name; }

template <class Use>
void forEachLine(std::string_view text, Use&& use) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
        if (!line.empty()) use(std::string(line));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// The scenario's orders as a file: time and symbol before each row, and every column there.
inline std::string ordersFile(const Scenario& scenario) {
    std::string file = "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,account,display_qty,stop_price\n";
    constexpr std::ptrdiff_t commasMax = 9;
    std::int64_t time = 0;
    forEachLine(scenario.orders, [&](std::string line) {
        ++time;
        if (line.front() == '@') {
            time = std::stoll(line.substr(1));
            line.erase(0, line.find(' ') + 1);
        }
        std::string symbol;
        if (const std::size_t colon = line.find(": "); colon != line.npos) {
            symbol = line.substr(0, colon);
            line.erase(0, colon + 2);
        }
        const auto commas = std::count(line.begin(), line.end(), ',');
        ASSERT_LE(commas, commasMax) << line;
        line.append(static_cast<std::size_t>(commasMax - commas), ',');
        file += std::to_string(time) + "," + symbol + "," + line + "\n";
    });
    return file;
}

/// Events without their time and symbol.
inline std::string shortEvents(std::string_view events) {
    std::string shown;
    forEachLine(withoutHeader(events), [&](const std::string& line) {
        const std::size_t symbol = line.find(',') + 1;
        shown += line.substr(line.find(',', symbol) + 1) + "\n";
    });
    return shown;
}

/// Plays the scenario and compares.
inline void play(const Scenario& scenario, Simulator simulator) {
    SCOPED_TRACE(scenario.name);
    const Replay result = replay(ordersFile(scenario), std::move(simulator));
    std::string expected;
    forEachLine(scenario.events, [&](const std::string& line) { expected += line + "\n"; });
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(shortEvents(result.events), expected);
    EXPECT_TRUE(result.invariantsHold);
}
/// Plays it without limits, with the scenario's self-trade prevention.
inline void play(const Scenario& scenario) {
    SimulatorOptions options;
    options.selfTradePrevention = scenario.selfTrade;
    play(scenario, Simulator(options));
}

}  // namespace alpha_engine::testing
