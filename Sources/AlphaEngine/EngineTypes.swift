import AlphaCore
import CEngine

// The closed enumerations of both languages, one for one: a case added on one side does not compile on the other.

extension alpha_engine.Action {
    init(_ action: OrderAction) {
        switch action {
        case .new: self = .newOrder
        case .cancel: self = .cancel
        case .replace: self = .replace
        case .auction: self = .auction
        case .uncross: self = .uncross
        }
    }
}

extension alpha_engine.OrderType {
    init(_ type: OrderType, of order: Order) {
        switch type {
        case .limit: self = .limit
        case .market: self = .market
        case .stop, .stopLimit: preconditionFailure("\(type.rawValue) of order '\(order.id)', which has no stop price")
        }
    }
}

extension alpha_engine.TimeInForce {
    init(_ timeInForce: TimeInForce) {
        switch timeInForce {
        case .gtc: self = .gtc
        case .ioc: self = .ioc
        case .fok: self = .fok
        case .post: self = .post
        }
    }
}

extension alpha_engine.Side {
    init(_ side: Side) { self = side == .buy ? .buy : .sell }
}

extension Side {
    /// `nil` for the engine's `none`.
    init?(_ side: alpha_engine.Side) {
        switch side {
        case .buy: self = .buy
        case .sell: self = .sell
        case .none: return nil
        }
    }
}

extension OrderEventKind {
    init(_ kind: alpha_engine.EventKind) {
        switch kind {
        case .accepted: self = .accepted
        case .rejected: self = .rejected
        case .traded: self = .traded
        case .canceled: self = .canceled
        case .replaced: self = .replaced
        case .triggered: self = .triggered
        }
    }
}

extension alpha_engine.RiskLimits {
    init(_ limits: RiskLimits) {
        self.init()
        if let most = limits.maxOrderQuantity { maxOrderQuantity = most.raw }
        if let most = limits.maxOrderNotional { maxOrderNotional = most.raw }
        if let most = limits.maxPosition { maxPosition = most.raw }
        if let most = limits.maxGrossNotional { maxGrossNotional = most.raw }
        if let most = limits.priceCollarBasisPoints { priceCollarBasisPoints = most }
        if let most = limits.maxOpenOrders { maxOpenOrders = most }
        if let most = limits.maxMessagesPerSecond { maxMessagesPerSecond = most }
        if let most = limits.maxDailyLoss { maxDailyLoss = most.raw }
    }
}

extension alpha_engine.Instrument {
    init(_ instrument: Instrument) {
        self.init()
        tickSize = instrument.tick.raw
        lotSize = instrument.lot.raw
        multiplier = instrument.multiplier.raw
        if let most = instrument.maxOrderQuantity { maxOrderQuantity = most.raw }
        if let most = instrument.maxOrderNotional { maxOrderNotional = most.raw }
        if let most = instrument.priceCollarBasisPoints { priceCollarBasisPoints = most }
    }
}

extension alpha_engine.SelfTradePrevention {
    init(_ mode: SelfTradePrevention) {
        switch mode {
        case .none: self = .none
        case .cancelNewest: self = .cancelNewest
        case .cancelOldest: self = .cancelOldest
        case .cancelBoth: self = .cancelBoth
        case .decrement: self = .decrement
        }
    }
}

/// The names of the engine's reasons, by their number; the first is empty: no reason.
enum ReasonNames {
    static let all: [String] = (0..<UInt8(alpha_engine.reasonCount)).map { number in
        alpha_engine.Reason(rawValue: number).flatMap { alpha_engine.reasonName($0) }.map { String(cString: $0) } ?? ""
    }
}
