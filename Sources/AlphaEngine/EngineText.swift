import AlphaCore

/// Text and bytes as they cross between Swift and the engine.
enum EngineText {
    /// Text that the engine lent; `nil` when it is empty.
    static func text(_ characters: UnsafePointer<CChar>?) -> String? {
        characters.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The text as a pointer and a count, for the length of a call.
    static func withCharacters<Result>(_ text: String, _ body: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
        var text = text
        return text.withUTF8 { bytes in bytes.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) } }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The bytes as the engine reads them.
    var characters: UnsafePointer<CChar>? {
        baseAddress.map { UnsafePointer($0.assumingMemoryBound(to: CChar.self)) }
    }
}

extension DataError {
    /// What the engine says of input that it cannot use; line 0 is none.
    init(
        unusable file: String, line: UInt64, column: UnsafePointer<CChar>?, problem: UnsafePointer<CChar>?,
        found: UnsafePointer<CChar>?
    ) {
        self.init(
            .badData, file: file, line: line > 0 ? Int(line) : nil, column: EngineText.text(column),
            problem: EngineText.text(problem) ?? "cannot be used", found: EngineText.text(found))
    }
}
