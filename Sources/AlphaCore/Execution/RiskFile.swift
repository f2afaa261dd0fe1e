import Foundation

/// The limits of each account, and how long its messages take, as a YAML file gives them.
///
/// ```yaml
/// accounts:
///   default:                       # every account that is not named, and orders without an account
///     max_order_qty: 1000
///     max_order_notional: 250000
///     max_position: 5000
///     max_gross_notional: 2000000
///     price_collar_bp: 500
///     max_open_orders: 200
///     max_messages_per_second: 50
///     max_daily_loss: 20000
///   market-maker:
///     max_order_qty: none          # a limit that is not set is written out
///     …
///     latency_ms: 0.25             # may be left out
/// ```
public struct RiskFile: Hashable, Sendable {
    /// One account's settings.
    public struct Account: Hashable, Sendable {
        /// What it must keep.
        public var limits: RiskLimits
        /// How long its messages take to arrive, in nanoseconds; `nil`: as long as everybody's.
        public var latencyNanoseconds: Int64?
    }

    /// The account of everybody without one of its own; `nil` when the file has none: no limits.
    public var defaults: Account?
    /// The others by name.
    public var accounts: [String: Account] = [:]

    /// Reads the file.
    ///
    /// - Throws: `noInput` for a missing file; `badData` with the line for a key that is unknown or missing, and for a
    ///   value that is neither a number nor `none`.
    public init(_ url: URL) throws(DataError) {
        let file = try SettingsFile(url, of: "a risk file")
        try file.top.require(only: ["accounts"])
        guard let accounts = try file.top.settings("accounts", name: "accounts") else {
            throw file.top.error("accounts", "is missing", found: nil)
        }
        for (name, settings) in try accounts.all(named: { "account '\($0)'" }) {
            let account = try Account(settings)
            if name == "default" { defaults = account } else { self.accounts[name] = account }
        }
    }
}

extension RiskFile.Account {
    private static let keys = [
        "max_order_qty", "max_order_notional", "max_position", "max_gross_notional", "price_collar_bp",
        "max_open_orders", "max_messages_per_second", "max_daily_loss", "latency_ms",
    ]

    fileprivate init(_ settings: SettingsFile.Settings) throws(DataError) {
        try settings.require(only: RiskFile.Account.keys)
        limits = RiskLimits(
            maxOrderQuantity: try settings.limit("max_order_qty"),
            maxOrderNotional: try settings.limit("max_order_notional"),
            maxPosition: try settings.limit("max_position"))
        limits.maxGrossNotional = try settings.limit("max_gross_notional")
        limits.priceCollarBasisPoints = try settings.count("price_collar_bp")
        limits.maxOpenOrders = try settings.count("max_open_orders")
        limits.maxMessagesPerSecond = try settings.count("max_messages_per_second")
        limits.maxDailyLoss = try settings.limit("max_daily_loss")
        guard let text = try settings.textIfPresent("latency_ms") else { return }
        guard let latency = Latency(text) else {
            throw settings.error("latency_ms", "is no number of milliseconds from 0 on", found: text)
        }
        latencyNanoseconds = latency.nanoseconds
    }
}

/// How long a message takes, as milliseconds that a user writes: `5`, `0.25`.
public struct Latency: Hashable, Sendable, LosslessStringConvertible {
    /// The time in nanoseconds, at least 0.
    public var nanoseconds: Int64

    /// `nil` unless the text is a number from 0 to 86,400,000 (a day) with at most 6 decimal places.
    public init?(_ milliseconds: String) {
        guard let value = Decimal8(milliseconds), value.raw >= 0, value.raw % 100 == 0,
            value.raw <= 86_400_000 * Decimal8.one
        else { return nil }
        nanoseconds = value.raw / 100
    }

    public var description: String { Decimal8(raw: nanoseconds * 100).description }
}
