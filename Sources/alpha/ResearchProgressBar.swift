import AlphaCore
import Foundation
import Synchronization

/// A research run's progress on standard error: a live bar on a terminal, a line a stage otherwise, nothing when quiet.
final class ResearchProgressBar: Sendable {
    private let line: StatusLine
    private let stageBegan = Mutex(Date())

    /// A bar that draws on standard error unless `quiet`.
    init(quiet: Bool) { line = StatusLine(quiet: quiet) }

    /// Shows what the run tells; from any thread.
    func show(_ progress: ResearchProgress) {
        switch progress {
        case .stage(let name):
            line.finish()
            stageBegan.withLock { $0 = Date() }
            line.print(name)
        case .note(let text):
            line.finish()
            line.print("  \(text)")
        case .epoch(let model, let fold, let record, let done, let total):
            let loss = String(format: "%.4f", record.validationLoss ?? record.trainLoss)
            line.draw(
                "  \(StatusLine.bar(done, of: total))  \(timeLeft(done, of: total)) left  "
                    + "\(model) fold \(fold) epoch \(record.epoch) loss \(loss)")
        }
    }

    /// Takes the live line away, so that what is printed next begins on a clean one.
    func finish() { line.finish() }

    private func timeLeft(_ done: Int, of total: Int) -> String {
        let passed = Date().timeIntervalSince(stageBegan.withLock { $0 })
        let left = done > 0 ? Int(passed * Double(total - done) / Double(done)) : 0
        return String(format: "%d:%02d", left / 60, left % 60)
    }
}
