#include "orders_reader.hpp"

#include <charconv>

#include "alpha_engine/decimal.hpp"

namespace alpha_engine {

const std::array<std::string_view, OrdersReader::columnCount> OrdersReader::columnNames = {
    "timestamp_ns", "symbol", "action", "side",    "price",       "qty",
    "order_type",   "tif",    "id",     "account", "display_qty", "stop_price"};

namespace {

bool isInteger(std::string_view text, std::int64_t& value) noexcept {
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    return status == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool OrdersReader::readRow() noexcept {
    const std::size_t count = records_.fieldCount();
    if (count != header_.size()) {
        const std::string has = std::to_string(count) + " fields, where " + std::to_string(header_.size()) + " belong";
        const std::size_t last = count - 1;
        return fail(records_.line(), columnAt(std::min(count, header_.size() - 1)), "the row has " + has,
                    records_.fields()[last]);
    }
    return readTimestamp() && readWords() && readNumbers() && readNames();
}

bool OrdersReader::readTimestamp() noexcept {
    const std::string_view text = field(timestamp);
    std::int64_t time = 0;
    if (!isInteger(text, time)) {
        if (text.empty()) return fail(timestamp, "is empty");
        const bool isNumber = text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == text.npos && text != "-";
        return fail(timestamp, isNumber ? "is out of the range of 64 bits" : "is not an integer of nanoseconds");
    }
    if (hasTimestamp_ && time < message_.timestamp)
        return fail(timestamp, "goes back, the row before has " + std::to_string(message_.timestamp));
    hasTimestamp_ = true;
    message_.timestamp = time;
    return true;
}

bool OrdersReader::readWords() noexcept {
    const std::string_view what = field(action);
    if (what.empty() || what == "NEW") {
        message_.action = Action::newOrder;
    } else if (what == "CANCEL") {
        message_.action = Action::cancel;
    } else if (what == "REPLACE") {
        message_.action = Action::replace;
    } else if (what == "AUCTION") {
        message_.action = Action::auction;
    } else if (what == "UNCROSS") {
        message_.action = Action::uncross;
    } else {
        return fail(action, "is not NEW, CANCEL, REPLACE, AUCTION or UNCROSS");
    }

    const std::string_view which = field(side);
    if (which == "BUY") {
        message_.side = Side::buy;
    } else if (which == "SELL") {
        message_.side = Side::sell;
    } else if (!which.empty()) {
        return fail(side, "is not BUY or SELL");
    } else if (message_.action == Action::newOrder) {
        return failMissing(side, "NEW");
    } else {
        message_.side = Side::none;
    }

    const std::string_view how = field(orderType);
    if (how.empty() || how == "LIMIT") {
        message_.type = OrderType::limit;
    } else if (how == "MARKET") {
        message_.type = OrderType::market;
    } else if (how == "STOP") {
        message_.type = OrderType::stop;
    } else if (how == "STOP_LIMIT") {
        message_.type = OrderType::stopLimit;
    } else {
        return fail(orderType, "is not LIMIT, MARKET, STOP or STOP_LIMIT");
    }

    const std::string_view until = field(timeInForce);
    if (until.empty() || until == "GTC") {
        message_.timeInForce = TimeInForce::gtc;
    } else if (until == "IOC") {
        message_.timeInForce = TimeInForce::ioc;
    } else if (until == "FOK") {
        message_.timeInForce = TimeInForce::fok;
    } else if (until == "POST") {
        message_.timeInForce = TimeInForce::post;
    } else {
        return fail(timeInForce, "is not GTC, IOC, FOK or POST");
    }
    return true;
}

bool OrdersReader::readNumbers() noexcept {
    const bool isNew = message_.action == Action::newOrder;
    const bool isReplace = message_.action == Action::replace;
    const bool hasPrice = isReplace || message_.type == OrderType::limit || message_.type == OrderType::stopLimit;
    message_.price = 0;
    message_.quantity = 0;
    message_.displayQuantity = 0;
    message_.stopPrice = 0;
    if (hasPrice && !readDecimal(price, isNew, message_.price)) return false;
    if (!readDecimal(quantity, isNew || isReplace, message_.quantity)) return false;
    if (fieldOf_[displayQuantity] != absent && !readDecimal(displayQuantity, false, message_.displayQuantity))
        return false;
    const bool isStop = isNew && message_.type >= OrderType::stop;
    if ((isStop || fieldOf_[stopPrice] != absent) && !readDecimal(stopPrice, isStop, message_.stopPrice)) return false;
    return !isReplace || !field(price).empty() || replacesWithoutPrice();
}

// Only a stop order has no price to be replaced: an empty one is fine where `stop_price` or the quantity 0 says enough.
bool OrdersReader::replacesWithoutPrice() noexcept {
    return message_.stopPrice != 0 || message_.quantity == 0 || failMissing(price, "REPLACE");
}

bool OrdersReader::readDecimal(Column column, bool isRequired, std::int64_t& value) noexcept {
    const std::string_view text = field(column);
    if (text.empty()) {
        if (!isRequired) return true;
        if (message_.action == Action::replace) return failMissing(column, "REPLACE");
        return failMissing(column, column == quantity                      ? "NEW"
                                   : message_.type == OrderType::stop      ? "STOP"
                                   : message_.type == OrderType::stopLimit ? "STOP_LIMIT"
                                                                           : "LIMIT");
    }
    const Decimal decimal = parseDecimal(text.data(), text.size());
    switch (decimal.status) {
        case DecimalStatus::ok:
            value = decimal.units;
            return true;
        case DecimalStatus::notANumber:
            return fail(column, "is not a decimal number");
        case DecimalStatus::tooLarge:
            return fail(column, "is too large");
        case DecimalStatus::tooManyPlaces:
            return fail(column, "has more than 8 decimal places");
    }
    return false;
}

bool OrdersReader::readNames() noexcept {
    const std::string_view book = field(symbol);
    const std::string_view owner = field(account);
    const std::string_view name = field(id);
    const bool needsId = message_.action != Action::auction && message_.action != Action::uncross;
    if (name.empty() && needsId) return fail(id, "is empty");
    if (name.size() > OrderIds::maximumLength) return fail(id, "is longer than 64 bytes");
    for (const Column column : {symbol, account, id})
        if (!isUTF8(field(column))) return fail(column, "is not UTF-8");
    message_.symbol = symbols_.intern(book);
    message_.account = owner.empty() ? 0 : accounts_.intern(owner) + 1;
    message_.id = needsId ? ids_.intern(name.data(), name.size()) : 0;
    return true;
}

}  // namespace alpha_engine
