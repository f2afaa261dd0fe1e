import Foundation
import Testing

@testable import AlphaCore

/// `Tests/Fixtures/times.json`: Python's datetime and zoneinfo, see `Tools/golden_times.py`.
struct GoldenTimes {
    let formats: [(format: String, text: String, moment: String)]
    let zones: [(zone: String, wall: String, moments: [String])]

    init() throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: goldenFile("times.json"))) as? [String: [[Any]]])
        formats = try #require(object["formats"]).map { ("\($0[0])", "\($0[1])", "\($0[2])") }
        zones = try #require(object["zones"]).map { ("\($0[0])", "\($0[1])", $0[2] as? [String] ?? []) }
    }
}

/// A file of golden values in Tests/Fixtures.
func goldenFile(_ name: String) -> URL {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("Fixtures/\(name)")
}

extension TimeFormat {
    /// The moment in UTC that the text names, as text; `nil` when it is not of the format.
    fileprivate func moment(_ text: String) -> String? {
        let written = Array(text.utf8).withUnsafeBytes { parse($0) }
        return written.map { Timestamp(nanoseconds: $0.wall - ($0.offset ?? 0)).description }
    }
}

struct TimeFormatTests {
    @Test func everyFormatReadsAsPythonDoes() throws {
        let golden = try GoldenTimes()
        #expect(golden.formats.count > 200)
        for (format, text, moment) in golden.formats {
            let expected = try #require(Timestamp(moment)).description
            #expect(try TimeFormat(format).moment(text) == expected, "\(text) by \(format)")
        }
    }

    @Test(arguments: [
        ("%Y%m%d %H%M%S", "20230601 000100", "2023-06-01T00:01:00Z"), ("%d/%m/%Y", "1/6/2023", "2023-06-01"),
        ("%m/%d/%Y %H:%M", "6/1/2023 9:05", "2023-06-01T09:05:00Z"),
        ("%F %T", "2023-06-01 09:30:15", "2023-06-01T09:30:15Z"),
        ("%D %R", "06/01/23 09:30", "2023-06-01T09:30:00Z"), ("%F %H%M%S", "2023-06-01 93000", "2023-06-01T09:30:00Z"),
        ("%F %H%M", "2023-06-01 905", "2023-06-01T09:05:00Z"), ("%Y-%m-%d", "2023-06-01", "2023-06-01"),
        ("%F %T.%f", "2023-06-01 00:00:00.123456789", "2023-06-01T00:00:00.123456789Z"),
        ("%F %T.%f", "2023-06-01 00:00:00.1234567899", "2023-06-01T00:00:00.123456789Z"),
        ("%F %I:%M %p", "2023-06-01 12:00 am", "2023-06-01"),
        ("%F %I:%M %p", "2023-06-01 12:00 PM", "2023-06-01T12:00:00Z"),
        ("%F %I:%M%p", "2023-06-01 1:07Pm", "2023-06-01T13:07:00Z"), ("%d-%b-%Y", "01-JUN-2023", "2023-06-01"),
        ("%d %b %Y", "1 June 2023", "2023-06-01"), ("%d %B %Y", "1 jun 2023", "2023-06-01"),
        ("%d %b %y", "1 May 69", "1969-05-01"), ("%d %b %y", "1 May 68", "2068-05-01"),
        ("%a, %d %b %Y %T %z", "Thu, 01 Jun 2023 09:30:00 +0200", "2023-06-01T07:30:00Z"),
        ("%FT%T%z", "2023-06-01T09:30:00Z", "2023-06-01T09:30:00Z"),
        ("%FT%T%z", "2023-06-01T09:30:00-05", "2023-06-01T14:30:00Z"),
        ("%s", "1685577600", "2023-06-01"), ("%s.%f", "1685577600.5", "2023-06-01T00:00:00.5Z"),
        ("%s.%f", "-1.5", "1969-12-31T23:59:58.5Z"), ("%Y%j", "2024366", "2024-12-31"),
        ("%F%t%R", "2023-06-01 \t 09:30", "2023-06-01T09:30:00Z"),
        ("%F  %R", "2023-06-01 09:30", "2023-06-01T09:30:00Z"),
        ("%Y.%m.%d %H:%M EST", "2023.06.01 09:30 EST", "2023-06-01T09:30:00Z"),
    ])
    func texts(format: String, text: String, expected: String) throws {
        #expect(try TimeFormat(format).moment(text) == expected)
    }

