#pragma once

#include "alpha_engine/matching_engine.hpp"
#include "alpha_engine/simulator.hpp"
#include "csv_writer.hpp"

namespace alpha_engine {

/// What a simulator does with each trade and event: writes it, counts it, and says which ids are in use.
struct ReplaySink {
    CsvWriter* writer;
    OrderIds* ids;
    bool writesTrades;
    bool writesEvents;
    ReplayCounts counts;
    Wide tradedUnits = 0;

    void trade(const Trade& trade) noexcept {
        ++counts.trades;
        tradedUnits += trade.quantity;
        if (writesTrades) writer->write(trade);
    }

    void event(const OrderEvent& event) noexcept {
        switch (event.kind) {
            case EventKind::accepted:
                ++counts.accepted;
                ids->retain(event.id);
                break;
            case EventKind::rejected:
                ++counts.rejected;
                ++counts.rejectedByReason[static_cast<std::size_t>(event.reason)];
                break;
            case EventKind::canceled:
                ++counts.canceled;
                break;
            case EventKind::replaced:
                ++counts.replaced;
                break;
            case EventKind::triggered:
                ++counts.triggered;
                break;
            case EventKind::traded:
                break;
        }
        if (writesEvents) writer->write(event);
        const bool isFinished = event.openQuantity == 0 && event.kind != EventKind::rejected;
        if (isFinished) ids->release(event.id);
    }
};

}  // namespace alpha_engine
