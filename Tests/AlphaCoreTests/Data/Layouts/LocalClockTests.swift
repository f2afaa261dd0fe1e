import Foundation
import Testing

@testable import AlphaCore

struct LocalClockTests {
    /// Every wall time of `times.json`, one after another as in a file and, by a clock of its own, alone.
    @Test func wallTimesMeanWhatPythonSays() throws {
        let golden = try GoldenTimes().zones
        #expect(golden.count { $0.moments.count == 2 } > 50 && golden.count { $0.moments.isEmpty } > 50)
        var clocks: [String: LocalClock] = [:]
        for (name, wall, moments) in golden {
            let zone = try BarLayout.timeZone(named: name)
            let wallTime = try #require(Timestamp(wall)).nanoseconds
            let expected = try moments.map { try #require(Timestamp($0)).nanoseconds }
            var fresh = LocalClock(zone)
            for found in [clocks[name, default: LocalClock(zone)].moments(at: wallTime), fresh.moments(at: wallTime)] {
                switch found {
                case .one(let moment): #expect([moment] == expected, "\(wall) in \(name)")
                case .two(let first, let second): #expect([first, second] == expected, "\(wall) in \(name)")
                case .none: #expect(expected.isEmpty, "\(wall) in \(name)")
                }
            }
            for moment in expected { #expect(fresh.wall(at: moment) == wallTime, "\(wall) in \(name)") }
        }
    }

    /// What the wall shows against Foundation, over random times of a hundred years and steps across the changes.
    @Test(arguments: [
        "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Tokyo", "Pacific/Apia", "America/Sao_Paulo",
        "Europe/Moscow", "Asia/Kathmandu", "EST", "-05:30", "UTC",
    ])
    func theWallIsFoundations(name: String) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: name)
        let zone = try BarLayout.timeZone(named: name)
        var clock = LocalClock(zone)
        for _ in 0..<100 {
            var seconds = Int64(source.next() % 3_000_000_000) - 1_000_000_000
            for _ in 0..<20 {
                let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
                let moment = seconds * 1_000_000_000 + 7
                #expect(
                    clock.offset(at: moment) == Int64(offset) * 1_000_000_000, "\(seconds) in \(name), seed \(seed)")
                let wall = clock.wall(at: moment)
                switch clock.moments(at: wall) {
                case .one(let found): #expect(found == moment, "\(seconds) in \(name), seed \(seed)")
                case .two(let first, let second):
                    #expect(first < second && (first == moment || second == moment), "\(seconds) in \(name)")
                case .none: Issue.record("\(seconds) in \(name), seed \(seed), is not on the wall")
                }
                seconds += Int64(source.next() % 20_000)
            }
        }
    }

    @Test func aTimeThatWasLeftOutWouldHaveComeThen() throws {
        var clock = LocalClock(try BarLayout.timeZone(named: "America/New_York"))
        let wall = try #require(Timestamp("2023-03-12T02:30:00")).nanoseconds
        #expect(clock.moments(at: wall) == .none(try #require(Timestamp("2023-03-12T07:30:00Z")).nanoseconds))
        let midnight = try #require(Timestamp("2018-11-04")).nanoseconds
        var brazil = LocalClock(try BarLayout.timeZone(named: "America/Sao_Paulo"))
        #expect(brazil.moment(at: midnight) == (try #require(Timestamp("2018-11-04T03:00:00Z")).nanoseconds))
    }
}
