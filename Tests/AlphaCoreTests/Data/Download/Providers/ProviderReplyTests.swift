import Foundation
import Testing

@testable import AlphaCore

struct ProviderReplyTests {
    /// JSON's numbers read as the C library reads their text, to the bit.
    @Test func numbersAreTheProvidersToTheBit() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "json")
        var texts = [
            "0.1", "243.36000061035156", "-0.0", "1e22", "5e-324", "1.7976931348623157e308", "9007199254740993",
        ]
        for _ in 0..<5000 {
            let value = Double(bitPattern: source.next())
            if value.isFinite { texts.append("\(value)") }
            texts.append("\(source.next() % 1_000_000).\(source.next())")
            texts.append("\(source.next())e\(Int(source.next() % 580) - 300)")
        }
        let reply = HTTPReply(status: 200, body: Data("[\(texts.joined(separator: ","))]".utf8))
        let numbers = try ProviderReply.decoded(reply, as: [Double].self, of: "test") { _ in nil }
        for (text, number) in zip(texts, numbers) {
            #expect(number.bitPattern == strtod(text, nil).bitPattern, "\(text), seed \(seed)")
        }
    }

    @Test func wordsAreOneShortLine() {
        #expect(ProviderReply.oneLine(" a\r\n\tb\u{1b}[2J\u{0} c ") == "a b [2J c")
        #expect(ProviderReply.oneLine(String(repeating: "é", count: 500)) == String(repeating: "é", count: 200) + "…")
        #expect(ProviderReply.oneLine("") == "")
    }

    @Test func addressesArePutTogether() throws {
        let cases = [
            ("http://h", "http://h/a%2Fb/c?q=1%202&r=x%3Dy"), ("http://h/", "http://h/a%2Fb/c?q=1%202&r=x%3Dy"),
            ("https://u@h:8/p%20q//?old=1#f", "https://u@h:8/p%20q/a%2Fb/c?q=1%202&r=x%3Dy"),
        ]
        for (base, expected) in cases {
            let url = try ProviderURL.joined(#require(URL(string: base)), ["a/b", "c"], ["q": "1 2", "r": "x=y"])
            #expect(url.absoluteString == expected)
        }
        #expect(try ProviderURL.joined(#require(URL(string: "http://h/x")), ["y"]).absoluteString == "http://h/x/y")
        for base in ["h/p", "file:///tmp", "http:///x"] {
            let url = try #require(URL(string: base))
            #expect(throws: DownloadError.self) { try ProviderURL.joined(url, ["a"]) }
        }
        for segment in ["", ".", "..", "..."] {
            #expect(throws: DownloadError.self) { try ProviderURL.joined(URL(string: "http://h")!, [segment]) }
        }
    }

    /// Every byte survives the way into an address and back.
    @Test func everyCharacterIsEncoded() {
        let text = String(String.UnicodeScalarView((0...0x2ff).compactMap(Unicode.Scalar.init)))
        let encoded = ProviderURL.encoded(text)
        #expect(encoded.removingPercentEncoding == text)
        #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
        #expect(!encoded.contains { "/?#&=+^ ".contains($0) })
    }
}
