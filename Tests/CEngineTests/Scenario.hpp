#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "Replay.hpp"

namespace alpha_engine::testing {

/// A story that a trader can read: orders in, events out.
///
/// - `orders`: rows `action,side,price,qty,order_type,tif,id,account`; trailing commas may be left out.
/// - `events`: rows `id,event,side,price,qty,open_qty,reason`.
struct Scenario {
    const char* name;
    const char* orders;
    const char* events;
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

/// The scenario's orders as a file: a timestamp before each row, and every column there.
inline std::string ordersFile(const Scenario& scenario) {
    std::string file = "timestamp_ns,action,side,price,qty,order_type,tif,id,account\n";
    int time = 0;
    forEachLine(scenario.orders, [&](std::string line) {
        const auto commas = std::count(line.begin(), line.end(), ',');
        line.append(static_cast<std::size_t>(7 - commas), ',');
        file += std::to_string(++time) + "," + line + "\n";
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
inline void play(const Scenario& scenario, Simulator simulator = Simulator()) {
    SCOPED_TRACE(scenario.name);
    const Replay result = replay(ordersFile(scenario), std::move(simulator));
    std::string expected;
    forEachLine(scenario.events, [&](const std::string& line) { expected += line + "\n"; });
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(shortEvents(result.events), expected);
    EXPECT_TRUE(result.invariantsHold);
}

}  // namespace alpha_engine::testing
