extension NumberText {
    /// Adds the bytes of `shortest(value)` at the end: nothing for what does not exist (NaN, ±∞).
    public static func appendShortest(_ value: Double, to bytes: inout [UInt8]) {
        guard value.isFinite else { return }
        var text = value.description
        text.withUTF8 { digits in
            let isWhole =
                digits.count > 2 && digits[digits.count - 2] == UInt8(ascii: ".") && digits.last == UInt8(ascii: "0")
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits.dropLast(isWhole ? 2 : 0)))
        }
    }
}
