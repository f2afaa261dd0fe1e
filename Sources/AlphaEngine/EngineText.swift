import AlphaCore
import CEngine

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

extension ByteSource {
    /// Hands over the file piece by piece, each the beginning of a buffer that is the callee's until it returns, and at the
    /// end once more with a count of 0.
    func forEachChunk(
        _ take: (_ buffer: UnsafeMutableRawBufferPointer, _ count: Int) throws(DataError) -> Void
    ) throws(DataError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.chunkSize, alignment: 16)
        defer { buffer.deallocate() }
        var count: Int
        repeat {
            count = try read(into: buffer)
            try take(buffer, count)
        } while count > 0
    }
}

extension DataError {
    /// What a simulator says of a row that it cannot use.
    init(unusable file: String, _ simulator: borrowing alpha_engine.Simulator) {
        self.init(
            unusable: file, line: simulator.errorLine(), column: simulator.errorColumn(),
            problem: simulator.errorProblem(), found: simulator.errorFound())
    }

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
