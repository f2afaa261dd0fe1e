import Foundation
import Testing

@testable import AlphaCore

struct HTTPDateTests {
    private static let now = Timestamp(nanoseconds: 1_700_000_000_000_000_000)  // in 2023

    private func seconds(_ text: String) -> Int64? {
        HTTPDate.timestamp(text, now: HTTPDateTests.now).map { $0.nanoseconds / 1_000_000_000 }
    }

    /// The three examples of RFC 9110, section 5.6.7, which name the same moment.
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
    func readsTheThreeForms(_ text: String) {
        #expect(seconds(text) == 784_111_777)
    }

    @Test func agreesWithFoundationOnRandomMoments() {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomSource(seed: seed)
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        for format in ["EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM d HH:mm:ss yyyy"] {
            formatter.dateFormat = format
            for _ in 0..<200 {
                // From 1974 to 2072: two digits name no other year then.
                let moment = Int64.random(in: 126_230_400..<3_250_368_000, using: &random)
                let text = formatter.string(from: Date(timeIntervalSince1970: Double(moment)))
                #expect(seconds(text) == moment, "\(text), seed \(seed)")
            }
        }
    }

    @Test func twoDigitsNameTheNearestYearUpToFiftyAhead() {
        #expect(seconds("Sunday, 01-Jan-73 00:00:00 GMT") == 3_250_454_400)  // 2073
        #expect(seconds("Tuesday, 01-Jan-74 00:00:00 GMT") == 126_230_400)  // 1974
    }

    @Test(arguments: [
        "", "tomorrow", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 nov 1994 08:49 GMT", "Sun, 6x Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 199 08:49:37 GMT", "Sun, 06 Nov 9999 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z", "Sun Nov  6 08:49:37 94", "Sun, 06 Nov 1994 08:49:37",
    ])
    func refusesWhatIsNoDate(_ text: String) {
        #expect(seconds(text) == nil)
    }
}
