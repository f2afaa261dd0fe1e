#include "alpha_engine/market_data_replay.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include "alpha_engine/decimal.hpp"
#include "itch_books.hpp"
#include "lobster_feed.hpp"

namespace alpha_engine {

namespace {

TextSpan span(std::string_view text) noexcept { return {text.data(), text.size()}; }

MarketDataOptions checked(MarketDataOptions options) noexcept {
    options.levels = std::clamp<std::uint32_t>(options.levels, 1, feedLevelsMax);
    options.verifiesBook = options.verifiesBook && options.format == FeedFormat::lobster;
    return options;
}

Quantity scaled(Quantity quantity) noexcept {
    Quantity units = 0;
    const bool isTooLarge = __builtin_mul_overflow(quantity, decimalOne, &units);
    return isTooLarge ? std::numeric_limits<Quantity>::max() : units;
}

}  // namespace

// Everything lives behind one pointer and stays where it is: the feeds point at their neighbours.
struct MarketDataReplay::State {
    explicit State(const MarketDataOptions& wanted) noexcept
        : options(checked(wanted)), books(options.expectedOrders), writer(options.writesBook, options.writesTrades) {
        const bool isItch = options.format == FeedFormat::itch;
        if (isItch)
            itch = std::make_unique<ItchBooks>(books);
        else
            lobster = std::make_unique<LobsterFeed>(options, books, writer);
        writer.begin(isItch, options.levels);
    }

    bool handle(const ItchMessage& message) noexcept {
        if (!itch->apply(message, framer)) return false;
        ++types[message.type()];
        ++counts.messages;
        if (itchSizes[message.type()] == 0) ++counts.unknownTypes;
        if (const ItchBooks::Execution& trade = itch->execution(); trade.quantity > 0) {
            counts.tradedShares += static_cast<std::uint64_t>(trade.quantity);
            writer.writeTrade(message.timestamp(), symbolField(trade.symbol), trade.makerId,
                              trade.isCross ? "AUCTION" : sideName(trade.takerSide), trade.price, trade.quantity);
        }
        if (const SymbolIndex symbol = itch->changed(); symbol != ItchBooks::noSymbol) {
            ++counts.bookChanges;
            writer.writeBook(books, symbol, options.levels, message.timestamp(), symbolField(symbol));
        }
        return true;
    }

    std::string_view symbolField(SymbolIndex symbol) noexcept {
        while (symbolFields.size() < itch->symbols().count())
            symbolFields.push_back(csvField(itch->symbols().name(static_cast<SymbolIndex>(symbolFields.size()))));
        return symbolFields[symbol];
    }

    const LobsterVerifier::Mismatch& mismatch() const noexcept {
        return lobster != nullptr ? lobster->verifier().mismatch() : noMismatch;
    }
    const InputError& error() const noexcept { return lobster != nullptr ? lobster->error() : framer.error(); }

