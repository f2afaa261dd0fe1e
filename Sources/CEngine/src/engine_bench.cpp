#include "alpha_engine/engine_bench.hpp"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "simulator_state.hpp"
#include "synthetic_orders.hpp"

namespace alpha_engine {

namespace {

// Every trade, in order, goes into one number.
struct HashingSink {
    std::uint64_t trades = 0;
    std::uint64_t hash = 0xCBF29CE484222325ULL;

    void trade(const Trade& trade) noexcept {
        ++trades;
        hash = (hash ^ trade.makerId * 0x9E3779B97F4A7C15ULL ^ trade.takerId * 0xC2B2AE3D27D4EB4FULL ^
                static_cast<std::uint64_t>(trade.price) << 32 ^ static_cast<std::uint64_t>(trade.quantity)) *
               0x100000001B3ULL;
    }
};
using Engine = MatchingEngine<HashingSink>;

double threadSeconds() noexcept {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

using Clock = std::chrono::steady_clock;
double seconds(Clock::duration duration) noexcept { return std::chrono::duration<double>(duration).count(); }
std::int64_t nanoseconds(Clock::duration duration) noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count();
}

}  // namespace

struct EngineBench::State {
    explicit State(const SimulatorOptions& options) noexcept : threads(std::max(options.threads, 1U)) {
        SimulatorOptions quiet = options;
        quiet.writesTrades = false;
        quiet.writesEvents = false;
        quiet.threads = 1;
        simulator = Simulator(quiet);
    }

    // An engine with the simulator's rules and no order.
    std::unique_ptr<Engine> engine(bool isLimited = true) const noexcept {
        const Simulator::State& rules = *simulator.state_;
        auto made = std::make_unique<Engine>(engineOptions(rules.options));
        for (std::uint32_t i = 0; i < symbolCount(); ++i) {
            Instrument instrument = rules.instrument(i);
            if (!isLimited)
                instrument.maxOrderQuantity = instrument.maxOrderNotional = instrument.priceCollarBasisPoints =
                    unlimited;
            made->addSymbol(instrument);
        }
        if (isLimited) rules.setAllLimits(made->risk());
        return made;
    }
    bool hasLimits() const noexcept {
        const Simulator::State& rules = *simulator.state_;
        for (std::uint32_t i = 0; i < symbolCount(); ++i)
            if (rules.instrument(i).hasLimits()) return true;
        return std::any_of(rules.limitsSet.begin(), rules.limitsSet.end(),
                           [](const auto& set) noexcept { return set.second.any(); });
    }
    std::uint32_t symbolCount() const noexcept {
        return std::max(madeUpSymbols, static_cast<std::uint32_t>(simulator.state_->reader.symbols().count()));
    }

