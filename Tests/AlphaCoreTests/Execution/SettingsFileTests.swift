import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// The YAML files of limits and instruments: what they mean, and that nothing in them is passed over in silence.
@Suite struct SettingsFileTests {
    private static let limits = """
        max_order_qty: 10
        max_order_notional: 2500.5
        max_position: none
        max_gross_notional: none
        price_collar_bp: 500
        max_open_orders: 20
        max_messages_per_second: none
        max_daily_loss: 0.00000001
        """
    private static func risk(_ limits: String, account: String = "desk") -> String {
        "accounts:\n  \(account):\n" + limits.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    private func file(_ text: String) throws -> (folder: TemporaryFolder, url: URL) {
        let folder = try TemporaryFolder()
        return (folder, try folder.write(text, to: "settings.yaml"))
    }
    private func failure<Read>(_ text: String, _ read: (URL) throws -> Read) throws -> DataError? {
        let (folder, url) = try file(text)
        defer { withExtendedLifetime(folder) {} }
        do {
            _ = try read(url)
            return nil
        } catch let error as DataError {
            return error
        }
    }

    @Test func limitsAreReadByAccount() throws {
        let text =
            SettingsFileTests.risk(SettingsFileTests.limits + "\nlatency_ms: 0.25")
            + "  default: {max_order_qty: none, max_order_notional: none, max_position: 3, max_gross_notional: 4,"
            + " price_collar_bp: none, max_open_orders: none, max_messages_per_second: 7, max_daily_loss: none}\n"
        let (folder, url) = try file(text)
        defer { withExtendedLifetime(folder) {} }
        let risk = try RiskFile(url)
        let desk = try #require(risk.accounts["desk"])
        #expect(desk.latencyNanoseconds == 250_000)
        #expect(desk.limits.maxOrderQuantity == Decimal8("10") && desk.limits.maxOrderNotional == Decimal8("2500.5"))
        #expect(desk.limits.maxPosition == nil && desk.limits.maxMessagesPerSecond == nil)
        #expect(desk.limits.priceCollarBasisPoints == 500 && desk.limits.maxOpenOrders == 20)
        #expect(desk.limits.maxDailyLoss == Decimal8(raw: 1))
        let all = try #require(risk.defaults)
        #expect(all.limits.maxPosition == Decimal8("3") && all.limits.maxGrossNotional == Decimal8("4"))
        #expect(all.limits.maxMessagesPerSecond == 7 && all.latencyNanoseconds == nil)
    }

    @Test func aLimitThatIsNotWrittenIsAnError() throws {
        for line in SettingsFileTests.limits.split(separator: "\n") {
            let key = String(line.prefix { $0 != ":" })
            let rest = SettingsFileTests.limits.split(separator: "\n").filter { $0 != line }.joined(separator: "\n")
            let error = try failure(SettingsFileTests.risk(rest)) { try RiskFile($0) }
            #expect(error?.kind == .badData && error?.column == key, "\(key)")
            #expect(error?.problem == "is missing in account 'desk'")
        }
    }

    @Test(arguments: [
        ("max_order_qty: 10", "max_order_qty: -1", 3), ("max_order_qty: 10", "max_order_qty: ten", 3),
        ("max_order_qty: 10", "max_order_qty:", 3), ("max_order_qty: 10", "max_order_qty: [1]", 3),
        ("max_open_orders: 20", "max_open_orders: 2.5", 8), ("price_collar_bp: 500", "price_collar_bp: -3", 7),
        ("max_daily_loss: 0.00000001", "max_daily_loss: 0.000000001", 10),
        ("max_position: none", "max_position: none\nmax_positon: 1", 6),
        ("max_position: none", "max_position: none\nlatency_ms: -1", 6),
    ])
    func aValueThatCannotBeUsedIsNamedWithItsLine(old: String, new: String, line: Int) throws {
        let text = SettingsFileTests.risk(SettingsFileTests.limits.replacing(old, with: new))
        let error = try failure(text) { try RiskFile($0) }
        #expect(error?.kind == .badData && error?.line == line, "\(new): \(String(describing: error))")
    }

    @Test(arguments: ["", "accounts: 3\n", "- a\n", "acounts: {}\n", "accounts: {a: 1}\n", "a: [\n", "accounts:\n"])
    func whatIsNoRiskFileIsRefused(text: String) throws {
        #expect(try failure(text) { try RiskFile($0) }?.kind == .badData, "\(text)")
    }

    @Test func instrumentsAreReadBySymbol() throws {
        let (folder, url) = try file(
            """
            instruments:
              default: {tick: 0.01, lot: 1}
              ES: {tick: 0.25, lot: 1, multiplier: 50, max_order_qty: 500, price_collar_bp: 300}
              "1": {tick: 1, lot: 0.001, max_order_notional: none}
            """)
        defer { withExtendedLifetime(folder) {} }
        let read = try InstrumentFile(url)
        #expect(read.defaults == Instrument(tick: Decimal8(raw: 1_000_000), lot: Decimal8(raw: Decimal8.one)))
        let future = try #require(read.instruments["ES"])
        #expect(future.multiplier == Decimal8("50") && future.tick == Decimal8("0.25"))
        #expect(future.maxOrderQuantity == Decimal8("500") && future.priceCollarBasisPoints == 300)
        #expect(read.instruments["1"]?.maxOrderNotional == nil)
    }

    @Test(arguments: [
        "instruments: {A: {tick: 0.01}}", "instruments: {A: {lot: 1}}", "instruments: {A: {tick: 0, lot: 1}}",
        "instruments: {A: {tick: 1, lot: 1, multiplier: -1}}", "instruments: {A: {tick: 1, lot: 1, size: 2}}",
        "instruments: {A: {tick: 0.000000001, lot: 1}}",
    ])
    func anInstrumentThatCannotBeUsedIsRefused(text: String) throws {
        let error = try failure(text) { try InstrumentFile($0) }
        #expect(error?.kind == .badData && error?.line == 1, "\(text)")
    }

    @Test func latenciesAreMilliseconds() {
        #expect(Latency("5")?.nanoseconds == 5_000_000 && Latency("0.000001")?.nanoseconds == 1)
        #expect(Latency("0")?.description == "0" && Latency("2.50")?.description == "2.5")
        for text in ["", "-1", "0.0000001", "1e3", "86400001", "x"] { #expect(Latency(text) == nil, "\(text)") }
    }
}
