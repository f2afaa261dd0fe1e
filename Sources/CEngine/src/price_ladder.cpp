#include "alpha_engine/price_ladder.hpp"

#include <algorithm>
#include <numeric>

namespace alpha_engine {

namespace {

constexpr std::uint64_t smallestWindow = 64;
constexpr std::uint64_t largestWindow = 65'536;
// Places a window has for each level there is, so that memory follows the levels and not the range of prices.
constexpr std::uint64_t placesPerLevel = 4;
// Nothing in a window is further than this from its first place: index arithmetic is then exact.
constexpr std::uint64_t largestReach = std::uint64_t{1} << 61;

std::uint64_t distance(std::int64_t high, std::int64_t low) noexcept {
    return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
}

std::uint64_t summaryWords(std::uint64_t places) noexcept { return (places / 64 + 63) / 64; }

}  // namespace

void PriceLadder::reserve(std::size_t levels) noexcept {
    const std::uint64_t size = std::clamp(std::bit_ceil(levels * placesPerLevel), smallestWindow, largestWindow);
    levels_.reserve(size);
    marks_.reserve(size / 64 + summaryWords(size));
    far_.reserve(levels);
}

PriceLevel* PriceLadder::findFar(Key key) noexcept {
    const auto it = std::lower_bound(far_.begin(), far_.end(), key,
                                     [](const FarLevel& level, Key wanted) noexcept { return level.key < wanted; });
    return it != far_.end() && it->key == key ? &it->level : nullptr;
}

PriceLevel& PriceLadder::occupyOutside(Key key) noexcept {
    const auto place = [this](Key wanted) noexcept {
        return std::lower_bound(far_.begin(), far_.end(), wanted,
                                [](const FarLevel& level, Key bound) noexcept { return level.key < bound; });
    };
    if (windowCount_ > 0 && key < origin_) {
        const auto it = place(key);
        if (it != far_.end() && it->key == key) return it->level;
        if (!wantsRefill()) return far_.insert(it, FarLevel{key, {}})->level;
    }
    spillWindow();
    far_.insert(place(key), FarLevel{key, {}});
    refillWindow();
    const std::uint64_t index = indexOf(key);
    return index < limit_ ? window_[index] : *findFar(key);
}

void PriceLadder::vacateFar(Key key) noexcept {
    far_.erase(std::lower_bound(far_.begin(), far_.end(), key,
                                [](const FarLevel& level, Key wanted) noexcept { return level.key < wanted; }));
}

void PriceLadder::bestLeftWindow() noexcept {
    bestKey_ = noKey;
    if (!far_.empty()) refillWindow();
}

// Whether levels below the window have become so many that it should move to them or grow.
bool PriceLadder::wantsRefill() noexcept {
    const std::uint64_t levels = std::uint64_t{count()} + 1;
    if (levels_.size() < largestWindow && levels * placesPerLevel > levels_.size()) return true;
    return ++farInserts_ > std::max(levels_.size() / 4, levels / 2);
}

// Moves every level of the window behind the far ones, which stay sorted: all of them were lower.
void PriceLadder::spillWindow() noexcept {
    for (std::size_t word = 0; windowCount_ > 0; ++word) {
        for (std::uint64_t bits = bits_[word]; bits != 0; bits &= bits - 1) {
            const std::uint64_t index = word * 64 + static_cast<unsigned>(std::countr_zero(bits));
            far_.push_back(FarLevel{keyAt(index), window_[index]});
            window_[index] = {};
            --windowCount_;
        }
        bits_[word] = 0;
    }
    std::fill_n(marks_.begin(), summaryWords(levels_.size()), 0);
    bestKey_ = noKey;
}

// The tick of the best levels: as many as share one that leaves all of them within `places` of the best.
std::uint64_t PriceLadder::chooseStep(std::uint64_t hint, std::uint64_t places, std::size_t& taken) const noexcept {
    const Key best = far_.back().key;
    std::uint64_t step = hint;
    for (taken = 1; taken < far_.size(); ++taken) {
        const std::uint64_t below = distance(best, far_[far_.size() - 1 - taken].key);
        const std::uint64_t finer = std::gcd(step, below);
        if (below / finer >= places || below > largestReach) break;
        step = finer;
    }
    return step;
}

// Opens the window at the best of the far levels and takes in those that it reaches. The window must be empty.
void PriceLadder::refillWindow() noexcept {
    const std::uint64_t wanted = std::bit_ceil(far_.size() * placesPerLevel);
    const std::uint64_t size =
        std::max<std::uint64_t>(levels_.size(), std::clamp(wanted, smallestWindow, largestWindow));
    if (levels_.size() < size) {
        levels_.resize(size);
        marks_.resize(size / 64 + summaryWords(size));
        window_ = levels_.data();
        bits_ = marks_.data() + summaryWords(size);
    }

    std::uint64_t below = size / 4 * 3 - 1;  // places under the best; the rest is room for better prices
    std::size_t taken = 0;
    std::uint64_t step = chooseStep(static_cast<std::uint64_t>(step_), below + 1, taken);
    if (taken < far_.size()) {
        // The old tick may be finer than what rests here now.
        std::size_t takenAfresh = 0;
        const std::uint64_t fresh = chooseStep(0, below + 1, takenAfresh);
        if (takenAfresh > taken) {
            taken = takenAfresh;
            step = fresh;
        }
    }
    const Key best = far_.back().key;
    if (step != 0) {
        below = std::min(below, largestReach / step);
        if (taken < far_.size())  // the window must end above the first level that it does not take in
            below = std::min(below, (distance(best, far_[far_.size() - 1 - taken].key) - 1) / step);
        limit_ = static_cast<std::uint32_t>(std::min(size, below + 1 + largestReach / step));
    } else {
        below = 0;
        limit_ = 1;
    }
    setStep(step);
    origin_ = best - static_cast<Key>(below * step);
    bestKey_ = best;
    bestIndex_ = static_cast<std::uint32_t>(below);
    for (; !far_.empty() && far_.back().key >= origin_; far_.pop_back()) {
        const std::uint64_t index = indexOf(far_.back().key);
        window_[index] = far_.back().level;
        mark(index);
        ++windowCount_;
    }
    farInserts_ = 0;
}

void PriceLadder::setStep(std::uint64_t step) noexcept {
    step_ = static_cast<Key>(step);
    shift_ = step == 0 ? 0 : static_cast<std::uint32_t>(std::countr_zero(step));
    const std::uint64_t odd = step == 0 ? 1 : step >> shift_;
    // Newton's iteration doubles the correct bits: 3, 6, 12, 24, 48, 96 (Hacker's Delight, 10-16).
    inverse_ = odd;
    for (int i = 0; i < 5; ++i) inverse_ *= 2 - odd * inverse_;
}

bool PriceLadder::checkInvariants() const noexcept {
    std::uint32_t counted = 0;
    Key highestKey = noKey;
    for (std::uint64_t index = 0; index < levels_.size(); ++index) {
        const PriceLevel& level = levels_[index];
        const bool isMarked = (bits_[index >> 6] >> (index & 63) & 1) != 0;
        if (isMarked != (level.head != 0) || isMarked != (level.total != 0)) return false;
        if (isMarked && (index >= limit_ || indexOf(keyAt(index)) != index)) return false;
        if (isMarked) {
            ++counted;
            highestKey = keyAt(index);
        }
    }
    for (std::uint64_t word = 0; word < levels_.size() / 64; ++word)
        if ((bits_[word] != 0) != ((summary(word >> 6) >> (word & 63) & 1) != 0)) return false;
    for (std::size_t i = 0; i < far_.size(); ++i) {
        if (far_[i].level.head == 0 || far_[i].key >= origin_) return false;
        if (i > 0 && far_[i - 1].key >= far_[i].key) return false;
    }
    if (counted != windowCount_ || (counted == 0 && !far_.empty()) || highestKey != bestKey_) return false;
    return bestKey_ == noKey || keyAt(bestIndex_) == bestKey_;
}

std::size_t PriceLadder::memoryBytes() const noexcept {
    return levels_.capacity() * sizeof(PriceLevel) + far_.capacity() * sizeof(FarLevel) +
           marks_.capacity() * sizeof(std::uint64_t);
}

}  // namespace alpha_engine
