extension Timestamp {
    /// The nanoseconds from another moment to this one, negative when this one is earlier.
    ///
    /// Two moments may lie up to 584 years apart, twice as far as 64 bits count to: a distance beyond 292 years is the
    /// largest number that there is, or the smallest.
    func nanoseconds(since other: Timestamp) -> Int64 {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
        guard overflow else { return difference }
        return other < self ? .max : .min
    }
}
