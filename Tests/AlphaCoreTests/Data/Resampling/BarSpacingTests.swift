import Testing

@testable import AlphaCore

struct BarSpacingTests {
    private func spacing(_ minutes: [Int]) -> BarSpacing {
        var spacing = BarSpacing()
        for minute in minutes { spacing.add(Timestamp(nanoseconds: Int64(minute) * 60_000_000_000)) }
        return spacing
    }

    @Test(arguments: [
        ([0, 1, 2, 5], 1), ([0, 7, 9, 12], 1), ([0, 60, 120, 1500], 60), ([30, 90, 150, 1470], 60),
        ([0, 240, 480, 1380], 60),
        ([0, 1440, 2880, 7200], 1440), ([0, 1440, 2820, 4260], 1380), ([0, 1500, 2940], 1440),
        ([0, 10_080, 20_160], 10_080),
    ])
    func whatBarsAreLong(minutes: [Int], length: Int) {
        #expect(spacing(minutes).barLength == Int64(length) * 60_000_000_000)
    }

    @Test func oneBarTellsNothing() {
        #expect(spacing([5]).barLength == nil && spacing([]).barLength == nil)
        #expect(spacing([5]).problem(making: .minute) == nil)
    }

    /// Days that begin at midnight of a zone with summer time: a day is made of them, four hours are not.
    @Test func summerTimeMakesDaysNoShorter() throws {
        let days = spacing([0, 1440, 2820, 4260, 5700])
        #expect(days.problem(making: .day) == nil && days.problem(making: .week) == nil)
        #expect(days.problem(making: try #require(BarInterval("4h")))?.contains("23h apart: none of 4h") == true)
    }

    /// 346 years are more nanoseconds than 64 bits hold; the other gaps still say how long a bar is.
    @Test func centuriesBetweenTwoBarsAreNoMatter() throws {
        var spacing = BarSpacing()
        for date in ["1678-01-04", "2024-01-02", "2024-01-03", "2024-01-04"] {
            spacing.add(try #require(Timestamp(date)))
        }
        #expect(spacing.barLength == Timestamp.day && spacing.problem(making: .week) == nil)
        var two = BarSpacing()
        for date in ["1678-01-04", "2024-01-02"] { two.add(try #require(Timestamp(date))) }
        #expect(two.problem(making: .week) == "the bars are more than 292 years apart: none of 1w can be made of them")
    }

    @Test func aSecondIsNoIntervalButHasAName() {
        var spacing = BarSpacing()
        for second: Int64 in [0, 30, 60, 120] { spacing.add(Timestamp(nanoseconds: second * 1_000_000_000)) }
        #expect(spacing.barLength.map(BarSpacing.text) == "30 s")
        #expect(spacing.problem(making: .minute) == nil)
    }
}
