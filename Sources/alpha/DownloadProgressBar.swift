import AlphaCore
import Synchronization

/// A download's progress on standard error: a live bar on a terminal, a line a symbol otherwise, failures alone when quiet.
final class DownloadProgressBar: Sendable {
    private struct State {
        var done = 0
        var bars = 0
        /// What is under way, in the order in which it began, and what is said of it.
        var active: [(symbol: String, text: String, share: Double)] = []

        /// How much is done: whole symbols, and of those under way the time that their pages cover.
        var share: Double { Double(done) + active.reduce(0) { $0 + $1.share } }
    }

    private let line: StatusLine
    private let total: Int
    private let state = Mutex(State())

    /// A bar over so many symbols that draws on standard error unless `quiet`.
    init(total: Int, quiet: Bool) {
        line = StatusLine(quiet: quiet)
        self.total = total
    }

    /// Shows what the download tells; from any thread.
    func show(_ progress: DownloadProgress) {
        switch progress {
        case .asking(let symbol, let provider):
            update(symbol, "asking \(provider)", share: 0)
        case .received(let symbol, let replies):
            update(symbol, "\(replies) repl\(replies == 1 ? "y" : "ies")")
        case .covered(let symbol, let share):
            update(symbol, nil, share: share)
        case .waiting(let symbol, let text):
            update(symbol, text)
            if !line.isLive { line.print("\(symbol): \(text)") }
        case .note(let symbol, let text):
            line.print("\(symbol): \(text)")
        case .ended(let result, _, _):
            end(result)
        }
    }

    /// Writes a line that stays.
    func print(_ text: String) { line.print(text) }

    /// Takes the live line away, so that what is printed next begins on a clean one.
    func finish() { line.finish() }

    private func update(_ symbol: String, _ text: String?, share: Double? = nil) {
        state.withLock { state in
            if let place = state.active.firstIndex(where: { $0.symbol == symbol }) {
                if let text { state.active[place].text = text }
                if let share { state.active[place].share = share }
            } else {
                state.active.append((symbol, text ?? "", share ?? 0))
            }
        }
        draw()
    }

    private func end(_ result: DownloadResult) {
        state.withLock { state in
            state.active.removeAll { $0.symbol == result.symbol }
            state.done += 1
            state.bars += result.newBars
        }
        if let failure = result.failure {
            line.print("\(result.symbol): \(failure)", always: true)
        } else if !line.isLive {
            line.print(
                "\(result.symbol): \(result.outcome.rawValue), \(result.bars) bars, \(result.newBars) new "
                    + "(\(result.provider ?? "nothing was asked"))")
        }
        draw()
    }

    private func draw() {
        guard line.isLive else { return }
        let text = state.withLock { state in
            let active = state.active.first.map { "  \($0.symbol) \($0.text)" } ?? ""
            return
                "  \(StatusLine.bar(state.share / Double(max(total, 1))))  \(state.done) of \(total), \(state.bars) new bars\(active)"
        }
        line.draw(text)
    }
}
