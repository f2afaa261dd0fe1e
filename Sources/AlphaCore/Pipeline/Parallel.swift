import Dispatch
import Synchronization

/// Independent pieces of work side by side, with results that do not depend on how many threads there are.
public enum Parallel {
    /// `body(0) … body(count − 1)` on up to `threads` threads; results in order of their index.
    ///
    /// Indices are handed out in increasing order: put the longest work first. When pieces fail, the error of the
    /// lowest index that failed is thrown, after what has begun is finished; no new piece is begun.
    public static func map<Result: Sendable>(
        count: Int, threads: Int, _ body: @Sendable (Int) throws -> Result
    ) throws -> [Result] {
        precondition(threads > 0, "threads \(threads)")
        let state = Mutex(State<Result>(results: Array(repeating: nil, count: count)))
        DispatchQueue.concurrentPerform(iterations: min(threads, max(count, 1))) { _ in
            while true {
                let index = state.withLock { state -> Int? in
                    guard state.failure == nil, state.next < count else { return nil }
                    state.next += 1
                    return state.next - 1
                }
                guard let index else { return }
                do {
                    let result = try body(index)
                    state.withLock { $0.results[index] = result }
                } catch {
                    state.withLock { state in
                        if state.failure.map({ index < $0.index }) ?? true { state.failure = (index, error) }
                    }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure.error }
            return state.results.compactMap { $0 }
        }
    }

    /// What the threads share.
    private struct State<Result: Sendable> {
        var next = 0
        var results: [Result?]
        var failure: (index: Int, error: any Error)?
    }
}
