#include "engine_shards.hpp"

namespace alpha_engine {

EngineShards::EngineShards(std::size_t count, const EngineOptions& options) noexcept {
    for (std::size_t i = 0; i < count; ++i) shards_.push_back(std::make_unique<Shard>(options));
    // The first one is worked on by the caller.
    for (std::size_t i = 1; i < count; ++i) shards_[i]->thread = std::thread([this, i]() noexcept { work(i); });
}

EngineShards::~EngineShards() noexcept {
    {
        const std::lock_guard lock(mutex_);
        isStopping_ = true;
    }
    begin_.notify_all();
    for (auto& shard : shards_)
        if (shard->thread.joinable()) shard->thread.join();
}

void EngineShards::addSymbol(const Instrument& instrument) noexcept {
    shards_[symbolCount_ % shards_.size()]->engine.addSymbol(instrument);
    ++symbolCount_;
}

void EngineShards::process(const OrderMessage* messages, std::size_t count, ReplaySink& sink) noexcept {
    messages_ = messages;
    count_ = count;
    {
        const std::lock_guard lock(mutex_);
        ++block_;
        busy_ = shards_.size() - 1;
    }
    begin_.notify_all();
    match(0);
    {
        std::unique_lock lock(mutex_);
        end_.wait(lock, [this] { return busy_ == 0; });
    }
    tell(sink);
}

void EngineShards::work(std::size_t index) noexcept {
    std::uint64_t done = 0;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            begin_.wait(lock, [&] { return isStopping_ || block_ != done; });
            if (isStopping_) return;
            done = block_;
        }
        match(index);
        const std::lock_guard lock(mutex_);
        if (--busy_ == 0) end_.notify_one();
    }
}

void EngineShards::match(std::size_t index) noexcept {
    Shard& shard = *shards_[index];
    RecordingSink& recorded = shard.engine.sink();
    recorded.clear();
    shard.marks.clear();
    shard.told = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        if (messages_[i].symbol % shards_.size() != index) continue;
        OrderMessage message = messages_[i];
        message.symbol = indexIn(message.symbol);
        shard.engine.process(message);
        shard.marks.push_back(Mark{static_cast<std::uint32_t>(recorded.trades.size()),
                                   static_cast<std::uint32_t>(recorded.events.size())});
    }
}

void EngineShards::tell(ReplaySink& sink) noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
        Shard& shard = *shards_[messages_[i].symbol % shards_.size()];
        RecordingSink& recorded = shard.engine.sink();
        const Mark from = shard.told == 0 ? Mark{0, 0} : shard.marks[shard.told - 1];
        const Mark to = shard.marks[shard.told++];
        ++sink.counts.messages;
        for (std::uint32_t t = from.trades; t < to.trades; ++t) {
            Trade& trade = recorded.trades[t];
            trade.symbol = messages_[i].symbol;
            trade.tradeId = ++trades_;
            sink.trade(trade);
        }
        for (std::uint32_t e = from.events; e < to.events; ++e) {
            OrderEvent& event = recorded.events[e];
            event.symbol = messages_[i].symbol;
            event.sequence = ++events_;
            sink.event(event);
        }
    }
}

bool EngineShards::checkInvariants() const noexcept {
    for (const auto& shard : shards_)
        if (!shard->engine.checkInvariants()) return false;
    return true;
}

}  // namespace alpha_engine
