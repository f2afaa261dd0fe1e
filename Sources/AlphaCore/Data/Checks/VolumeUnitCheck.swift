import Foundation

/// Volumes that switch between shares and hundreds or thousands of them.
///
/// The volumes of ten days in a row all lie beyond those of the ten days before, and their medians are at least 45 times
/// apart, the first day itself 20 times: no market grows like that overnight. Intraday volumes are added up by the day.
struct VolumeUnitCheck: BarCheck {
    private struct Day {
        var line: Int
        var time: Int64
        var volume: Double
    }

    private let label: BarLabel
    private var cursor: DayCursor
    private var current: Day?
    private var days: [Day] = []
    private static let side = 10

    init(_ profile: FileProfile) {
        label = profile.label
        cursor = DayCursor(profile.calendar)
    }

    mutating func see(_ bar: CheckedBar, _ findings: inout FindingLog) {
        guard bar.volume > 0 else { return }
        guard cursor.enter(bar.time) else {
            current?.volume += bar.volume
            return
        }
        endDay(&findings)
        current = Day(line: bar.line, time: bar.time, volume: bar.volume)
    }

    private mutating func endDay(_ findings: inout FindingLog) {
        guard let current else { return }
        days.append(current)
        if days.count > 2 * VolumeUnitCheck.side { days.removeFirst() }
        guard days.count == 2 * VolumeUnitCheck.side else { return }
        let (before, after) = (days[VolumeUnitCheck.side - 1], days[VolumeUnitCheck.side])
        // Cheap, and rarely true: the switch itself must show.
        guard after.volume > 20 * before.volume || before.volume > 20 * after.volume else { return }
        judge(&findings)
    }

    private func judge(_ findings: inout FindingLog) {
        let before = days.prefix(VolumeUnitCheck.side).map(\.volume)
        let after = days.suffix(VolumeUnitCheck.side).map(\.volume)
        guard before.max()! < after.min()! || after.max()! < before.min()! else { return }
        let ratio = PriceWindow.median(after) / PriceWindow.median(before)
        let power = abs(log10(ratio))
        guard power > 1.65 else { return }
        let nearest = [2.0, 3, 6].min { abs($0 - power) < abs($1 - power) }!
        let first = days[VolumeUnitCheck.side]
        let last = days[VolumeUnitCheck.side - 1]
        findings.addUnlessExplained(
            .unit, .warning, line: first.line, from: last.time, to: first.time,
            "volumes are about \(ratio > 1 ? "" : "1/")\(Evidence.grouped(Int(pow(10, nearest)))) times those before: "
                + "\(Evidence.number(PriceWindow.median(after))) beside \(Evidence.number(PriceWindow.median(before))), the middle "
                + "of ten days on either side of \(label(first.time))")
    }

    mutating func finish(_ findings: inout FindingLog) { endDay(&findings) }
}
