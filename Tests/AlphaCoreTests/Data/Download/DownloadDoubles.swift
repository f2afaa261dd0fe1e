import Foundation
import Synchronization

@testable import AlphaCore

/// A clock on which every sleep is over at once, and which remembers how long it would have been.
final class VirtualClock: DownloadClock {
    private let state = Mutex((elapsed: Duration.zero, sleeps: [Duration]()))
    private let start: Timestamp

    /// A clock that shows the moment and then goes on by what is slept.
    init(_ start: Timestamp = Timestamp(nanoseconds: 784_111_777_000_000_000)) { self.start = start }

    var elapsed: Duration { state.withLock { $0.elapsed } }
    var sleeps: [Duration] { state.withLock { $0.sleeps } }
    var wallTime: Timestamp { Timestamp(nanoseconds: start.nanoseconds + Int64(elapsed.seconds * 1e9)) }

    func sleep(for duration: Duration) async throws(CancellationError) {
        if Task.isCancelled { throw CancellationError() }
        state.withLock { state in
            state.elapsed += duration
            state.sleeps.append(duration)
        }
        await Task.yield()
    }
}

/// A clock that stands still until the test moves it.
final class ManualClock: DownloadClock {
    private struct State {
        var elapsed = Duration.zero
        var sleepers: [Int: (until: Duration, waiter: CheckedContinuation<Bool, Never>)] = [:]
        var tickets = 0
    }

    private let state = Mutex(State())

    var elapsed: Duration { state.withLock { $0.elapsed } }
    var sleepers: Int { state.withLock { $0.sleepers.count } }
    let wallTime = Timestamp(nanoseconds: 0)

    /// Moves the clock and wakes those whose time has come.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.elapsed += duration
            let due = state.sleepers.filter { $0.value.until <= state.elapsed }
            for ticket in due.keys { state.sleepers[ticket] = nil }
            return due.values.map(\.waiter)
        }
        for waiter in due { waiter.resume(returning: true) }
    }

    /// Waits until so many sleep.
    func waitForSleepers(_ count: Int) async {
        while sleepers < count { await Task.yield() }
    }

    func sleep(for duration: Duration) async throws(CancellationError) {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        let isOver = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                state.withLock { $0.sleepers[ticket] = ($0.elapsed + duration, waiter) }
                if Task.isCancelled { wake(ticket) }
            }
        } onCancel: {
            wake(ticket)
        }
        if !isOver { throw CancellationError() }
    }

    private func wake(_ ticket: Int) {
        state.withLock { $0.sleepers.removeValue(forKey: ticket)?.waiter }?.resume(returning: false)
    }
}

/// What happened, in order, from whichever thread.
final class Journal<Entry: Sendable>: Sendable {
    private let list = Mutex<[Entry]>([])

    var entries: [Entry] { list.withLock { $0 } }

    func add(_ entry: Entry) { list.withLock { $0.append(entry) } }
}

/// Gives what a test says, one call after the other, and remembers the calls.
final class ScriptedFetcher: HTTPFetching {
    private let script: @Sendable (Int) throws(DownloadError) -> HTTPReply
    private let count = Mutex(0)

    var calls: Int { count.withLock { $0 } }

    /// The script takes the call's number, from 0.
    init(_ script: @escaping @Sendable (Int) throws(DownloadError) -> HTTPReply) { self.script = script }

    func get(_ url: URL, headers: [String: String]) async throws(DownloadError) -> HTTPReply {
        let number = count.withLock { count in
            defer { count += 1 }
            return count
        }
        return try script(number)
    }
}

extension HTTPReply {
    /// A reply with a text for a body.
    static func text(_ text: String, status: Int = 200, headers: [String: String] = [:]) -> HTTPReply {
        HTTPReply(status: status, headers: headers, body: Data(text.utf8))
    }

    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// What fetching ends with when it does not end with a reply.
func failure(of fetch: () async throws(DownloadError) -> HTTPReply) async -> DownloadError? {
    do {
        _ = try await fetch()
        return nil
    } catch {
        return error
    }
}
