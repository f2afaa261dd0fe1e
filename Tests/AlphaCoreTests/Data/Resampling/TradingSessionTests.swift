import Foundation
import Testing

@testable import AlphaCore

struct TradingSessionTests {
    /// Start and end in minutes, and how many days after its first day the session's name is.
    @Test(arguments: [
        ("09:30-16:00", 570, 960, 0, "09:30-16:00"), ("9:30-16:00", 570, 960, 0, "09:30-16:00"),
        ("17:00-17:00", 1020, 2460, 1, "17:00-17:00"), ("18:00-17:00", 1080, 2460, 1, "18:00-17:00"),
        ("00:00-24:00", 0, 1440, 0, "00:00-24:00"), ("00:00-00:00", 0, 1440, 0, "00:00-24:00"),
        ("18:00-00:00", 1080, 1440, 0, "18:00-24:00"), ("18:00-24:00", 1080, 1440, 0, "18:00-24:00"),
        ("23:59-00:01", 1439, 1441, 1, "23:59-00:01"), (" 08:00 - 08:01 ", 480, 481, 0, "08:00-08:01"),
    ])
    func texts(text: String, start: Int, end: Int, daysToName: Int, description: String) throws {
        let session = try TradingSession(text, timeZone: .gmt)
        #expect(session.start == start && session.end == end)
        #expect(session.daysToName == daysToName)
        #expect(session.description == description + " UTC")
    }

    @Test(arguments: [
        "", "09:30", "09:30-", "-16:00", "09:30-16:00-17:00", "9.30-16.00", "24:00-09:30", "09:60-16:00", "25:00-26:00",
        "09:30-24:01", "0930-1600", "+9:30-16:00", "09:3-16:00", "٠٩:30-16:00",
    ])
    func textsThatAreNone(text: String) {
        #expect(throws: LayoutError.self) { try TradingSession(text, timeZone: .gmt) }
    }

    /// The start, end and name of the session in which each moment lies, by hand.
    @Test(arguments: [
        (
            "09:30-16:00", "America/New_York", "2023-03-10T14:30Z", "2023-03-10", "2023-03-10T14:30Z",
            "2023-03-10T21:00Z"
        ),
        (
            "09:30-16:00", "America/New_York", "2023-03-13T19:59Z", "2023-03-13", "2023-03-13T13:30Z",
            "2023-03-13T20:00Z"
        ),
        (
            "17:00-17:00", "America/New_York", "2023-03-12T21:00Z", "2023-03-13", "2023-03-12T21:00Z",
            "2023-03-13T21:00Z"
        ),
        (
            "17:00-17:00", "America/New_York", "2023-03-12T20:59Z", "2023-03-12", "2023-03-11T22:00Z",
            "2023-03-12T21:00Z"
        ),
        (
            "17:00-17:00", "America/New_York", "2023-11-05T12:00Z", "2023-11-05", "2023-11-04T21:00Z",
            "2023-11-05T22:00Z"
        ),
        ("00:00-24:00", "Europe/Berlin", "2023-10-29T22:59Z", "2023-10-29", "2023-10-28T22:00Z", "2023-10-29T23:00Z"),
        (
            "00:00-24:00", "America/Sao_Paulo", "2018-11-04T03:00Z", "2018-11-04", "2018-11-04T03:00Z",
            "2018-11-05T02:00Z"
        ),
        ("00:00-24:00", "Pacific/Apia", "2011-12-30T10:00Z", "2011-12-31", "2011-12-30T10:00Z", "2011-12-31T10:00Z"),
    ])
    func momentsLieInTheirSession(
        text: String, zone: String, moment: String, name: String, start: String, end: String
    ) throws {
        var clock = SessionClock(try TradingSession(text, timeZone: BarLayout.timeZone(named: zone)))
        let nanoseconds = try #require(Timestamp(moment)).nanoseconds
        let occurrence = clock.occurrence(at: nanoseconds)
        let found = try #require(occurrence)
        #expect(Timestamp(nanoseconds: found.date * Timestamp.day).description == name)
        #expect(Timestamp(nanoseconds: found.start) == Timestamp(start))
        #expect(Timestamp(nanoseconds: found.end) == Timestamp(end))
    }

    @Test(arguments: [
        ("09:30-16:00", "2023-03-10T14:29Z", "2023-03-10T14:30Z"),
        ("09:30-16:00", "2023-03-10T21:00Z", "2023-03-11T14:30Z"),
        ("09:30-16:00", "2023-03-11T21:00Z", "2023-03-12T13:30Z"),
        ("18:00-17:00", "2023-03-10T22:30Z", "2023-03-10T23:00Z"),
    ])
    func outsideOfItTheNextOneIsKnown(text: String, moment: String, next: String) throws {
        var clock = SessionClock(try TradingSession(text, timeZone: BarLayout.timeZone(named: "America/New_York")))
        let moment = try #require(Timestamp(moment)).nanoseconds
        let (here, start) = (clock.occurrence(at: moment), clock.nextStart(after: moment))
        #expect(here == nil)
        #expect(Timestamp(nanoseconds: start) == Timestamp(next))
    }
}
