import Foundation

/// The checks that look at a price among its neighbours, one after the other: the first that can explain what it sees
/// has the word, so that a price in cents is not called a jump as well.
struct PriceChecks: BarCheck {
    /// What a check makes of the bar in the window's center.
    enum Verdict {
        /// Nothing that it knows.
        case unknown
        /// It found what is wrong, and the bar's close can be measured from.
        case explained
        /// It found that so many bars from the center on are off: nothing is measured from them.
        case off(Int)
    }

    private var window: PriceWindow
    private var hundredfold: HundredfoldCheck
    private var split: SplitCheck
    private var jump: JumpCheck
    private var dividend: DividendCheck
    /// Prices within this ratio of the close before need no second look.
    private let plainRatio: Double

    init(_ profile: FileProfile, file: CheckedFile, jumpDeviations: Double) {
        window = PriceWindow(profile)
        hundredfold = HundredfoldCheck(profile)
        split = SplitCheck(profile, jumpDeviations: jumpDeviations)
        jump = JumpCheck(profile, deviations: jumpDeviations)
        dividend = DividendCheck(profile)
        plainRatio = exp(min(jumpDeviations * profile.returnScale, profile.splits.isEmpty ? 3 : 0.1))
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        window.append(bar)
        if window.isReady(atEnd: false) { judge(&findings) }
    }

    mutating func finish(_ findings: inout FindingLog) {
        while window.isReady(atEnd: true) { judge(&findings) }
        hundredfold.finish(&findings)
        dividend.finish(&findings)
    }

    private mutating func judge(_ findings: inout FindingLog) {
        let center = window.center
        let bar = window.bars[center]
        if let before = window.before, isPlain(bar, beside: window.bars[before].close) {
            accept(bar, before, &findings)
        } else if window.isOff[center] {
            if bar.breaksRange { BadBarCheck.add(bar, &findings) }
        } else {
            lookAgain(at: bar, &findings)
        }
        window.advance()
    }

    private func isPlain(_ bar: CheckedBar, beside close: Double) -> Bool {
        let (top, bottom) = (close * plainRatio, close / plainRatio)
        return bar.low > bottom && bar.high < top && !bar.breaksRange && !window.isOff[window.center]
    }

    private mutating func lookAgain(at bar: CheckedBar, _ findings: inout FindingLog) {
        let before = window.before
        switch hundredfold.judge(window, &findings) {
        case .unknown: break
        case .explained: return hundredfold.accepted(bar)
        case .off(let count): return markOff(count)
        }
        if bar.breaksRange { BadBarCheck.add(bar, &findings) }
        guard let before else { return hundredfold.accepted(bar) }
        var verdict = split.judge(window, before, &findings)
        if case .unknown = verdict { verdict = jump.judge(window, before, &findings) }
        switch verdict {
        case .unknown: accept(bar, before, &findings)
        case .explained: hundredfold.accepted(bar)
        case .off(let count): markOff(count)
        }
    }

    private mutating func accept(_ bar: CheckedBar, _ before: Int, _ findings: inout FindingLog) {
        hundredfold.accepted(bar)
        if dividend.isNeeded {
            dividend.see(
                window.earlier(before, window.center), window.later(before, window.center), &findings)
        }
    }

    private mutating func markOff(_ count: Int) {
        for place in window.center..<min(window.center + count, window.bars.count) { window.markOff(place) }
    }
}
