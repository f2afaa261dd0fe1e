import Dispatch
import Foundation
import Synchronization

/// Asynchronous work in a command that is none: waits for its end, and cancels it on Ctrl-C.
enum Interruptible {
    /// Runs the body to its end on other threads. SIGINT or SIGTERM cancels its task, so that it can clean up and report;
    /// a second one ends the process at once. Returns what the body made, and the signal that came, `nil` for none.
    static func run<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) -> (result: Result, signal: Int32?) {
        let outcome = Outcome<Result>()
        let ended = DispatchSemaphore(value: 0)
        let task = Task.detached {
            outcome.set(await body())
            ended.signal()
        }
        let sources = [SIGINT, SIGTERM].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if outcome.interrupt(number) { task.cancel() } else { Foundation.exit(128 + number) }
            }
            signal(number, SIG_IGN)
            source.resume()
            return source
        }
        ended.wait()
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        return outcome.end
    }

    /// What the task, the signals' handlers and the waiting thread share.
    private final class Outcome<Result: Sendable>: Sendable {
        private let state = Mutex<(result: Result?, signal: Int32?)>((nil, nil))

        func set(_ result: Result) { state.withLock { $0.result = result } }

        /// Whether this is the first signal.
        func interrupt(_ number: Int32) -> Bool {
            state.withLock { state in
                defer { state.signal = state.signal ?? number }
                return state.signal == nil
            }
        }

        /// Both, once the task has ended.
        var end: (result: Result, signal: Int32?) { state.withLock { ($0.result!, $0.signal) } }
    }
}
