/// Which rows of a long series the table behind a figure shows: evenly spaced ones, and always the last.
enum TableSample {
    /// The most rows of such a table.
    static let rowsMax = 40

    /// The rows to show of so many.
    static func rows(_ count: Int) -> [Int] {
        guard count > rowsMax else { return Array(0..<count) }
        return Array(Array(stride(from: count - 1, through: 0, by: -step(count))).reversed())
    }

    /// What the table leaves out, and where the rest is.
    static func caption(_ count: Int, file: String) -> String {
        count > rowsMax
            ? "Every \(ordinal(step(count))) bar up to the last; all of them are in \(file)." : "From \(file)."
    }

    private static func step(_ count: Int) -> Int { (count + rowsMax - 1) / rowsMax }

    private static func ordinal(_ number: Int) -> String {
        let suffix =
            switch (number % 10, number % 100) {
            case (_, 11...13): "th"
            case (1, _): "st"
            case (2, _): "nd"
            case (3, _): "rd"
            default: "th"
            }
        return "\(number)\(suffix)"
    }
}
