import Foundation
import Testing

@testable import AlphaCore

/// Resampling against a twin that groups all bars at once, by Foundation's calendar.
struct BarResamplingTwinTests {
    struct Plan: CustomTestStringConvertible {
        var length: Int
        var session: String?
        var zone: String
        var days: [String]
        var step = 1

        var testDescription: String { "\(length)m \(session ?? "") \(zone)" }
        var name: String { length == 1440 ? "1d" : length == 10_080 ? "1w" : "\(length)m" }
    }

    private static let newYork = ["2023-03-11", "2023-11-04", "2023-06-01"]
    private static let plans = [
        Plan(length: 5, zone: "UTC", days: newYork), Plan(length: 60, zone: "UTC", days: newYork),
        Plan(length: 420, zone: "UTC", days: newYork), Plan(length: 1440, zone: "UTC", days: newYork),
        Plan(length: 1440, zone: "America/New_York", days: newYork),
        Plan(length: 240, zone: "America/New_York", days: newYork),
        Plan(length: 1440, zone: "Europe/Berlin", days: ["2023-03-25", "2023-10-28"]),
        Plan(length: 180, zone: "Australia/Lord_Howe", days: ["2023-04-01", "2023-09-30"]),
        Plan(length: 1440, zone: "America/Sao_Paulo", days: ["2018-11-03", "2018-02-17"]),
        Plan(length: 60, zone: "Asia/Kolkata", days: newYork),
        Plan(length: 1440, zone: "Pacific/Apia", days: ["2011-12-29"]),
        Plan(length: 30, session: "09:30-16:00", zone: "America/New_York", days: newYork),
        Plan(length: 60, session: "09:30-16:00", zone: "America/New_York", days: newYork),
        Plan(length: 1440, session: "09:30-16:00", zone: "America/New_York", days: newYork),
        Plan(length: 1440, session: "17:00-17:00", zone: "America/New_York", days: newYork),
        Plan(length: 240, session: "17:00-17:00", zone: "America/New_York", days: newYork),
        Plan(length: 240, session: "18:00-17:00", zone: "America/Chicago", days: newYork),
        Plan(length: 1440, session: "18:00-17:00", zone: "America/Chicago", days: newYork),
        Plan(length: 1440, session: "22:00-04:00", zone: "Europe/London", days: ["2023-03-24", "2023-10-27"]),
        Plan(length: 10_080, zone: "UTC", days: ["2022-12-20"], step: 30),
        Plan(length: 10_080, session: "17:00-17:00", zone: "America/New_York", days: ["2023-02-25"], step: 30),
    ]

    @Test(arguments: plans)
    func itGroupsAsTheTwinDoes(plan: Plan) throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var source = RandomSource(seed: seed, stream: plan.testDescription)
        let fixture = try ResamplingFixture()
        for day in plan.days {
            let first = try #require(Timestamp(day))
            for missing in [0.02, 0.9] {
                let bars = ResamplingFixture.walk(from: first, step: plan.step, count: 4320, missing: missing, &source)
                let (_, resampled, report) = try fixture.resample(
                    try fixture.write(bars), to: plan.name, session: plan.session, zone: plan.zone)
                let twin = try Twin(plan).resample(bars)
                #expect(resampled == twin.bars, "from \(day), seed \(seed)")
                #expect(report.barsOutsideSession == twin.outside && report.sourceBars == bars.count, "seed \(seed)")
                #expect(report.bars == twin.bars.count)
            }
        }
    }

    /// The plain way: each bar's bucket by calendar arithmetic, each bucket's bars as an array.
    private struct Twin {
        let length: Int
        let start: (hour: Int, minute: Int)
        let end: (hour: Int, minute: Int)
        var calendar = Foundation.Calendar(identifier: .gregorian)

        init(_ plan: Plan) throws {
            length = plan.length
            calendar.timeZone = try BarLayout.timeZone(named: plan.zone)
            let numbers = (plan.session ?? "00:00-24:00").split { ":-".contains($0) }.compactMap { Int($0) }
            (start, end) = ((numbers[0], numbers[1]), (numbers[2], numbers[3]))
        }

        func resample(_ bars: [Bar]) throws -> (bars: [Bar], outside: Int) {
            var groups: [Int64: [Bar]] = [:]
            var outside = 0
            for bar in bars {
                if let name = try bucket(bar.timestamp) { groups[name, default: []].append(bar) } else { outside += 1 }
            }
            let made = groups.sorted { $0.key < $1.key }.map { name, bars in
                Bar(
                    timestamp: Timestamp(nanoseconds: name), open: bars[0].open, high: bars.map(\.high).max()!,
                    low: bars.map(\.low).min()!, close: bars[bars.count - 1].close,
                    volume: bars.reduce(0) { $0 + $1.volume })
            }
            return (made, outside)
        }

        /// The timestamp of the bucket; `nil` outside the session.
        private func bucket(_ timestamp: Timestamp) throws -> Int64? {
            let date = Date(timeIntervalSince1970: Double(timestamp.nanoseconds / 1_000_000_000))
            for back in [0, 1] {
                let today = calendar.dateComponents([.year, .month, .day], from: date)
                var first = DateComponents(year: today.year, month: today.month, day: today.day! - back)
                var last = first
                (first.hour, first.minute) = start
                (last.hour, last.minute) = end
                if (end.hour, end.minute) <= (start.hour, start.minute) { last.day! += 1 }
                let opens = try #require(calendar.date(from: first)), closes = try #require(calendar.date(from: last))
                guard opens <= date, date < closes else { continue }
                if length < 1440 {
                    let passed = Int(date.timeIntervalSince(opens)) / (length * 60)
                    return (Int64(opens.timeIntervalSince1970) + Int64(passed * length * 60)) * 1_000_000_000
                }
                // The name of a session is the date of its last second; a week's, that of its Monday.
                let name = calendar.dateComponents(
                    [.year, .month, .day, .weekday], from: closes.addingTimeInterval(-1))
                let days = Timestamp.days(year: name.year!, month: name.month!, day: name.day!)
                return Int64(length == 1440 ? days : days - (name.weekday! + 5) % 7) * Timestamp.day
            }
            return nil
        }
    }
}
