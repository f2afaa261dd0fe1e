import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

/// Good replies with something broken in them at random: whatever comes, a provider gives sound bars or says what is
/// wrong, and neither crashes nor asks without end.
struct ProviderMutationTests {
    @Test(arguments: ProviderDialect.all)
    func aBrokenReplyGivesSoundBarsOrAnError(_ dialect: ProviderDialect) async throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: dialect.testDescription)
        var (sound, refused) = (0, 0)
        for round in 0..<400 {
            let bars = dialect.randomBars(1 + Int(source.next() % 40), &source)
            let request = dialect.request(from: bars[0].timestamp, to: bars.end(dialect.interval))
            let breaks = (0..<4).map { _ in source.next() }
            let fetcher = DirectFetcher { asked in
                var reply = dialect.answer(having: bars, atMost: 15)(asked)
                var source = RandomSource(seed: seed, stream: "break", round, asked.number)
                for kind in breaks.prefix(Int(source.next() % 4)) { reply.body.breakSomething(kind, &source) }
                return reply
            }
            let about: Comment = "seed \(seed), round \(round)"
            do throws(DownloadError) {
                let base = URL(string: "http://provider.test")!
                let provided = try await dialect.provider.bars(request, at: base, through: fetcher)
                sound += 1
                expectSound(provided, request, about)
            } catch {
                refused += 1
                #expect(!error.description.contains("asked without end"), about)
                #expect(error.description.allSatisfy { !$0.isNewline } && error.description.count < 600, about)
            }
        }
        #expect(sound > 10 && refused > 100, "seed \(seed): \(sound) times bars, \(refused) times none")
    }

    private func expectSound(_ provided: ProvidedBars, _ request: BarRequest, _ about: Comment) {
        #expect(!provided.bars.isEmpty, about)
        #expect(zip(provided.bars, provided.bars.dropFirst()).allSatisfy { $0.timestamp < $1.timestamp }, about)
        #expect(provided.bars.allSatisfy { request.start <= $0.timestamp && $0.timestamp < request.end }, about)
        let numbers = provided.bars.flatMap { [$0.open, $0.high, $0.low, $0.close, $0.volume] }
        #expect((numbers + (provided.adjustedCloses ?? [])).allSatisfy { $0.isFinite }, about)
        if let adjusted = provided.adjustedCloses { #expect(adjusted.count == provided.bars.count, about) }
    }
}

extension [UInt8] {
    private static let words = [
        "null", "true", "false", "NaN", "-Infinity", "\"NaN\"", "\"\"", "\"1\"", "-1", "0", "1e308", "1e999", "-0",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e18", "0.5", "[]", "{}", "[[1]]",
        "253402300800", "\"\\u0000\"", "\"\\ud800\"", "-62135596800", "9999999999999",
    ]

    /// Breaks one thing: a byte, a run of bytes, the end, or a value for another one.
    fileprivate mutating func breakSomething(_ kind: UInt64, _ source: inout RandomSource) {
        guard !isEmpty else { return }
        let place = Int(source.next() % UInt64(count))
        switch kind >> 8 & 7 {
        case 0: self[place] ^= 1 << UInt8(source.next() % 8)
        case 1: self[place] = UInt8(truncatingIfNeeded: source.next())
        case 2: removeSubrange(place..<Swift.min(count, place + 1 + Int(source.next() % 20)))
        case 3 where source.next() % 4 == 0: removeSubrange(place...)
        case 4:
            let length = Swift.min(1 + Int(source.next() % 60), count - place)
            insert(contentsOf: self[place..<place + length], at: Int(source.next() % UInt64(count)))
        default: exchangeValue(near: place, for: Self.words[Int(source.next() % UInt64(Self.words.count))])
        }
    }

    private mutating func exchangeValue(near place: Int, for word: String) {
        let isPart = { (byte: UInt8) in !",[]{}:".utf8.contains(byte) }
        guard let start = self[place...].firstIndex(where: isPart) else { return }
        let end = self[start...].firstIndex { !isPart($0) } ?? count
        let first = self[..<start].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
        replaceSubrange(first..<end, with: word.utf8)
    }
}
