import Foundation
import Synchronization

/// Asynchronous work in a command that is none: waits for its end, and cancels it on Ctrl-C.
enum Interruptible {
    /// Runs the body to its end on other threads. SIGINT or SIGTERM cancels its task, so that it can clean up and report;
    /// a second one ends the process at once. Returns what the body made, and the signal that came, `nil` for none.
    ///
    /// From then on both signals are this type's: a command calls it once, at its end.
    static func run<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) -> (result: Result, signal: Int32?) {
        let outcome = Outcome<Result>()
        let signals = SignalPipe()
        let ended = DispatchSemaphore(value: 0)
        let task = Task.detached {
            outcome.set(await body())
            ended.signal()
        }
        Thread.detachNewThread {
            while let number = signals.next() {
                guard outcome.interrupt(number) else { Foundation.exit(128 + number) }
                task.cancel()
            }
        }
        ended.wait()
        return outcome.end
    }

    /// Hands signals over from whichever thread they come to: a handler may do no more than write a byte. Blocking them
    /// instead would take a hold on every thread, and libraries start theirs before `main`.
    private struct SignalPipe {
        private let readEnd: Int32

        init() {
            var ends: [Int32] = [-1, -1]
            let status = pipe(&ends)
            precondition(status == 0, "no pipe can be made: errno \(errno)")
            readEnd = ends[0]
            signalPipeWriteEnd = ends[1]
            // Whoever started the process may have left them blocked.
            var signals = sigset_t()
            sigemptyset(&signals)
            for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            for number in [SIGINT, SIGTERM] {
                signal(number) { number in
                    var byte = UInt8(truncatingIfNeeded: number)
                    _ = write(signalPipeWriteEnd, &byte, 1)
                }
            }
        }

        /// Waits for the next signal; `nil` when that cannot be done.
        func next() -> Int32? {
            var byte: UInt8 = 0
            while true {
                let count = read(readEnd, &byte, 1)
                if count == 1 { return Int32(byte) }
                guard count < 0, errno == EINTR else { return nil }
            }
        }
    }

    /// What the task, the thread that takes signals and the one that waits share.
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

/// Set once before the handlers are, and read by them alone: a global of its own, since a handler must not initialise one.
nonisolated(unsafe) private var signalPipeWriteEnd: Int32 = -1
