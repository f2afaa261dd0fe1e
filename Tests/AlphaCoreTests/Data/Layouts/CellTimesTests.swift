import Foundation
import Testing

@testable import AlphaCore

struct CellTimesTests {
    private func times(format: String? = nil, zone: String = "UTC") throws -> CellTimes {
        var layout = BarLayout()
        layout.timeFormat = try format.map(TimeFormat.init)
        layout.timeZone = try BarLayout.timeZone(named: zone)
        return CellTimes(layout)
    }

    private func read(_ text: String, _ times: inout CellTimes) -> String {
        switch Array(text.utf8).withUnsafeBytes({ times.read($0) }) {
        case .moment(let moment): moment.description
        case .missing: "missing"
        case .unreadable(let problem): problem
        }
    }

    private func read(_ date: String, _ time: String, _ times: inout CellTimes) -> String {
        let reading = Array(date.utf8).withUnsafeBytes { date in
            Array(time.utf8).withUnsafeBytes { times.read(date: date, time: $0) }
        }
        return if case .moment(let moment) = reading { moment.description } else { "\(reading)" }
    }

    @Test(arguments: [
        ("2023-06-01 09:30:00", "2023-06-01T13:30:00Z"), ("2023.06.01 09:30", "2023-06-01T13:30:00Z"),
        ("2023/06/01T09:30:00.5", "2023-06-01T13:30:00.5Z"), ("2023-01-01 09:30", "2023-01-01T14:30:00Z"),
        ("2023-06-01T09:30:00Z", "2023-06-01T09:30:00Z"), ("2023-06-01 09:30:00+02:00", "2023-06-01T07:30:00Z"),
        ("2023-06-01", "2023-06-01"), ("2023.06.01", "2023-06-01"), ("1685577600", "2023-06-01"),
        ("-10000000", "1969-09-07T06:13:20Z"),
        ("1685577600000.5", "2023-06-01T00:00:00.0005Z"), (" 2023-06-01 ", "2023-06-01"), ("", "missing"),
        (" ", "missing"),
    ])
    func withoutAFormat(text: String, expected: String) throws {
        var times = try times(zone: "America/New_York")
        #expect(read(text, &times) == expected)
    }

    @Test(arguments: [
        "20230601", "1.0687", "130583.99", "0", "-5", "9999999", "2023-06.01", "2023_06_01", "01.06.2023", "2023.6.1",
        "yesterday", "2023-06-01 9:30",
    ])
    func whatIsNoTimeIsUnreadable(text: String) throws {
        var times = try times()
        #expect(read(text, &times).contains("--time-format"))
    }

    @Test(arguments: [
        ("2023.06.01", "00:01", "2023-06-01T00:01:00Z"), ("20230601", "093015", "2023-06-01T09:30:15Z"),
        ("20230601", "0930", "2023-06-01T09:30:00Z"), ("2023-06-01", "09:30:15.25", "2023-06-01T09:30:15.25Z"),
        ("2023/06/01", "09:30:15", "2023-06-01T09:30:15Z"), ("2023-06-01", "09:30Z", "2023-06-01T09:30:00Z"),
        (" 2023-06-01 ", " 09:30 ", "2023-06-01T09:30:00Z"), ("", "", "missing"),
    ])
    func dateAndTimeApart(date: String, time: String, expected: String) throws {
        var times = try times()
        #expect(read(date, time, &times) == expected)
    }

    @Test(arguments: [
        ("2023-06-01", ""), ("", "09:30"), ("2023-06-01", "930"), ("2023-06-01", "9:30"), ("230601", "09:30"),
    ])
    func whatIsNoDateAndTimeIsUnreadable(date: String, time: String) throws {
        var times = try times()
        #expect(read(date, time, &times).hasPrefix("unreadable"))
    }

    @Test func aFormatReadsDateAndTimeWithOneSpaceBetween() throws {
        var times = try times(format: "%d.%m.%y %H:%M", zone: "Europe/Berlin")
        #expect(read("01.06.23", "09:30", &times) == "2023-06-01T07:30:00Z")
        #expect(read("01.06.23", "", &times).contains("%d.%m.%y %H:%M"))
    }

    @Test func aDateIsADateInAnyZone() throws {
        var times = try times(format: "%Y%m%d", zone: "Asia/Tokyo")
        #expect(read("20230601", &times) == "2023-06-01")
    }

    @Test func aTimeThatDoesNotExistIsNamed() throws {
        var times = try times(zone: "America/New_York")
        #expect(read("2023-03-12 01:59", &times) == "2023-03-12T06:59:00Z")
        #expect(read("2023-03-12 02:00", &times).contains("does not exist in America/New_York"))
        #expect(read("2023-03-12 03:00", &times) == "2023-03-12T07:00:00Z")
    }

    /// A night in which the clock is put back, bar by bar: the wall's times read back to the moments that made them, in
    /// either order of the rows, and with bars missing.
    @Test(arguments: ["America/New_York", "Australia/Lord_Howe"], [1, 5, 10, 30])
    func theOrderOfTheRowsTellsTheTwoHoursApart(zone: String, minutes: Int) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: zone)
        let first = try #require(Timestamp(zone.hasPrefix("America") ? "2023-11-05T03:00Z" : "2023-04-01T12:00Z"))
        var clock = LocalClock(try BarLayout.timeZone(named: zone))
        let all = (0..<(360 / minutes)).map { first.nanoseconds + Int64($0 * minutes) * 60_000_000_000 }
        for isNewestFirst in [false, true] {
            var times = try times(zone: zone)
            for moment in isNewestFirst ? all.reversed() : all {
                let wall = Timestamp(nanoseconds: clock.wall(at: moment)).description.replacing("Z", with: "")
                #expect(
                    read(wall + (wall.count == 10 ? "T00:00" : ""), &times)
                        == Timestamp(nanoseconds: moment).description)
            }
        }
        // Gaps that are shorter than the hour leave no doubt either.
        var times = try times(zone: zone)
        for moment in all where source.next() % 3 > 0 || moment == all[0] {
            let wall = Timestamp(nanoseconds: clock.wall(at: moment)).description.replacing("Z", with: "")
            _ = read(wall + (wall.count == 10 ? "T00:00" : ""), &times)
        }
        let last = try #require(all.last)
        let wall = Timestamp(nanoseconds: clock.wall(at: last)).description.replacing("Z", with: "")
        #expect(read(wall, &times) == Timestamp(nanoseconds: last).description, "seed \(seed)")
    }

    @Test func withoutABarBeforeItTheFirstIsMeant() throws {
        var times = try times(zone: "America/New_York")
        #expect(read("2023-11-05 01:30", &times) == "2023-11-05T05:30:00Z")
        #expect(read("2023-11-05 01:30", &times) == "2023-11-05T06:30:00Z")
    }
}
