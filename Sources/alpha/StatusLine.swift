import Foundation
import Synchronization

/// Standard error as progress uses it: lines that stay, and below them, on a terminal, one that is drawn again and again.
/// Nothing at all when quiet.
final class StatusLine: Sendable {
    /// Whether there is a line that is drawn again and again.
    let isLive: Bool
    private let quiet: Bool
    private let drawn = Mutex("")

    /// A line on standard error unless `quiet`.
    init(quiet: Bool) {
        self.quiet = quiet
        isLive = !quiet && isatty(STDERR_FILENO) == 1
    }

    /// Draws the live line anew, cut where the terminal's line ends; does nothing where there is none.
    func draw(_ text: String) {
        guard isLive else { return }
        let text = String(text.prefix(max(StatusLine.width - 1, 1)))
        drawn.withLock { drawn in
            guard drawn != text else { return }
            write("\r\u{1B}[K" + text)
            drawn = text
        }
    }

    /// Writes a line that stays, above the live one; `always` writes it when quiet, too.
    func print(_ line: String, always: Bool = false) {
        guard !quiet || always else { return }
        drawn.withLock { drawn in
            write((drawn.isEmpty ? "" : "\r\u{1B}[K") + line + "\n" + drawn)
        }
    }

    /// Takes the live line away, so that what is printed next begins on a clean one.
    func finish() {
        drawn.withLock { drawn in
            if !drawn.isEmpty { write("\r\u{1B}[K") }
            drawn = ""
        }
    }

    /// How much is done, as 24 blocks and per cent.
    static func bar(_ done: Int, of total: Int) -> String { bar(Double(done) / Double(max(total, 1))) }

    /// The same for a share, 0 to 1.
    static func bar(_ share: Double) -> String {
        let share = min(max(share, 0), 1)
        let filled = Int(share * 24)
        return String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
            + " \(Int(share * 100)) %"
    }

    private static var width: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
