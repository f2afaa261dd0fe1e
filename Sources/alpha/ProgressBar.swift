import AlphaCore
import Foundation
import Synchronization

/// Progress on standard error: a live bar on a terminal, a line a stage otherwise, nothing when quiet.
final class ProgressBar: Sendable {
    private struct State {
        var stage = ""
        var stageBegan = Date()
        var drawn = false
    }

    private let quiet: Bool
    private let live: Bool
    private let state = Mutex(State())

    /// A bar that draws on standard error unless `quiet`.
    init(quiet: Bool) {
        self.quiet = quiet
        live = !quiet && isatty(STDERR_FILENO) == 1
    }

    /// Shows what the run tells; from any thread.
    func show(_ progress: ResearchProgress) {
        guard !quiet else { return }
        state.withLock { state in
            switch progress {
            case .stage(let name):
                erase(&state)
                state.stage = name
                state.stageBegan = Date()
                write("\(name)\n")
            case .note(let text):
                erase(&state)
                write("  \(text)\n")
            case .epoch(let model, let fold, let record, let done, let total):
                guard live else { return }
                write("\r\u{1B}[K" + bar(model, fold, record, done, total, since: state.stageBegan))
                state.drawn = true
            }
        }
    }

    /// Takes the live line away, so that what is printed next begins on a clean one.
    func finish() {
        state.withLock { erase(&$0) }
    }

    private func bar(
        _ model: String, _ fold: Int, _ record: EpochRecord, _ done: Int, _ total: Int, since began: Date
    ) -> String {
        let share = Double(done) / Double(max(total, 1))
        let width = 24
        let filled = Int(share * Double(width))
        let left = share > 0 ? Date().timeIntervalSince(began) * (1 - share) / share : 0
        let blocks = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let loss = String(format: "%.4f", record.validationLoss ?? record.trainLoss)
        let time = String(format: "%d:%02d", Int(left) / 60, Int(left) % 60)
        return
            "  \(blocks) \(Int(share * 100)) %  \(time) left  \(model) fold \(fold) epoch \(record.epoch) loss \(loss)"
    }

    private func erase(_ state: inout State) {
        if state.drawn { write("\r\u{1B}[K") }
        state.drawn = false
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