    @Test(arguments: [
        ("%Y%m%d", ""), ("%Y%m%d", "2023060"), ("%Y%m%d", "202306011"), ("%Y%m%d", "20230631"), ("%Y%m%d", "20231301"),
        ("%Y%m%d", "20230229"), ("%Y%m%d", "2023-06-01"), ("%F %T", "2023-06-01"), ("%F %T", "2023-06-01 24:00:00"),
        ("%F %T", "2023-06-01 09:60:00"), ("%F %T", "2023-06-01 09:30:60"), ("%F %T", "2023-06-01T09:30:00"),
        ("%F %T", "2023-06-01 09:30:00 "), ("%F %T", "2023-06-01 09:30:00Z"), ("%F %H%M", "2023-06-01 9"),
        ("%F %H%M%S", "2023-06-01 930"), ("%F %I:%M %p", "2023-06-01 13:00 PM"), ("%F %I:%M %p", "2023-06-01 00:00 AM"),
        ("%F %I:%M %p", "2023-06-01 01:00 XM"), ("%d %b %Y", "1 Jux 2023"), ("%d %b %Y", "1 Ju 2023"),
        ("%Y%j", "2023366"), ("%Y%j", "2023000"), ("%F %T.%f", "2023-06-01 00:00:00."),
        ("%FT%T%z", "2023-06-01T00:00:00"),
        ("%FT%T%z", "2023-06-01T00:00:00+25:00"), ("%s", "-"), ("%s", "9999999999999"), ("%s", "99999999999"),
        ("%Y-%m-%d", "1677-01-01"), ("%Y-%m-%d", "2262-01-01"), ("%Y-%m-%d", "+2023-1-1"), ("%d %b %Y", "1 é 2023"),
    ])
    func textsOfAnotherFormat(format: String, text: String) throws {
        #expect(try TimeFormat(format).moment(text) == nil)
    }

    @Test(arguments: [
        ("%Q", "%Q"), ("%Y-%m-%d %", "no letter"), ("%H:%M", "whole date"), ("%m/%d", "whole date"), ("", "whole date"),
        ("%Y-%m", "whole date"), ("%Y-%m-%d %d", "the day twice"), ("%Y %y %m %d", "the year twice"),
        ("%F %I:%M", "without %p"), ("%F %H:%M %p", "without %I"), ("%F %H %I %p", "the hour twice"),
        ("%s %Y", "%s beside"),
        ("%F %M", "without the hour"), ("%F %H:%S", "without the minute"), ("%F %R.%f", "without the second"),
        ("%F%z", "without the hour"), ("%Y%j%m", "beside a month"), ("%F %T %Z", "%Z"),
    ])
    func formatsThatCannotBe(format: String, problem: String) {
        let error = #expect(throws: LayoutError.self) { try TimeFormat(format) }
        #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    }

    /// Whatever the bytes are, they are read or not; nothing is read past their end.
    @Test func damagedTextsAreReadOrNot() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: "times")
        let golden = try GoldenTimes().formats
        var read = 0
        for _ in 0..<20_000 {
            let (format, text, _) = golden[Int(source.next() % UInt64(golden.count))]
            var bytes = Array(text.utf8)
            let place = Int(source.next() % UInt64(bytes.count))
            switch source.next() % 3 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: source.next())
            case 1: bytes.removeSubrange(place...)
            default: bytes.insert(UInt8(ascii: "0") + UInt8(source.next() % 10), at: place)
            }
            let exact = Array(bytes)
            if try exact.withUnsafeBytes({ try TimeFormat(format).parse($0) }) != nil { read += 1 }
        }
        #expect(read > 100, "seed \(seed)")
    }
}
