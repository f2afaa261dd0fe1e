/// The value below which a share of the sorted values lies, between neighbours in proportion (numpy's `linear`).
///
/// - Parameters:
///   - share: In 0…1.
///   - sorted: In increasing order, at least one.
func percentile(_ share: Double, ofSorted sorted: [Double]) -> Double {
    precondition(!sorted.isEmpty && (0...1).contains(share), "percentile \(share) of \(sorted.count) values")
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[below] }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
}
