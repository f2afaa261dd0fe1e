import Foundation
import Synchronization

@testable import AlphaCore

/// A manifest that was taken is written and read back to the same.
@Sendable
func readManifest(_ input: URL) {
    let input = FuzzedInput(input, options: 0)
    let folder = DownloadFolder(input.file(DownloadManifest.name).deletingLastPathComponent())
    guard var manifest = try? DownloadManifest(of: folder) else { return }
    let entry = manifest["equities/A.csv"]
    _ = (entry?.provider, entry?.interval, entry?.sha256, entry?.start, entry?.end, entry?.foreignUntil)
    do {
        try manifest.write(to: folder)
        let again = try DownloadManifest(of: folder)
        precondition(again == manifest, "the manifest reads back as another one")
        manifest["equities/A.csv"] = DownloadManifest.Entry()
        try manifest.write(to: folder)
        let changed = try DownloadManifest(of: folder)
        precondition(changed == manifest, "the manifest reads back as another one")
    } catch {
        preconditionFailure("a manifest that was read cannot be written and read again: \(error)")
    }
}

/// Actions that were taken are in order, each once, and written and read back to the same.
@Sendable
func readActions(_ file: URL) {
    guard let actions = try? ActionsFile.read(file) else { return }
    precondition(zip(actions, actions.dropFirst()).allSatisfy { $0.timestamp <= $1.timestamp && $0 != $1 })
    precondition(actions.allSatisfy { $0.value > 0 && $0.value.isFinite }, "\(actions)")
    let copy = file.appendingPathExtension("copy")
    defer { try? FileManager.default.removeItem(at: copy) }
    do {
        try ActionsFile.prepare(actions, at: copy).commit()
        let again = try ActionsFile.read(copy)
        precondition(again == actions, "\(actions)")
    } catch {
        preconditionFailure("actions that were read cannot be written and read again: \(error)")
    }
}

/// Symbols that were taken are one a line, and one without a problem names a file right inside its folder.
@Sendable
func readSymbols(_ file: URL) {
    guard let symbols = try? SymbolList.read(file) else { return }
    precondition(SymbolList.lines(of: symbols.joined(separator: "\n")) == symbols, "\(symbols)")
    for symbol in symbols {
        precondition(!symbol.isEmpty && !symbol.contains(where: \.isNewline), symbol)
        if let problem = SymbolList.problem(with: symbol) {
            precondition(!problem.contains(where: \.isNewline), problem)
        } else {
            let folder = URL(fileURLWithPath: "/folder/below")
            let url = folder.appendingPathComponent("\(symbol).csv").standardizedFileURL
            precondition(url.deletingLastPathComponent().path == folder.path, url.path)
        }
    }
}

/// One reply to whatever a provider asks: it gives bars in order, inside the request and finite, or says what is wrong on
/// one line; it never asks without end.
@Sendable
func readProviderReply(_ input: URL) {
    let input = FuzzedInput(input, options: 3)
    let (provider, asset) = input.choose(from: FuzzedProviders.all)
    let interval = input.choose(from: provider.intervals)
    let status = input.choose(from: [200, 404, 429, 500, 418])
    let start = Timestamp("2024-01-02")!
    let end = Timestamp(nanoseconds: start.nanoseconds + 400 * interval.nanoseconds)
    let request = BarRequest(asset: asset, interval: interval, start: start, end: end)
    let fetcher = FixedReply(HTTPReply(status: status, body: input.rest))
    switch outcome({ () async throws(DownloadError) in
        try await provider.bars(request, at: URL(string: "http://provider.test")!, through: fetcher)
    }) {
    case .success(let provided):
        let bars = provided.bars
        precondition(!bars.isEmpty && zip(bars, bars.dropFirst()).allSatisfy { $0.timestamp < $1.timestamp })
        precondition(bars.allSatisfy { start <= $0.timestamp && $0.timestamp < end }, "\(bars)")
        let numbers = bars.flatMap { [$0.open, $0.high, $0.low, $0.close, $0.volume] }
        precondition((numbers + (provided.adjustedCloses ?? [])).allSatisfy(\.isFinite), "\(bars)")
        precondition(provided.adjustedCloses?.count ?? bars.count == bars.count)
    case .failure(let error):
        precondition(!error.description.contains(where: \.isNewline) && error.description.count < 600, "\(error)")
    }
}

/// The providers with a symbol that each of them has.
private enum FuzzedProviders {
    static let all: [(any BarProvider, Asset)] = [
        (YahooChart(), Asset(symbol: "AAPL", assetClass: .equities)),
        (CoinbaseCandles(), Asset(symbol: "BTC-USD", assetClass: .crypto)),
        (BinanceKlines(), Asset(symbol: "BTC-USDT", assetClass: .crypto)),
        (KrakenOHLC(), Asset(symbol: "BTC-USD", assetClass: .crypto)),
        (FrankfurterRates(), Asset(symbol: "EURUSD", assetClass: .fx)),
        (YahooChart(), Asset(symbol: "EURUSD", assetClass: .fx)),
    ]
}

/// The same reply to every request.
private final class FixedReply: HTTPFetching {
    private let reply: HTTPReply
    private let asked = Mutex(0)

    init(_ reply: HTTPReply) { self.reply = reply }

    func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        let number = asked.withLock { asked in
            asked += 1
            return asked
        }
        precondition(number <= 1000, "asks without end: \(url)")
        return reply
    }
}

/// What the work ends with; waits for it, since libFuzzer's entry is not asynchronous.
private func outcome(
    _ work: @escaping @Sendable () async throws(DownloadError) -> ProvidedBars
) -> Result<ProvidedBars, DownloadError> {
    let end = End()
    Task.detached {
        do throws(DownloadError) {
            end.come(.success(try await work()))
        } catch {
            end.come(.failure(error))
        }
    }
    return end.wait()
}

/// A result that comes from another thread.
private final class End: Sendable {
    private let result = Mutex<Result<ProvidedBars, DownloadError>>(.failure(.cancelled))
    private let signal = DispatchSemaphore(value: 0)

    func come(_ outcome: Result<ProvidedBars, DownloadError>) {
        result.withLock { $0 = outcome }
        signal.signal()
    }

    func wait() -> Result<ProvidedBars, DownloadError> {
        signal.wait()
        return result.withLock { $0 }
    }
}
