import Foundation

/// How a number is shown to a reader: with a true minus sign, thousands grouped, and a dash for what does not exist.
///
/// A unit is held to its number by a space that no line breaks at.
public enum NumberFormat: Sendable, Hashable {
    /// A plain number with so many decimals: `0.043`, `−1.20`.
    case decimal(Int)
    /// A share as a percentage with so many decimals: 0.1234 → `12.3 %`.
    case percent(Int)
    /// A number that counts: `12,345`.
    case count
    /// Basis points with so many decimals: `5.2 bp`.
    case basisPoints(Int)
    /// A duration in seconds: `0.42 s`, `3 min 12 s`.
    case seconds
    /// Three significant digits, however large or small: `1.23e−9`, `0.0123`, `12,345`.
    case significant

    /// What stands for a number that does not exist.
    public static let missing = "–"

    /// The number's text; `–` for what does not exist (`nil`, NaN) and `∞` for what has no bound.
    public func text(_ value: Double?) -> String {
        guard let value, !value.isNaN else { return NumberFormat.missing }
        guard value.isFinite else { return value < 0 ? "−∞" : "∞" }
        switch self {
        case .decimal(let places): return NumberFormat.fixed(value, places)
        case .percent(let places): return NumberFormat.fixed(value * 100, places) + "\u{A0}%"
        case .count: return NumberFormat.fixed(value, 0)
        case .basisPoints(let places): return NumberFormat.fixed(value, places) + "\u{A0}bp"
        case .seconds: return NumberFormat.duration(value)
        case .significant: return NumberFormat.significantText(value)
        }
    }

    /// The unit that the text carries, for the label of an axis whose ticks leave it away.
    var unit: String? {
        switch self {
        case .percent: "%"
        case .basisPoints: "bp"
        case .seconds: "s"
        default: nil
        }
    }

    /// The number with as many decimals as a tick step of this size needs, in the format's own unit but without it.
    func tickText(_ value: Double, step: Double) -> String {
        let scale = if case .percent = self { 100.0 } else { 1.0 }
        let size = abs(step * scale)
        if size > 0, size < 1e-4 || size >= 1e9 { return NumberFormat.significantText(value * scale) }
        let places = size > 0 ? max(0, min(6, Int((-log10(size)).rounded(.up)))) : 0
        let needsOneMore = abs((size * pow(10, Double(places))).rounded() - size * pow(10, Double(places))) > 1e-6
        return NumberFormat.fixed(value * scale, places + (needsOneMore ? 1 : 0))
    }

    private static func fixed(_ value: Double, _ places: Int) -> String {
        if abs(value) >= 1e15 { return significantText(value) }
        let digits = String(format: "%.\(max(0, places))f", abs(value))
        let parts = digits.split(separator: ".", maxSplits: 1)
        let isZero = !digits.contains { $0 != "0" && $0 != "." }
        let fraction = parts.count > 1 ? "." + parts[1] : ""
        return (value < 0 && !isZero ? "−" : "") + grouped(parts[0]) + fraction
    }

    private static func grouped(_ digits: Substring) -> String {
        guard digits.count > 3 else { return String(digits) }
        var result = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { result += "," }
            result.append(digit)
        }
        return result
    }

    private static func significantText(_ value: Double) -> String {
        guard value != 0 else { return "0" }
        let exponent = Int(log10(abs(value)).rounded(.down))
        if exponent >= 15 || exponent < -4 {
            let text = String(format: "%.2e", value).split(separator: "e")
            let power = Int(text[1]) ?? exponent
            let minus = value < 0 ? "−" : ""
            return minus + text[0].drop { $0 == "-" } + "e" + (power < 0 ? "−\(-power)" : "\(power)")
        }
        return fixed(value, max(0, 2 - exponent))
    }

    private static func duration(_ seconds: Double) -> String {
        guard seconds >= 60 else { return fixed(seconds, seconds < 10 ? 2 : 1) + "\u{A0}s" }
        let whole = Int(min(seconds, 1e12).rounded())
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        return hours > 0
            ? "\(fixed(Double(hours), 0))\u{A0}h \(minutes)\u{A0}min" : "\(minutes)\u{A0}min \(rest)\u{A0}s"
    }
}
