import Foundation
import Testing

@testable import AlphaCore

@Suite(.timeLimit(.minutes(2)))
struct PacerTests {
    @Test func theFirstTurnComesAtOnceAndTheNextOnesAPaceApart() async throws {
        let clock = VirtualClock()
        let pacer = Pacer(pace: .milliseconds(350), clock: clock)
        var starts: [Duration] = []
        for _ in 0..<4 {
            try await pacer.turn()
            starts.append(clock.elapsed)
        }
        #expect(starts == [.zero, .milliseconds(350), .milliseconds(700), .milliseconds(1050)])
    }

    @Test func whoComesLateWaitsForTheRestOnly() async throws {
        let clock = VirtualClock()
        let pacer = Pacer(pace: .seconds(1), clock: clock)
        try await pacer.turn()
        try await clock.sleep(for: .milliseconds(700))
        try await pacer.turn()
        try await clock.sleep(for: .seconds(5))
        try await pacer.turn()
        try await pacer.turn()
        #expect(clock.sleeps == [.milliseconds(700), .milliseconds(300), .seconds(5), .seconds(1)])
    }

    @Test func noPaceIsNoWait() async throws {
        let clock = VirtualClock()
        let pacer = Pacer(pace: .zero, clock: clock)
        for _ in 0..<10 { try await pacer.turn() }
        #expect(clock.sleeps.isEmpty)
    }

    @Test func manyCallersTogetherKeepThePace() async throws {
        let clock = VirtualClock()
        let pacer = Pacer(pace: .milliseconds(100), clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<5 { try await pacer.turn() } } }
            try await group.waitForAll()
        }
        #expect(clock.sleeps == Array(repeating: .milliseconds(100), count: 39))
    }

    @Test func turnsComeInTheOrderOfAskingAndWhoIsCancelledCostsNothing() async throws {
        let clock = ManualClock()
        let pacer = Pacer(pace: .seconds(1), clock: clock)
        try await pacer.turn()
        let order = Journal<String>()
        var tasks: [Task<Bool, Never>] = []
        for (place, name) in ["a", "b", "c", "d", "e"].enumerated() {
            tasks.append(
                Task {
                    do {
                        try await pacer.turn()
                        order.add(name)
                        return true
                    } catch {
                        return false
                    }
                })
            if place == 0 { await clock.waitForSleepers(1) }
            while await pacer.waiting < place { await Task.yield() }
        }
        tasks[2].cancel()
        #expect(await tasks[2].value == false)
        tasks[0].cancel()
        #expect(await tasks[0].value == false)
        for taken in 1...3 {
            await clock.waitForSleepers(1)
            clock.advance(by: .seconds(1))
            while order.entries.count < taken { await Task.yield() }
        }
        #expect(order.entries == ["b", "d", "e"])
        #expect(clock.elapsed == .seconds(3))
    }

    @Test func holdingPutsOffEveryTurnAndNeverBringsOneForward() async throws {
        let clock = VirtualClock()
        let pacer = Pacer(pace: .seconds(2), clock: clock)
        await pacer.hold(for: .seconds(30))
        await pacer.hold(for: .seconds(10))
        try await pacer.turn()
        #expect(clock.elapsed == .seconds(30))
        await pacer.hold(for: .seconds(1))
        try await pacer.turn()
        #expect(clock.elapsed == .seconds(32))
    }

    @Test func aHoldReachesWhoWaitsAlready() async throws {
        let clock = ManualClock()
        let pacer = Pacer(pace: .seconds(1), clock: clock)
        try await pacer.turn()
        let task = Task { try await pacer.turn() }
        await clock.waitForSleepers(1)
        await pacer.hold(for: .seconds(10))
        clock.advance(by: .seconds(1))
        await clock.waitForSleepers(1)
        clock.advance(by: .seconds(9))
        try await task.value
        #expect(clock.elapsed == .seconds(10))
    }

    @Test func realTimePasses() async throws {
        let pacer = Pacer(pace: .milliseconds(20))
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 { group.addTask { try await pacer.turn() } }
            try await group.waitForAll()
        }
        #expect(ContinuousClock.now - start >= .milliseconds(80))
    }
}
