import Foundation
import Testing

@testable import AlphaCore

@Suite("Download: what the user asks for")
struct DownloadArgumentsTests {
    private let now = Timestamp("2024-06-01T12:00:00.75Z")!

    private func arguments(_ change: (inout DownloadArguments) -> Void = { _ in }) -> DownloadArguments {
        var arguments = DownloadArguments(
            assetClass: "crypto", start: "2020-01-01", folder: URL(fileURLWithPath: "data"))
        arguments.symbols = ["BTC-USD"]
        change(&arguments)
        return arguments
    }

    private func problem(_ change: (inout DownloadArguments) -> Void) -> String? {
        do {
            _ = try arguments(change).plan(now: now)
            return nil
        } catch {
            return (error as? DownloadUsageError)?.description ?? "\(error)"
        }
    }

    @Test("who says nothing more gets daily bars until now, of the class's provider, with its fallback")
    func defaults() throws {
        let (plan, notes) = try arguments().plan(now: now)
        #expect(plan.end == Timestamp("2024-06-01T12:00:00Z")! && plan.interval == .day && notes.isEmpty)
        #expect(plan.source.first.name == "coinbase" && plan.source.fallback?.name == "yahoo")
        #expect(plan.source.fallbackDiffers?.isEmpty == false && !plan.source.isNamed)
        #expect(plan.badBarPolicy == .fail && !plan.replaces && !plan.keepsRaw)
        for asset in AssetClass.allCases {
            let source = try arguments { $0.assetClass = asset.rawValue }.plan(now: now).plan.source
            #expect((source.fallback == nil) == (source.fallbackDiffers == nil), "\(asset)")
        }
    }

    @Test("a provider or an address that is named has no fallback")
    func named() throws {
        let byName = try arguments { $0.provider = "Kraken" }.plan(now: now).plan.source
        #expect(byName.first.name == "kraken" && byName.fallback == nil && byName.isNamed)
        let byAddress = try arguments { $0.baseURL = "http://127.0.0.1:8000/x" }.plan(now: now).plan.source
        #expect(byAddress.fallback == nil && byAddress.baseURL?.path == "/x" && byAddress.isNamed)
    }

    @Test("an end in the future is cut to now, and that is said")
    func future() throws {
        let (plan, notes) = try arguments { $0.end = "2030-01-01" }.plan(now: now)
        #expect(plan.end == Timestamp("2024-06-01T12:00:00Z")!)
        #expect(notes == ["--end 2030-01-01 is in the future: bars until now, 2024-06-01T12:00:00Z"])
    }

    @Test("symbols from everywhere come once each, in their order")
    func symbols() throws {
        let fixture = try BarFixture()
        let file = try fixture.write("C\nA\n", "names")
        let (plan, _) = try arguments {
            $0.symbols = ["B", "A", "B"]
            $0.symbolsFile = file
        }.plan(now: now)
        #expect(plan.symbols == ["B", "A", "C"])
    }

    @Test("what makes no sense is told")
    func mistakes() {
        #expect(problem { $0.assetClass = "cripto" } == "unknown asset class 'cripto': did you mean 'crypto'?")
        #expect(problem { $0.provider = "binace" } == "unknown provider 'binace': did you mean 'binance'?")
        #expect(problem { $0.interval = "1y" }?.hasPrefix("--interval '1y' is not") == true)
        #expect(problem { $0.interval = "4h" } == "coinbase has no bars of 4h, only of 1m, 5m, 15m, 1h, 6h, 1d")
        #expect(problem { $0.start = "2024-06-01T12:00:00Z" }?.contains("is not before now") == true)
        #expect(problem { $0.end = "2020-01-01" } == "--start 2020-01-01 is not before --end 2020-01-01")
        #expect(problem { $0.start = "2015" }?.hasPrefix("--start '2015' is neither a date") == true)
        #expect(problem { $0.end = "1e9" }?.hasPrefix("--end '1e9' is neither") == true)
        #expect(problem { $0.symbols = [] }?.hasPrefix("no symbol is named") == true)
        #expect(problem { $0.symbols = ["A", "../B"] }?.contains("'../B' has a slash") == true)
        for address in ["", "example.com", "ftp://example.com", "http://", "http://x/?a=1", "file:///etc"] {
            #expect(problem { $0.baseURL = address }?.contains("is not an address") == true, "\(address)")
        }
    }

    @Test("a pause is told with its reason")
    func pauses() {
        func text(_ reason: DownloadError, _ pause: Duration) -> String {
            DownloadNetwork.text(of: Retry(number: 1, limit: 4, reason: reason, pause: pause))
        }
        #expect(text(.refused(status: 429, message: ""), .seconds(3)) == "429, waiting 3 s (retry 1 of 4)")
        #expect(
            text(.timedOut(host: "h", seconds: 2), .milliseconds(1240))
                == "h: no complete reply within 2 s, waiting 1.2 s (retry 1 of 4)")
    }
}