    const MarketDataOptions options;
    BookBuilder books;
    FeedWriter writer;
    std::unique_ptr<LobsterFeed> lobster;
    std::unique_ptr<ItchBooks> itch;
    ItchFramer framer;
    MarketDataCounts counts;  // ITCH's
    std::array<std::uint64_t, 256> types{};
    std::vector<std::string> symbolFields;
    const LobsterVerifier::Mismatch noMismatch;
};

MarketDataReplay::MarketDataReplay(const MarketDataOptions& options) noexcept
    : state_(std::make_unique<State>(options)) {}
MarketDataReplay::~MarketDataReplay() noexcept = default;
MarketDataReplay::MarketDataReplay(MarketDataReplay&&) noexcept = default;
MarketDataReplay& MarketDataReplay::operator=(MarketDataReplay&&) noexcept = default;

bool MarketDataReplay::feed(const char* bytes, std::size_t count) noexcept {
    if (state_->lobster != nullptr)
        state_->lobster->feed(bytes, count);
    else
        state_->framer.feed(bytes, count, [this](const ItchMessage& m) noexcept { return state_->handle(m); });
    return !hasError();
}

bool MarketDataReplay::finish() noexcept {
    if (state_->lobster != nullptr)
        state_->lobster->finish();
    else
        state_->framer.finish();
    return !hasError();
}

bool MarketDataReplay::wantsBook() const noexcept { return state_->lobster != nullptr && state_->lobster->wantsBook(); }

bool MarketDataReplay::feedBook(const char* bytes, std::size_t count) noexcept {
    if (state_->lobster != nullptr) state_->lobster->feedBook(bytes, count);
    return !hasError();
}

bool MarketDataReplay::finishBook() noexcept {
    if (state_->lobster != nullptr) state_->lobster->finishBook();
    return !hasError();
}

TextSpan MarketDataReplay::book() const noexcept { return span(state_->writer.bookText()); }
TextSpan MarketDataReplay::trades() const noexcept { return span(state_->writer.tradesText()); }
void MarketDataReplay::drain() noexcept { state_->writer.drain(); }

MarketDataCounts MarketDataReplay::counts() const noexcept {
    MarketDataCounts counts = state_->counts;
    if (state_->lobster != nullptr) {
        state_->lobster->addCounts(counts);
    } else {
        counts.buyOrders = state_->itch->buyOrders();
        counts.sellOrders = state_->itch->sellOrders();
        counts.unknownOrders = state_->itch->unknownOrders();
        counts.trades = state_->writer.trades();
    }
    counts.liveOrders = state_->books.liveOrders();
    return counts;
}

std::uint64_t MarketDataReplay::messageCount(std::uint8_t type) const noexcept {
    if (state_->lobster == nullptr) return state_->types[type];
    return type >= '1' && type <= '7' ? state_->lobster->messageCount(type - std::size_t{'0'}) : 0;
}

bool MarketDataReplay::hasError() const noexcept { return state_->error().isSet; }
bool MarketDataReplay::errorIsInBook() const noexcept {
    return state_->lobster != nullptr && state_->lobster->errorIsInBook();
}
std::uint64_t MarketDataReplay::errorLine() const noexcept { return state_->error().line; }
std::uint64_t MarketDataReplay::errorOffset() const noexcept { return hasError() ? state_->framer.offset() : 0; }
const char* MarketDataReplay::errorColumn() const noexcept { return state_->error().column.c_str(); }
const char* MarketDataReplay::errorProblem() const noexcept { return state_->error().problem.c_str(); }
const char* MarketDataReplay::errorFound() const noexcept { return state_->error().found.c_str(); }

bool MarketDataReplay::hasMismatch() const noexcept { return mismatchLine() != 0; }
std::uint64_t MarketDataReplay::mismatchLine() const noexcept { return state_->mismatch().line; }
std::uint64_t MarketDataReplay::mismatchBookLine() const noexcept { return state_->mismatch().bookLine; }
const char* MarketDataReplay::mismatchProblem() const noexcept { return state_->mismatch().problem.c_str(); }
const char* MarketDataReplay::mismatchExpected() const noexcept { return state_->mismatch().expected.c_str(); }
const char* MarketDataReplay::mismatchFound() const noexcept { return state_->mismatch().found.c_str(); }

std::uint32_t MarketDataReplay::symbolCount() const noexcept { return state_->books.symbolCount(); }

TextSpan MarketDataReplay::symbolName(SymbolIndex symbol) const noexcept {
    return state_->itch != nullptr ? span(state_->itch->symbols().name(symbol)) : TextSpan{"", 0};
}

std::uint64_t MarketDataReplay::ordersOf(SymbolIndex symbol) const noexcept {
    if (state_->itch != nullptr) return state_->itch->ordersOf(symbol);
    const MarketDataCounts all = counts();
    return all.buyOrders + all.sellOrders;
}

TopOfBook MarketDataReplay::top(SymbolIndex symbol) const noexcept {
    TopOfBook top = state_->books.top(symbol);
    if (top.bid != noPrice) top.bid *= FeedWriter::priceUnits;
    if (top.ask != noPrice) top.ask *= FeedWriter::priceUnits;
    top.bidQuantity = scaled(top.bidQuantity);
    top.askQuantity = scaled(top.askQuantity);
    return top;
}

bool MarketDataReplay::checkInvariants() const noexcept { return state_->books.checkInvariants(); }

}  // namespace alpha_engine
