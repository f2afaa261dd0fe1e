import Foundation
import Testing

@testable import AlphaCore

struct NumberParsingTests {
    /// The bits that the C library reads, the oracle; `nil` when it does not take the whole text.
    private func reference(_ text: String) -> UInt64? {
        guard !text.isEmpty else { return nil }
        return text.withCString { start in
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(start, &end)
            return end.map { UnsafePointer($0) } == start + strlen(start) ? value.bitPattern : nil
        }
    }

    @Test(arguments: [
        "0", "-0", "+1", "007", "1.", ".5", "-.5e1", "130583.99999999999", "24.69423503534699", "0.1", "0.3",
        "9007199254740993", "9007199254740992.5", "9007199254740993.5", "18446744073709551615", "18446744073709551616",
        "1e22", "1e23", "-1e-22", "1e-23", "1E5", "1e+05", "5e-324", "2.4703282292062327e-324",
        "2.4703282292062329e-324",
        "1.7976931348623157e308", "1.7976931348623159e308", "1e400", "-1e400", "1e-400", "1e99999999999999999999",
        "1e-99999999999999999999", "0e999", "0.000000000000000000000000000001", "123456789012345678901234567890",
        "0.30000000000000004", "1.00000000000000011102230246251565404", "1.00000000000000033306690738754696213",
        "179769313486231580793728971405301e276", "4503599627370496.5", "4503599627370497.5", "0.0000000000000000001",
        "9999999999999999999e-19", "12345678901234567890123.", ".12345678901234567890123",
        "-12345678901234567890123.e1",
    ])
    func knownCases(text: String) {
        #expect(NumberText.double(text)?.bitPattern == reference(text))
    }

    @Test(arguments: [
        "", " ", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e-", "1.2.3", "1,2", "1 ", " 1", "--1", "0x10", "nan", "inf",
        "1_000", "1e5.5", "１",
    ])
    func whatIsNoNumberIsRefused(text: String) {
        #expect(NumberText.double(text) == nil)
    }

    @Test func randomNumbersReadAsTheCLibraryReadsThem() {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "numbers")
        for _ in 0..<20_000 {
            var text = source.next() % 2 == 0 ? "-" : ""
            for _ in 0..<(source.next() % 13) { text += "\(source.next() % 10)" }
            let decimals = source.next() % 14
            if decimals > 0 { text += "." }
            for _ in 0..<decimals { text += "\(source.next() % 10)" }
            if source.next() % 3 == 0 { text += "e\(Int(source.next() % 700) - 350)" }
            guard let expected = reference(text) else { continue }  // no digit at all
            #expect(NumberText.double(text)?.bitPattern == expected, "\(text), seed \(seed)")
        }
    }

    @Test func everyDoubleReadsBackFromItsShortestText() {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "doubles")
        for _ in 0..<20_000 {
            let value = Double(bitPattern: source.next())
            guard value.isFinite else { continue }
            let text = NumberText.shortest(value)
            #expect(NumberText.double(text)?.bitPattern == value.bitPattern, "\(text), seed \(seed)")
        }
    }

    /// Halfway between two doubles and a hair to either side: where rounding errors would show.
    @Test func halfwayCasesRoundToEven() {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "halfway")
        for _ in 0..<5000 {
            let odd = (source.next() >> 10) | 1 << 53 | 1  // 54 bits, the last one set: between two doubles
            for text in ["\(odd)", "\(odd).0", "\(odd - 1).5", "\(odd).00000000001", "\(odd)e-3", "\(odd)e-19"] {
                #expect(NumberText.double(text)?.bitPattern == reference(text), "\(text), seed \(seed)")
            }
        }
    }
}
