import Foundation

/// The instruments that a YAML file describes, by symbol.
///
/// ```yaml
/// instruments:
///   default: {tick: 0.01, lot: 1}
///   ES: {tick: 0.25, lot: 1, multiplier: 50, max_order_qty: 500, price_collar_bp: 300}
/// ```
///
/// `tick` and `lot` must be there; `multiplier` is 1 and the limits are none where they are left out.
public struct InstrumentFile: Hashable, Sendable {
    /// What a symbol is that the file does not name; `nil` when the file has no `default`: the finest tick and lot.
    public var defaults: Instrument?
    /// The others by symbol.
    public var instruments: [String: Instrument] = [:]

    private static let keys = [
        "tick", "lot", "multiplier", "max_order_qty", "max_order_notional", "price_collar_bp",
    ]

    /// Reads the file; throws as `RiskFile` does.
    public init(_ url: URL) throws(DataError) {
        let file = try SettingsFile(url, of: "an instruments file")
        try file.top.require(only: ["instruments"])
        guard let all = try file.top.settings("instruments", name: "instruments") else {
            throw file.top.error("instruments", "is missing", found: nil)
        }
        for (symbol, settings) in try all.all(named: { "instrument '\($0)'" }) {
            try settings.require(only: InstrumentFile.keys)
            guard let tick = try settings.positive("tick"), let lot = try settings.positive("lot") else {
                let key = try settings.textIfPresent("tick") == nil ? "tick" : "lot"
                throw settings.error(key, "is missing in \(settings.name)", found: nil)
            }
            var instrument = Instrument(tick: tick, lot: lot)
            if let multiplier = try settings.positive("multiplier") { instrument.multiplier = multiplier }
            instrument.maxOrderQuantity = try settings.limitIfPresent("max_order_qty")
            instrument.maxOrderNotional = try settings.limitIfPresent("max_order_notional")
            instrument.priceCollarBasisPoints = try settings.countIfPresent("price_collar_bp")
            if symbol == "default" { defaults = instrument } else { instruments[symbol] = instrument }
        }
    }
}
