/// What makes a bar bad, as formats.md has it: the one place for the rule, whoever asks.
extension Bar {
    /// The part of a bar that a rule blames; the raw value is its column in a file of ours.
    public enum Field: String, Sendable, Hashable {
        case open, high, low, close, volume
        /// The close adjusted for splits and dividends, which stands beside the bar.
        case adjustedClose = "adj_close"
    }

    /// A rule that a bar breaks.
    public struct Fault: Sendable, Hashable {
        /// The part to blame.
        public var field: Field
        /// What is wrong with it, in a few words.
        public var problem: String
        /// All prices are prices, but the high is below open or close, or the low above.
        public var isRange = false
    }

    /// A breach of the high/low rule below this part of the price is rounding, not a fault.
    static let rounding = 1e-6

    /// The first rule that the bar breaks; `nil` when it is good, but perhaps for rounding.
    ///
    /// A bar is bad when a price (or the adjusted close, where there is one) is missing (NaN), not finite or not
    /// positive, the volume is missing, not finite or negative, or the high is below open or close or the low above by
    /// 10⁻⁶ of the price or more. Its time is not looked at: that takes the bar before.
    public func fault(adjustedClose: Double? = nil) -> Fault? {
        // With low > 0 and high < ∞, these order all four prices between them; NaN fails every comparison.
        if low > 0, high < .infinity, low <= open, low <= close, high >= open, high >= close, volume >= 0,
            volume < .infinity, adjustedClose.map({ $0 > 0 && $0 < .infinity }) ?? true
        {
            return nil
        }
        return slowFault(adjustedClose)
    }

    /// The same for a bar that is not plainly good.
    @inline(never)
    private func slowFault(_ adjustedClose: Double?) -> Fault? {
        let prices: [(Field, Double)] = [
            (.open, open), (.high, high), (.low, low), (.close, close), (.adjustedClose, adjustedClose ?? close),
        ]
        for (field, price) in prices where !(price > 0 && price.isFinite) {
            return Fault(
                field: field, problem: price.isNaN ? "the price is missing" : "a price must be finite and positive")
        }
        guard volume >= 0, volume.isFinite else {
            return Fault(
                field: .volume,
                problem: volume.isNaN ? "the volume is missing" : "a volume must be finite and not negative")
        }
        let (top, bottom) = (max(open, close), min(open, close))
        if top - high >= Bar.rounding * top {
            return Fault(
                field: .high, problem: "the high is below max(open, close) = \(NumberText.shortest(top))", isRange: true
            )
        }
        if low - bottom >= Bar.rounding * bottom {
            return Fault(
                field: .low, problem: "the low is above min(open, close) = \(NumberText.shortest(bottom))",
                isRange: true)
        }
        return nil
    }
}
