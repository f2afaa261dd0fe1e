#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "alpha_engine/simulator.hpp"

namespace alpha_engine::testing {

/// What a simulator made of a file.
struct Replay {
    std::string trades;
    std::string events;
    /// `LINE: column 'NAME': problem (found)`, empty when every row was used.
    std::string error;
    ReplayCounts counts;
    bool invariantsHold = false;

    friend bool operator==(const Replay& a, const Replay& b) {
        return a.trades == b.trades && a.events == b.events && a.error == b.error;
    }
};

inline std::string text(TextSpan span) { return span.count == 0 ? std::string() : std::string(span.data, span.count); }

/// A simulator with room for few orders at first: quick to make, and it must grow.
inline Simulator smallSimulator() { return Simulator({.expectedOrders = 4}); }

/// Feeds the bytes to a simulator in chunks of the sizes that `nextChunk()` gives, draining after each.
template <class NextChunk>
Replay replayInChunks(Simulator simulator, std::string_view bytes, NextChunk&& nextChunk) {
    Replay replay;
    const auto drain = [&] {
        replay.trades += text(simulator.trades());
        replay.events += text(simulator.events());
        simulator.drain();
    };
    bool goesOn = true;
    while (goesOn && !bytes.empty()) {
        const std::size_t count =
            std::min<std::size_t>(bytes.size(), std::max<std::size_t>(1, static_cast<std::size_t>(nextChunk())));
        const std::string chunk(bytes.substr(0, count));  // gone after the call, as a read buffer would be
        goesOn = simulator.feed(chunk.data(), chunk.size());
        bytes.remove_prefix(count);
        drain();
    }
    if (goesOn) simulator.finish();
    drain();
    if (simulator.hasError())
        replay.error = std::to_string(simulator.errorLine()) + ": column '" + simulator.errorColumn() +
                       "': " + simulator.errorProblem() + " (" + simulator.errorFound() + ")";
    replay.counts = simulator.counts();
    replay.invariantsHold = simulator.checkInvariants();
    return replay;
}

/// Feeds the bytes in one piece.
inline Replay replay(std::string_view bytes, Simulator simulator = smallSimulator()) {
    return replayInChunks(std::move(simulator), bytes, [&] { return bytes.size(); });
}

/// Text without its first line.
inline std::string withoutHeader(std::string_view text) {
    const std::size_t end = text.find('\n');
    return end == text.npos ? std::string() : std::string(text.substr(end + 1));
}

}  // namespace alpha_engine::testing
