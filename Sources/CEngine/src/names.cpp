#include "alpha_engine/types.hpp"

namespace alpha_engine {

const char* sideName(Side side) noexcept {
    switch (side) {
        case Side::buy:
            return "BUY";
        case Side::sell:
            return "SELL";
        case Side::none:
            return "";
    }
    return "";
}

const char* eventName(EventKind kind) noexcept {
    switch (kind) {
        case EventKind::accepted:
            return "ACCEPTED";
        case EventKind::rejected:
            return "REJECTED";
        case EventKind::traded:
            return "TRADED";
        case EventKind::canceled:
            return "CANCELED";
        case EventKind::replaced:
            return "REPLACED";
        case EventKind::triggered:
            return "TRIGGERED";
    }
    return "";
}

}  // namespace alpha_engine
