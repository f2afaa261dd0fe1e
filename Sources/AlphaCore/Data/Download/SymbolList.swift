import Foundation

/// The symbols that a user names, each of which becomes a file's name.
public enum SymbolList {
    /// The longest symbol, in bytes of UTF-8.
    public static let lengthMax = 64

    /// Why the symbol cannot be a file's name; `nil` when it can. `^GSPC`, `BRK-B` and `EURUSD=X` can.
    public static func problem(with symbol: String) -> String? {
        if symbol.trimmingCharacters(in: .whitespaces).isEmpty { return "a symbol must not be empty" }
        let shown = "symbol '\(printable(symbol))'"
        if symbol.utf8.count > lengthMax { return "\(shown) has more than \(lengthMax) bytes" }
        if symbol.unicodeScalars.contains(where: { CharacterSet.controlCharacters.contains($0) }) {
            return "\(shown) has a control character"
        }
        // By bytes, as the file system does: to a `String`, a slash with a combining mark behind it is another character.
        let bytes = Array(symbol.utf8)
        if bytes.contains(where: { "/\\".utf8.contains($0) }) {
            return "\(shown) has a slash: it becomes a file's name"
        }
        if bytes.contains(UInt8(ascii: ",")) { return "\(shown) has a comma: --symbols takes several" }
        if bytes[0] == UInt8(ascii: ".") { return "\(shown) begins with a dot: it becomes a file's name" }
        if zip(bytes, bytes.dropFirst()).contains(where: { $0 == UInt8(ascii: ".") && $1 == UInt8(ascii: ".") }) {
            return "\(shown) has '..': it becomes a file's name"
        }
        if symbol.lowercased().hasSuffix(".actions") { return "\(shown) ends in .actions, the name of another file" }
        return nil
    }

    /// The symbols of a text, one a line; what follows a `#`, blanks around a symbol and empty lines are passed over.
    public static func lines(of text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map { line in
            line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces.union(.init(charactersIn: "\u{FEFF}")))
        }.filter { !$0.isEmpty }
    }

    /// The symbols of a file, see `lines(of:)`; `noInput` when there is none, `badData` when it is no UTF-8 text.
    public static func read(_ url: URL) throws(DataError) -> [String] {
        let source = try ByteSource(url)
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count: Int
            let outcome = block.withUnsafeMutableBytes { buffer in
                Result { () throws(DataError) in try source.read(into: buffer) }
            }
            count = try outcome.get()
            if count == 0 { break }
            bytes.append(contentsOf: block.prefix(count))
            guard bytes.count <= sizeMax else {
                throw DataError(
                    .badData, file: source.file, problem: "more than \(sizeMax) bytes are no list of symbols")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DataError(.badData, file: source.file, problem: "is no UTF-8 text")
        }
        return lines(of: text)
    }

    private static let sizeMax = 16 << 20

    /// The symbol on one line, cut after 70 characters.
    private static func printable(_ symbol: String) -> String {
        let escaped = symbol.prefix(70).unicodeScalars.map { scalar in
            CharacterSet.controlCharacters.contains(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return escaped.joined() + (symbol.count > 70 ? "…" : "")
    }
}
