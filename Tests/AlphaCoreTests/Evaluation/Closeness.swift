import Testing

/// Whether a number that may not exist equals the expected one to a relative tolerance; both `nil` is equal.
func isClose(_ value: Double?, _ expected: Double?, relative: Double = 1e-9, absolute: Double = 0) -> Bool {
    guard let value, let expected else { return value == nil && expected == nil }
    return value == expected || abs(value - expected) <= max(absolute, relative * abs(expected))
}