    Simulator simulator;  // its rules only: no order reaches its engine
    std::vector<OrderMessage> messages;
    std::size_t prefill = 0;
    std::uint32_t madeUpSymbols = 0;
    std::uint32_t threads;
};

EngineBench::EngineBench(const SimulatorOptions& options) noexcept : state_(std::make_unique<State>(options)) {}
EngineBench::~EngineBench() noexcept = default;
EngineBench::EngineBench(EngineBench&&) noexcept = default;
EngineBench& EngineBench::operator=(EngineBench&&) noexcept = default;

Simulator* EngineBench::simulator() noexcept { return &state_->simulator; }

bool EngineBench::feed(const char* bytes, std::size_t count) noexcept { return keep(bytes, count, false); }
bool EngineBench::finish() noexcept { return keep(nullptr, 0, true); }

bool EngineBench::keep(const char* bytes, std::size_t count, bool isLast) noexcept {
    OrdersReader& reader = state_->simulator.state_->reader;
    const auto take = [&](const OrderMessage& message) noexcept {
        // A text id is never forgotten here: engines meet it later.
        reader.ids().retain(message.id);
        state_->messages.push_back(message);
    };
    return isLast ? reader.finish(take) : reader.feed(bytes, count, take);
}

void EngineBench::makeUp(const BenchFlow& flow) noexcept {
    SyntheticOrders made(flow);
    state_->messages = std::move(made.messages);
    state_->prefill = made.prefill;
    state_->madeUpSymbols = flow.symbols;
}

BenchResult EngineBench::run() const noexcept {
    BenchResult result;
    const bool isDivisible = state_->simulator.state_->limitsAreWithinSymbols;
    result.threads = isDivisible ? std::clamp(state_->symbolCount(), 1U, state_->threads) : 1;

    // Each thread has its own engine and its own symbols.
    struct Share {
        std::unique_ptr<Engine> engine;
        std::vector<OrderMessage> messages;
        std::size_t prefill = 0;
        double processorSeconds = 0;
    };
    std::vector<Share> shares(result.threads);
    for (Share& share : shares) share.engine = state_->engine();
    if (result.threads > 1)
        for (std::size_t i = 0; i < state_->messages.size(); ++i) {
            Share& share = shares[state_->messages[i].symbol % result.threads];
            share.messages.push_back(state_->messages[i]);
            share.prefill += i < state_->prefill ? 1U : 0U;
        }
    const auto work = [&](Share& share) noexcept {
        const std::vector<OrderMessage>& messages = result.threads > 1 ? share.messages : state_->messages;
        const std::size_t prefill = result.threads > 1 ? share.prefill : state_->prefill;
        const double before = threadSeconds();
        share.engine->process(messages.data() + prefill, messages.size() - prefill);
        share.processorSeconds = threadSeconds() - before;
    };
    for (Share& share : shares) {
        const std::vector<OrderMessage>& messages = result.threads > 1 ? share.messages : state_->messages;
        share.engine->process(messages.data(), result.threads > 1 ? share.prefill : state_->prefill);
        share.engine->sink() = HashingSink{};
    }
    const auto start = Clock::now();
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < shares.size(); ++i) others.emplace_back([&, i] { work(shares[i]); });
    work(shares[0]);
    for (std::thread& thread : others) thread.join();
    result.wallSeconds = seconds(Clock::now() - start);
    result.messages = state_->messages.size() - state_->prefill;
    for (const Share& share : shares) {
        result.processorSeconds += share.processorSeconds;
        result.trades += share.engine->sink().trades;
        result.tradeHash = shares.size() == 1 ? share.engine->sink().hash
                                              : (result.tradeHash ^ share.engine->sink().hash) * 0x100000001B3ULL;
        result.liveOrders += share.engine->liveOrders();
        result.memoryBytes += share.engine->memoryBytes();
    }
    shares.clear();
    measureLatencies(result);
    if (state_->hasLimits()) measureLimits(result);
    return result;
}

// Two engines by turns, block by block, so that whatever else the machine does meets both alike.
void EngineBench::measureLimits(BenchResult& result) const noexcept {
    constexpr std::size_t block = 20'000;
    std::unique_ptr<Engine> engines[] = {state_->engine(false), state_->engine(true)};
    for (const auto& engine : engines) engine->process(state_->messages.data(), state_->prefill);
    std::vector<double> shares;
    for (std::size_t i = 0; i < result.messages; i += block) {
        double taken[2];
        // The one that goes first meets messages that are not in the cache yet: they take turns in that too.
        for (std::size_t turn = 0; turn < 2; ++turn) {
            const std::size_t which = (turn + i / block) % 2;
            const double before = threadSeconds();
            engines[which]->process(state_->messages.data() + state_->prefill + i,
                                    std::min<std::size_t>(block, result.messages - i));
            taken[which] = threadSeconds() - before;
        }
        shares.push_back(taken[0] / std::max(taken[1], 1e-9));
    }
    if (shares.empty()) return;
    const auto middle = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2);
    std::nth_element(shares.begin(), middle, shares.end());
    result.throughputShareWithLimits = *middle;
}

void EngineBench::measureLatencies(BenchResult& result) const noexcept {
    const auto engine = state_->engine();
    std::vector<std::uint32_t> times(65'536);
    for (std::uint32_t& time : times) {
        const auto start = Clock::now();
        time = static_cast<std::uint32_t>(nanoseconds(Clock::now() - start));
    }
    std::nth_element(times.begin(), times.begin() + 32'768, times.end());
    const std::uint32_t clock = times[32'768];
    result.clockNanoseconds = clock;
    engine->process(state_->messages.data(), state_->prefill);
    times.assign(result.messages, 0);
    for (std::size_t i = 0; i < times.size(); ++i) {
        const OrderMessage& message = state_->messages[state_->prefill + i];
        const auto start = Clock::now();
        engine->process(message);
        const std::int64_t taken = nanoseconds(Clock::now() - start) - clock;
        times[i] = static_cast<std::uint32_t>(std::clamp<std::int64_t>(taken, 0, UINT32_MAX));
    }
    if (times.empty()) return;
    std::sort(times.begin(), times.end());
    const auto quantile = [&times](std::size_t permille) noexcept {
        return static_cast<double>(times[std::min(times.size() - 1, times.size() * permille / 1000)]);
    };
    result.latencyP50 = quantile(500);
    result.latencyP99 = quantile(990);
    result.latencyP999 = quantile(999);
    result.latencyMaximum = times.back();
}

}  // namespace alpha_engine
