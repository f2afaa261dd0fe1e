import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// What every provider must do, each in its own words.
struct ProviderSuiteTests {
    private static let base = URL(string: "http://provider.test")!

    @Test(arguments: ProviderDialect.all)
    func givesTheBarsOfOnePage(_ dialect: ProviderDialect) async throws {
        var source = RandomSource(seed: 1, stream: "one page")
        let bars = dialect.randomBars(20, &source)
        let fetcher = DirectFetcher(dialect.answer(having: bars))
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        let provided = try await dialect.provider.bars(request, at: Self.base, through: fetcher)
        #expect(provided.bars == bars)
        #expect(provided.emptyRows == 0)
        #expect(provided.actions.isEmpty)
        #expect(provided.adjustedCloses == (dialect.testDescription == "yahoo 1d" ? bars.map { $0.close / 2 } : nil))
    }

    /// Random bars, a random page size and a random part of them asked for: exactly that part comes back, to the bit.
    @Test(arguments: ProviderDialect.all)
    func givesTheAskedPartOfRandomBars(_ dialect: ProviderDialect) async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "asked part")
        for round in 0..<25 {
            let bars = dialect.randomBars(1 + Int(source.next() % 700), &source)
            let start = Timestamp(nanoseconds: source.moment(around: bars, dialect.interval))
            let end = Timestamp(nanoseconds: max(start.nanoseconds, source.moment(around: bars, dialect.interval)))
            let limit = min(dialect.limit, 1 + Int(source.next() % 400))
            let wanted = bars.suffix(dialect.provider.name == "kraken" ? limit : .max).filter {
                start <= $0.timestamp && $0.timestamp.nanoseconds + dialect.interval.nanoseconds <= end.nanoseconds
            }
            let fetcher = DirectFetcher(dialect.answer(having: bars, atMost: limit))
            let request = dialect.request(from: start, to: end)
            let about: Comment = "seed \(seed), round \(round): \(start) to \(end) of \(bars.count), \(limit) a page"
            do throws(DownloadError) {
                let provided = try await dialect.provider.bars(request, at: Self.base, through: fetcher)
                #expect(provided.bars == wanted, about)
            } catch {
                guard case .noBars = error else {
                    Issue.record(error, about)
                    continue
                }
                #expect(wanted.isEmpty, about)
            }
        }
    }

    /// Page by page a provider says how much of the asked time it has: never less than before, and never more than all.
    @Test(arguments: ProviderDialect.all)
    func pagesCoverMoreAndMore(_ dialect: ProviderDialect) async throws {
        var source = RandomSource(seed: 4, stream: "covered")
        let bars = dialect.randomBars(700, &source)
        let fetcher = DirectFetcher(dialect.answer(having: bars, atMost: min(dialect.limit, 100)))
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        _ = try await dialect.provider.bars(request, at: Self.base, through: fetcher)
        let shares = fetcher.shares
        #expect(shares == shares.sorted() && shares.allSatisfy { 0...1 ~= $0 }, "\(shares)")
        if dialect.provider.name == "binance" { #expect(shares.count >= 7 && shares.last! > 0.99, "\(shares)") }
        if dialect.provider.name == "coinbase" { #expect(shares.count >= 3 && shares.last == 1, "\(shares)") }
    }

    /// A server that gives one reply whatever it is asked for, as a recording does: every page brings the same bars.
    @Test(arguments: ProviderDialect.all)
    func aRepeatedPageIsTakenOnceAndEnds(_ dialect: ProviderDialect) async throws {
        var source = RandomSource(seed: 2, stream: "repeated")
        let bars = dialect.randomBars(700, &source)
        let fetcher = DirectFetcher { .json(dialect.worded($0, bars)) }
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        let provided = try await dialect.provider.bars(request, at: Self.base, through: fetcher)
        #expect(provided.bars == bars)
    }

    /// Each page begins with the last bar of the one before.
    @Test(arguments: ProviderDialect.all)
    func pagesMayOverlap(_ dialect: ProviderDialect) async throws {
        var source = RandomSource(seed: 3, stream: "overlap")
        let bars = dialect.randomBars(700, &source)
        let fetcher = DirectFetcher { request in
            let page = dialect.picked(request, bars, 100)
            guard let first = page.first, let before = bars.last(where: { $0.timestamp < first.timestamp }) else {
                return .json(dialect.worded(request, page))
            }
            return .json(dialect.worded(request, [before] + page))
        }
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        let provided = try await dialect.provider.bars(request, at: Self.base, through: fetcher)
        #expect(provided.bars == (dialect.provider.name == "kraken" ? Array(bars.suffix(101)) : bars))
    }

    @Test(arguments: ProviderDialect.all)
    func leavesTheUnfinishedLastBarOut(_ dialect: ProviderDialect) async throws {
        var source = RandomSource(seed: 4, stream: "unfinished")
        let bars = dialect.randomBars(9, &source)
        for early in [1, dialect.interval.nanoseconds / 3, dialect.interval.nanoseconds - 1] {
            let end = Timestamp(nanoseconds: bars.end(dialect.interval).nanoseconds - early)
            let fetcher = DirectFetcher { .json(dialect.worded($0, bars)) }
            let request = dialect.request(from: bars[0].timestamp, to: end)
            let provided = try await dialect.provider.bars(request, at: Self.base, through: fetcher)
            #expect(provided.bars == bars.dropLast(), "\(early) ns before its end")
        }
    }

    @Test(arguments: ProviderDialect.all)
    func anEmptyReplyIsNoBars(_ dialect: ProviderDialect) async throws {
        let request = dialect.request(from: Timestamp("2024-01-02")!, to: Timestamp("2024-01-05")!)
        for bars in [[], dialect.randomBarsAfter(request)] {
            let fetcher = DirectFetcher { .json(dialect.worded($0, bars)) }
            let error = await #expect(throws: DownloadError.self) {
                try await dialect.provider.bars(request, at: Self.base, through: fetcher)
            }
            guard case .noBars(let words) = error else {
                Issue.record("\(String(describing: error)) for \(bars.count) bars")
                continue
            }
            #expect(words.contains(dialect.asset.symbol) && words.contains(dialect.provider.name), "\(words)")
        }
    }

    @Test(arguments: ProviderDialect.all)
    func anEmptyRequestIsNotSent(_ dialect: ProviderDialect) async throws {
        let fetcher = DirectFetcher { _ in .json("[]") }
        let moment = Timestamp("2024-01-02")!
        for end in [moment, Timestamp("2023-12-01")!, Timestamp(nanoseconds: .min)] {
            let error = await #expect(throws: DownloadError.self) {
                try await dialect.provider.bars(
                    dialect.request(from: moment, to: end), at: Self.base, through: fetcher)
            }
            guard case .noBars = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(fetcher.requests.isEmpty)
    }

    @Test(arguments: ProviderDialect.all)
    func refusalsKeepTheProvidersWords(_ dialect: ProviderDialect) async throws {
        let page: LoopbackServer.Reply = .html("<!doctype html>\n<title>Sorry</title>", status: 503)
        let webPage = DownloadError.refused(status: 503, message: "a web page instead of data")
        let other: LoopbackServer.Reply = .text("\u{1b}[31m no\nway \u{7}", status: 451)
        let words = DownloadError.refused(status: 451, message: "[31m no way")
        let empty = ProviderDialect.Refusal(reply: .status(500), error: .refused(status: 500, message: ""))
        let known = [ProviderDialect.Refusal(reply: page, error: webPage), .init(reply: other, error: words), empty]
        for refusal in dialect.refusals + known {
            let error = await failure(of: dialect, with: refusal.reply)
            #expect(error == refusal.error)
        }
    }

    @Test(arguments: ProviderDialect.all)
    func whatIsNoReplyOfTheirsIsMalformed(_ dialect: ProviderDialect) async throws {
        var source = RandomSource(seed: 5, stream: "malformed")
        let bars = dialect.randomBars(5, &source)
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        let good = try await firstReply(to: request, dialect, having: bars)
        let cases = [
            ("<html><body>We are down</body></html>", "web page"), ("", "empty"), ("\u{feff} \n", "not JSON"),
            (String(good.prefix(good.count * 2 / 3)), "cut short"), ("{", "cut short"), ("[[[[[[", "cut short"),
            (String(repeating: "[", count: 200_000), "cut short"), ("null", "the reply is null"),
            ("true", "the reply is not"), ("3", "the reply is not"), (#""text""#, "the reply is not"),
            (#"{"unknown":[1]}"#, " is not"), (#"[{"open":1}]"#, " is not a"),
        ]
        for (body, word) in cases {
            let error = await failure(of: dialect, with: .json(body))
            guard case .malformed(let problem) = error else {
                Issue.record("\(String(describing: error)) for \(body.prefix(40))")
                continue
            }
            #expect(
                problem.hasPrefix("\(dialect.provider.name): ") && problem.contains(word),
                "\(body.prefix(40)): \(problem)")
        }
    }

    @Test(arguments: ProviderDialect.all)
    func whatItHasNotItRefusesBeforeAsking(_ dialect: ProviderDialect) async throws {
        let fetcher = DirectFetcher { _ in .json("[]") }
        let start = Timestamp("2024-01-02")!
        let end = Timestamp("2024-02-02")!
        var requests = [
            BarRequest(asset: dialect.asset, interval: BarInterval("7m")!, start: start, end: end)
        ]
        if dialect.provider.name != "yahoo" {
            let stock = Asset(symbol: "AAPL", assetClass: .equities)
            requests.append(BarRequest(asset: stock, interval: dialect.interval, start: start, end: end))
        }
        for symbol in ["", ".", "..", "-", "/"] {
            let asset = Asset(symbol: symbol, assetClass: dialect.asset.assetClass)
            requests.append(BarRequest(asset: asset, interval: dialect.interval, start: start, end: end))
        }
        for request in requests {
            let error = await #expect(throws: DownloadError.self) {
                try await dialect.provider.bars(request, at: Self.base, through: fetcher)
            }
            guard case .unsupported = error else {
                Issue.record("\(String(describing: error)) for \(request)")
                continue
            }
        }
        #expect(fetcher.requests.isEmpty)
    }

    @Test(arguments: ProviderDialect.all, ["http://host:81/a%20b/c", "http://host:81/a%20b/c//", "http://host:81"])
    func aBaseMayHaveAPath(_ dialect: ProviderDialect, base: String) async throws {
        var source = RandomSource(seed: 6, stream: "base")
        let bars = dialect.randomBars(5, &source)
        let fetcher = DirectFetcher(dialect.answer(having: bars))
        let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
        _ = try await dialect.provider.bars(request, at: try #require(URL(string: base)), through: fetcher)
        let prefix = base.hasSuffix("81") ? "/" : "/a%20b/c/"
        let resources = ["/v8/", "/products/", "/api/v3/", "/0/public/", "/v1/"]
        #expect(fetcher.requests.allSatisfy { $0.path.hasPrefix(prefix) && !$0.path.contains("//") })
        #expect(resources.contains { fetcher.requests[0].path.hasPrefix(prefix.dropLast() + $0) })
    }

    private func failure(of dialect: ProviderDialect, with reply: LoopbackServer.Reply) async -> DownloadError? {
        let request = dialect.request(from: Timestamp("2024-01-02")!, to: Timestamp("2024-01-05")!)
        return await #expect(throws: DownloadError.self) {
            try await dialect.provider.bars(request, at: Self.base, through: DirectFetcher { _ in reply })
        }
    }

    private func firstReply(
        to request: BarRequest, _ dialect: ProviderDialect, having bars: [Bar]
    ) async throws -> String {
        let fetcher = DirectFetcher(dialect.answer(having: bars))
        _ = try await dialect.provider.bars(request, at: Self.base, through: fetcher)
        return String(decoding: dialect.answer(having: bars)(fetcher.requests[0]).body, as: UTF8.self)
    }
}

extension ProviderDialect {
    /// Bars that all start at the request's end or later.
    func randomBarsAfter(_ request: BarRequest) -> [Bar] {
        var source = RandomSource(seed: 7, stream: "after")
        return randomBars(4, &source, from: request.end.description)
    }
}

extension RandomSource {
    /// A moment near the bars, or far from them, or the start of one.
    fileprivate mutating func moment(around bars: [Bar], _ interval: BarInterval) -> Int64 {
        let first = bars[0].timestamp.nanoseconds
        let length = bars.end(interval).nanoseconds - first
        return switch next() % 3 {
        case 0: bars[Int(next() % UInt64(bars.count))].timestamp.nanoseconds
        case 1: first + Int64(uniform() * Double(length))
        default: first + Int64((uniform() * 3 - 1) * Double(length))
        }
    }
}
