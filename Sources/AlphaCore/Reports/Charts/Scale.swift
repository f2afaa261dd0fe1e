import Foundation

/// Where a value stands on an axis, as a share of its length, and which values to mark.
struct Scale: Sendable {
    /// How values are spread over the axis.
    enum Kind: Sendable { case linear, logarithmic, time }

    /// One mark of an axis.
    struct Tick: Sendable, Equatable {
        var value: Double
        var label: String
    }

    let kind: Kind
    let lower: Double
    let upper: Double

    /// A scale over the values' range; an empty or single-valued range gets some room around it.
    ///
    /// A logarithmic scale needs positive values and falls back to a linear one where there are others.
    init(_ kind: Kind, covering values: some Sequence<Double>) {
        var lower = Double.infinity
        var upper = -Double.infinity
        for value in values where value.isFinite {
            lower = min(lower, value)
            upper = max(upper, value)
        }
        if lower > upper { (lower, upper) = (0, 1) }
        if lower == upper {
            let room = kind == .time ? Double(Timestamp.day) : max(abs(lower) * 0.1, 1e-9)
            (lower, upper) = (lower - room, upper + room)
        }
        self.kind = kind == .logarithmic && lower <= 0 ? .linear : kind
        self.lower = lower
        self.upper = upper
    }

    private init(_ kind: Kind, _ lower: Double, _ upper: Double) {
        self.kind = kind
        self.lower = lower
        self.upper = upper
    }

    /// The same scale with its ends moved outwards to round values, about `count` of which are its ticks.
    func nice(_ count: Int) -> Scale {
        guard kind == .linear else { return self }
        let step = Scale.niceStep((upper - lower) / Double(max(1, count)))
        return Scale(kind, (lower / step + 1e-9).rounded(.down) * step, (upper / step - 1e-9).rounded(.up) * step)
    }

    /// Where the value stands: 0 at the lower end, 1 at the upper.
    func position(_ value: Double) -> Double {
        if kind == .logarithmic {
            return value > 0 ? (log(value) - log(lower)) / (log(upper) - log(lower)) : 0
        }
        return (value - lower) / (upper - lower)
    }

    /// At most about `count` round values within the scale.
    func ticks(_ count: Int, format: NumberFormat) -> [Tick] {
        switch kind {
        case .time: TimeTicks.ticks(from: lower, to: upper, count: count)
        case .logarithmic: logarithmicTicks(count, format)
        case .linear: linearTicks(count, format)
        }
    }

    /// A step of 1, 2, 2.5 or 5 times a power of ten, not below the given one.
    static func niceStep(_ rough: Double) -> Double {
        guard rough > 0, rough.isFinite else { return 1 }
        let power = pow(10, log10(rough).rounded(.down))
        let fraction = rough / power
        for candidate in [1.0, 2, 2.5, 5] where fraction <= candidate * (1 + 1e-9) { return candidate * power }
        return 10 * power
    }

    private func linearTicks(_ count: Int, _ format: NumberFormat) -> [Tick] {
        let step = Scale.niceStep((upper - lower) / Double(max(1, count)))
        let first = (lower / step - 1e-9).rounded(.up)
        let last = (upper / step + 1e-9).rounded(.down)
        guard last >= first, last - first < 1000 else { return [] }
        return stride(from: first, through: last, by: 1).map { multiple in
            let value = multiple == 0 ? 0 : multiple * step
            return Tick(value: value, label: format.tickText(value, step: step))
        }
    }

    private func logarithmicTicks(_ count: Int, _ format: NumberFormat) -> [Tick] {
        let decades = log10(lower).rounded(.down)...log10(upper).rounded(.up)
        let factors: [[Double]] = [[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]
        for factors in factors {
            var values: [Double] = []
            for decade in stride(from: decades.lowerBound, through: decades.upperBound, by: 1) {
                values += factors.map { $0 * pow(10, decade) }
            }
            values = values.filter { $0 >= lower * (1 - 1e-9) && $0 <= upper * (1 + 1e-9) }
            if values.count <= max(2, count) {
                // Within less than a decade round factors are few: linear ticks serve better.
                guard values.count >= 3 else { return linearTicks(count, format) }
                return values.map { Tick(value: $0, label: format.tickText($0, step: $0)) }
            }
        }
        return linearTicks(count, format)
    }
}
